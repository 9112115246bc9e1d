internal import CSodium
internal import Crypto
internal import CryptoExtras
internal import Foundation

/// Passphrase stretching as formats of others prescribe it. What is ours uses Argon2id (``Passphrase``).
public enum OutsideStretching {
  /// scrypt (RFC 7914) with `N = 2^logN`, `r = 8`, `p = 1`: 32 bytes. It needs `2^logN` KiB of memory; the caller
  /// has a ceiling. Throws ``SodiumError/parametersRefused`` outside 1…22.
  public static func scrypt(_ passphrase: borrowing Secret, salt: [UInt8], logN: Int) throws(SodiumError) -> GuardedKey
  {
    guard sodiumReady else { throw .unavailable }
    guard (1...22).contains(logN) else { throw .parametersRefused }
    var derived = [UInt8](repeating: 0, count: GuardedKey.count)
    defer { wipe(&derived) }
    let status = passphrase.withBytes { bytes in
      unsafe bytes.withUnsafeBytes { bytes in
        guard let start = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return Int32(-1) }
        return unsafe crypto_pwhash_scryptsalsa208sha256_ll(
          start, bytes.count, salt, salt.count, UInt64(1) << UInt64(logN), 8, 1, &derived, GuardedKey.count)
      }
    }
    guard status == 0 else { throw .unavailable }
    return try GuardedKey(copying: derived)
  }

  /// PBKDF2 with HMAC-SHA-256 (RFC 8018): `count` bytes; the caller wipes them. Any number of rounds from 1 on: where
  /// the format fixes them, it is the format that answers for their number.
  public static func pbkdf2(_ passphrase: [UInt8], salt: [UInt8], rounds: Int, count: Int)
    throws(SodiumError) -> [UInt8]
  {
    guard rounds > 0, count > 0 else { throw .parametersRefused }
    do {
      let key = try KDF.Insecure.PBKDF2.deriveKey(
        from: passphrase, salt: salt, using: .sha256, outputByteCount: count, unsafeUncheckedRounds: rounds)
      return unsafe key.withUnsafeBytes { unsafe [UInt8]($0) }
    } catch { throw .unavailable }
  }
}
