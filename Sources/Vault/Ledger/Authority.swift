import Records
import Sodium

/// Who may decide what. Each rule is asked with the state as it was when the commit's author signed it.
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
  mutating func fold(_ record: ControlRecord, by author: ID<Member>, at time: String) -> String? {
    let roles = roles(of: author)
    switch record {
    case .founding(let terms):
      return terms == founding && sequence == 0 ? nil : "a vault is founded once"
    case .member(let certificate):
      guard roles.contains(.custodian) else { return "only a custodian admits members" }
      return admit(certificate, at: time)
    case .roles(let member, let add, let remove):
      guard roles.contains(.custodian) else { return "only a custodian changes roles" }
      guard members[member] != nil else { return "there is no such member" }
      guard member != author || add.isEmpty else { return "nobody gives themselves a role" }
      members[member]?.roles.formUnion(add)
      members[member]?.roles.subtract(remove)
      return nil
    case .roleKey(let key):
      guard roleKeys[key.role] == nil else { return "the role has a key already" }
      guard roles.contains(.custodian) || roles.contains(key.role) else { return "only a custodian makes a role's key" }
      guard (try? SealingPublicKey(key.sealingKey)) != nil else { return "the role's key is malformed" }
      guard isUnused(key.epoch) else { return "the key belongs to something else" }
      roleKeys[key.role] = key
      return nil
    case .caseOpened(let id):
      guard roles.contains(.monitor) || cases.isEmpty else { return "only a monitor opens cases" }
      guard cases[id] == nil else { return "the case exists already" }
      cases[id] = newCase(id, by: author, at: time)
      return nil
    case .caseClosed(let id, let closed):
      guard let entry = cases[id] else { return "there is no such case" }
      guard id != founding.register else { return "the register stays open" }
      guard entry.opener == author || mayOpen(author, .testimony, of: id) else {
        return "only its readers close a case"
      }
      cases[id]?.closed = closed
      return nil
    case .audience(let id, let compartment, let add, let remove, let reason):
      guard cases[id]?.compartments[compartment] != nil else { return "there is no such compartment" }
      guard id != founding.register else { return "everybody reads the register" }
      guard mayOpen(author, compartment, of: id) else { return "only its readers share a compartment" }
      // Whoever could narrow an audience could lock everybody else out of a case.
      guard remove.isEmpty else { return "nobody is taken out of an audience in this version" }
      return changeAudience(id, compartment, add: add, remove: remove, by: author, at: time, reason: reason)
    case .epoch(let id, let compartment, let epoch, let recipients):
      guard let entry = cases[id]?.compartments[compartment] else { return "there is no such compartment" }
      guard mayOpen(author, compartment, of: id) else { return "only its readers make a compartment's key" }
      guard Set(recipients) == entry.audience else { return "a key goes to exactly the audience" }
      guard !entry.epochs.contains(where: { $0.id == epoch }) else { return "the key exists already" }
      guard isUnused(epoch) else { return "the key belongs to something else" }
      cases[id]?.compartments[compartment]?.epochs.append(
        EpochEntry(id: epoch, recipients: entry.audience, stale: false))
      epochOwners[epoch] = EpochOwner(caseID: id, compartment: compartment)
      return nil
    case .opened(let id, _):
      return cases[id] == nil ? "there is no such case" : nil
    }
  }

  /// Why a record line does not count, or `nil`.
  func refusal(of line: RecordLine, kind: RecordKind, by author: ID<Member>) -> String? {
    let id = ID<Case>(line.caseID)
    guard line.compartment == kind.compartment.wireCode else { return "the record lies in the wrong compartment" }
    guard let entry = cases[id]?.compartments[kind.compartment] else { return "there is no such compartment" }
    guard cases[id]?.closed == false else { return "the case is closed" }
    guard mayOpen(author, kind.compartment, of: id) else { return "the author may not open the compartment" }
    guard roles(of: author).contains(where: { $0.mayWrite(kind) }) else {
      return "the author's roles do not write this"
    }
    guard let epoch = entry.epochs.first(where: { $0.id == line.epoch }), !epoch.stale else {
      return "the key is not one of the compartment's present ones"
    }
    return nil
  }

  /// Whether no key of this name is known: ledger, roles and compartments share one space of names.
  private func isUnused(_ epoch: EpochID) -> Bool {
    epoch != ledgerEpoch && epochOwners[epoch] == nil && !roleKeys.values.contains { $0.epoch == epoch }
  }

  /// Whether the grant's recipient is to have every one of these keys.
  func isOwed(_ epochs: [EpochID], to recipient: RecipientID) -> Bool {
    let everybody = [.recovery] + Role.allCases.map { Principal.role($0) } + members.keys.map { .member($0) }
    guard let principal = everybody.first(where: { sealingKey(of: $0).map { RecipientID($0) } == recipient }) else {
      return false
    }
    return epochs.allSatisfy { epoch in
      if let owner = epochOwners[epoch] {
        return cases[owner.caseID]?.compartments[owner.compartment]?.audience.contains(principal) == true
      }
      guard let role = roleKeys.values.first(where: { $0.epoch == epoch })?.role else { return false }
      if case .member(let id) = principal { return roles(of: id).contains(role) }
      return principal == .recovery
    }
  }

  /// Whether `author` may hand on every one of these keys: who may open a compartment, who is in a role.
  func mayGrant(_ epochs: [EpochID], by author: ID<Member>) -> Bool {
    epochs.allSatisfy { epoch in
      if let owner = epochOwners[epoch] { return mayOpen(author, owner.compartment, of: owner.caseID) }
      guard let role = roleKeys.values.first(where: { $0.epoch == epoch })?.role else { return false }
      // Who makes a role's first key hands it to the role's first member.
      return roles(of: author).contains(role) || roles(of: author).contains(.custodian)
    }
  }

  /// Adds a member with its devices' logs. Returns why not, or `nil`.
  @discardableResult
  mutating func admit(_ certificate: MemberCertificate, at time: String) -> String? {
    guard members[certificate.member] == nil else { return "the member exists already" }
    guard !members.values.contains(where: { $0.certificate.handle == certificate.handle }) else {
      return "the handle is taken"
    }
    guard certificate.sealingKey.count == SealingPublicKey.count, !certificate.devices.isEmpty else {
      return "the certificate is malformed"
    }
    guard Handle.isAcceptable(certificate.handle) else { return "the handle is not acceptable" }
    var devices: [LogID: LogEntry] = [:]
    for device in certificate.devices {
      guard let key = try? VerifyKey(device.verifyKey), logs[LogID(key)] == nil else { return "the device is known" }
      devices[LogID(key)] = LogEntry(member: certificate.member, verifyKey: device.verifyKey, head: nil)
    }
    logs.merge(devices) { known, _ in known }
    members[certificate.member] = MemberEntry(
      certificate: certificate, roles: Set(certificate.roles), admittedAt: time)
    return nil
  }

  private func newCase(_ id: ID<Case>, by author: ID<Member>, at time: String) -> CaseEntry {
    var compartments: [Compartment: CompartmentEntry] = [:]
    if id == founding.register {
      let everyone = Role.allCases.map { Principal.role($0) } + [.recovery]
      compartments[.reference] = CompartmentEntry(audience: Set(everyone), epochs: [], decisions: [])
    } else {
      for (compartment, standing) in Self.standingAudience {
        let audience = standing + [.member(author)]
        compartments[compartment] = CompartmentEntry(
          audience: Set(audience), epochs: [],
          decisions: [Decision(by: author, at: time, add: audience.sorted(), remove: [], reason: nil)])
      }
    }
    return CaseEntry(
      opener: author, openedAt: time, ordinal: cases.count, closed: false, compartments: compartments, lines: 0)
  }

  private mutating func changeAudience(
    _ id: ID<Case>, _ compartment: Compartment, add: [Principal], remove: [Principal], by author: ID<Member>,
    at time: String, reason: String?
  ) -> String? {
    guard var entry = cases[id]?.compartments[compartment] else { return "there is no such compartment" }
    for case .member(let member) in add where members[member] == nil { return "there is no such member" }
    entry.audience.formUnion(add)
    entry.audience.subtract(remove)
    for index in entry.epochs.indices {
      entry.epochs[index].recipients.formUnion(add)
      // Whoever left holds the key still, so it must not seal anything new.
      if !remove.isEmpty { entry.epochs[index].stale = true }
    }
    entry.decisions.append(Decision(by: author, at: time, add: add, remove: remove, reason: reason))
    cases[id]?.compartments[compartment] = entry
    return nil
  }

  /// The public key a principal is sealed to, if it has one yet.
  func sealingKey(of principal: Principal) -> SealingPublicKey? {
    switch principal {
    case .member(let id): members[id].flatMap { try? SealingPublicKey($0.certificate.sealingKey) }
    case .role(let role): roleKeys[role].flatMap { try? SealingPublicKey($0.sealingKey) }
    case .recovery: try? SealingPublicKey(founding.recoverySealingKey)
    }
  }
}

extension VaultState {
  /// What is decided and not yet fulfilled: keys a principal should hold and no grant has brought them.
  func undelivered() -> [Principal: [OwedKey]] {
    var missing: [Principal: [OwedKey]] = [:]
    var recipients: [Principal: RecipientID?] = [:]
    func note(_ epoch: EpochID, _ purpose: KeyPurpose, for principal: Principal) {
      let recipient: RecipientID?
      if let known = recipients[principal] {
        recipient = known
      } else {
        recipient = sealingKey(of: principal).map { RecipientID($0) }
        recipients[principal] = recipient
      }
      guard let recipient, granted[epoch]?.contains(recipient) != true else { return }
      missing[principal, default: []].append(OwedKey(epoch: epoch, purpose: purpose))
    }
    for role in Role.allCases {
      guard let key = roleKeys[role] else { continue }
      let purpose = KeyPurpose(kind: .role(role), scope: .none)
      for (id, member) in members where member.roles.contains(role) { note(key.epoch, purpose, for: .member(id)) }
      note(key.epoch, purpose, for: .recovery)
    }
    for (id, entry) in cases {
      for (compartment, kept) in entry.compartments {
        let purpose = KeyPurpose(kind: .compartment(compartment), scope: id.record)
        for epoch in kept.epochs { for principal in kept.audience { note(epoch.id, purpose, for: principal) } }
      }
    }
    return missing.mapValues { $0.sorted { $0.epoch < $1.epoch } }
  }
}
