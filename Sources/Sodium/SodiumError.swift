/// What can go wrong in a cryptographic operation. No case carries a key, a message or a passphrase.
public enum SodiumError: Error, Equatable, Sendable {
  /// libsodium could not be initialised, or guarded memory could not be had.
  case unavailable
  /// An argument does not have the length its algorithm fixes, in bytes.
  case wrongLength(expected: Int, actual: Int)
  /// The ciphertext, its context or its key is not what was sealed. Which of them cannot be told.
  case authenticationFailed
  /// A public key or an encapsulation is not a valid encoding.
  case invalidKey
  /// Argon2id parameters lie outside the accepted floor and ceiling; nothing was run.
  case parametersRefused
}
