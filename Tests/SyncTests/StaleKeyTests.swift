import Records
import Testing

@testable import Sync
@testable import Vault

/// Which keys are stale is one question, with one answer for whoever asks and in whatever order commits came in.
@Suite struct StaleKeyTests {
  private func notes(_ test: Replicas, _ name: String, _ id: ID<Case>) throws -> [String] {
    try test.open(name).records(Note.self, in: id).map(\.content.text)
  }

  private func note(_ text: String, _ test: Replicas, _ name: String, _ id: ID<Case>) throws {
    try test.open(name).write { try $0.add(Note(language: "en", text: text), to: id) }
  }

  /// The same folded as it came and from the founding commit.
  private func expectFoldedAlike(_ test: Replicas, _ name: String) throws {
    let vault = try test.open(name)
    let before = try vault.state.shared
    try vault.rebuild()
    #expect(try vault.state.shared == before)
    #expect(before.refusals == [])
  }

  @Test func whoLeftARoleBeforeItWasSharedWithHoldsNothing() throws {
    let test = try Replicas()
    try test.join("lawyer", [.lawyer])
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "t"))
    try note("one", test, "founder", id)
    try test.open("founder").changeRoles(of: try test.identity("lawyer").member, add: [], remove: [.lawyer])
    try test.open("founder").share(id, [.testimony], with: .role(.lawyer))
    try note("two", test, "founder", id)
    try expectFoldedAlike(test, "founder")
    #expect(try notes(test, "founder", id) == ["one", "two"])
  }

  @Test func whatIsSharedWhileTheyAreRemovedIsSealedAnew() throws {
    let test = try Replicas()
    try test.join("second", [.monitor])
    try test.join("leaver", [.lawyer])
    try test.converge()
    let leaver = Principal.member(try test.identity("leaver").member)
    let id = try test.open("second").openCase(title: CaseTitle(title: "t"))
    try note("one", test, "second", id)
    try test.converge()
    try test.open("founder").remove(try test.identity("leaver").member, reason: nil)
    // Deeper than the removal, of which it does not know.
    for text in ["two", "three"] { try note(text, test, "second", id) }
    try test.open("second").share(id, [.testimony], with: leaver)
    for _ in 0..<2 { for name in ["founder", "second"] { try test.sync(name) } }

    let readable = try test.open("second").readable(by: leaver)
    try note("four", test, "second", id)
    #expect(try test.open("second").readable(by: leaver) == readable)
    try expectFoldedAlike(test, "second")
    #expect(try notes(test, "second", id) == ["one", "two", "three", "four"])
    try test.sync("second")
    try test.sync("founder")
    expectNone(try test.differing(["founder", "second"]))
  }

  @Test func aRoleThatIsGivenWhileTheyAreRemovedGetsANewKey() throws {
    let test = try Replicas()
    try test.join("second", [.custodian, .analyst])
    try test.join("leaver", [.lawyer])
    try test.converge()
    let leaver = try test.identity("leaver").member
    try test.open("founder").remove(leaver, reason: nil)
    try test.open("second").changeRoles(of: leaver, add: [.analyst], remove: [])
    try test.open("second").changeRoles(of: leaver, add: [], remove: [.lawyer])
    for _ in 0..<2 { for name in ["founder", "second"] { try test.sync(name) } }
    let state = try test.open("second").state
    let key = try #require(state.roleKey(.analyst))
    #expect(!state.keys(heldBy: .member(leaver)).contains(key.epoch))
    #expect(state.roleKeys[.analyst]?.count == 2)
    try expectFoldedAlike(test, "second")
    expectNone(try test.differing(["founder", "second"]))
  }
}
