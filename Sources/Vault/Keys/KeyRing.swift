import Records
import Sodium

/// What a key opens, and of whom.
struct KeyPurpose: Hashable, Sendable {
  let kind: KeyKind
  let scope: RecordID

  static func role(_ role: Role) -> KeyPurpose { KeyPurpose(kind: .role(role), scope: .none) }

  static func compartment(_ compartment: Compartment, of caseID: ID<Case>) -> KeyPurpose {
    KeyPurpose(kind: .compartment(compartment), scope: caseID.record)
  }
}

extension KeyPurpose: Codable {
  /// `<kind's code>/<scope>`.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let parts = try container.decode(String.self).split(separator: "/")
    guard parts.count == 2, let kind = UInt8(parts[0]).flatMap({ KeyKind(wireCode: $0) }),
      let scope = RecordID(hex: String(parts[1]))
    else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a purpose") }
    self.init(kind: kind, scope: scope)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(kind.wireCode)/\(scope.hex)")
  }
}

/// A key by its name and by what somebody declared it for.
struct DeclaredKey: Hashable, Sendable, Codable {
  let epoch: EpochID
  let purpose: KeyPurpose
}

/// Everything this member can open, and nothing else: there is no other way to a key.
struct KeyRing: Sendable {
  /// Symmetric keys by name: ledger keys and compartment epochs.
  private(set) var keys: [EpochID: GrantedKey] = [:]
  /// The order they were learned in.
  private(set) var order: [EpochID] = []
  /// Private keys by the recipient they answer to: device, member and roles.
  private(set) var sealing: [RecipientID: SealingKey] = [:]
  private var own: Set<RecipientID> = []

  /// Adds a key and, where it is the seed of a key pair, the pair. Returns the recipient that became answerable.
  @discardableResult
  mutating func add(_ granted: GrantedKey) throws(SodiumError) -> RecipientID? {
    guard keys[granted.epoch] == nil else { return nil }
    keys[granted.epoch] = granted
    order.append(granted.epoch)
    switch granted.kind {
    case .ledger, .compartment: return nil
    case .role: return answer(to: try SealingKey(seed: granted.key))
    case .member, .recovery: return add(try SealingKey(seed: granted.key))
    }
  }

  /// Adds a private key of this device or member; returns the recipient it answers to.
  @discardableResult
  mutating func add(_ key: SealingKey) -> RecipientID {
    let recipient = answer(to: key)
    own.insert(recipient)
    return recipient
  }

  private mutating func answer(to key: SealingKey) -> RecipientID {
    let recipient = RecipientID(key.publicKey)
    sealing[recipient] = key
    return recipient
  }

  /// The private keys of this device and its member, which ledger keys are sealed to.
  var ownKeys: [(RecipientID, SealingKey)] { sealing.filter { own.contains($0.key) }.map { ($0.key, $0.value) } }

  /// Whether any ledger key was ever given to this member.
  var hasLedgerKey: Bool { keys.values.contains { $0.kind == .ledger } }

  func key(_ epoch: EpochID) -> GuardedKey? { keys[epoch]?.key }

  /// The key of that name if it opens just this. Every member can read every name and could declare one for another
  /// purpose; the name itself commits to kind and scope, so who holds the key can tell.
  func key(_ epoch: EpochID, for purpose: KeyPurpose) -> GrantedKey? {
    guard let key = keys[epoch], key.kind == purpose.kind, key.scope == purpose.scope else { return nil }
    return key
  }

  /// The key that opens a compartment of a case, by its name.
  func key(_ epoch: EpochID, _ compartment: Compartment, of caseID: ID<Case>) -> GuardedKey? {
    key(epoch, for: .compartment(compartment, of: caseID))?.key
  }
}
