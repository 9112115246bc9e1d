/// Where a record came from that was written on a trip: the note its device signed then, word for word.
public struct TripEntry: TextRecord {
  /// What kind of record this is.
  public static var kind: RecordKind { .tripEntry }

  /// The trip.
  public var trip: ID<Trip>
  /// The device's log, 32 hexadecimal digits.
  public var log: String
  /// Its number in that log, from 0.
  public var number: Int
  /// What it became here.
  public var record: RecordID
  /// The signed note; kept beside the JSON.
  public var text = ""

  private enum CodingKeys: String, CodingKey {
    case trip, log, number, record
  }

  /// All of it is known.
  public init(trip: ID<Trip>, log: String, number: Int, record: RecordID, text: String) {
    self.trip = trip
    self.log = log
    self.number = number
    self.record = record
    self.text = text
  }

  /// Checks lengths and ranges.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    guard Hex.decode(log, byteCount: 16) != nil else { throw .malformed(field: "log") }
    try Check.number(number, "number", 0...(1 << 40))
    try Check.text(text, "text")
  }
}
