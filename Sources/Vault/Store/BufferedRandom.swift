import Sodium

/// The system's random bytes, drawn many at a time: for a hundred thousand small records the system calls would cost as
/// much as the sealing. For identifiers and salts; keys and nonces are drawn where they are used.
struct BufferedRandom: RandomNumberGenerator {
  private var pool: [UInt8] = []
  private var position = 0

  mutating func next() -> UInt64 {
    if position == pool.count {
      pool = SodiumRandom.bytes(2048)
      position = 0
    }
    var value: UInt64 = 0
    for index in position..<position + 8 { value = value << 8 | UInt64(pool[index]) }
    position += 8
    return value
  }

  /// `count` bytes, a multiple of eight.
  mutating func bytes(_ count: Int) -> [UInt8] {
    var writer = ByteWriter(capacity: count)
    for _ in 0..<count / 8 { writer.append(next()) }
    return writer.bytes
  }
}
