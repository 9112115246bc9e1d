import Records
import Sodium

/// Who is to have which keys, and who has not got them yet.
extension VaultState {
  /// What the keys of a grant were declared for.
  func declarations(of epochs: [EpochID]) -> [[DeclaredKey]] {
    epochs.map { epoch in (declared[epoch] ?? []).map { DeclaredKey(epoch: epoch, purpose: $0) } }
  }

  /// Whether the recipient is to have a key of this purpose.
  func isOwed(_ key: DeclaredKey, to recipient: RecipientID, in sight: Sight) -> Bool {
    (recipients[recipient] ?? []).contains { principal in
      guard principal != .recovery || isRecovery(recipient, in: sight) else { return false }
      switch key.purpose.kind {
      case .compartment(let compartment):
        guard let kept = cases[ID<Case>(key.purpose.scope)]?.compartments[compartment] else { return false }
        return audience(kept, in: sight).contains(principal)
      case .role(let role):
        return switch principal {
        case .member(let id): roles(of: id, in: sight).contains(role)
        // A role's earlier secret goes to its present key, so that newcomers read history.
        case .role(let other): other == role
        case .recovery: true
        }
      case .ledger, .member, .recovery: return false
      }
    }
  }

  /// Whether a recipient is a recovery key that no order is known to have replaced.
  private func isRecovery(_ recipient: RecipientID, in sight: Sight) -> Bool {
    recovery.contains { entry in
      entry.keys.sealing.map { RecipientID($0) } == recipient && !entry.replaced.contains(where: sight.includes)
    }
  }

  /// Whether `author` may hand on a key of this purpose: who may open the compartment, who is in the role.
  func mayGrant(_ key: DeclaredKey, by author: ID<Member>, in sight: Sight = .everything) -> Bool {
    switch key.purpose.kind {
    case .compartment(let compartment):
      return mayOpen(author, compartment, of: ID<Case>(key.purpose.scope), in: sight)
    case .role(let role):
      let roles = roles(of: author, in: sight)
      // Who makes a role's first key hands it to the role's first member.
      return roles.contains(role) || roles.contains(.custodian)
    case .ledger, .member, .recovery: return false
    }
  }

  /// The keys of a role whose secrets its members come to by way of its present one.
  private func answering(for role: Role) -> Set<RecipientID> {
    guard let present = roleKey(role), let key = try? SealingPublicKey(present.sealingKey) else { return [] }
    var known: Set<RecipientID> = [RecipientID(key)]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for earlier in roleKeys[role] ?? [] {
        guard let key = try? SealingPublicKey(earlier.key.sealingKey), !known.contains(RecipientID(key)),
          !reached(by: DeclaredKey(epoch: earlier.key.epoch, purpose: .role(role))).isDisjoint(with: known)
        else { continue }
        known.insert(RecipientID(key))
        isGrowing = true
      }
    }
    return known
  }

  /// What is decided and not yet fulfilled: keys a principal should hold and no grant has brought them.
  func undelivered() -> [Principal: [DeclaredKey]] {
    var missing: [Principal: Set<DeclaredKey>] = [:]
    var recipients: [Principal: Set<RecipientID>] = [:]
    func note(_ key: DeclaredKey, for principal: Principal) {
      let answering: Set<RecipientID>
      if let known = recipients[principal] {
        answering = known
      } else {
        answering =
          switch principal {
          case .role(let role): self.answering(for: role)
          case .member, .recovery: Set(sealingKey(of: principal).map { [RecipientID($0)] } ?? [])
          }
        recipients[principal] = answering
      }
      guard !answering.isEmpty, reached(by: key).isDisjoint(with: answering) else { return }
      missing[principal, default: []].insert(key)
    }
    for (role, keys) in roleKeys {
      let present = roleKey(role)?.epoch
      for entry in keys {
        let key = DeclaredKey(epoch: entry.key.epoch, purpose: .role(role))
        note(key, for: .recovery)
        if entry.key.epoch != present { note(key, for: .role(role)) }
        guard !isStale(entry) else { continue }
        for (id, member) in members where member.roles.contains(role) {
          note(key, for: .member(id))
        }
      }
    }
    for (id, entry) in cases {
      for (compartment, kept) in entry.compartments {
        for epoch in kept.epochs {
          let key = DeclaredKey(epoch: epoch.id, purpose: .compartment(compartment, of: id))
          for principal in kept.audience { note(key, for: principal) }
        }
      }
    }
    return missing.mapValues { $0.sorted { $0.epoch < $1.epoch } }
  }

  /// Takes a member's word that keys they are to have did not reach them or a role of theirs. Whoever may hand on a key
  /// could have sealed something else under its name.
  mutating func noteNotReceived(_ epochs: [EpochID], _ act: Act) {
    let own = ownRecipients(of: act.by, act.roles(in: self))
    for key in declarations(of: Set(epochs).sorted()).joined() {
      let missed = (granted[key] ?? []).intersection(own).filter { isOwed(key, to: $0, in: act.sight) }
      if !missed.isEmpty { unreceived[key, default: []].formUnion(missed) }
    }
  }

  /// Keys this member is to have by grants to them or a role of theirs, which they can open, and does not hold.
  func notReceived(by member: ID<Member>, _ ring: KeyRing) -> [EpochID] {
    let own = ownRecipients(of: member, roles(of: member)).intersection(ring.sealing.keys)
    let missing = granted.filter { key, granted in
      ring.keys[key.epoch] == nil && !granted.isDisjoint(with: own)
        && reached(by: key).contains { own.contains($0) && isOwed(key, to: $0, in: .everything) }
    }
    return Set(missing.keys.map(\.epoch)).sorted()
  }

  /// Which recipients a key was granted to and did not say otherwise.
  private func reached(by key: DeclaredKey) -> Set<RecipientID> {
    let granted = granted[key] ?? []
    return unreceived[key].map { granted.subtracting($0) } ?? granted
  }

  private func ownRecipients(of member: ID<Member>, _ roles: Set<Role>) -> Set<RecipientID> {
    let own = Set(roles.map { Principal.role($0) } + [.member(member)])
    return Set(recipients.filter { !$0.value.isDisjoint(with: own) }.keys)
  }

  /// A ledger key of somebody who could not make one is never written under, but the commits that are sealed under it
  /// have been seen: whoever holds it passes it on, so that all can read what others follow.
  mutating func noteStrayLedgerKey(_ epoch: EpochID, _ recipients: [Principal], _ act: Act, isCounted: Bool) {
    var stray = strayLedgerKeys[epoch] ?? StrayLedgerKey()
    stray.declared.insert(act.at)
    note(recipients, act, in: &stray.handed, isCounted: isCounted)
    strayLedgerKeys[epoch] = stray
  }

  /// Notes whom the author says they sealed a ledger key to: recovery only where its present keys were known.
  func note(_ principals: [Principal], _ act: Act, in handed: inout Handed, isCounted: Bool = true) {
    let isKnown = recoveries.allSatisfy { act.sight.includes($0.at) }
    let reached = isKnown ? Set(principals) : Set(principals).subtracting([.recovery])
    if isCounted, act.roles(in: self).contains(.custodian) {
      handed.byCustodians.formUnion(reached)
    } else {
      handed.byOthers[act.by, default: []].formUnion(reached)
    }
  }

  /// Members, and recovery, to whom this member is to seal a ledger key, as far as they know.
  func undeliveredLedgerKeys(by member: ID<Member>) -> [EpochID: [Principal]] {
    let everybody = presentMembers.keys.map { Principal.member($0) } + [.recovery]
    var reached: [EpochID: Set<Principal>] = [:]
    for (epoch, handed) in ledgerKeys.map({ ($0.epoch, $0.handed) }) + strayLedgerKeys.map({ ($0, $1.handed) }) {
      reached[epoch, default: [.member(member)]].formUnion(handed.byCustodians.union(handed.byOthers[member] ?? []))
    }
    return reached.mapValues { reached in everybody.filter { !reached.contains($0) }.sorted() }
      .filter { !$0.value.isEmpty }
  }

  /// Roles whose key somebody holds who left, and that have members to make a new one.
  var rolesWithoutKey: Set<Role> {
    Set(
      roleKeys.keys.filter { role in
        // Nobody would receive the key of a role that everybody left: whoever is given the role next gets one made.
        roleKey(role) == nil && presentMembers.values.contains { $0.roles.contains(role) }
      })
  }
}
