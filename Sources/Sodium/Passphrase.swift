internal import CSodium

/// Argon2id (RFC 9106) parameters as libsodium counts them.
public struct Argon2Parameters: Hashable, Sendable {
  /// Passes over the memory.
  public let passes: Int
  /// Memory in bytes.
  public let memory: Int

  /// 256 MiB and 3 passes: about half a second on a laptop.
  public static let standard = Argon2Parameters(passes: 3, memory: 256 << 20)

  /// Any parameters; ``isAcceptable`` decides whether they are run.
  public init(passes: Int, memory: Int) {
    self.passes = passes
    self.memory = memory
  }

  /// Floor: what makes guessing expensive. Ceiling: a forged file must not exhaust the machine.
  public var isAcceptable: Bool {
    #if CASEVAULT_TEST_KDF
      let floor = 8 << 10
    #else
      let floor = 64 << 20
    #endif
    return (1...16).contains(passes) && (floor...(2 << 30)).contains(memory)
  }
}

/// Stretches a passphrase into a 32-byte key.
public enum Passphrase {
  /// Salt length in bytes.
  public static let saltCount = 16

  /// `passphrase` is UTF-8, NFC-normalised by the caller. Throws ``SodiumError/parametersRefused`` before
  /// running anything outside the accepted range.
  public static func key(
    for passphrase: borrowing Secret, salt: [UInt8], parameters: Argon2Parameters
  ) throws(SodiumError) -> GuardedKey {
    guard sodiumReady else { throw .unavailable }
    guard salt.count == saltCount else { throw .wrongLength(expected: saltCount, actual: salt.count) }
    guard parameters.isAcceptable else { throw .parametersRefused }
    var derived = [UInt8](repeating: 0, count: GuardedKey.count)
    defer { wipe(&derived) }
    let status = passphrase.withBytes { bytes in
      unsafe bytes.withUnsafeBytes { bytes in
        guard let start = unsafe bytes.bindMemory(to: CChar.self).baseAddress else { return Int32(-1) }
        return unsafe crypto_pwhash_argon2id(
          &derived, UInt64(GuardedKey.count), start, UInt64(bytes.count), salt,
          UInt64(parameters.passes), parameters.memory, crypto_pwhash_argon2id_ALG_ARGON2ID13)
      }
    }
    guard status == 0 else { throw .unavailable }
    return try GuardedKey(copying: derived)
  }
}
