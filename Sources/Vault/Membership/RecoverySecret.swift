public import OpenFormats
import Records
public import Sodium

/// Public keys of the recovery role, as the ledger names them.
struct RecoveryKeys: Hashable, Sendable, Codable {
  /// X-Wing: every key is sealed to it.
  @Base64Coded var sealingKey: [UInt8]
  /// Ed25519: signs orders of recovery, and nothing else.
  @Base64Coded var verifyKey: [UInt8]

  init(sealing: [UInt8], verifying: [UInt8]) {
    _sealingKey = Base64Coded(wrappedValue: sealing)
    _verifyKey = Base64Coded(wrappedValue: verifying)
  }

  /// `nil` for what is no key.
  var sealing: SealingPublicKey? { try? SealingPublicKey(sealingKey) }
  /// `nil` for what is no key.
  var verifying: VerifyKey? { try? VerifyKey(verifyKey) }
}

/// The secret that trustees hold together: 32 bytes, and the two key pairs derived from them. In guarded memory; let it
/// go as soon as it has done its work.
public struct RecoverySecret: Sendable {
  let seed: GuardedKey
  let sealing: SealingKey
  let signing: SigningKey

  init(seed: GuardedKey) throws {
    self.seed = seed
    sealing = try SealingKey(seed: Derivation.key(seed, label: Label.recoverySealing))
    signing = try SigningKey(seed: Derivation.key(seed, label: Label.recoverySigning))
  }

  private init(_ secret: borrowing Secret) throws {
    guard secret.count == GuardedKey.count else { throw VaultError.unproven("the words are of another secret") }
    var bytes = secret.exposed()
    defer { wipe(&bytes) }
    try self.init(seed: try GuardedKey(copying: bytes))
  }

  /// What these shares rebuild. Throws what SLIP-39 says of them.
  public init(_ shares: [SLIP39Share]) throws { try self.init(try SLIP39.combine(shares)) }

  /// What lies in a recovery file: recovery seed (32) ‖ SHA-256 of the founding note (32).
  public init(file: String, passphrase: borrowing Secret) throws {
    var content = try SealedFile.read(kind: "recovery", from: file, passphrase: passphrase)
    defer { wipe(&content) }
    guard content.count == 64 else { throw VaultError.damaged(.file("recovery")) }
    var bytes = Array(content[..<32])
    defer { wipe(&bytes) }
    try self.init(seed: try GuardedKey(copying: bytes))
  }

  /// Seals it under a passphrase into a file that is not there yet.
  func write(
    file: String, vault: ID<VaultTag>, foundingHash: [UInt8], passphrase: borrowing Secret, parameters: Argon2Parameters
  ) throws {
    var content = seed.exposed() + foundingHash
    defer { wipe(&content) }
    try SealedFile.write(
      content, kind: "recovery", vault: vault, to: file, passphrase: passphrase, parameters: parameters)
  }

  var keys: RecoveryKeys { RecoveryKeys(sealing: sealing.publicKey.bytes, verifying: signing.verifyKey.bytes) }

  /// Splits it among trustees: 33 words each, one group. Any `threshold` of the `shares` rebuild it; fewer tell nothing.
  func split(threshold: Int, shares: Int) throws -> [SLIP39Share] {
    var bytes = seed.exposed()
    defer { wipe(&bytes) }
    return try SLIP39.split(try Secret(copying: bytes), threshold: threshold, shares: shares)
  }

  /// Wipes what can be wiped.
  public func erase() {
    seed.wipe()
    sealing.seed.wipe()
    signing.seed.wipe()
  }
}
