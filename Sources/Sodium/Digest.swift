internal import Crypto
internal import Foundation

/// SHA-256 (FIPS 180-4) with the processor's instructions where it has them.
public struct Digest256: Sendable {
  /// Length of a digest in bytes.
  public static let count = 32
  private var state = SHA256()

  /// An empty message.
  public init() {}

  /// Appends bytes.
  public mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe state.update(bufferPointer: $0) }
  }

  /// Appends a part of an array.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe state.update(bufferPointer: $0) }
  }

  /// The 32-byte digest of everything appended.
  public consuming func finalize() -> [UInt8] { unsafe state.finalize().withUnsafeBytes { unsafe [UInt8]($0) } }

  /// The digest of one message.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] { hash(bytes[...]) }

  /// The digest of a part of an array.
  public static func hash(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var digest = Digest256()
    digest.update(bytes)
    return digest.finalize()
  }
}

/// HKDF-SHA-256 (RFC 5869).
public enum Derivation {
  /// Derives `count` bytes (at most 8,160) from `key`. `label` separates purposes and is listed in the format
  /// document; a label is never the prefix of another because each is used with its own full length.
  public static func derive(_ key: GuardedKey, salt: [UInt8] = [], label: [UInt8], count: Int = 32)
    throws(SodiumError) -> [UInt8]
  {
    var exposed = key.exposed()
    defer { wipe(&exposed) }
    return try derive(from: exposed, salt: salt, label: label, count: count)
  }

  /// The same, from key material that is not 32 bytes long.
  public static func derive(from material: [UInt8], salt: [UInt8], label: [UInt8], count: Int)
    throws(SodiumError) -> [UInt8]
  {
    guard count > 0, count <= 255 * 32 else { throw .wrongLength(expected: 255 * 32, actual: count) }
    let derived = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: material), salt: salt, info: label, outputByteCount: count)
    return unsafe derived.withUnsafeBytes { unsafe [UInt8]($0) }
  }

  /// A 32-byte key derived under `label`, in guarded memory.
  public static func key(_ key: GuardedKey, salt: [UInt8] = [], label: String) throws(SodiumError) -> GuardedKey {
    var derived = try derive(key, salt: salt, label: Array(label.utf8))
    defer { wipe(&derived) }
    return try GuardedKey(copying: derived)
  }
}

/// HMAC-SHA-256 (RFC 2104).
public enum Authentication {
  /// The 32-byte tag of `message`.
  public static func tag(_ message: [UInt8], key: GuardedKey) -> [UInt8] {
    var exposed = key.exposed()
    defer { wipe(&exposed) }
    return tag(message, material: exposed)
  }

  /// The same with key material that is not 32 bytes long.
  public static func tag(_ message: [UInt8], material: [UInt8]) -> [UInt8] {
    [UInt8](HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: material)))
  }
}
