import Records
import Sodium
import Testing

@testable import Vault

@Suite struct SharingTests {
  @Test func aLawyerOpensWhatIsSharedAndNothingElse() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    let shared = try vault.openCase(title: CaseTitle(title: "shared"))
    let kept = try vault.openCase(title: CaseTitle(title: "kept"))
    for id in [shared, kept] {
      try vault.write { draft in
        try draft.add(Person(names: [PersonName(script: .latin, surname: "Testova")]), to: id)
        try draft.add(MedicalFinding(bodySite: "left arm", description: "bruise"), to: id)
      }
    }
    try vault.share(shared, [.identity, .testimony], with: .member(lawyer.member))

    let theirs = try test.open(lawyer)
    #expect(try theirs.records(CaseTitle.self, in: shared).count == 1)
    #expect(try theirs.records(Person.self, in: shared).count == 1)
    #expect(throws: VaultError.noKey(case: shared, compartment: .medical)) {
      try theirs.records(MedicalFinding.self, in: shared)
    }
    for compartment in [Compartment.identity, .testimony, .medical] {
      #expect(!theirs.holdsKey(compartment, of: kept))
    }
    #expect(throws: VaultError.noKey(case: kept, compartment: .testimony)) {
      try theirs.records(CaseTitle.self, in: kept)
    }
    #expect(try theirs.cases().map(\.title) == ["shared", nil])
  }

  /// Nobody held the key that was made when the last member of a role left: who was given the role next waited for ever.
  @Test func aRoleEverybodyLeftIsGivenAgainWithAKeySomebodyHolds() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    try test.open(test.founder).changeRoles(of: lawyer.member, add: [], remove: [.lawyer])
    try test.open(test.founder).changeRoles(of: lawyer.member, add: [.lawyer], remove: [])
    let vault = try test.open(test.founder)
    let date = try Moment("2022-01-17")
    try vault.write { try $0.add(Meeting(subject: "access of lawyers", date: date), to: vault.register) }
    let theirs = try test.open(lawyer)
    #expect(try theirs.records(Meeting.self, in: theirs.register).count == 1)
    #expect(try !theirs.pendingDeliveries().contains { $0.principal == .member(lawyer.member) })
  }

  /// Straight to the store, with every check of this program left out: the member's keys are tried on every body.
  @Test func withoutTheKeyTheBytesStayClosedWhateverTheProgramChecks() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    let shared = try vault.openCase(title: CaseTitle(title: "shared"))
    let kept = try vault.openCase(title: CaseTitle(title: "kept"))
    for id in [shared, kept] {
      try vault.write { draft in
        try draft.add(Note(language: "en", text: "words"), to: id)
        try draft.add(MedicalFinding(bodySite: "left arm", description: "bruise"), to: id)
      }
    }
    try vault.share(shared, [.identity, .testimony], with: .member(lawyer.member))

    let theirs = try test.open(lawyer)
    var opened: [RecordID: RecordLine] = [:]
    var closed: [RecordLine] = []
    for (id, place) in try [shared, kept].flatMap({ try theirs.lines(of: $0) }).map({ ($0.line, $0.place) }) {
      let sealed = try #require(try theirs.database.read { try $0.body(id.id) })
      var success = false
      for granted in theirs.fold.ring.keys.values {
        let context = BodyContext.bytes(vault: theirs.vaultID, log: place.log, line: id)
        if (try? AEAD.open(sealed, context: context, key: RecordBody.key(granted.key))) != nil { success = true }
      }
      if success { opened[id.id] = id } else { closed.append(id) }
    }
    #expect(opened.values.allSatisfy { $0.caseID == shared.record && $0.compartment == Compartment.testimony.wireCode })
    #expect(opened.count == 2)
    #expect(closed.count == 4)
  }

  @Test func anAnalystReadsCodedOfEveryCaseAlsoThoseOpenedBefore() throws {
    let test = try TestVault()
    let vault = try test.open(test.founder)
    let before = try vault.openCase(title: CaseTitle(title: "before"))
    let record = CodedRecord(unit: .statements, source: .statement)
    try vault.write { try $0.add(record, to: before) }
    let analyst = try test.admit("analyst", [.analyst])
    let after = try vault.openCase(title: CaseTitle(title: "after"))
    try vault.write { try $0.add(record, to: after) }

    let theirs = try test.open(analyst)
    for id in [before, after] { #expect(try theirs.records(CodedRecord.self, in: id).count == 1) }
    #expect(throws: VaultError.noKey(case: after, compartment: .testimony)) {
      try theirs.records(CaseTitle.self, in: after)
    }
  }

  @Test func aRolesSecretIsDeliveredByAnExistingMemberOfTheRole() throws {
    // The founder is custodian only: they can authorise a second monitor, not hand over the monitors' key.
    let test = try TestVault(roles: [.custodian])
    let first = try test.admit("first", [.monitor])
    let second = try test.admit("second", [.monitor])
    let custodian = try test.open(test.founder)
    #expect(try custodian.pendingDeliveries().map(\.principal) == [.member(second.member)])
    let deliverer = try test.open(first)
    _ = try deliverer.openCase(title: CaseTitle(title: "any next command"))
    #expect(try test.open(test.founder).pendingDeliveries().isEmpty)
    #expect(try test.open(second).fold.ring.keys.values.contains { $0.kind == .role(.monitor) })
  }

  @Test func onlyACustodianAdmits() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let theirs = try test.open(lawyer)
    #expect(throws: VaultError.notEntitled(action: "only a custodian admits members")) {
      try theirs.admit(
        handle: "friend", roles: [.monitor], alias: "friend", passphrase: try TestVault.passphrase("friend"),
        parameters: TestVault.parameters)
    }
  }
}

/// What a member with a program of their own can sign, and what the fold makes of it.
@Suite struct AuthorityTests {
  @Test func aGrantThatDoesNotOpenKeepsNobodyOut() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    let shared = try vault.openCase(title: CaseTitle(title: "shared"))
    try vault.share(shared, [.testimony], with: .member(lawyer.member))
    let state = try vault.state
    let epoch = try #require(state.cases[shared]?.compartments[.testimony]?.epochs.first?.id)
    let recipient = try #require(state.sealingKey(of: .member(lawyer.member)))
    try vault.write { draft in
      try draft.add(Note(language: "en", text: "beside it"), to: shared)
      // Sealed for another vault: it names the right keys and recipient, and cannot be opened.
      let key = try #require(vault.fold.ring.keys[epoch])
      var random = SodiumRandom()
      let forged = try Grant([key], to: recipient, vault: ID<VaultTag>(random: &random), log: test.founder.device.log)
      try draft.insertLedgerBody(forged.encoded, kind: .grant)
    }
    let theirs = try test.open(lawyer)
    #expect(try theirs.records(Note.self, in: shared).count == 1)
    #expect(try theirs.state.refusals.map(\.reason) == ["a grant to this member does not open"])
  }

  @Test func nobodyHandsOnKeysOfACompartmentTheyMayNotOpen() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    let kept = try vault.openCase(title: CaseTitle(title: "kept"))
    let epoch = try #require(try vault.state.cases[kept]?.compartments[.testimony]?.epochs.first?.id)
    let theirs = try test.open(lawyer)
    let key = DeclaredKey(epoch: epoch, purpose: .compartment(.testimony, of: kept))
    #expect(!(try theirs.state.mayGrant(key, by: lawyer.member)))
    #expect(try theirs.state.mayGrant(key, by: test.founder.member))
  }

  @Test func aSetHoldsWhatWasAddedByWhoKnewOfItsRemovals() throws {
    let log = try DeviceKeys.random().log
    let other = try DeviceKeys.random().log
    var random = SodiumRandom()
    let (by, member) = (ID<Member>(random: &random), Principal.member(ID(random: &random)))
    var set = ChangeSet<Principal>()
    func append(_ at: Coordinate, adds: Bool, _ sight: Sight) -> Bool {
      set.append(
        Change(at: at, by: by, time: "", add: adds ? [member] : [], remove: adds ? [] : [member]), seeing: sight)
      return set.present(in: .everything).contains(member)
    }
    for number in 0..<20 {
      let adds = number.isMultiple(of: 2)
      #expect(append(Coordinate(log: log, number: number), adds: adds, .everything) == adds)
    }
    // Who adds without having seen the last removal adds nothing, whoever added before.
    let before = Clock().following(Coordinate(log: log, number: 18))
    #expect(!append(Coordinate(log: other, number: 0), adds: true, .past(before)))
    #expect(set.present(in: .past(before.following(Coordinate(log: other, number: 0)))) == [member])
    #expect(append(Coordinate(log: log, number: 20), adds: true, .everything))
    // And a removal that had seen no addition takes out what it did not know of.
    #expect(!append(Coordinate(log: other, number: 1), adds: false, .past(before)))
  }

  @Test func aDayRemindsAndTakesNothingBack() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    let (past, later) = (try Day(year: 2001, month: 2, day: 3), try Day(year: 2199, month: 1, day: 1))
    try vault.share(id, [.testimony, .identity], with: .member(lawyer.member), until: past)
    #expect(
      try vault.datedShares() == [
        DatedShare(
          caseID: id, principal: .member(lawyer.member), compartments: [.identity, .testimony], until: past,
          by: test.founder.member)
      ])
    #expect(try test.open(lawyer).records(CaseTitle.self, in: id).map(\.content.title) == ["t"])
    // The later decision counts; the same again decides nothing.
    try vault.share(id, [.testimony], with: .member(lawyer.member), until: later)
    #expect(try vault.datedShares().map(\.until) == [past, later])
    let before = try vault.state.sequence
    try vault.share(id, [.testimony], with: .member(lawyer.member), until: later)
    #expect(try vault.state.sequence == before)
    try vault.unshare(id, [.testimony, .identity], from: .member(lawyer.member), reason: nil)
    #expect(try vault.datedShares() == [])
    let impossible = Array(
      #"{"audience":{"add":[],"case":"\#(id.hex)","compartment":"identity","remove":[],"until":"2001-02-30"}}"#.utf8)
    #expect(throws: (any Error).self) { try ControlCoding.decode(impossible) }
  }

  @Test func decisionsOfThoseNotEntitledAreRefused() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    let kept = try vault.openCase(title: CaseTitle(title: "kept"))
    var state = try vault.state
    let decisions: [ControlRecord] = [
      .roles(member: lawyer.member, add: [.monitor], remove: []),
      .audience(
        case: kept, compartment: .testimony, add: [.member(lawyer.member)], remove: [], reason: nil, until: nil),
      .caseClosed(case: kept, closed: true), .caseOpened(case: kept, nonce: .none),
    ]
    for decision in decisions { #expect(state.fold(decision, Act.next(of: lawyer, in: state)) != nil) }
    #expect(
      state.fold(
        .roles(member: test.founder.member, add: [.doctor], remove: []), Act.next(of: test.founder, in: state))
        == "nobody gives themselves a role")
  }

  /// Whose a device is, it says itself; and a member is named after the device they are admitted with.
  @Test func nobodyIsAdmittedWithTheDeviceOfAnother() throws {
    let test = try TestVault()
    let vault = try test.open(test.founder)
    let state = try vault.state
    let device = test.founder.device
    let sealingKey = try SealingKey.random().publicKey.bytes
    let member = ID<Member>(
      vault: vault.vaultID, verifyKey: device.signing.verifyKey.bytes, sealingKey: sealingKey)
    let taken = try device.certificate(of: test.founder.member, in: vault.vaultID)
    for (id, expected) in [
      (member, "the device has not vouched for being this member's"),
      (test.founder.member, "the member is named after other keys"),
    ] {
      let certificate = MemberCertificate(
        member: id, handle: "other", sealingKey: sealingKey, device: taken, roles: [.monitor])
      var after = state
      #expect(after.admit(certificate, Act.next(of: test.founder, in: state)) == expected)
      #expect(after == state)
    }
  }

  @Test func aClosedCaseTakesNoRecord() throws {
    let test = try TestVault()
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    try vault.setClosed(true, id)
    #expect(throws: VaultError.caseClosed) {
      try vault.write { try $0.add(Note(language: "en", text: "late"), to: id) }
    }
    let line = RecordLine(
      id: RecordID.none, kind: .record(.note), caseID: id.record, compartment: 2,
      epoch: try #require(try vault.state.cases[id]?.compartments[.testimony]?.epochs.first?.id), sealed: [],
      commitment: [UInt8](repeating: 0, count: 32))
    #expect(try vault.state.refusal(of: line, kind: .note, by: vault.member) == "the case is closed")
  }
}
