/// The individual identification number (ЖСН, ИИН) of Kazakhstan: birth date YYMMDD, a digit for century and sex, four
/// serial digits, a check digit.
///
/// The number alone finds a person in every state database, so describing or reflecting on it never shows it; reading
/// it takes `digits`.
public struct IIN: Hashable, Sendable {
  /// All twelve digits.
  public let digits: String
  /// The birth date it carries.
  public let birthDate: Day
  /// The sex it carries.
  public let sex: Sex

  /// Checks length, date, century digit and check digit; throws `RecordError.invalidIIN`.
  public init(_ digits: String) throws(RecordError) {
    guard digits.utf8.count == 12 else { throw .invalidIIN(.length) }
    var values: [Int] = []
    for byte in digits.utf8 {
      guard let value = Int(decimal: CollectionOfOne(byte)) else { throw .invalidIIN(.notDigits) }
      values.append(value)
    }
    let centuryAndSex = values[6]
    guard (1...6).contains(centuryAndSex) else { throw .invalidIIN(.century) }
    let century = 1800 + (centuryAndSex - 1) / 2 * 100
    do {
      birthDate = try Day(
        year: century + values[0] * 10 + values[1], month: values[2] * 10 + values[3], day: values[4] * 10 + values[5])
    } catch {
      throw .invalidIIN(.birthDate)
    }
    guard let check = Self.checkDigit(values.prefix(11)), check == values[11] else { throw .invalidIIN(.checkDigit) }
    sex = centuryAndSex.isMultiple(of: 2) ? .female : .male
    self.digits = digits
  }

  /// Weights 1…11, sum modulo 11; at 10 again with weights 3…11, 1, 2; at 10 again no number exists.
  private static func checkDigit(_ values: some Sequence<Int>) -> Int? {
    for weights in [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]] {
      let remainder = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } % 11
      if remainder < 10 { return remainder }
    }
    return nil
  }
}

extension IIN: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Never the number.
  public var description: String { "IIN (not shown)" }
  /// Never the number.
  public var debugDescription: String { description }
  /// Never the number.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension IIN: Codable {
  /// Reads the twelve digits; throws `RecordError.invalidIIN`.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the twelve digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }
}

/// What is wrong with an individual identification number.
public enum IINProblem: Equatable, Sendable {
  /// Not twelve characters.
  case length
  /// Something else than the digits 0 to 9.
  case notDigits
  /// The first six digits are no date.
  case birthDate
  /// The seventh digit is not 1 to 6.
  case century
  /// The last digit does not follow from the others.
  case checkDigit

  var hint: String {
    switch self {
    case .length: "an IIN has twelve digits"
    case .notDigits: "an IIN is written with the digits 0 to 9 only"
    case .birthDate: "the first six digits of an IIN are the birth date, YYMMDD"
    case .century: "the seventh digit of an IIN is 1 to 6"
    case .checkDigit: "a digit is mistyped; compare it with the document"
    }
  }
}
