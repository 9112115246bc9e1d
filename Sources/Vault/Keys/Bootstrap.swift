import Records
import Sodium

/// Keys sealed straight to a device that does not hold the ledger key yet: the first thing a new member opens.
/// It carries no recipient in clear; a device tries each.
enum Bootstrap {
  static func seal(_ keys: [GrantedKey], to key: SealingPublicKey, vault: ID<VaultTag>) throws(SodiumError) -> [UInt8] {
    var list = GrantedKey.encode(keys)
    defer { wipe(&list) }
    return try HybridSealing.seal(list, to: key, info: info(vault, RecipientID(key)))
  }

  static func open(
    _ sealed: [UInt8], for recipient: RecipientID, with key: SealingKey, vault: ID<VaultTag>
  ) throws(SodiumError) -> [UInt8] {
    try HybridSealing.open(sealed, with: key, info: info(vault, recipient))
  }

  private static func info(_ vault: ID<VaultTag>, _ recipient: RecipientID) -> [UInt8] {
    Label.context(Label.bootstrap, vault.bytes, recipient.bytes)
  }
}
