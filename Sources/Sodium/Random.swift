internal import CSodium

/// The system's cryptographic random generator (`randombytes_buf`).
public struct SodiumRandom: RandomNumberGenerator, Sendable {
  /// A handle; it has no state of its own.
  public init() {}

  /// Eight random bytes.
  public mutating func next() -> UInt64 {
    _ = sodiumReady
    var value: UInt64 = 0
    unsafe withUnsafeMutablePointer(to: &value) { unsafe randombytes_buf($0, MemoryLayout<UInt64>.size) }
    return value
  }

  /// `count` random bytes that are not secret: salts, identifiers, nonces.
  public static func bytes(_ count: Int) -> [UInt8] {
    _ = sodiumReady
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      if let start = buffer.baseAddress { unsafe randombytes_buf(start, count) }
      filled = count
    }
  }
}
