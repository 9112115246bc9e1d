import Records
import Sodium

/// Everything this member can open, and nothing else: there is no other way to a key.
struct KeyRing: Sendable {
  /// Symmetric keys by name: ledger keys and compartment epochs.
  private(set) var keys: [EpochID: GrantedKey] = [:]
  /// The order they were learned in.
  private(set) var order: [EpochID] = []
  /// Private keys by the recipient they answer to: device, member and roles.
  private(set) var sealing: [RecipientID: SealingKey] = [:]

  /// Adds a key and, where it is the seed of a key pair, the pair. Returns the recipient that became answerable.
  @discardableResult
  mutating func add(_ granted: GrantedKey) throws(SodiumError) -> RecipientID? {
    guard keys[granted.epoch] == nil else { return nil }
    keys[granted.epoch] = granted
    order.append(granted.epoch)
    switch granted.kind {
    case .ledger, .compartment: return nil
    case .role, .member, .recovery: return add(try SealingKey(seed: granted.key))
    }
  }

  /// Adds a private key; returns the recipient it answers to.
  @discardableResult
  mutating func add(_ key: SealingKey) -> RecipientID {
    let recipient = RecipientID(key.publicKey)
    sealing[recipient] = key
    return recipient
  }

  /// Whether any ledger key was ever given to this member.
  var hasLedgerKey: Bool { keys.values.contains { $0.kind == .ledger } }

  func key(_ epoch: EpochID) -> GuardedKey? { keys[epoch]?.key }
}
