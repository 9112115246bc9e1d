import Records
import Sodium

/// Who may what, now or as somebody saw it when they signed.
extension VaultState {
  func roles(of member: ID<Member>, in sight: Sight = .everything) -> Set<Role> {
    guard let entry = members[member] else { return [] }
    guard case .past = sight else { return entry.roles }
    guard exists(member, in: sight) else { return [] }
    return effective(entry.roleChanges, in: sight)
  }

  /// Roles that the changes come to; where the policy asks for it, custodian only once enough custodians said so.
  func effective(_ changes: ChangeSet<Role>, in sight: Sight) -> Set<Role> {
    var roles = changes.present(in: sight)
    if roles.contains(.custodian), confirmations(of: changes, in: sight) < needed(for: changes, in: sight) {
      roles.remove(.custodian)
    }
    return roles
  }

  /// How many different custodians want this member to be one.
  func confirmations(of changes: ChangeSet<Role>, in sight: Sight) -> Int {
    let lastTaken = changes.changes.lastIndex { $0.remove.contains(.custodian) && sight.includes($0.at) } ?? -1
    return Set(
      changes.changes.enumerated().filter {
        $0.offset > lastTaken && $0.element.add.contains(.custodian) && sight.includes($0.element.at)
      }.map(\.element.by)
    ).count
  }

  /// How many custodians must agree; no more than there had been when it was first asked for.
  private func needed(for changes: ChangeSet<Role>, in sight: Sight) -> Int {
    let lastTaken = changes.changes.lastIndex { $0.remove.contains(.custodian) && sight.includes($0.at) } ?? -1
    let first = changes.changes.enumerated().first {
      $0.offset > lastTaken && $0.element.add.contains(.custodian) && sight.includes($0.element.at)
    }
    return min(founding.custodiansToAdmitCustodian, first.flatMap { custodianCounts[$0.element.at] } ?? 1)
  }

  /// How many have been custodian and have not given it up themselves. Who was removed or deposed counts on, unless by
  /// recovery: one custodian could take the others' agreement away and go on alone.
  func custodiansEver(in sight: Sight) -> Int {
    members.count { id, entry in
      let left = entry.removals.contains { sight.includes($0.at) && ($0.by == id || isRecovery($0.at)) }
      let changes = entry.roleChanges.without { $0.remove.contains(.custodian) && $0.by != id }
      return !left && effective(changes, in: sight).contains(.custodian)
    }
  }

  /// Members who are still there.
  var presentMembers: [ID<Member>: MemberEntry] { members.filter { !$0.value.isRemoved } }

  func audience(_ entry: CompartmentEntry, in sight: Sight) -> Set<Principal> {
    guard case .past = sight else { return entry.audience }
    return entry.changes.present(in: sight).filter { principal in
      guard case .member(let id) = principal else { return true }
      return members[id].map { $0.removals.allSatisfy { !sight.includes($0.at) } } ?? false
    }
  }

  /// Whether `member` belongs to the audience, directly or by a role.
  func mayOpen(
    _ member: ID<Member>, _ compartment: Compartment, of caseID: ID<Case>, in sight: Sight = .everything
  ) -> Bool {
    guard let entry = cases[caseID]?.compartments[compartment] else { return false }
    let audience = audience(entry, in: sight)
    return audience.contains(.member(member)) || roles(of: member, in: sight).contains { audience.contains(.role($0)) }
  }

  func isClosed(_ entry: CaseEntry, in sight: Sight) -> Bool {
    guard case .past = sight else { return entry.closed }
    return !entry.standing.present(in: sight).contains(.open)
  }

  // MARK: Keys

  /// The ledger key a member writes commits under: of those they hold and nobody who left holds, the one made last. A
  /// custodian can have declared one that nobody was given.
  func ledgerKey(in ring: KeyRing) -> GrantedKey? {
    ledgerKeys.reversed().lazy.filter { !isStale($0) }.compactMap { ring.keys[$0.epoch] }.first { $0.kind == .ledger }
  }

  /// Whether every ledger key is held by somebody who left; then anybody makes one.
  var needsLedgerKey: Bool { ledgerKeys.allSatisfy { isStale($0) } }

  /// A role's key that may be sealed to: of those nobody who left holds, the first made. Concurrent ones are few.
  func roleKey(_ role: Role) -> RoleKey? { roleKeys[role]?.first { !isStale($0) }?.key }

  /// The public key a principal is sealed to, if it has one that nobody who left holds.
  func sealingKey(of principal: Principal) -> SealingPublicKey? {
    switch principal {
    case .member(let id):
      members[id].flatMap { $0.isRemoved ? nil : try? SealingPublicKey($0.certificate.sealingKey) }
    case .role(let role): roleKey(role).flatMap { try? SealingPublicKey($0.sealingKey) }
    case .recovery: recoveryKeys.sealing
    }
  }
}
