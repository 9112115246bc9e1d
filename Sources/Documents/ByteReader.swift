/// Numbers out of bytes, never past their end.
struct ByteReader {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func little16(_ offset: Int) -> Int? { number(offset, 2, isLittle: true) }
  func little32(_ offset: Int) -> Int? { number(offset, 4, isLittle: true) }
  func big16(_ offset: Int) -> Int? { number(offset, 2, isLittle: false) }
  func big32(_ offset: Int) -> Int? { number(offset, 4, isLittle: false) }

  func number(_ offset: Int, _ width: Int, isLittle: Bool) -> Int? {
    guard offset >= 0, offset <= bytes.count - width else { return nil }
    var value = 0
    for index in 0..<width { value = value << 8 | Int(bytes[offset + (isLittle ? width - 1 - index : index)]) }
    return value
  }

  /// The bytes of a span, or nil where it leaves the file.
  func span(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, offset <= bytes.count - count else { return nil }
    return bytes[offset..<offset + count]
  }
}

extension [UInt8] {
  mutating func appendLittle(_ value: Int, _ width: Int) {
    for index in 0..<width { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }

  mutating func appendBig(_ value: Int, _ width: Int) {
    for index in (0..<width).reversed() { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }
}
