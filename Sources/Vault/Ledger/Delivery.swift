import Records
import Sodium

/// Who is to have which keys, and who has not got them yet.
extension VaultState {
  /// Whether the grant's recipient is to have every one of these keys.
  func isOwed(_ epochs: [EpochID], to recipient: RecipientID, in sight: Sight) -> Bool {
    guard let principal = recipients[recipient], principal != .recovery || isRecovery(recipient, in: sight) else {
      return false
    }
    return epochs.allSatisfy { epoch in
      if let owner = epochOwners[epoch] {
        guard let kept = cases[owner.caseID]?.compartments[owner.compartment] else { return false }
        return audience(kept, in: sight).contains(principal)
      }
      guard let role = role(ofKey: epoch) else { return false }
      return switch principal {
      case .member(let id): roles(of: id, in: sight).contains(role)
      // A role's earlier secret goes to its present key, so that newcomers read history.
      case .role(let other): other == role
      case .recovery: true
      }
    }
  }

  /// Whether a recipient is a recovery key that no order is known to have replaced.
  private func isRecovery(_ recipient: RecipientID, in sight: Sight) -> Bool {
    recovery.contains { entry in
      entry.keys.sealing.map { RecipientID($0) } == recipient && !entry.replaced.contains(where: sight.includes)
    }
  }

  /// Whether `author` may hand on every one of these keys: who may open a compartment, who is in a role.
  func mayGrant(_ epochs: [EpochID], by author: ID<Member>, in sight: Sight = .everything) -> Bool {
    let roles = roles(of: author, in: sight)
    return epochs.allSatisfy { epoch in
      if let owner = epochOwners[epoch] { return mayOpen(author, owner.compartment, of: owner.caseID, in: sight) }
      guard let role = role(ofKey: epoch) else { return false }
      // Who makes a role's first key hands it to the role's first member.
      return roles.contains(role) || roles.contains(.custodian)
    }
  }

  private func role(ofKey epoch: EpochID) -> Role? {
    roleKeys.first { $0.value.contains { $0.key.epoch == epoch } }?.key
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
          granted[earlier.key.epoch]?.isDisjoint(with: known) == false
        else { continue }
        known.insert(RecipientID(key))
        isGrowing = true
      }
    }
    return known
  }

  /// What is decided and not yet fulfilled: keys a principal should hold and no grant has brought them.
  func undelivered() -> [Principal: [OwedKey]] {
    var missing: [Principal: [OwedKey]] = [:]
    var recipients: [Principal: Set<RecipientID>] = [:]
    func note(_ epoch: EpochID, _ purpose: KeyPurpose, for principal: Principal) {
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
      guard !answering.isEmpty, granted[epoch]?.isDisjoint(with: answering) ?? true else { return }
      missing[principal, default: []].append(OwedKey(epoch: epoch, purpose: purpose))
    }
    for (role, keys) in roleKeys {
      let purpose = KeyPurpose(kind: .role(role), scope: .none)
      let present = roleKey(role)?.epoch
      for entry in keys {
        note(entry.key.epoch, purpose, for: .recovery)
        if entry.key.epoch != present { note(entry.key.epoch, purpose, for: .role(role)) }
        guard !entry.stale else { continue }
        for (id, member) in members where member.roles.contains(role) {
          note(entry.key.epoch, purpose, for: .member(id))
        }
      }
    }
    for (id, entry) in cases {
      for (compartment, kept) in entry.compartments {
        let purpose = KeyPurpose(kind: .compartment(compartment), scope: id.record)
        for epoch in kept.epochs { for principal in kept.audience { note(epoch.id, purpose, for: principal) } }
      }
    }
    return missing.mapValues { $0.sorted { $0.epoch < $1.epoch } }
  }

  /// A ledger key of somebody who could not make one is never written under, but the commits that are sealed under it
  /// have been seen: whoever holds it passes it on, so that all can read what others follow.
  mutating func noteStrayLedgerKey(_ decision: ControlRecord?, _ act: Act) {
    guard case .ledgerKey(let epoch, let recipients)? = decision else { return }
    if let index = ledgerKeys.firstIndex(where: { $0.epoch == epoch }) {
      ledgerKeys[index].recipients.formUnion(reached(recipients, act))
    } else {
      ledgerKeys.append(
        LedgerKeyEntry(epoch: epoch, made: generation(act), recipients: reached(recipients, act), stale: true))
    }
  }

  /// Members, and recovery, to whom nobody has sealed a ledger key yet.
  func undeliveredLedgerKeys() -> [EpochID: [Principal]] {
    let everybody = presentMembers.keys.map { Principal.member($0) } + [.recovery]
    var missing: [EpochID: [Principal]] = [:]
    for key in ledgerKeys {
      let without = everybody.filter { !key.recipients.contains($0) }.sorted()
      if !without.isEmpty { missing[key.epoch] = without }
    }
    return missing
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
