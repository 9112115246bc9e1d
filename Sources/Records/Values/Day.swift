/// A day that exists in the proleptic Gregorian calendar, years 1800 to 2199: outside them a year is a slip of the pen.
public struct Day: Hashable, Sendable, Comparable {
  /// Year, 1800…2199.
  public let year: Int
  /// Month, 1…12.
  public let month: Int
  /// Day of the month, 1…31.
  public let day: Int

  /// Years that can be written.
  public static let years = 1800...2199

  /// Throws `RecordError.impossibleDate` for a day the calendar does not have.
  public init(year: Int, month: Int, day: Int) throws(RecordError) {
    guard Self.years.contains(year) else { throw .impossibleDate(.year) }
    guard (1...12).contains(month) else { throw .impossibleDate(.month) }
    guard day >= 1, day <= Self.length(ofMonth: month, year: year) else { throw .impossibleDate(.day) }
    self.init(unchecked: year, month, day)
  }

  /// For components already known to be valid.
  init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Number of days in a month; a month of an unknown year has the most it can have.
  static func length(ofMonth month: Int, year: Int?) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year.map(isLeap) ?? true ? 29 : 28
    default: 31
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// Days since 1 March of the year 0, so that the leap day ends the counted year.
  var ordinal: Int {
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * monthFromMarch + 2) / 5 + day - 1
  }

  /// Completed years from a birth on `birth` to this day; negative when this day lies before it. Born on 29 February
  /// is taken to turn a year older on 1 March of a common year.
  public func age(bornOn birth: Day) -> Int {
    year - birth.year - ((month, day) < (birth.month, birth.day) ? 1 : 0)
  }

  /// Order in time.
  public static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`, ISO 8601-1.
  public var description: String { "\(year)-\(month.twoDigits)-\(day.twoDigits)" }
}

extension Int {
  var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}

extension Day: Codable {
  /// Reads `YYYY-MM-DD`; throws `RecordError.impossibleDate`.
  public init(from decoder: any Decoder) throws {
    let date = try PartialDate(from: decoder)
    guard date.precision == .day, !date.isEstimated, let day = date.earliest else {
      throw RecordError.impossibleDate(.form)
    }
    self = day
  }

  /// Writes `YYYY-MM-DD`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
