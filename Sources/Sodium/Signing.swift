internal import CSodium

/// An Ed25519 signing key (RFC 8032), kept as its 32-byte seed in guarded memory.
public struct SigningKey: Sendable {
  /// The seed; whoever has it can sign.
  public let seed: GuardedKey
  /// The matching public key.
  public let verifyKey: VerifyKey

  /// The key of `seed`.
  public init(seed: GuardedKey) throws(SodiumError) {
    self.seed = seed
    var publicKey = [UInt8](repeating: 0, count: VerifyKey.count)
    try unsafe Self.expanding(seed, publicKey: &publicKey) { _ in }
    verifyKey = try VerifyKey(publicKey)
  }

  /// A fresh random key.
  public static func random() throws(SodiumError) -> SigningKey {
    try SigningKey(seed: .random())
  }

  /// The 64-byte signature of `message`. Callers put a label into every message, so that one key's
  /// signatures cannot be moved between purposes.
  public func sign(_ message: [UInt8]) throws(SodiumError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: VerifyKey.signatureCount)
    var publicKey = [UInt8](repeating: 0, count: VerifyKey.count)
    try unsafe Self.expanding(seed, publicKey: &publicKey) { secret in
      _ = unsafe crypto_sign_ed25519_detached(&signature, nil, message, UInt64(message.count), secret)
    }
    return signature
  }

  /// Expands the seed on the stack, lends it to `body` and wipes it.
  private static func expanding(
    _ seed: GuardedKey, publicKey: inout [UInt8], _ body: (UnsafePointer<UInt8>) -> Void
  ) throws(SodiumError) {
    guard sodiumReady else { throw .unavailable }
    unsafe seed.withPointer { seed in
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { secret in
        guard let start = secret.baseAddress else { return }
        _ = unsafe crypto_sign_ed25519_seed_keypair(&publicKey, start, seed)
        unsafe body(start)
        unsafe sodium_memzero(start, 64)
      }
    }
  }
}

/// An Ed25519 public key. libsodium's rules decide every edge case: no low-order keys, canonical `S`.
public struct VerifyKey: Hashable, Sendable {
  /// Length in bytes.
  public static let count = 32
  /// Length of a signature in bytes.
  public static let signatureCount = 64
  /// The encoded point.
  public let bytes: [UInt8]

  /// Exactly 32 bytes; whether they are a usable point shows when verifying.
  public init(_ bytes: [UInt8]) throws(SodiumError) {
    guard bytes.count == Self.count else { throw .wrongLength(expected: Self.count, actual: bytes.count) }
    self.bytes = bytes
  }

  /// Throws ``SodiumError/authenticationFailed`` unless `signature` is this key's over `message`.
  public func verify(_ signature: [UInt8], of message: [UInt8]) throws(SodiumError) {
    guard sodiumReady else { throw .unavailable }
    guard signature.count == Self.signatureCount,
      unsafe crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), bytes) == 0
    else { throw .authenticationFailed }
  }
}
