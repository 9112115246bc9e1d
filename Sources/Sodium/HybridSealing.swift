internal import Crypto
internal import Foundation

/// HPKE base mode (RFC 9180) with X-Wing (ML-KEM-768 + X25519, draft-connolly-cfrg-xwing-kem),
/// HKDF-SHA-256 and ChaCha20-Poly1305. Base mode authenticates nobody: who sealed is told by the signed
/// commit around it.
public enum HybridSealing {
  /// Length of an encapsulation in bytes.
  public static let encapsulationCount = 1120
  /// Encapsulation and tag together, in bytes.
  public static let overhead = encapsulationCount + 16
  private static let suite = HPKE.Ciphersuite(kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)

  /// Seals `message` to `recipient`; the result is encapsulation ‖ ciphertext ‖ tag.
  /// `info` binds the label, vault, log, recipient and keys; the opener must name the same.
  public static func seal(_ message: [UInt8], to recipient: SealingPublicKey, info: [UInt8])
    throws(SodiumError) -> [UInt8]
  {
    do {
      let key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: recipient.bytes)
      var sender = try HPKE.Sender(recipientKey: key, ciphersuite: suite, info: Data(info))
      let ciphertext = try sender.seal(message)
      return [UInt8](sender.encapsulatedKey) + [UInt8](ciphertext)
    } catch { throw .invalidKey }
  }

  /// Opens what ``seal(_:to:info:)`` made for `key`. Throws ``SodiumError/invalidKey`` for an encapsulation no sender
  /// makes, ``SodiumError/authenticationFailed`` for anything else that does not open.
  public static func open(_ sealed: [UInt8], with key: SealingKey, info: [UInt8]) throws(SodiumError) -> [UInt8] {
    guard sealed.count >= overhead else { throw .authenticationFailed }
    var seed = key.seed.exposed()
    defer { wipe(&seed) }
    let keyPair: XWingMLKEM768X25519.PrivateKey
    do { keyPair = try XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed, publicKey: nil) } catch {
      throw .unavailable
    }
    var recipient: HPKE.Recipient
    do {
      recipient = try HPKE.Recipient(
        privateKey: keyPair, ciphersuite: suite, info: Data(info), encapsulatedKey: Data(sealed[..<encapsulationCount]))
    } catch { throw .invalidKey }
    do { return [UInt8](try recipient.open(Data(sealed[encapsulationCount...]))) } catch { throw .authenticationFailed }
  }
}

/// An X-Wing public key.
public struct SealingPublicKey: Hashable, Sendable {
  /// Length in bytes.
  public static let count = 1216
  /// The encoded key.
  public let bytes: [UInt8]

  /// Exactly 1,216 bytes.
  public init(_ bytes: [UInt8]) throws(SodiumError) {
    guard bytes.count == Self.count else { throw .wrongLength(expected: Self.count, actual: bytes.count) }
    self.bytes = bytes
  }

  /// The first 16 bytes of SHA-256 over label and key: how a grant names its recipient.
  public var id: [UInt8] { Array(Digest256.hash(Array("casevault/v1/recipient-id".utf8) + bytes)[..<16]) }
}

/// An X-Wing private key, kept as its 32-byte seed in guarded memory. swift-crypto expands it outside guarded
/// memory for the moment of opening.
public struct SealingKey: Sendable {
  /// The seed; whoever has it can open.
  public let seed: GuardedKey
  /// The matching public key.
  public let publicKey: SealingPublicKey

  /// The key of `seed`.
  public init(seed: GuardedKey) throws(SodiumError) {
    self.seed = seed
    var exposed = seed.exposed()
    defer { wipe(&exposed) }
    guard let key = try? XWingMLKEM768X25519.PrivateKey(seedRepresentation: exposed, publicKey: nil) else {
      throw .invalidKey
    }
    publicKey = try SealingPublicKey([UInt8](key.publicKey.rawRepresentation))
  }

  /// A fresh random key.
  public static func random() throws(SodiumError) -> SealingKey { try SealingKey(seed: .random()) }
}
