import Records
import Sodium
import Testing

@testable import Sync
@testable import Vault

/// Whoever a right is taken from decides nothing by it any more, whatever they claim not to have heard.
@Suite struct LostRightTests {
  private func notes(_ test: Replicas, _ name: String, _ id: ID<Case>) throws -> [String] {
    try test.open(name).records(Note.self, in: id).map(\.content.text)
  }

  private func note(_ text: String, _ test: Replicas, _ name: String, _ id: ID<Case>) throws {
    try test.open(name).write { try $0.add(Note(language: "en", text: text), to: id) }
  }

  private func expectConverged(_ test: Replicas) throws {
    expectNone(try test.differing())
    for name in test.identities.keys {
      let before = try test.open(name).state.shared
      try test.open(name).rebuild()
      #expect(try test.open(name).state.shared == before)
      #expect(try VaultAccess(test.folder(name)).verify(try test.identity(name)).damage == [])
    }
  }

  /// A lawyer who read a case with the founder, and the state they had seen before it was taken from them.
  private func unshared() throws -> (test: Replicas, early: VaultState, id: ID<Case>, lawyer: ID<Member>) {
    let test = try Replicas()
    try test.join("lawyer", [.lawyer])
    try test.converge()
    let lawyer = try test.identity("lawyer").member
    let id = try test.open("founder").openCase(title: CaseTitle(title: "t"))
    try note("one", test, "founder", id)
    try test.open("founder").share(id, [.testimony], with: .member(lawyer))
    try test.converge()
    let early = try test.open("lawyer").state
    try test.open("founder").unshare(id, [.testimony], from: .member(lawyer), reason: nil)
    try note("two", test, "founder", id)
    return (test, early, id, lawyer)
  }

  @Test func whoWasTakenOutOfAnAudienceLetsNobodyIn() throws {
    let (test, early, id, lawyer) = try unshared()
    try test.converge()
    var forger = try Forger("lawyer", seen: early, in: test)
    try forger.decide(
      .audience(case: id, compartment: .testimony, add: [.role(.lawyer)], remove: [], reason: nil, until: nil))
    try forger.publish(in: test)
    try test.sync("founder")
    try note("three", test, "founder", id)
    try test.converge()
    let theirs = try test.open("lawyer")
    let kept = try #require(try theirs.state.cases[id]?.compartments[.testimony])
    #expect(kept.epochs.count { theirs.fold.ring.key($0.id) != nil } == 1)
    #expect(kept.epochs.count == 2)
    #expect(try notes(test, "founder", id) == ["one", "two", "three"])
    let question = OpenQuestion(kind: .decidedUnaware, principal: .member(lawyer), caseID: nil)
    #expect(try test.open("founder").openQuestions() == [question])
    try expectConverged(test)
  }

  /// An honest copy that has not heard: what it wrote counts, what it decided does not.
  @Test func whatWasWrittenMeanwhileCounts() throws {
    let (test, _, id, _) = try unshared()
    try note("meanwhile", test, "lawyer", id)
    try test.open("lawyer").share(id, [.testimony], with: .role(.doctor))
    try test.converge()
    #expect(try Set(notes(test, "founder", id)) == ["one", "two", "meanwhile"])
    #expect(
      try test.open("founder").state.cases[id]?.compartments[.testimony]?.audience.contains(.role(.doctor)) == false)
    try expectConverged(test)
  }

  @Test func aDeposedCustodianAdmitsNobody() throws {
    let test = try Replicas()
    try test.join("deposed", [.custodian])
    try test.converge()
    let early = try test.open("deposed").state
    let id = try test.open("founder").openCase(title: CaseTitle(title: "t"))
    try note("evidence", test, "founder", id)
    try test.open("founder").changeRoles(of: try test.identity("deposed").member, add: [], remove: [.custodian])
    try test.converge()
    let (request, puppet) = try Joining.keys(try test.open("deposed").invitation(), handle: "puppet")
    var forger = try Forger("deposed", seen: early, in: test)
    try forger.decide(.member(certificate: request.certificate(handle: "puppet", roles: [.custodian, .monitor])))
    let records = try test.open("founder").lines(of: id).map(\.line.id)
    try forger.decide(.erasure(case: id, records: records, files: [], reason: "x"))
    try forger.publish(in: test)
    try test.converge()
    #expect(try test.open("founder").members().map(\.handle) == ["deposed", "founder"])
    #expect(try test.open("founder").state.logs[puppet.device.log] == nil)
    #expect(try notes(test, "founder", id) == ["evidence"])
    try expectConverged(test)
  }

  /// Two custodians take the role from each other, neither knowing: that of who was admitted first stands.
  @Test(arguments: [true, false]) func ofTwoWhoDeposeEachOtherTheSeniorStays(_ seniorFirst: Bool) throws {
    let test = try Replicas()
    try test.join("junior", [.custodian])
    try test.converge()
    let (founder, junior) = (try test.identity("founder").member, try test.identity("junior").member)
    if !seniorFirst {
      try test.open("founder").setClosed(false, try test.open("founder").openCase(title: CaseTitle(title: "t")))
    }
    try test.open("founder").changeRoles(of: junior, add: [], remove: [.custodian])
    try test.open("junior").changeRoles(of: founder, add: [], remove: [.custodian])
    try test.converge()
    let state = try test.open("junior").state
    #expect(state.roles(of: founder).contains(.custodian))
    #expect(!state.roles(of: junior).contains(.custodian))
    try expectConverged(test)
  }

  /// Where two custodians are needed, one does not take the other's agreement away and appoint alone.
  @Test(arguments: [true, false]) func whoDeposedTheOtherAppointsNobodyAlone(_ byRemoval: Bool) throws {
    let test = try Replicas(custodians: 2)
    try test.join("second", [.custodian])
    try test.join("other", [.monitor])
    let founder = try test.open("founder")
    #expect(try founder.roles(of: "second").contains(.custodian))
    let second = try test.identity("second").member
    if byRemoval {
      try founder.remove(second, reason: nil)
    } else {
      try founder.changeRoles(of: second, add: [], remove: [.custodian])
    }
    try founder.changeRoles(of: try test.identity("other").member, add: [.custodian], remove: [])
    #expect(try !founder.roles(of: "other").contains(.custodian))
    #expect(try founder.openQuestions().contains { $0.kind == .proposedCustodian })
  }

  @Test func whoReadsACaseNoMoreHasNothingOfItDestroyed() throws {
    let test = try Replicas()
    try test.join("opener", [.monitor])
    let id = try test.open("opener").openCase(title: CaseTitle(title: "t"))
    let founder = try test.identity("founder").member
    try test.open("opener").share(id, [.testimony, .identity], with: .member(founder))
    try test.converge()
    let opener = try test.identity("opener").member
    try test.open("founder").unshare(id, [.testimony, .identity], from: .member(opener), reason: nil)
    try note("against the opener", test, "founder", id)
    try test.converge()
    #expect(throws: VaultError.self) { try test.open("opener").erase(nil, in: id, reason: "x") }
    #expect(try notes(test, "founder", id) == ["against the opener"])
  }

  /// A correction was made by a monitor, and stands when they are none any more.
  @Test func aCorrectionOutlivesItsAuthorsRole() throws {
    let test = try Replicas()
    try test.join("monitor", [.monitor])
    let monitor = try test.identity("monitor").member
    let id = try test.open("founder").openCase(title: CaseTitle(title: "t"))
    let first = try test.open("founder").write { try $0.add(Note(language: "en", text: "wrong"), to: id) }
    try test.open("founder").share(id, [.testimony], with: .member(monitor))
    try test.converge()
    try test.open("monitor").write { _ = try $0.add(Note(language: "en", text: "right"), to: id, corrects: first) }
    try test.converge()
    #expect(try notes(test, "founder", id) == ["right"])
    try test.open("founder").changeRoles(of: monitor, add: [], remove: [.monitor])
    #expect(try notes(test, "founder", id) == ["right"])
    try test.open("founder").remove(monitor, reason: nil)
    #expect(try notes(test, "founder", id) == ["right"])
    try test.open("founder").rebuild()
    #expect(try notes(test, "founder", id) == ["right"])
  }

  /// Keys of other members and of roles that somebody seals to a member are not taken for theirs.
  @Test func nobodyIsGivenKeysThatAreNotTheirs() throws {
    let test = try Replicas()
    try test.join("member", [.monitor])
    try test.converge()
    let vault = try test.open("member")
    let before = vault.fold.ring.ownKeys.count
    let strangers = try (0..<3).map { _ in
      GrantedKey(vault: test.vaultID, kind: .member, scope: try vault.register.record, key: try .random())
    }
    let role = GrantedKey(vault: test.vaultID, kind: .role(.doctor), scope: .none, key: try .random())
    let ledger = GrantedKey(vault: test.vaultID, kind: .ledger, scope: .none, key: try .random())
    let sealed = try Bootstrap.seal(
      strangers + [role, ledger], to: vault.identity.device.sealing.publicKey, vault: test.vaultID)
    var ring = vault.fold.ring
    try vault.bootstrap([sealed], into: &ring)
    #expect(ring.ownKeys.count == before)
    #expect(ring.key(role.epoch) == nil)
    #expect(ring.key(ledger.epoch) != nil)
  }
}

extension OpenVault {
  fileprivate func roles(of handle: String) throws -> Set<Role> { Set(try member(named: handle).roles) }
}
