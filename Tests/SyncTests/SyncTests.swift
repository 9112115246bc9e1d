import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Sync
@testable import Vault

@Suite struct SyncTests {
  @Test func whatTwoReplicasWroteOfflineMerges() throws {
    let test = try Replicas()
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "shared"))
    try founder.write { try $0.add(Note(language: "en", text: "before"), to: id) }
    try test.join("second", [.monitor])
    try founder.share(id, [.testimony, .identity], with: .member(test.identities["second"]!.member))
    try founder.close()
    try test.converge()

    let second = try test.open("second")
    for text in ["one", "two", "three"] { try second.write { try $0.add(Note(language: "en", text: text), to: id) } }
    let own = try second.openCase(title: CaseTitle(title: "own"))
    let first = try test.open("founder")
    for text in ["eins", "zwei"] { try first.write { try $0.add(Note(language: "en", text: text), to: id) } }
    try test.converge()

    expectNone(try test.differing())
    let texts = try test.open("founder").records(Note.self, in: id).map(\.content.text)
    #expect(Set(texts) == ["before", "one", "two", "three", "eins", "zwei"])
    #expect(try test.open("second").records(Note.self, in: id).map(\.content.text) == texts)
    #expect(try test.open("founder").cases().contains { $0.id == own })
    for name in ["founder", "second"] {
      #expect(try VaultAccess(test.folder(name)).verify(test.identities[name]!).damage == [])
    }
    // Nothing is left to exchange.
    let report = try test.sync("second")
    #expect(report.sent == 0 && report.ledger.received == 0)
  }
}

/// Removing a member, and what it takes from whom.
@Suite struct RemovalTests {
  /// The removed member keeps an old replica, all keys, and may read the whole shared folder.
  @Test func aRemovedMemberReadsNothingPublishedAfterwards() throws {
    let test = try Replicas()
    for name in ["leaver", "stayer"] { try test.join(name, [.monitor]) }
    let leaver = try #require(test.identities["leaver"])
    let stayer = try #require(test.identities["stayer"])
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "shared"))
    for member in [leaver.member, stayer.member] { try founder.share(id, [.testimony], with: .member(member)) }
    try founder.write { try $0.add(Note(language: "en", text: "before"), to: id) }
    try test.converge()
    let before = Set(try FolderRemote(test.shared, vault: test.vaultID).list().items.keys)

    // Written by somebody who has not seen the removal, and exchanged by them only afterwards.
    let unaware = try test.open("stayer")
    try unaware.write { try $0.add(Note(language: "en", text: "unaware"), to: id) }
    let remover = try test.open("founder")
    let printed = try remover.readable(by: .member(leaver.member))
    try remover.remove(leaver.member, reason: "left")
    try remover.write { try $0.add(Note(language: "en", text: "after"), to: id) }
    try test.sync("founder")
    try test.sync("stayer")
    try test.open("stayer").write { try $0.add(Note(language: "en", text: "later"), to: id) }
    for _ in 0..<2 { for name in ["founder", "stayer"] { try test.sync(name) } }

    expectNone(try test.differing(["founder", "stayer"]))
    for name in ["founder", "stayer"] {
      #expect(
        Set(try test.open(name).records(Note.self, in: id).map(\.content.text))
          == ["before", "unaware", "after", "later"])
      #expect(try VaultAccess(test.folder(name)).verify(try #require(test.identities[name])).damage == [])
    }
    // Every key the leaver holds, on everything that was published since.
    let theirs = try test.open("leaver")
    let remote = try FolderRemote(test.shared, vault: test.vaultID)
    let published = try remote.list().items.keys.filter { !before.contains($0) }
    #expect(published.count > 3)
    for item in published {
      guard case .package(let name, 0) = item, let file = try remote.get(item, limit: 1 << 24) else { continue }
      #expect(throws: Package.Refusal.self) {
        try Package(name, vault: test.vaultID, ring: theirs.fold.ring) { $0 == 0 ? file : nil }
      }
    }
    // Nor do the keys that were published help.
    try test.sync("leaver")
    #expect(Set(try test.open("leaver").records(Note.self, in: id).map(\.content.text)) == ["before"])

    // What was printed is exactly what their keys open.
    var opened: [ReadableCompartment: Int] = [:]
    let here = try test.open("leaver")
    for caseID in try here.state.cases.keys {
      for (line, place) in try here.lines(of: caseID) {
        let sealed = try #require(try here.database.read { try $0.body(line.id) })
        let context = BodyContext.bytes(vault: here.vaultID, log: place.log, line: line)
        for granted in here.fold.ring.keys.values
        where (try? AEAD.open(sealed, context: context, key: RecordBody.key(granted.key))) != nil {
          let compartment = try #require(Compartment(wireCode: line.compartment))
          opened[ReadableCompartment(caseID: caseID, compartment: compartment, records: 0), default: 0] += 1
        }
      }
    }
    #expect(
      Set(printed.filter { $0.records > 0 })
        == Set(
          opened.map { ReadableCompartment(caseID: $0.key.caseID, compartment: $0.key.compartment, records: $0.value) })
    )
    #expect(printed.contains { $0.caseID == id && $0.compartment == .testimony && $0.records == 2 })
  }

  @Test func ofTwoCustodiansWhoRemoveEachOtherTheSeniorStays() throws {
    let test = try Replicas()
    try test.join("junior", [.custodian, .monitor])
    try test.join("third", [.monitor])
    try test.converge()
    let senior = try #require(test.identities["founder"]).member
    let junior = try #require(test.identities["junior"]).member
    try test.open("founder").remove(junior, reason: nil)
    try test.open("junior").remove(senior, reason: nil)
    // The junior's reaches the third first.
    try test.sync("junior")
    try test.sync("third")
    #expect(try test.open("third").members().map(\.handle).contains("founder") == false)
    for _ in 0..<2 { for name in ["founder", "third", "junior"] { try test.sync(name) } }
    expectNone(try test.differing(["founder", "third"]))
    #expect(try test.open("third").members().map(\.handle) == ["founder", "third"])
    #expect(try test.open("third").state.quarantine.map(\.reason) == [.removed])
  }

  @Test func recordsInQuarantineCountOnceACustodianAcceptsThem() throws {
    let test = try Replicas()
    try test.join("leaver", [.monitor])
    let leaver = try #require(test.identities["leaver"])
    let id = try test.open("founder").openCase(title: CaseTitle(title: "shared"))
    try test.open("founder").share(id, [.testimony], with: .member(leaver.member))
    try test.converge()
    try test.open("leaver").write { try $0.add(Note(language: "en", text: "on the way"), to: id) }
    try test.open("founder").remove(leaver.member, reason: nil)
    // Their package still opens: it was wrapped before they knew.
    try test.sync("leaver")
    try test.sync("founder")
    let vault = try test.open("founder")
    #expect(try vault.records(Note.self, in: id).isEmpty)
    let held = try #require(try vault.quarantined().first)
    #expect(held.records.count == 1)
    try vault.accept(held.records, of: held)
    #expect(try vault.records(Note.self, in: id).map(\.content.text) == ["on the way"])
    #expect(try VaultAccess(test.folder("founder")).verify(try #require(test.identities["founder"])).damage == [])
    try vault.rebuild()
    #expect(try vault.records(Note.self, in: id).map(\.content.text) == ["on the way"])
  }
}
