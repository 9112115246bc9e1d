/// Tag for identifiers of cases; a case has no content of its own.
public enum Case {}
/// Tag for identifiers of members; who they are is said in `MemberProfile`, what they may do in the ledger.
public enum Member {}
/// Tag for identifiers of stored ciphertexts of attached files.
public enum Blob {}

/// Sixteen random bytes that name a record without saying what kind of record it is.
///
/// Text form: 32 lower-case hexadecimal digits. Bytes are kept in big-endian order, so comparing identifiers
/// compares their bytes and their text alike.
public struct RecordID: Hashable, Sendable, Comparable {
  private let high: UInt64
  private let low: UInt64

  /// Length of an identifier in bytes.
  public static let byteCount = 16

  /// The first and the last eight bytes, big-endian.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// `nil` unless given exactly sixteen bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    var words: (high: UInt64, low: UInt64) = (0, 0)
    for index in 0..<8 {
      words.high = words.high << 8 | UInt64(bytes[index])
      words.low = words.low << 8 | UInt64(bytes[index + 8])
    }
    self.init(high: words.high, low: words.low)
  }

  /// `nil` unless given exactly 32 lower-case hexadecimal digits.
  public init?(hex: String) {
    guard let bytes = Hex.decode(hex, byteCount: Self.byteCount), let id = RecordID(bytes: bytes) else { return nil }
    self = id
  }

  /// Draws an identifier from a generator the caller trusts; this module has no source of randomness.
  public init(random generator: inout some RandomNumberGenerator) {
    high = generator.next()
    low = generator.next()
  }

  /// The sixteen bytes.
  public var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    for index in 0..<8 {
      bytes[index] = UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
      bytes[index + 8] = UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * index))
    }
    return bytes
  }

  /// The whole identifier as 32 hexadecimal digits.
  public var hex: String { Hex.encode(bytes) }

  /// The first eight digits, for people to read; not unique.
  public var short: String { String(hex.prefix(8)) }

  /// Order of the bytes.
  public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

/// A `RecordID` that remembers what it identifies: `ID<Person>` is not `ID<Interview>`.
public struct ID<T>: Hashable, Sendable, Comparable {
  /// The same identifier without its type.
  public let record: RecordID

  /// Claims that an untyped identifier names a `T`; only a reader of the record's kind can know that.
  public init(_ record: RecordID) { self.record = record }

  /// `nil` unless given exactly sixteen bytes.
  public init?(bytes: [UInt8]) {
    guard let record = RecordID(bytes: bytes) else { return nil }
    self.record = record
  }

  /// `nil` unless given exactly 32 lower-case hexadecimal digits.
  public init?(hex: String) {
    guard let record = RecordID(hex: hex) else { return nil }
    self.record = record
  }

  /// Draws an identifier from a generator the caller trusts.
  public init(random generator: inout some RandomNumberGenerator) {
    record = RecordID(random: &generator)
  }

  /// The sixteen bytes.
  public var bytes: [UInt8] { record.bytes }
  /// The whole identifier as 32 hexadecimal digits.
  public var hex: String { record.hex }
  /// The first eight digits, for people to read; not unique.
  public var short: String { record.short }

  /// Order of the bytes.
  public static func < (left: Self, right: Self) -> Bool { left.record < right.record }
}

extension RecordID {
  /// Forgets what an identifier identifies.
  public init<T>(_ id: ID<T>) { self = id.record }
}

extension RecordID: CustomStringConvertible {
  /// The hexadecimal form.
  public var description: String { hex }
}

extension ID: CustomStringConvertible {
  /// The hexadecimal form.
  public var description: String { hex }
}

extension RecordID: Codable {
  /// Reads the hexadecimal form; throws `RecordError.malformed`.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = RecordID(hex: text) else { throw RecordError.malformed(field: decoder.fieldPath) }
    self = id
  }

  /// Writes the hexadecimal form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

extension ID: Codable {
  /// Reads the hexadecimal form; throws `RecordError.malformed`.
  public init(from decoder: any Decoder) throws { record = try RecordID(from: decoder) }
  /// Writes the hexadecimal form.
  public func encode(to encoder: any Encoder) throws { try record.encode(to: encoder) }
}
