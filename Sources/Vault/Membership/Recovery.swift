public import OpenFormats
import Records
public import Sodium

extension OpenVault {
  /// Splits the secret of the recovery file among trustees as SLIP-39 words (33 each, one group). Any `threshold` of the
  /// `shares` rebuild it; fewer tell nothing. Throws ``VaultError/unproven(_:)`` for another vault's file.
  public func splitRecovery(
    file: String, passphrase: borrowing Secret, threshold: Int, shares: Int
  ) throws -> [SLIP39Share] {
    // recovery seed (32) ‖ SHA-256 of the founding note (32)
    var content = try SealedFile.read(kind: "recovery", from: file, passphrase: passphrase)
    defer { wipe(&content) }
    guard content.count == 64 else { throw VaultError.damaged(.file("recovery")) }
    var seed = Array(content[..<32])
    defer { wipe(&seed) }
    let secret = try Secret(copying: seed)
    try requireRecovery(secret)
    return try SLIP39.split(secret, threshold: threshold, shares: shares)
  }

  /// Proves that these words still rebuild this vault's recovery secret, which is wiped before this returns. Throws what
  /// SLIP-39 says of them, or ``VaultError/unproven(_:)`` where they are another vault's.
  public func drillRecovery(_ shares: [SLIP39Share]) throws { try requireRecovery(try SLIP39.combine(shares)) }

  /// Whether a secret is what the founding commit names: its public keys are compared before anything is done with it.
  private func requireRecovery(_ secret: borrowing Secret) throws {
    guard secret.count == GuardedKey.count else { throw VaultError.unproven("the words are of another secret") }
    var bytes = secret.exposed()
    defer { wipe(&bytes) }
    let seed = try GuardedKey(copying: bytes)
    let sealing = try Derivation.key(seed, label: Label.recoverySealing)
    let signing = try Derivation.key(seed, label: Label.recoverySigning)
    defer {
      seed.wipe()
      sealing.wipe()
      signing.wipe()
    }
    let terms = try state.founding
    guard try SealingKey(seed: sealing).publicKey.bytes == terms.recoverySealingKey,
      try SigningKey(seed: signing).verifyKey.bytes == terms.recoveryVerifyKey
    else { throw VaultError.unproven("it is the recovery secret of another vault") }
  }
}
