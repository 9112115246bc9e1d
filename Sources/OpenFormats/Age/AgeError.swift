public import Platform

/// Why an age file could not be written or read. Lines count from 1, chunks and stanzas from 0.
public enum AgeError: Error, Equatable, Sendable {
  /// The text does not begin as an age file does.
  case notAgeFile
  /// An age file of another version than 1.
  case unsupportedVersion
  /// The armor around the file is not as it must be.
  case malformedArmor(line: Int)
  /// The header does not follow the grammar, or does not end.
  case malformedHeader(line: Int)
  /// A stanza of a known type has arguments or a body it cannot have, or a key of low order.
  case malformedStanza(Int)
  /// A passphrase stands beside other recipients, which the format forbids.
  case passphraseNotAlone
  /// The passphrase is stretched so hard that trying it would exhaust the machine: more than 2 to this power.
  case workFactorTooHigh(Int)
  /// None of the recipients is one of ours, or the passphrase is wrong.
  case noMatch
  /// The header was altered after it was written.
  case headerAltered
  /// The file ends before the payload's nonce.
  case noPayload
  /// A recipient or an identity is not spelled as its kind demands.
  case malformedKey
  /// There is no recipient to encrypt to, or they must not share a file: a passphrase with others, or a key that
  /// withstands a quantum computer with one that does not.
  case recipientsDoNotMix
  /// A file key of another length than 16 bytes.
  case wrongKeyLength
  /// The chunk was altered, or the key is another one's. Nothing from it on has been released.
  case damagedChunk(Int)
  /// The payload ends before its final chunk.
  case truncated
  /// Bytes follow the final chunk.
  case trailingData
  /// Everything decrypts, but the content is not the one whose SHA-256 was expected.
  case digestMismatch
  /// There is no such chunk.
  case noSuchChunk(Int)
  /// Reading the input failed.
  case input(PlatformError)
  /// Writing the output failed.
  case output(PlatformError)
  /// Guarded memory could not be had.
  case unavailable
}
