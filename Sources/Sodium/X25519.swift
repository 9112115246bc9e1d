internal import CSodium

/// Diffie-Hellman over Curve25519 (RFC 7748).
public enum X25519 {
  /// Length of keys and shared secrets in bytes.
  public static let count = 32

  /// The public key of a private one (libsodium clamps it).
  public static func publicKey(of key: GuardedKey) throws(SodiumError) -> [UInt8] {
    guard sodiumReady else { throw .unavailable }
    var result = [UInt8](repeating: 0, count: count)
    let status = unsafe key.withPointer { unsafe crypto_scalarmult_curve25519_base(&result, $0) }
    guard status == 0 else { throw .unavailable }
    return result
  }

  /// The secret shared with the owner of `peer`; the caller wipes it. Throws ``SodiumError/invalidKey`` for a point
  /// of low order, with which the secret would be zero.
  public static func sharedSecret(_ key: GuardedKey, with peer: [UInt8]) throws(SodiumError) -> [UInt8] {
    guard sodiumReady else { throw .unavailable }
    guard peer.count == count else { throw .wrongLength(expected: count, actual: peer.count) }
    var result = [UInt8](repeating: 0, count: count)
    let status = unsafe key.withPointer { unsafe crypto_scalarmult_curve25519(&result, $0, peer) }
    guard status == 0 else { throw .invalidKey }
    return result
  }
}
