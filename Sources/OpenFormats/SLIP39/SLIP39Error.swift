/// Why words could not be made or a secret not be put together from them. Shares count from 0, in the order given.
public enum SLIP39Error: Error, Equatable, Sendable {
  /// A secret that is shorter than 16 bytes, longer than 64 or of odd length, or a passphrase with characters other than
  /// printable ASCII.
  case unfitSecret
  /// Not 1 ≤ threshold ≤ shares ≤ 16, or a threshold of one with several shares.
  case unfitThreshold
  /// The share has too few words, too many, or a number no secret has.
  case wrongLength(share: Int)
  /// The word is not in the list.
  case unknownWord(share: Int, word: Int)
  /// The words do not fit together: a word is wrong, missing or in the wrong place.
  case wrongChecksum(share: Int)
  /// The words fit together, but what they say cannot be.
  case malformed(share: Int)
  /// The shares are of different secrets, or of different splits of one.
  case differentSets
  /// Two shares have the same place.
  case repeatedShare(Int)
  /// Fewer shares, or complete groups, than are needed.
  case tooFew(given: Int, needed: Int)
  /// Enough shares, but they do not lead to one secret: one is forged, or of another split.
  case inconsistent
  /// Guarded memory could not be had.
  case unavailable
}
