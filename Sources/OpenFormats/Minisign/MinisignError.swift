/// Why a minisign key or signature was refused or could not be made.
public enum MinisignError: Error, Equatable, Sendable {
  /// Not a public key as minisign writes it.
  case malformedKey
  /// Not a signature file as minisign writes it.
  case malformedSignature
  /// A signature over the bytes themselves, minisign's old mode: refused, since other signatures look the same.
  case legacySignature
  /// The signature is by another key.
  case unknownKey
  /// The signature is wrong: the file was altered, or the signature forged.
  case invalidSignature
  /// The file is intact, but the trusted comment was altered.
  case invalidComment
  /// A comment that is not one line of UTF-8 of at most 8 KiB.
  case unfitComment
  /// Guarded memory could not be had.
  case unavailable
}
