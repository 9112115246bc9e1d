import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Sync
@testable import Vault

/// A folder whoever likes writes to: nobody loses data, writes outside it, or takes a forgery.
@Suite struct HostileFolderTests {
  /// Two replicas, the second with everything still to receive.
  private func prepared() throws -> (Replicas, ID<Case>, String) {
    let test = try Replicas()
    try test.join("second", [.monitor])
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "shared"))
    try founder.share(id, [.testimony], with: .member(try #require(test.identities["second"]).member))
    for text in ["one", "two", "three"] { try founder.write { try $0.add(Note(language: "en", text: text), to: id) } }
    try founder.close()
    try test.sync("founder")
    return (test, id, test.shared + "/" + test.vaultID.hex)
  }

  private func files(_ place: String, _ area: String) throws -> [String] {
    try Folder.list(place + "/" + area).map { place + "/" + area + "/" + $0 }
  }

  /// The second replica has what the founder has, after the founder exchanged once more with an honest folder.
  private func heals(_ test: Replicas, _ id: ID<Case>) throws {
    let honest = test.root + "/honest"
    try Folder.create(honest)
    for _ in 0..<2 { for name in ["founder", "second"] { try test.sync(name, with: honest) } }
    expectNone(try test.differing())
    #expect(try test.open("second").records(Note.self, in: id).map(\.content.text) == ["one", "two", "three"])
    for name in ["founder", "second"] {
      #expect(try VaultAccess(test.folder(name)).verify(try #require(test.identities[name])).damage == [])
    }
  }

  /// Somebody writes something else under a commit's name instead of deleting it: its author notices, and puts it again.
  @Test(arguments: ["few", "of an unknown key", "very many"]) func anExchangedCommitIsPutAgain(_ bytes: String) throws {
    let test = try Replicas()
    for name in ["second", "leaver"] { try test.join(name, [.monitor]) }
    try test.converge()
    let place = test.shared + "/" + test.vaultID.hex
    let before = Set(try files(place, "commits"))
    try test.open("founder").remove(try test.identity("leaver").member, reason: nil)
    #expect(try test.sync("founder").lost == 0)
    for path in Set(try files(place, "commits")).subtracting(before) {
      switch bytes {
      case "few": try AtomicFile.write([1, 2, 3], to: path)
      case "very many": try AtomicFile.write([UInt8](repeating: 1, count: 33 << 20), to: path)
      default: try AtomicFile.write([1] + SodiumRandom.bytes(400), to: path)
      }
    }
    _ = try test.sync("second")
    #expect(try test.open("second").members().count == 3)
    #expect(try test.sync("founder").lost == 1)
    _ = try test.sync("second")
    #expect(try test.open("second").members().map(\.handle) == ["founder", "second"])
    #expect(try test.sync("founder").lost == 0)
  }

  @Test(arguments: ["deleted", "truncated", "flipped", "emptied", "swapped", "huge"])
  func alteredFilesAreNotTaken(_ how: String) throws {
    let (test, id, place) = try prepared()
    let before = try test.open("second").state.sequence
    let all = try files(place, "commits")
    for (index, path) in all.enumerated() where index % 2 == 0 {
      let bytes = try PosixFile.readAll(path, limit: 1 << 24)
      switch how {
      case "deleted": try Folder.remove(path)
      case "truncated": try AtomicFile.write(Array(bytes.dropLast(17)), to: path)
      case "flipped":
        var altered = bytes
        altered[bytes.count / 2] ^= 1
        try AtomicFile.write(altered, to: path)
      case "emptied": try AtomicFile.write([], to: path)
      case "huge":
        try PosixFile.creating(path + ".x").write([1], count: 1, at: 200 << 20)
        try Folder.rename(path + ".x", to: path, replacing: true)
      default: try AtomicFile.write(try PosixFile.readAll(all[(index + 1) % all.count], limit: 1 << 24), to: path)
      }
    }
    let report = try test.sync("second")
    #expect(try test.open("second").state.sequence >= before)
    #expect(how == "deleted" || !report.ledger.refused.isEmpty || !report.ledger.waiting.isEmpty)
    try heals(test, id)
  }

  @Test func linksPipesAndStrangeNamesAreLeftAlone() throws {
    let (test, id, place) = try prepared()
    let outside = test.root + "/outside"
    try AtomicFile.write(Array("precious".utf8), to: outside)
    let manager = FileManager.default
    let name = String(repeating: "ab", count: 16)
    try manager.createSymbolicLink(atPath: place + "/commits/\(name)-0", withDestinationPath: outside)
    try manager.createSymbolicLink(atPath: place + "/keys/\(name)", withDestinationPath: "/dev/zero")
    try manager.createSymbolicLink(atPath: place + "/blobs/\(name)", withDestinationPath: outside)
    try manager.createDirectory(
      atPath: place + "/commits/\(String(repeating: "cd", count: 16))-0", withIntermediateDirectories: false)
    for strange in ["..-0", "x", "\(name)-1e3", "\(name)--1", "\(name.uppercased())-0", ".\(name).new"] {
      try AtomicFile.write([1, 2, 3], to: place + "/commits/" + strange)
    }
    let report = try test.sync("second")
    #expect(report.foreign >= 8)
    #expect(try PosixFile.readAll(outside, limit: 100) == Array("precious".utf8))
    #expect(try test.open("second").records(Note.self, in: id).count == 3)
    try heals(test, id)
  }

  @Test func aFolderThatIsALinkIsNotWrittenThrough() throws {
    let (test, _, place) = try prepared()
    let elsewhere = test.root + "/elsewhere"
    try Folder.create(elsewhere)
    try FileManager.default.removeItem(atPath: place + "/blobs")
    try FileManager.default.createSymbolicLink(atPath: place + "/blobs", withDestinationPath: elsewhere)
    #expect(throws: SyncError.notAFolder) { try test.sync("founder") }
    #expect(try Folder.list(elsewhere) == [])
  }

  /// Who holds the ledger key wraps whatever they like; without the author's key it is nobody's commit.
  @Test func aCommitSignedBySomebodyElseIsNotTaken() throws {
    let (test, id, place) = try prepared()
    try test.sync("second")
    let second = try test.open("second")
    let impostor = Identity(
      vault: test.vaultID, member: try #require(test.identities["founder"]).member,
      foundingHash: second.identity.foundingHash,
      device: DeviceKeys(signing: try .random(), sealing: second.identity.device.sealing))
    let (state, ring) = (try second.state, second.fold.ring)
    // In a copy, so that its own database stays honest.
    let copy = test.folder("copy")
    try second.close()
    try FileManager.default.copyItem(atPath: test.folder("second").path, toPath: copy.path)
    let database = try Database(path: copy.database)
    let (stored, hash) = try database.write { connection in
      let draft = try CommitDraft(identity: impostor, state: state, ring: ring, connection: connection)
      try draft.add(Note(language: "en", text: "never said"), to: id)
      return (try #require(try draft.finish()), draft.commitHash)
    }
    let fold = LedgerFold(identity: impostor, state: state, ring: ring)
    let opened = try database.read { try fold.open(stored, $0) }
    let items = try database.read { connection in
      try opened.lines.lines.compactMap { line in
        try connection.body(line.id).map { Package.Item(isBootstrap: false, id: line.id, sealed: $0) }
      }
    }
    let name = PackageName(hash, vault: test.vaultID)
    let package = Package(epoch: stored.epoch, text: stored.text, lines: stored.lines, items: items)
    let ledger = try #require(state.ledgerKey(in: ring))
    try AtomicFile.write(
      try package.files(name, vault: test.vaultID, ledger: ledger)[0], to: place + "/commits/\(name.hex)-0")
    let report = try test.sync("founder")
    #expect(report.ledger.received == 0)
    #expect(report.ledger.waiting == [name])
    #expect(try test.open("founder").records(Note.self, in: id).map(\.content.text) == ["one", "two", "three"])
  }

  /// A copied folder that is worked on in two places: both commits are kept, neither counts.
  @Test func aCopiedDeviceForksAndIsFound() throws {
    let (test, id, _) = try prepared()
    try test.sync("second")
    try FileManager.default.copyItem(atPath: test.folder("second").path, toPath: test.folder("clone").path)
    let clone = try VaultAccess(test.folder("clone")).open(try #require(test.identities["second"]))
    try clone.write { try $0.add(Note(language: "en", text: "by the clone"), to: id) }
    try test.open("second").write { try $0.add(Note(language: "en", text: "by the original"), to: id) }
    _ = try Exchange(clone, with: try FolderRemote(test.shared, vault: test.vaultID)).run()
    try test.sync("second")
    try test.sync("founder")
    let founder = try test.open("founder")
    #expect(Set(try founder.state.quarantine.map(\.reason)) == [.forked])
    #expect(try founder.quarantined().flatMap(\.records).count == 2)
    #expect(
      try founder.openQuestions() == [
        OpenQuestion(
          kind: .forkedDevice, principal: .member(try #require(test.identities["second"]).member), caseID: nil)
      ])
    #expect(try founder.records(Note.self, in: id).map(\.content.text) == ["one", "two", "three"])
    #expect(throws: VaultError.deviceEnded) {
      try test.open("second").write { try $0.add(Note(language: "en", text: "more"), to: id) }
    }
    for held in try founder.quarantined() { try founder.accept(held.records, of: held) }
    #expect(Set(try founder.records(Note.self, in: id).map(\.content.text)).count == 5)
    try test.sync("founder")
    try test.sync("second")
    expectNone(try test.differing())
  }

  /// The folder shows only what there was before.
  @Test func aFolderThatWasRolledBackIsFilledAgain() throws {
    let (test, id, place) = try prepared()
    let old = test.root + "/old"
    try FileManager.default.copyItem(atPath: place, toPath: old)
    try test.open("founder").write { try $0.add(Note(language: "en", text: "four"), to: id) }
    try test.sync("founder")
    try test.sync("second")
    try FileManager.default.removeItem(atPath: place)
    try FileManager.default.moveItem(atPath: old, toPath: place)
    let report = try test.sync("founder")
    #expect(report.lost > 0 && report.lost == report.sent)
    #expect(try test.open("second").records(Note.self, in: id).count == 4)
    try test.sync("second")
    expectNone(try test.differing())
  }
}
