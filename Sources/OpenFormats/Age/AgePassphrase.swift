public import Sodium

/// A passphrase as recipient and as identity (`scrypt`); it stands alone in its header.
public final class AgePassphrase: AgeRecipient, AgeIdentity {
  static let kind = "scrypt"
  static let label = Array("age-encryption.org/v1/scrypt".utf8)
  static let saltCount = 16
  /// What is written: 256 MiB of memory, as the stock program does.
  static let workFactor = 18
  /// The most that is tried: 1 GiB of memory. A file by somebody else must not exhaust the machine.
  public static let workFactorLimit = 20
  /// Nobody.
  public let company = AgeCompany.none
  private let secret: Secret

  /// Takes over the passphrase.
  public init(_ secret: consuming Secret) { self.secret = secret }

  /// A stanza with a fresh salt and the work factor as its arguments.
  public func wrap(_ key: AgeFileKey) throws(AgeError) -> AgeStanza { try wrap(key, workFactor: Self.workFactor) }

  func wrap(_ fileKey: AgeFileKey, workFactor: Int) throws(AgeError) -> AgeStanza {
    let salt = SodiumRandom.bytes(Self.saltCount)
    do {
      let key = try OutsideStretching.scrypt(secret, salt: Self.label + salt, logN: workFactor)
      return AgeStanza(
        [Array(Self.kind.utf8), Base64.encodeUnpadded(salt), Array(String(workFactor).utf8)],
        body: try FileKeyWrap.seal(fileKey, key))
    } catch { throw .unavailable }
  }

  /// Tries the passphrase, if its work factor is one that may be tried.
  public func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> AgeFileKey? {
    try first(of: Self.kind, among: stanzas) { stanza, index throws(AgeError) in
      guard stanza.arguments.count == 3, let salt = Base64.decodeUnpadded(stanza.arguments[1]),
        salt.count == Self.saltCount, let workFactor = Self.workFactor(stanza.arguments[2]),
        stanza.body.count == FileKeyWrap.count
      else { throw .malformedStanza(index) }
      guard workFactor <= Self.workFactorLimit else { throw .workFactorTooHigh(Self.workFactorLimit) }
      let key: GuardedKey
      do { key = try OutsideStretching.scrypt(secret, salt: Self.label + salt, logN: workFactor) } catch {
        throw .unavailable
      }
      return try FileKeyWrap.open(stanza.body, key)
    }
  }

  /// Decimal, without sign or leading zero; nil for anything else.
  private static func workFactor(_ text: [UInt8]) -> Int? {
    guard (1...3).contains(text.count), text.first != 0x30, text.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
