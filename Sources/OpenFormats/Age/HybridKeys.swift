public import Sodium

/// The recipient that withstands a quantum computer, `age1pq1…`: HPKE with X-Wing (`mlkem768x25519`).
public struct AgeHybridRecipient: AgeRecipient, Hashable {
  static let kind = "mlkem768x25519"
  static let prefix = "age1pq"
  static let info = Array("age-encryption.org/mlkem768x25519".utf8)
  private let key: SealingPublicKey
  /// Others of its kind.
  public var company: AgeCompany { .postQuantum }

  init(key: SealingPublicKey) { self.key = key }

  /// Reads `age1pq1…`, in lower case. Throws ``AgeError/malformedKey`` for anything else.
  public init(_ text: String) throws(AgeError) {
    guard let bytes = Bech32.decode(Array(text.utf8), prefix: Self.prefix), let key = try? SealingPublicKey(bytes)
    else {
      throw .malformedKey
    }
    self.key = key
  }

  /// As it is handed to others: `age1pq1…`, some two thousand characters.
  public var text: String { String(decoding: Bech32.encode(prefix: Self.prefix, key.bytes), as: UTF8.self) }

  /// A stanza with the encapsulation as its argument.
  public func wrap(_ fileKey: AgeFileKey) throws(AgeError) -> AgeStanza {
    var exposed = fileKey.exposed()
    defer { wipe(&exposed) }
    do {
      let sealed = try HybridSealing.seal(exposed, to: key, info: Self.info)
      let share = Base64.encodeUnpadded(Array(sealed.prefix(HybridSealing.encapsulationCount)))
      return AgeStanza(
        [Array(Self.kind.utf8), share], body: Array(sealed.dropFirst(HybridSealing.encapsulationCount)))
    } catch { throw .malformedKey }
  }
}

/// The matching identity, `AGE-SECRET-KEY-PQ-1…`.
public struct AgeHybridIdentity: AgeIdentity {
  static let prefix = "AGE-SECRET-KEY-PQ-"
  private let key: SealingKey
  /// The matching recipient.
  public var recipient: AgeHybridRecipient { AgeHybridRecipient(key: key.publicKey) }

  /// The identity of an X-Wing seed.
  public init(seed: GuardedKey) throws(AgeError) {
    do { key = try SealingKey(seed: seed) } catch { throw .unavailable }
  }

  /// Reads `AGE-SECRET-KEY-PQ-1…`, in upper case. The caller wipes the text.
  public init(text: [UInt8]) throws(AgeError) {
    guard var bytes = Bech32.decode(text, prefix: Self.prefix) else { throw .malformedKey }
    defer { wipe(&bytes) }
    guard bytes.count == GuardedKey.count else { throw .malformedKey }
    do { try self.init(seed: GuardedKey(copying: bytes)) } catch { throw .unavailable }
  }

  /// Tries every `mlkem768x25519` stanza.
  public func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> AgeFileKey? {
    try first(of: AgeHybridRecipient.kind, among: stanzas) { stanza, index throws(AgeError) in
      // HPKE catches none of these.
      guard stanza.arguments.count == 2, let share = Base64.decodeUnpadded(stanza.arguments[1]),
        share.count == HybridSealing.encapsulationCount, stanza.body.count == FileKeyWrap.count
      else { throw .malformedStanza(index) }
      do {
        var opened = try HybridSealing.open(share + stanza.body, with: key, info: AgeHybridRecipient.info)
        defer { wipe(&opened) }
        return try AgeFileKey(copying: opened)
      } catch SodiumError.authenticationFailed { return nil } catch SodiumError.invalidKey {
        throw .malformedStanza(index)
      } catch { throw .unavailable }
    }
  }
}
