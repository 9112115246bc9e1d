import Records

/// Appends fixed-width big-endian fields.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func append(_ part: [UInt8]) { bytes += part }
  mutating func append(byte: UInt8) { bytes.append(byte) }
  mutating func append(_ value: UInt16) { bytes += [UInt8(value >> 8), UInt8(value & 0xff)] }
  mutating func append(_ value: UInt32) {
    for shift in stride(from: 24, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
    }
  }
  mutating func append(_ value: UInt64) {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }
}

/// Thirty-two bytes held in place. A large commit has a hundred thousand lines of several digests each: as arrays every
/// one of them would be an allocation, and copying a line would count references.
struct Bytes32: Hashable, Sendable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// A digest this program just made; another length than 32 bytes would be its own mistake.
  init(digest: [UInt8]) {
    var reader = ByteReader(digest)
    guard let value = Self(&reader), reader.remaining == 0 else { preconditionFailure("a digest has 32 bytes") }
    self = value
  }

  /// `nil` unless given exactly 32 bytes.
  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    self.init(&reader)
    guard reader.remaining == 0 else { return nil }
  }

  init?(_ reader: inout ByteReader) {
    guard let first = reader.uint64(), let second = reader.uint64(), let third = reader.uint64(),
      let fourth = reader.uint64()
    else { return nil }
    self.first = first
    self.second = second
    self.third = third
    self.fourth = fourth
  }

  var bytes: [UInt8] {
    var writer = ByteWriter(capacity: 32)
    append(to: &writer)
    return writer.bytes
  }

  func append(to writer: inout ByteWriter) {
    writer.append(first)
    writer.append(second)
    writer.append(third)
    writer.append(fourth)
  }
}

/// Reads fixed-width big-endian fields; every read is bounded, `nil` past the end.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  var remaining: Int { bytes.count - position }

  mutating func take(_ count: Int) -> [UInt8]? {
    guard count >= 0, count <= remaining else { return nil }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func byte() -> UInt8? {
    guard remaining > 0 else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func uint16() -> UInt16? { integer() }
  mutating func uint32() -> UInt32? { integer() }
  mutating func uint64() -> UInt64? { integer() }
  mutating func recordID() -> RecordID? {
    guard let high = uint64(), let low = uint64() else { return nil }
    return RecordID(high: high, low: low)
  }

  private mutating func integer<Value: FixedWidthInteger>() -> Value? {
    guard MemoryLayout<Value>.size <= remaining else { return nil }
    var value: Value = 0
    for index in position..<position + MemoryLayout<Value>.size { value = value << 8 | Value(bytes[index]) }
    position += MemoryLayout<Value>.size
    return value
  }
}
