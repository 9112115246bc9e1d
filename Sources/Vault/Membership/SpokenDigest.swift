import Sodium

/// A digest as words that two people compare by voice: proquints (D. Wilkerson, "A Proposal for Proquints: Identifiers
/// that are Readable, Spellable, and Pronounceable", arXiv:0901.4016), five letters for 16 bits.
enum SpokenDigest {
  private static let consonants = Array("bdfghjklmnprstvz")
  private static let vowels = Array("aiou")
  /// 96 bits: whoever wants to pass another request for this one has to find it among so many.
  static let wordCount = 6

  static func words(_ digest: [UInt8]) -> String {
    stride(from: 0, to: min(digest.count, 2 * wordCount) - 1, by: 2).map { index in
      let value = UInt16(digest[index]) << 8 | UInt16(digest[index + 1])
      return String([
        consonants[Int(value >> 12 & 15)], vowels[Int(value >> 10 & 3)], consonants[Int(value >> 6 & 15)],
        vowels[Int(value >> 4 & 3)], consonants[Int(value & 15)],
      ])
    }.joined(separator: "-")
  }
}
