public import Sodium

/// age's usual recipient, `age1…`: an X25519 public key.
public struct AgeX25519Recipient: AgeRecipient, Hashable {
  static let kind = "X25519"
  static let prefix = "age"
  static let label = "age-encryption.org/v1/X25519"
  let key: [UInt8]
  /// Other recipients of age's first version.
  public var company: AgeCompany { .classical }

  init(key: [UInt8]) { self.key = key }

  /// Reads `age1…`, in lower case. Throws ``AgeError/malformedKey`` for anything else.
  public init(_ text: String) throws(AgeError) {
    guard let key = Bech32.decode(Array(text.utf8), prefix: Self.prefix), key.count == X25519.count else {
      throw .malformedKey
    }
    self.key = key
  }

  /// As it is handed to others: `age1…`.
  public var text: String { String(decoding: Bech32.encode(prefix: Self.prefix, key), as: UTF8.self) }

  /// A stanza with a fresh share as its argument.
  public func wrap(_ fileKey: AgeFileKey) throws(AgeError) -> AgeStanza {
    do {
      let ephemeral = try GuardedKey.random()
      let share = try X25519.publicKey(of: ephemeral)
      let key = try Self.wrappingKey(ephemeral, with: key, share: share, recipient: key)
      return AgeStanza([Array(Self.kind.utf8), Base64.encodeUnpadded(share)], body: try FileKeyWrap.seal(fileKey, key))
    } catch SodiumError.invalidKey { throw .malformedKey } catch { throw .unavailable }
  }

  static func wrappingKey(_ mine: GuardedKey, with peer: [UInt8], share: [UInt8], recipient: [UInt8])
    throws(SodiumError) -> GuardedKey
  {
    var shared = try X25519.sharedSecret(mine, with: peer)
    defer { wipe(&shared) }
    var derived = try Derivation.derive(
      from: shared, salt: share + recipient, label: Array(label.utf8), count: GuardedKey.count)
    defer { wipe(&derived) }
    return try GuardedKey(copying: derived)
  }
}

/// age's usual identity, `AGE-SECRET-KEY-1…`.
public struct AgeX25519Identity: AgeIdentity {
  static let prefix = "AGE-SECRET-KEY-"
  private let key: GuardedKey
  /// The matching recipient.
  public let recipient: AgeX25519Recipient

  /// The identity of a private key.
  public init(key: GuardedKey) throws(AgeError) {
    self.key = key
    do { recipient = AgeX25519Recipient(key: try X25519.publicKey(of: key)) } catch { throw .unavailable }
  }

  /// Reads `AGE-SECRET-KEY-1…`, in upper case. The caller wipes the text.
  public init(text: [UInt8]) throws(AgeError) {
    guard var bytes = Bech32.decode(text, prefix: Self.prefix) else { throw .malformedKey }
    defer { wipe(&bytes) }
    guard bytes.count == GuardedKey.count else { throw .malformedKey }
    do { try self.init(key: GuardedKey(copying: bytes)) } catch { throw .unavailable }
  }

  /// Tries every `X25519` stanza.
  public func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> AgeFileKey? {
    try first(of: AgeX25519Recipient.kind, among: stanzas) { stanza, index throws(AgeError) in
      guard stanza.arguments.count == 2, let share = Base64.decodeUnpadded(stanza.arguments[1]),
        share.count == X25519.count, stanza.body.count == FileKeyWrap.count
      else { throw .malformedStanza(index) }
      let wrapping: GuardedKey
      do {
        wrapping = try AgeX25519Recipient.wrappingKey(key, with: share, share: share, recipient: recipient.key)
      } catch SodiumError.invalidKey { throw .malformedStanza(index) } catch { throw .unavailable }
      return try FileKeyWrap.open(stanza.body, wrapping)
    }
  }
}

/// The file key under a key that wraps nothing else: ChaCha20-Poly1305 with a nonce of zeros.
enum FileKeyWrap {
  /// Key and tag, in bytes. Another length must not be tried: a longer key would tell whose identity opened it.
  static let count = AgeFileKey.count + ChunkCipher.tagCount
  private static let nonce = [UInt8](repeating: 0, count: 12)

  static func seal(_ fileKey: AgeFileKey, _ key: GuardedKey) throws(SodiumError) -> [UInt8] {
    var exposed = fileKey.exposed()
    defer { wipe(&exposed) }
    var sealed = [UInt8](repeating: 0, count: count)
    try ChunkCipher.seal(exposed, at: 0, count: exposed.count, into: &sealed, at: 0, nonce: nonce, key: key)
    return sealed
  }

  /// Nil when the key is not the one it was sealed under.
  static func open(_ body: [UInt8], _ key: GuardedKey) throws(AgeError) -> AgeFileKey? {
    var opened = [UInt8](repeating: 0, count: AgeFileKey.count)
    defer { wipe(&opened) }
    do {
      try ChunkCipher.open(body, at: 0, count: count, into: &opened, at: 0, nonce: nonce, key: key)
    } catch .authenticationFailed { return nil } catch { throw .unavailable }
    return try AgeFileKey(copying: opened)
  }
}
