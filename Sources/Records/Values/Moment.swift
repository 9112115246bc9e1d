/// A partial date with, where the day is known, the time on the clock of the place.
///
/// Text: a `PartialDate`, or `2022-01-17T14:30`, or with the offset from UTC `2022-01-17T14:30+06:00` (ISO 8601-1
/// reduced to minutes). Without an offset it is the wall clock of the place, whatever its zone was that year.
public struct Moment: Hashable, Sendable {
  /// The date.
  public let date: PartialDate
  /// Minutes since midnight, 0…1439, if known.
  public let minute: Int?
  /// Minutes east of UTC, −840…840, if known.
  public let utcOffset: Int?

  /// A date without a time.
  public init(_ date: PartialDate) {
    self.date = date
    minute = nil
    utcOffset = nil
  }

  /// Throws `RecordError.impossibleTime` if the time does not exist, or the day is unknown.
  public init(_ date: PartialDate, hour: Int, minute: Int, utcOffset: Int? = nil) throws(RecordError) {
    guard date.precision == .day, (0...23).contains(hour), (0...59).contains(minute),
      (-840...840).contains(utcOffset ?? 0)
    else { throw .impossibleTime }
    self.date = date
    self.minute = hour * 60 + minute
    self.utcOffset = utcOffset
  }

  /// Whether this moment may lie before or at `other`: false only where that is impossible.
  public func mayPrecede(_ other: Moment) -> Bool {
    guard !date.isEstimated, !other.date.isEstimated, let minute, let otherMinute = other.minute,
      let day = date.earliest, let otherDay = other.date.latest, (utcOffset == nil) == (other.utcOffset == nil)
    else { return date.mayPrecede(other.date) }
    return day.ordinal * 1_440 + minute - (utcOffset ?? 0)
      <= otherDay.ordinal * 1_440 + otherMinute - (other.utcOffset ?? 0)
  }
}

extension Moment: CustomStringConvertible {
  /// The text form.
  public var description: String {
    guard let minute else { return date.description }
    let clock = "\(date)T\((minute / 60).twoDigits):\((minute % 60).twoDigits)"
    guard let utcOffset else { return clock }
    let size = abs(utcOffset)
    return clock + (utcOffset < 0 ? "-" : "+") + "\((size / 60).twoDigits):\((size % 60).twoDigits)"
  }
}

extension Moment {
  /// Reads the text form; throws `RecordError.impossibleDate` or `.impossibleTime`.
  public init(_ text: String) throws(RecordError) {
    guard text.utf8.count <= 24 else { throw .impossibleDate(.form) }
    let parts = text.utf8.split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { throw .impossibleDate(.form) }
    let date = try PartialDate(String(Substring(first)))
    guard parts.count == 2, let clock = parts.last else {
      self.init(date)
      return
    }
    guard let time = Self.hoursAndMinutes(clock.prefix(5)) else { throw .impossibleTime }
    var offset: Int?
    let zone = clock.dropFirst(5)
    if let sign = zone.first {
      if zone.elementsEqual("Z".utf8) {
        offset = 0
      } else {
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
          let shift = Self.hoursAndMinutes(zone.dropFirst())
        else { throw .impossibleTime }
        offset = (shift.hour * 60 + shift.minute) * (sign == UInt8(ascii: "-") ? -1 : 1)
      }
    }
    try self.init(date, hour: time.hour, minute: time.minute, utcOffset: offset)
  }

  private static func hoursAndMinutes(_ text: Substring.UTF8View) -> (hour: Int, minute: Int)? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let first = parts.first, let last = parts.last,
      let hour = Int(decimal: first), let minute = Int(decimal: last), hour < 24, minute < 60
    else { return nil }
    return (hour, minute)
  }
}

extension Moment: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
