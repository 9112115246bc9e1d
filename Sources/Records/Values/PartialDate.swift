/// A date of which the day, the month or the year may be unknown, and which may be an estimate.
///
/// Text form, a subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019, annex A): `2022-01-17`, `2022-01`,
/// `2022` (level 0); `~` at the end for an approximate date, `2022-01~`; `X` for an unspecified component (level 1, and
/// level 2 where a known component follows): `XXXX` (nothing known), `XXXX-01-17`, `2022-XX-17`. Only whole components
/// can be unspecified. Unspecified components at the end are left out when written: `2022-01-XX` is read as `2022-01`.
/// For people, `~2022-01` and `unknown` are read too, and never written.
public struct PartialDate: Hashable, Sendable {
  /// Year, if known, 1800…2199.
  public let year: Int?
  /// Month, if known, 1…12.
  public let month: Int?
  /// Day of the month, if known, 1…31.
  public let day: Int?
  /// The date is an estimate.
  public let isEstimated: Bool

  /// The finest component known without a gap from the year down.
  public enum Precision: Sendable {
    /// The day is known.
    case day
    /// The month and year are known.
    case month
    /// The year is known.
    case year
    /// The year is not known.
    case unknown
  }

  /// Nothing known.
  public static let unknown = PartialDate(unchecked: nil, nil, nil, isEstimated: false)

  /// Throws `RecordError.impossibleDate` where no day can match. 29 February of an unknown year is possible.
  public init(year: Int? = nil, month: Int? = nil, day: Int? = nil, isEstimated: Bool = false) throws(RecordError) {
    if let year, !Day.years.contains(year) { throw .impossibleDate(.year) }
    if let month, !(1...12).contains(month) { throw .impossibleDate(.month) }
    if let day {
      let longest = month.map { Day.length(ofMonth: $0, year: year) } ?? 31
      guard day >= 1, day <= longest else { throw .impossibleDate(.day) }
    }
    self.init(unchecked: year, month, day, isEstimated: isEstimated)
  }

  /// A fully known day.
  public init(_ day: Day, isEstimated: Bool = false) {
    self.init(unchecked: day.year, day.month, day.day, isEstimated: isEstimated)
  }

  private init(unchecked year: Int?, _ month: Int?, _ day: Int?, isEstimated: Bool) {
    self.year = year
    self.month = month
    self.day = day
    self.isEstimated = isEstimated
  }

  /// How much is known.
  public var precision: Precision {
    guard year != nil else { return .unknown }
    guard month != nil else { return .year }
    return day == nil ? .month : .day
  }

  /// The first day the stated components allow, not widened for an estimate; `nil` if the year is unknown.
  public var earliest: Day? {
    guard let year else { return nil }
    if month == nil, let day { return Day(unchecked: year, 1, day) }
    return Day(unchecked: year, month ?? 1, day ?? 1)
  }

  /// The last day the stated components allow, not widened for an estimate; `nil` if the year is unknown.
  public var latest: Day? {
    guard let year else { return nil }
    let lastMonth = month ?? 12
    return Day(unchecked: year, lastMonth, day ?? Day.length(ofMonth: lastMonth, year: year))
  }

  /// The month as `YYYY-MM`, if known. An estimated month counts as the month it names.
  public var yearAndMonth: String? {
    guard let year, let month else { return nil }
    return "\(year)-\(month.twoDigits)"
  }

  /// Whether this date may lie before or on `other`: false only where that is impossible. There is no `<`, since two
  /// partial dates often have no order. An estimate is widened by the next coarser unit on both sides: a day by 31 days,
  /// a month by a year, a year by ten.
  public func mayPrecede(_ other: PartialDate) -> Bool {
    guard let start = earliest, let end = other.latest else { return true }
    return start.ordinal - slack <= end.ordinal + other.slack
  }

  private var slack: Int {
    guard isEstimated else { return 0 }
    return switch precision {
    case .day: 31
    case .month: 366
    case .year, .unknown: 3_653
    }
  }
}

extension PartialDate: CustomStringConvertible {
  /// The EDTF text.
  public var description: String {
    var parts = [year.map(String.init) ?? "XXXX", month?.twoDigits ?? "XX", day?.twoDigits ?? "XX"]
    if day == nil { parts.removeLast() }
    if day == nil, month == nil { parts.removeLast() }
    return parts.joined(separator: "-") + (isEstimated ? "~" : "")
  }
}

extension PartialDate {
  /// Reads the text form; throws `RecordError.impossibleDate`.
  public init(_ text: String) throws(RecordError) {
    if text == "unknown" {
      self = .unknown
      return
    }
    guard text.utf8.count <= 12 else { throw .impossibleDate(.form) }
    var digits = text.utf8[...]
    let tilde = UInt8(ascii: "~")
    var isEstimated = false
    if digits.first == tilde {
      digits = digits.dropFirst()
      isEstimated = true
    } else if digits.last == tilde {
      digits = digits.dropLast()
      isEstimated = true
    }
    let parts = digits.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { throw .impossibleDate(.form) }
    var values: [Int?] = []
    for (index, part) in parts.enumerated() {
      guard part.count == (index == 0 ? 4 : 2) else { throw .impossibleDate(.form) }
      if part.allSatisfy({ $0 == UInt8(ascii: "X") }) {
        values.append(nil)
        continue
      }
      guard let value = Int(decimal: part) else { throw .impossibleDate(.form) }
      values.append(value)
    }
    values += [nil, nil]
    try self.init(year: values[0], month: values[1], day: values[2], isEstimated: isEstimated)
  }
}

extension Int {
  /// ASCII digits only, at most nine: `Int(_:)` would also read a sign.
  init?(decimal digits: some Collection<UInt8>) {
    guard (1...9).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    self = value
  }
}

extension PartialDate: Codable {
  /// Reads the text form; throws `RecordError.impossibleDate`.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the EDTF text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// What is wrong with a date.
public enum DateProblem: Equatable, Sendable {
  /// Not written in an accepted form.
  case form
  /// The year is not between 1800 and 2199.
  case year
  /// There is no such month.
  case month
  /// The month has no such day.
  case day

  var hint: String {
    switch self {
    case .form: "write 2022-01-17, 2022-01, 2022, 2022-01~ for an estimate, or unknown"
    case .year: "give a year from 1800 to 2199"
    case .month: "give a month from 01 to 12"
    case .day: "that month has no such day"
    }
  }
}
