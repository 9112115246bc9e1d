public import ArgumentParser
import Foundation
public import Records

/// Days as they are typed and compared with the calendar of this machine.
extension Day: ExpressibleByArgument {
  /// `YYYY-MM-DD`.
  public init?(argument: String) {
    guard let date = try? PartialDate(argument), date.precision == .day, !date.isEstimated, let day = date.earliest
    else { return nil }
    self = day
  }
}

extension Day {
  /// Today, by this machine's clock.
  static var today: Day { get throws { try day(after: 0) } }

  /// How far ahead reminders look: two weeks.
  static var soon: Day { get throws { try day(after: 14) } }

  private static func day(after days: Double) throws -> Day {
    let parts = Calendar(identifier: .gregorian).dateComponents(
      [.year, .month, .day], from: Date(timeIntervalSinceNow: days * 86_400))
    return try Day(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
  }
}
