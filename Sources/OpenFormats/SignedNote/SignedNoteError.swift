/// Why a text is not a note signed by a known key. Lines count from 1.
public enum SignedNoteError: Error, Equatable, Sendable {
  /// More than the limit of bytes or of signatures.
  case tooLarge
  /// Not UTF-8, or a control character other than a line feed, or no line feed at the end.
  case malformedText
  /// No blank line followed by at least one signature.
  case noSignature
  /// A signature line that is not `— name base64`, with base64 in its one canonical form.
  case malformedSignature(line: Int)
  /// A name that is empty or contains a space or a plus sign.
  case malformedName
  /// None of the signatures is by a known key.
  case unknownKey
  /// A signature by a known key is wrong: the note was altered or forged.
  case invalidSignature
  /// Guarded memory could not be had.
  case unavailable
}
