/// Layer 6: every date of a copy moved by the same secret number of days, so that the time between two events stays and
/// neither day does (as Hripcsak and others, "Preserving temporal relations in clinical data while maintaining privacy",
/// Journal of the American Medical Informatics Association 23, 2016).
///
/// Whoever knows the true date of one moved event knows the offset, and with it all dates of the copy.
public struct DateShift: Equatable, Sendable {
  /// Days; never fewer than thirty either way, and at most a year.
  public let days: Int

  private static let least = 30
  private static let most = 365

  /// Draws an offset from eight or more bytes that nobody else can make.
  init(drawnFrom bytes: [UInt8]) {
    let span = UInt64(Self.most - Self.least + 1)
    let drawn = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } % (2 * span)
    days = drawn < span ? Self.least + Int(drawn) : -Self.least - Int(drawn - span)
  }

  /// An offset kept from before; nil for one that is none.
  init?(days: Int) {
    guard (Self.least...Self.most).contains(abs(days)) else { return nil }
    self.days = days
  }

  /// Whether a finding is a date that can be moved: with day, month and year, and nothing else in it.
  public static func applies(to text: String, _ category: Category) -> Bool { date(text, category) != nil }

  private static func date(_ text: String, _ category: Category) -> CivilDate? {
    guard category == .datetime, text.utf8.count <= ReviewFile.longestText, let folded = try? NormalisedText(text)
    else { return nil }
    return Dates.only(folded, folded.atoms())
  }

  /// The moved date as it stands in the copy, said to be moved.
  func written(_ text: String, _ category: Category, in language: Language) -> String? {
    guard let date = Self.date(text, category)?.moved(by: days) else { return nil }
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    return switch language {
    case .english: "[moved: \(day)]"
    case .russian: "[сдвинуто: \(day)]"
    case .kazakh: "[жылжытылды: \(day)]"
    }
  }
}

extension CivilDate {
  /// The date so many days later, in the Gregorian calendar; nil when it leaves the years that are read.
  func moved(by days: Int) -> CivilDate? {
    // Days since 1 March of the year 0 (the leap day then ends the year), and back; H. Hinnant, "chrono-compatible
    // low-level date algorithms".
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear + days
    guard number >= 0 else { return nil }
    let newEra = number / 146_097
    let dayOfEra = number - newEra * 146_097
    let newYearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let newDayOfYear = dayOfEra - (365 * newYearOfEra + newYearOfEra / 4 - newYearOfEra / 100)
    let part = (5 * newDayOfYear + 2) / 153
    let newMonth = part < 10 ? part + 3 : part - 9
    let newYear = newYearOfEra + newEra * 400 + (newMonth <= 2 ? 1 : 0)
    return CivilDate(year: newYear, month: newMonth, day: newDayOfYear - (153 * part + 2) / 5 + 1)
  }
}
