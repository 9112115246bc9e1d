/// Checksums of the identifiers met in Kazakhstan, over ASCII characters.
enum Checksums {
  /// Individual identification number: YYMMDD, century and sex 1–6, four serial digits, check digit (weights 1–11
  /// modulo 11; on 10 the weights 3–11, 1, 2; on 10 again no valid number exists).
  static func isIIN(_ digits: ArraySlice<UInt8>) -> Bool {
    guard hasIINDate(digits) else { return false }
    let values = digits.map { Int($0) - 0x30 }
    func remainder(_ shift: Int) -> Int {
      (0..<11).reduce(0) { $0 + values[$1] * (($1 + shift) % 11 + 1) } % 11
    }
    var check = remainder(0)
    if check == 10 { check = remainder(2) }
    return check < 10 && check == values[11]
  }

  /// Twelve digits whose first seven name a day that existed.
  static func hasIINDate(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 12, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    let values = digits.map { Int($0) - 0x30 }
    guard (1...6).contains(values[6]) else { return false }
    let century = 1800 + (values[6] - 1) / 2 * 100
    return CivilDate(
      year: century + values[0] * 10 + values[1], month: values[2] * 10 + values[3], day: values[4] * 10 + values[5])
      != nil
  }

  /// ISO 13616: first four characters moved to the end, letters as 10–35, remainder 1 modulo 97.
  static func isIBAN(_ characters: ArraySlice<UInt8>) -> Bool {
    guard (15...34).contains(characters.count) else { return false }
    var remainder = 0
    for character in characters.dropFirst(4) + characters.prefix(4) {
      switch character {
      case 0x30...0x39: remainder = (remainder * 10 + Int(character) - 0x30) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(character) - 0x37) % 97
      default: return false
      }
    }
    return remainder == 1
  }

  /// How many characters an account number of the country may have (SWIFT, IBAN Registry, release 99).
  static func lengths(ofIBAN country: ArraySlice<UInt8>) -> ClosedRange<Int> {
    let known = String(decoding: country, as: UTF8.self)
    return ibanLengths[known].map { $0...$0 } ?? 15...34
  }

  private static let ibanLengths: [String: Int] = [
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FR": 27, "GB": 22,
    "GE": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30,
    "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20,
    "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24,
    "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
  ]

  /// ISO/IEC 7812 (Luhn).
  static func isLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      guard (0x30...0x39).contains(digit) else { return false }
      let value = Int(digit) - 0x30
      sum += place.isMultiple(of: 2) ? value : (value * 2) / 10 + (value * 2) % 10
    }
    return sum.isMultiple(of: 10) && digits.contains { $0 != 0x30 }
  }
}

/// A day of the Gregorian calendar.
struct CivilDate: Hashable {
  let year: Int
  let month: Int
  let day: Int

  init?(year: Int, month: Int, day: Int) {
    guard (1800...2199).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= days[month - 1] else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }
}
