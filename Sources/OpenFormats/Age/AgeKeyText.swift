internal import Sodium

/// Recipients and identities as people write them.
public enum AgeKeyText {
  /// Reads `age1…` or `age1pq1…`. Throws ``AgeError/malformedKey`` for anything else.
  public static func recipient(_ text: String) throws(AgeError) -> any AgeRecipient {
    if text.hasPrefix(AgeHybridRecipient.prefix + "1") { return try AgeHybridRecipient(text) }
    return try AgeX25519Recipient(text)
  }

  /// Reads an identity file as `age-keygen` writes it: one identity a line, empty lines and lines that begin with `#`
  /// left out. The caller wipes `file`.
  public static func identities(_ file: [UInt8]) throws(AgeError) -> [any AgeIdentity] {
    var identities: [any AgeIdentity] = []
    for line in file.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.first != UInt8(ascii: "#") {
      var text = Array(line)
      defer { wipe(&text) }
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      identities.append(try identity(text))
    }
    guard !identities.isEmpty else { throw .malformedKey }
    return identities
  }

  private static func identity(_ text: [UInt8]) throws(AgeError) -> any AgeIdentity {
    if text.starts(with: Array((AgeHybridIdentity.prefix + "1").utf8)) { return try AgeHybridIdentity(text: text) }
    return try AgeX25519Identity(text: text)
  }
}
