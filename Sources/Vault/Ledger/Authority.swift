import Records
import Sodium

/// Whose decision it is, where it stands, and what its author had seen.
struct Act: Sendable {
  let by: ID<Member>
  let at: Coordinate
  /// The author's clock, as shown.
  let time: String
  let sight: Sight
  /// Rights that had been taken away without the author's having heard.
  var lost: Set<Right> = []
}

/// Who may decide what. Each rule is asked with what the commit's author had seen: a right that was taken away counts
/// until they learnt of it.
extension VaultState {
  /// The compartments of an ordinary case and who reads them besides the opener, from the start.
  static let standingAudience: [Compartment: [Principal]] = [
    .identity: [.recovery],
    .testimony: [.recovery],
    .medical: [.recovery],
    .coded: [.role(.analyst), .recovery],
    .redacted: [.role(.publisher), .recovery],
  ]

  /// Folds one decision. Returns why it was refused, or `nil` when it counts.
  mutating func fold(_ record: ControlRecord, _ act: Act) -> String? {
    let roles = act.roles(in: self)
    switch record {
    case .founding(let terms):
      return terms == founding && sequence == 0 ? nil : "a vault is founded once"
    case .member(let certificate):
      guard roles.contains(.custodian) else { return "only a custodian admits members" }
      return admit(certificate, act)
    case .device(let member, let certificate):
      guard member == act.by, members[member] != nil else { return "only a member admits their own devices" }
      return admit(certificate, of: member, act)
    case .roles(let member, let add, let remove):
      guard roles.contains(.custodian) else { return "only a custodian changes roles" }
      guard exists(member, in: act.sight) else { return "there is no such member" }
      guard member != act.by || add.isEmpty else { return "nobody gives themselves a role" }
      changeRoles(of: member, add: add, remove: remove, act)
      return nil
    case .roleKey(let key): return takeRoleKey(key, roles, act)
    case .ledgerKey(let epoch, let recipients): return takeLedgerKey(epoch, recipients, roles, act)
    case .removal(let member, let cutoffs, let reason):
      if let refusal = refusal(ofRemoving: member, cutoffs, act) { return refusal }
      remove(member, cutoffs, reason, act)
      return nil
    case .accepted(let commit, let records):
      guard roles.contains(.custodian) else { return "only a custodian accepts what lies in quarantine" }
      return accept(records, of: commit)
    case .caseOpened(let id, let nonce):
      guard self.roles(of: act.by, in: act.sight).contains(.monitor) || cases.isEmpty else {
        return "only a monitor opens cases"
      }
      guard id == ID(vault: founding.vault, opener: act.at.log, nonce: nonce) else {
        return "it is not a case of this log"
      }
      guard cases[id] == nil else { return "the case exists already" }
      cases[id] = newCase(id, act)
      return nil
    case .caseClosed(let id, let closed):
      guard let entry = cases[id] else { return "there is no such case" }
      guard id != founding.register else { return "the register stays open" }
      guard entry.opener == act.by || mayOpen(act.by, .testimony, of: id, in: act.sight) else {
        return "only its readers close a case"
      }
      var standing = entry.standing
      standing.append(
        Change(at: act.at, by: act.by, time: act.time, add: closed ? [] : [.open], remove: closed ? [.open] : []),
        seeing: act.sight)
      cases[id]?.standing = standing
      cases[id]?.closed = !standing.present(in: .everything).contains(.open)
      return nil
    case .audience(let id, let compartment, let add, let remove, let reason, let until):
      if let refusal = refusal(ofChanging: compartment, of: id, add, remove, act, roles) { return refusal }
      changeAudience(id, compartment, add: add, remove: remove, act, reason: reason, until: until)
      return nil
    case .epoch(let id, let compartment, let epoch, let recipients):
      return takeEpoch(epoch, compartment, of: id, recipients, act)
    case .opened(let id, _):
      return cases[id] == nil ? "there is no such case" : nil
    case .erasure(let id, let records, let files, let reason):
      guard let entry = cases[id] else { return "there is no such case" }
      let readsAll = entry.compartments.keys.allSatisfy { act.mayOpen($0, of: id, in: self) }
      guard entry.opener == act.by && readsAll || roles.contains(.custodian) else {
        return "only who opened the case and reads all of it, or a custodian, has records destroyed"
      }
      guard !roles.isEmpty else { return "the author has no role" }
      erasures.append(
        Erasure(
          at: act.at, by: act.by, time: act.time, caseID: id, records: Set(records), files: Set(files), reason: reason,
          unacknowledged: Set(logs.filter { members[$0.value.member]?.isRemoved == false }.keys).subtracting([
            act.at.log
          ])))
      for record in records { erased.insert(ErasedRecord(caseID: id.record, record: record)) }
      return nil
    case .notReceived(let epochs):
      noteNotReceived(epochs, act)
      return nil
    case .recovery(let order):
      // What stands first in a commit is folded before its author is known.
      let isFolded = recoveries.contains { $0.at == act.at && $0.signature == order.signature }
      return isFolded ? nil : recover(order, act)
    case .erasureDone: return nil
    }
  }

  /// Why a record line does not count, or `nil`.
  func refusal(of line: RecordLine, kind: RecordKind, by author: ID<Member>, in sight: Sight = .everything) -> String? {
    let id = ID<Case>(line.caseID)
    guard line.compartment == kind.compartment.wireCode else { return "the record lies in the wrong compartment" }
    guard let entry = cases[id], let kept = entry.compartments[kind.compartment] else {
      return "there is no such compartment"
    }
    guard !isClosed(entry, in: sight) else { return "the case is closed" }
    guard mayOpen(author, kind.compartment, of: id, in: sight) else { return "the author may not open the compartment" }
    guard roles(of: author, in: sight).contains(where: { $0.mayWrite(kind) }) else {
      return "the author's roles do not write this"
    }
    guard isPresent(line.epoch, of: kept, in: sight) else {
      return "the key is not one of the compartment's present ones"
    }
    return nil
  }

  func exists(_ member: ID<Member>, in sight: Sight) -> Bool {
    guard let entry = members[member] else { return false }
    return entry.admitted.contains(where: sight.includes) && entry.removals.allSatisfy { !sight.includes($0.at) }
  }

  // MARK: Members

  /// Adds a member with its devices' logs. Returns why not, or `nil`.
  @discardableResult
  mutating func admit(_ certificate: MemberCertificate, _ act: Act) -> String? {
    guard certificate.sealingKey.count == SealingPublicKey.count,
      let key = try? SealingPublicKey(certificate.sealingKey)
    else { return "the certificate is malformed" }
    let id = certificate.member
    guard
      id
        == ID(vault: founding.vault, verifyKey: certificate.device.verifyKey, sealingKey: certificate.sealingKey)
    else { return "the member is named after other keys" }
    guard Handle.isAcceptable(certificate.handle) else { return "the handle is not acceptable" }
    if let known = members[id], known.admitted.contains(where: act.sight.includes) {
      return "the member exists already"
    }
    guard
      !members.values.contains(where: {
        $0.certificate.handle == certificate.handle && $0.certificate.member != id && !$0.isRemoved
          && $0.admitted.contains(where: act.sight.includes)
      })
    else { return "the handle is taken" }
    if let refusal = admit(certificate.device, of: id, act) { return refusal }
    // Two custodians confirmed one request without knowing of each other: both admitted the same.
    if members[id] == nil {
      members[id] = MemberEntry(
        certificate: certificate, admitted: [], admittedAt: act.time, ordinal: members.count, roleChanges: ChangeSet(),
        roles: [], removals: [])
      recipients[RecipientID(key), default: []].insert(.member(id))
    }
    members[id]?.admitted.append(act.at)
    changeRoles(of: id, add: certificate.roles, remove: [], act)
    return nil
  }

  private mutating func admit(_ device: DeviceCertificate, of member: ID<Member>, _ act: Act) -> String? {
    guard let key = device.key(vouchingFor: member, in: founding.vault) else {
      return "the device has not vouched for being this member's"
    }
    var entry = logs[LogID(key)] ?? LogEntry(member: member, verifyKey: device.verifyKey, admitted: [])
    guard entry.member == member, !entry.admitted.contains(where: act.sight.includes) else {
      return "the device is known"
    }
    entry.admitted.append(act.at)
    logs[LogID(key)] = entry
    return nil
  }

  /// What a member's role changes come to, once more.
  mutating func refreshRoles(of member: ID<Member>) {
    guard let entry = members[member], !entry.isRemoved else { return }
    let roles = effective(entry.roleChanges, in: .everything)
    members[member]?.roles = roles
  }

  mutating func changeRoles(of member: ID<Member>, add: [Role], remove: [Role], _ act: Act) {
    guard var entry = members[member] else { return }
    if add.contains(.custodian) {
      custodianCounts[act.at] = custodiansEver(in: act.sight)
    }
    entry.roleChanges.append(
      Change(at: act.at, by: act.by, time: act.time, add: add, remove: remove), seeing: act.sight)
    if !entry.isRemoved { entry.roles = effective(entry.roleChanges, in: .everything) }
    members[member] = entry
    if !remove.isEmpty { rotations.append(Rotation(at: act.at, cause: .left(remove))) }
  }

  // MARK: Keys

  private mutating func takeRoleKey(_ key: RoleKey, _ roles: Set<Role>, _ act: Act) -> String? {
    let seen = (roleKeys[key.role] ?? []).filter { act.sight.includes($0.made.at) }
    guard seen.allSatisfy({ isStale($0, in: act.sight) }) else { return "the role has a key already" }
    let isDeserted = !members.keys.contains { $0 != act.by && self.roles(of: $0, in: act.sight).contains(key.role) }
    guard roles.contains(key.role) || roles.contains(.custodian) && (seen.isEmpty || isDeserted) else {
      return "only a member of the role makes its key anew"
    }
    guard let sealing = try? SealingPublicKey(key.sealingKey) else { return "the role's key is malformed" }
    guard !seen.contains(where: { $0.key.epoch == key.epoch || $0.key.sealingKey == key.sealingKey }) else {
      return "the key exists already"
    }
    roleKeys[key.role, default: []].append(RoleKeyEntry(key: key, made: generation(act)))
    recipients[RecipientID(sealing), default: []].insert(.role(key.role))
    declared[key.epoch, default: []].insert(.role(key.role))
    return nil
  }

  private mutating func takeLedgerKey(
    _ epoch: EpochID, _ principals: [Principal], _ roles: Set<Role>, _ act: Act
  ) -> String? {
    let seen = ledgerKeys.indices.filter { act.sight.includes(ledgerKeys[$0].made.at) }
    if let index = seen.first(where: { ledgerKeys[$0].epoch == epoch }) {
      note(principals, act, in: &ledgerKeys[index].handed)
      return nil
    }
    // Handing one on makes it no ledger key. Who makes a key cannot have seen it before.
    if strayLedgerKeys[epoch]?.declared.contains(where: act.sight.includes) == true {
      noteStrayLedgerKey(epoch, principals, act, isCounted: true)
      return nil
    }
    guard roles.contains(.custodian) || seen.allSatisfy({ isStale(ledgerKeys[$0], in: act.sight) }) else {
      return "only a custodian makes a ledger key"
    }
    var handed = Handed()
    note(principals, act, in: &handed)
    ledgerKeys.append(LedgerKeyEntry(epoch: epoch, made: generation(act), handed: handed))
    return nil
  }

  private mutating func takeEpoch(
    _ epoch: EpochID, _ compartment: Compartment, of id: ID<Case>, _ recipients: [Principal], _ act: Act
  ) -> String? {
    guard let entry = cases[id]?.compartments[compartment] else { return "there is no such compartment" }
    guard mayOpen(act.by, compartment, of: id, in: act.sight) else {
      return "only its readers make a compartment's key"
    }
    guard Set(recipients) == audience(entry, in: act.sight) else { return "a key goes to exactly the audience" }
    guard !entry.epochs.contains(where: { $0.id == epoch && act.sight.includes($0.made.at) }) else {
      return "the key exists already"
    }
    var made = generation(act)
    let unseen = entry.changes.changes.filter { !$0.remove.isEmpty && !act.sight.includes($0.at) }.map(\.at)
    if !unseen.isEmpty { made.missed = (made.missed ?? []) + unseen }
    cases[id]?.compartments[compartment]?.epochs.append(
      EpochEntry(id: epoch, made: made, changes: entry.changes.changes.count))
    declared[epoch, default: []].insert(.compartment(compartment, of: id))
    return nil
  }

  // MARK: Audiences

  private func newCase(_ id: ID<Case>, _ act: Act) -> CaseEntry {
    func change<Element>(_ add: [Element]) -> ChangeSet<Element> {
      var set = ChangeSet<Element>()
      set.append(
        Change(at: act.at, by: act.by, time: act.time, add: add, remove: [], made: generation(act)), seeing: act.sight)
      return set
    }
    var compartments: [Compartment: CompartmentEntry] = [:]
    let standing: [Compartment: [Principal]] =
      id == founding.register
      ? [.reference: Role.allCases.map { Principal.role($0) } + [.recovery]]
      : Self.standingAudience.mapValues { $0 + [.member(act.by)] }
    for (compartment, audience) in standing {
      compartments[compartment] = CompartmentEntry(
        changes: change(audience.sorted()), audience: Set(audience), epochs: [])
    }
    return CaseEntry(
      opener: act.by, openedAt: act.time, ordinal: cases.count, standing: change([.open]), closed: false,
      compartments: compartments, lines: 0)
  }

  private func refusal(
    ofChanging compartment: Compartment, of id: ID<Case>, _ add: [Principal], _ remove: [Principal], _ act: Act,
    _ roles: Set<Role>
  ) -> String? {
    guard let entry = cases[id], let kept = entry.compartments[compartment] else {
      return "there is no such compartment"
    }
    guard id != founding.register else { return "everybody reads the register" }
    let isReader = act.mayOpen(compartment, of: id, in: self)
    guard add.isEmpty || isReader else { return "only its readers share a compartment" }
    for case .member(let member) in add where !exists(member, in: act.sight) { return "there is no such member" }
    guard !remove.isEmpty else { return nil }
    guard !remove.contains(.recovery), Set(add).isDisjoint(with: remove) else {
      return "recovery reads every compartment"
    }
    let shared = kept.changes.changes.filter { $0.by == act.by && act.sight.includes($0.at) }
      .reduce(into: Set()) { $0.formUnion($1.add) }
    for principal in remove {
      let isOwn = principal == .member(act.by)
      guard isOwn || roles.contains(.custodian) || isReader && (entry.opener == act.by || shared.contains(principal))
      else {
        return "only who opened the case, who shared it with them, or a custodian takes somebody out of an audience"
      }
      guard principal != .member(entry.opener) || isOwn || roles.contains(.custodian) else {
        return "only a custodian takes the case from who opened it"
      }
    }
    let left = audience(kept, in: act.sight).subtracting(remove)
    // Whoever could empty an audience could lock everybody out of a case.
    guard left.contains(where: { if case .member = $0 { true } else { false } }) else {
      return "some member must remain who reads it"
    }
    return nil
  }

  mutating func changeAudience(
    _ id: ID<Case>, _ compartment: Compartment, add: [Principal], remove: [Principal], _ act: Act, reason: String?,
    until: Day? = nil
  ) {
    guard var entry = cases[id]?.compartments[compartment] else { return }
    entry.changes.append(
      Change(
        at: act.at, by: act.by, time: act.time, add: add, remove: remove, reason: reason, until: until,
        made: generation(act)),
      seeing: act.sight)
    entry.audience = entry.changes.present(in: .everything).filter { principal in
      guard case .member(let member) = principal else { return true }
      return members[member]?.isRemoved == false
    }
    cases[id]?.compartments[compartment] = entry
  }
}
