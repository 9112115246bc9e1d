public import OpenFormats
import Records
public import Sodium

extension OpenVault {
  /// Splits the secret of the recovery file among trustees as SLIP-39 words (33 each, one group). Any `threshold` of the
  /// `shares` rebuild it; fewer tell nothing. Throws ``VaultError/unproven(_:)`` for another vault's file, or one that was
  /// replaced.
  public func splitRecovery(
    file: String, passphrase: borrowing Secret, threshold: Int, shares: Int
  ) throws -> [SLIP39Share] {
    let secret = try RecoverySecret(file: file, passphrase: passphrase)
    defer { secret.erase() }
    try requirePresent(secret)
    return try secret.split(threshold: threshold, shares: shares)
  }

  /// Proves that these words still rebuild this vault's recovery secret, which is wiped before this returns. Throws what
  /// SLIP-39 says of them, or ``VaultError/unproven(_:)`` where they are another vault's or were replaced.
  public func drillRecovery(_ shares: [SLIP39Share]) throws {
    let secret = try RecoverySecret(shares)
    defer { secret.erase() }
    try requirePresent(secret)
  }

  /// Whether a secret is the one everything is sealed to: its public keys are compared before anything is done with it.
  func requirePresent(_ secret: RecoverySecret) throws {
    let state = try state
    guard state.recovery.contains(where: { $0.keys == secret.keys }) else {
      throw VaultError.unproven("it is the recovery secret of another vault")
    }
    guard state.recoveryKeys == secret.keys else {
      throw VaultError.unproven("this recovery secret was replaced when it was last used")
    }
  }
}
