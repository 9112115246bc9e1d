internal import CSodium

/// A running BLAKE2b-512 (RFC 7693) without a key, as libsodium computes it.
@safe public final class Blake2b512 {
  /// Length of the digest in bytes.
  public static let count = 64
  private let state: UnsafeMutableRawPointer

  /// An empty message.
  public init() throws(SodiumError) {
    guard sodiumReady else { throw .unavailable }
    unsafe state = unsafe Self.allocate()
    _ = unsafe crypto_generichash_blake2b_init(OpaquePointer(state), nil, 0, Self.count)
  }

  deinit { unsafe state.deallocate() }

  /// Appends bytes.
  public func update(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      _ = unsafe crypto_generichash_blake2b_update(OpaquePointer(state), start, UInt64(bytes.count))
    }
  }

  /// The digest of everything appended so far.
  public func finalize() -> [UInt8] {
    let copy = unsafe Self.allocate()
    defer { unsafe copy.deallocate() }
    unsafe copy.copyMemory(from: state, byteCount: crypto_generichash_blake2b_statebytes())
    var digest = [UInt8](repeating: 0, count: Self.count)
    _ = unsafe crypto_generichash_blake2b_final(OpaquePointer(copy), &digest, Self.count)
    return digest
  }

  /// The digest of one message.
  public static func hash(_ bytes: [UInt8]) throws(SodiumError) -> [UInt8] {
    let digest = try Blake2b512()
    digest.update(bytes[...])
    return digest.finalize()
  }

  private static func allocate() -> UnsafeMutableRawPointer {
    // libsodium asks for this alignment.
    UnsafeMutableRawPointer.allocate(byteCount: crypto_generichash_blake2b_statebytes(), alignment: 64)
  }
}
