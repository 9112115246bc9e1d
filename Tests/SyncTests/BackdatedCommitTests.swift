import Records
import Sodium
import Testing

@testable import Sync
@testable import Vault

/// The author of a commit chooses what it claims to have seen, and so how early it is folded. Nobody can take a name
/// that another came to use, whatever they claim.
@Suite struct BackdatedCommitTests {
  /// A vault in which a member has been idle since early on, while the founder wrote three notes in a case of theirs.
  private func prepared(_ roles: Set<Role>) throws -> (test: Replicas, early: VaultState, id: ID<Case>) {
    let test = try Replicas()
    try test.join("idler", roles)
    try test.sync("founder")
    try test.sync("idler")
    let early = try test.open("idler").state
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "theirs"))
    for text in ["one", "two", "three"] { try founder.write { try $0.add(Note(language: "en", text: text), to: id) } }
    try founder.close()
    try test.sync("founder")
    try test.sync("idler")
    return (test, early, id)
  }

  private func notes(_ test: Replicas, _ name: String, _ id: ID<Case>) throws -> [String] {
    try test.open(name).records(Note.self, in: id).map(\.content.text)
  }

  /// Everything is as it was, here and where it is folded anew, and what is written next is read.
  private func expectUnharmed(_ test: Replicas, _ id: ID<Case>) throws {
    try test.sync("founder")
    for _ in 0..<2 {
      #expect(try notes(test, "founder", id) == ["one", "two", "three"])
      try test.open("founder").rebuild()
    }
    try test.open("founder").write { try $0.add(Note(language: "en", text: "four"), to: id) }
    try test.open("founder").rebuild()
    #expect(try notes(test, "founder", id) == ["one", "two", "three", "four"])
    #expect(try VaultAccess(test.folder("founder")).verify(try test.identity("founder")).damage == [])
  }

  @Test(arguments: [false, true]) func namesOfKeysAreNobodysToTake(_ isRemoved: Bool) throws {
    let (test, early, id) = try prepared([.lawyer])
    let member = try test.identity("idler").member
    var forger = try Forger("idler", seen: early, in: test)
    let state = try test.open("idler").state
    if isRemoved {
      try test.open("founder").remove(member, reason: nil)
      try test.sync("founder")
    }
    for epoch in state.declared.keys { try forger.decide(.ledgerKey(epoch: epoch, recipients: [.member(member)])) }
    for key in state.roleKeys.values.joined() {
      let role = RoleKey(role: .lawyer, sealingKey: key.key.sealingKey, epoch: key.key.epoch)
      try forger.decide(.roleKey(key: role))
    }
    try forger.publish(in: test)
    try expectUnharmed(test, id)
  }

  @Test func aCaseIsNobodysToOpenBeforeWhoOpenedIt() throws {
    let (test, early, id) = try prepared([.monitor])
    let member = try test.identity("idler").member
    let entry = try #require(try test.open("idler").state.cases[id])
    var forger = try Forger("idler", seen: early, in: test)
    for nonce in [RecordID.none, id.record] { try forger.decide(.caseOpened(case: id, nonce: nonce)) }
    for (compartment, kept) in entry.compartments {
      try forger.decide(
        .audience(case: id, compartment: compartment, add: [.member(member)], remove: [], reason: nil, until: nil))
      let recipients = Set(VaultState.standingAudience[compartment] ?? []).union([.member(member)]).sorted()
      for epoch in kept.epochs {
        try forger.decide(.epoch(case: id, compartment: compartment, epoch: epoch.id, recipients: recipients))
      }
    }
    try forger.publish(in: test)
    try expectUnharmed(test, id)
    try test.sync("founder")
    try test.sync("idler")
    #expect(try !test.open("idler").holdsKey(.testimony, of: id))
    #expect(try test.open("founder").state.cases[id]?.opener == test.identity("founder").member)
  }

  /// Who reads a compartment declares its keys a second time, earlier than the first.
  @Test func aReaderTakesNoKeyOfTheirCompartment() throws {
    let test = try Replicas()
    try test.join("idler", [.monitor])
    let id = try test.open("founder").openCase(title: CaseTitle(title: "t"))
    try test.open("founder").share(id, [.testimony], with: .member(try test.identity("idler").member))
    try test.converge()
    let early = try test.open("idler").state
    try test.join("leaver", [.monitor])
    let founder = try test.open("founder")
    try founder.remove(try test.identity("leaver").member, reason: nil)
    try founder.share(id, [.testimony], with: .role(.lawyer))
    try founder.unshare(id, [.testimony], from: .role(.lawyer), reason: nil)
    for text in ["one", "two", "three"] { try founder.write { try $0.add(Note(language: "en", text: text), to: id) } }
    try founder.close()
    try test.sync("founder")
    try test.sync("idler")
    let kept = try #require(try test.open("idler").state.cases[id]?.compartments[.testimony])
    var forger = try Forger("idler", seen: early, in: test)
    for epoch in kept.epochs {
      try forger.decide(
        .epoch(case: id, compartment: .testimony, epoch: epoch.id, recipients: kept.audience.sorted()))
    }
    try forger.publish(in: test)
    try expectUnharmed(test, id)
  }

  @Test func aDeviceIsNobodysButWhoseItSays() throws {
    let (test, early, _) = try prepared([.monitor])
    try test.join("newcomer", [.monitor])
    let newcomer = try test.identity("newcomer")
    let id = try test.open("newcomer").openCase(title: CaseTitle(title: "newcomer's"))
    try test.open("newcomer").write { try $0.add(Note(language: "en", text: "own"), to: id) }
    try test.converge()
    let idler = try test.identity("idler").member
    let taken = try newcomer.device.certificate(of: newcomer.member, in: test.vaultID)
    var forger = try Forger("idler", seen: early, in: test)
    try forger.decide(.device(member: idler, certificate: taken))
    try forger.publish(in: test)
    try test.converge()
    expectNone(try test.differing())
    #expect(try test.open("founder").state.logs[newcomer.device.log]?.member == newcomer.member)
    #expect(try notes(test, "newcomer", id) == ["own"])
    #expect(try !test.open("founder").state.refusals.isEmpty)
  }

  /// A custodian who had been idle admits the same newcomer, earlier and without a role: the newcomer's commits had not
  /// seen that, and count all the same.
  @Test func anAdmissionIsNotUndoneByAnEarlierOne() throws {
    let (test, early, _) = try prepared([.custodian])
    try test.join("newcomer", [.monitor])
    let id = try test.open("newcomer").openCase(title: CaseTitle(title: "newcomer's"))
    try test.open("newcomer").write { try $0.add(Note(language: "en", text: "own"), to: id) }
    try test.converge()
    let newcomer = try #require(try test.open("founder").state.members[test.identity("newcomer").member])
    let certificate = newcomer.certificate
    var forger = try Forger("idler", seen: early, in: test)
    try forger.decide(
      .member(
        certificate: MemberCertificate(
          member: certificate.member, handle: "other", sealingKey: certificate.sealingKey, device: certificate.device,
          roles: [])))
    // Somebody of their own with the newcomer's key: what is sealed to that is the newcomer's to read.
    let puppet = try DeviceKeys.random()
    let name = ID<Member>(
      vault: test.vaultID, verifyKey: puppet.signing.verifyKey.bytes, sealingKey: certificate.sealingKey)
    try forger.decide(
      .member(
        certificate: MemberCertificate(
          member: name, handle: "puppet", sealingKey: certificate.sealingKey,
          device: try puppet.certificate(of: name, in: test.vaultID), roles: [])))
    try forger.publish(in: test)
    try test.converge()
    expectNone(try test.differing())
    #expect(try test.open("founder").state.quarantine.isEmpty)
    #expect(try notes(test, "newcomer", id) == ["own"])
    try test.open("newcomer").write { try $0.add(Note(language: "en", text: "more"), to: id) }
    try test.converge()
    #expect(try notes(test, "newcomer", id) == ["own", "more"])
  }

  /// A member writes under a ledger key of their own, hands it to one and says that everybody has it.
  @Test func aKeyThatOnlyOneWasGivenReachesAll() throws {
    let test = try Replicas()
    try test.join("liar", [.lawyer])
    try test.join("second", [.monitor])
    try test.converge()
    let vault = try test.open("liar")
    let state = try vault.state
    let wrap = try #require(state.ledgerKey(in: vault.fold.ring))
    let own = GrantedKey(vault: test.vaultID, kind: .ledger, scope: .none, key: try .random())
    var forger = Forger(try test.identity("liar"), seen: state, under: own)
    let everybody = state.presentMembers.keys.map { Principal.member($0) }.sorted() + [.recovery]
    for _ in 0..<2 { try forger.decide(.ledgerKey(epoch: own.epoch, recipients: everybody)) }
    let founder = Principal.member(try test.identity("founder").member)
    let sealed = try Bootstrap.seal([own], to: try #require(state.sealingKey(of: founder)), vault: test.vaultID)
    try forger.bootstrap(sealed)
    try forger.publish(in: test, wrappedIn: wrap)
    let name = try #require(PackageName(bytes: SodiumRandom.bytes(16)))
    _ = try FolderRemote(test.shared, vault: test.vaultID).put(.key(name), sealed)
    try test.sync("founder")
    let id = try test.open("founder").openCase(title: CaseTitle(title: "t"))
    for _ in 0..<3 { for name in ["founder", "second"] { try test.sync(name) } }
    #expect(try test.open("second").cases().map(\.id) == [id])
    #expect(try test.sync("second").ledger.waiting == [])
    expectNone(try test.differing(["founder", "second"]))
  }
}
