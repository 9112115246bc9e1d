/// One counted thing: where it falls, and whose it is. It carries no name and no key.
public struct Observation: Sendable {
  /// The code in each dimension, by the dimension's name.
  public var values: [String: String]
  /// The random id of the person it concerns, 16 bytes; only used to tell persons apart.
  public var person: [UInt8]
  /// The random id of the counted unit, 16 bytes, where one unit can give several observations (a multi-response
  /// dimension); absent, every observation is a unit of its own. Not looked at when persons are counted.
  public var unit: [UInt8]?

  /// An observation.
  public init(values: [String: String], person: [UInt8], unit: [UInt8]? = nil) {
    self.values = values
    self.person = person
    self.unit = unit
  }
}

/// A 16-byte id in a form that hashes fast.
struct RandomID: Hashable {
  private let high: UInt64
  private let low: UInt64

  init?(_ bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
