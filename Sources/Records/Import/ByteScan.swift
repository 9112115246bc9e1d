/// Looking for one byte among many. Loops without an early end and without a branch run on vectors, some thirty times
/// as fast as byte by byte; so long stretches are passed over part by part.
enum ByteScan {
  /// Bytes looked at together; few enough to be counted in a byte.
  static let part = 240

  /// The first place of `byte` from `position` on, or the end.
  static func next(_ byte: UInt8, in bytes: [UInt8], from position: Int) -> Int {
    var position = position
    while position + part <= bytes.count, !contains(byte, bytes.span.extracting(position..<position + part)) {
      position += part
    }
    while position < bytes.count, bytes[position] != byte { position += 1 }
    return position
  }

  /// How often `byte` occurs among at most ``part`` bytes.
  static func count(of byte: UInt8, in bytes: Span<UInt8>) -> Int {
    var found: UInt8 = 0
    for index in 0..<bytes.count {
      let difference = bytes[index] ^ byte
      // The highest bit is set where the difference is zero, and nowhere else.
      found &+= ((difference &- 1) & ~difference) >> 7
    }
    return Int(found)
  }

  private static func contains(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    var found: UInt8 = 0
    for index in 0..<bytes.count { found |= bytes[index] == byte ? 1 : 0 }
    return found != 0
  }
}
