import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Sync
@testable import Vault

/// A member of a case gives records of theirs the identifiers of somebody else's, in a commit that claims to be older.
@Suite struct RepeatedNameTests {
  @Test func nobodyReplacesTheFileOfAnotherRecord() throws {
    let test = try Replicas()
    try test.join("other", [.monitor])
    try test.join("third", [.monitor])
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "t"))
    for name in ["other", "third"] {
      try founder.share(id, [.testimony], with: .member(try test.identity(name).member))
    }
    try founder.close()
    try test.converge()
    let early = try test.open("other").state

    let path = test.root + "/photograph"
    try AtomicFile.write((0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, to: path)
    let owner = try test.open("founder")
    let file = try owner.attach(try PosixFile.reading(path), named: "p.jpg", to: id) { AttachedFile(file: $0) }
    let details = try owner.file(file.record, in: id)
    try owner.close()
    try test.sync("founder")

    let forger = try test.open("other")
    let epoch = try #require(early.cases[id]?.compartments[.testimony]?.epochs.last?.id)
    let key = try #require(forger.fold.ring.keys[epoch])
    var forged = details
    forged.fileName = "forged.jpg"
    forged.size = 5
    let body = RecordBody(json: Envelope.wrap(try AttachedFile(file: forged).json(), corrects: nil), text: [])
    var random = SodiumRandom()
    var commit = try Forger("other", seen: early, in: test)
    try commit.add(.attachedFile, body, as: file.record, to: id, under: key)
    try commit.add(.attachedFile, body, as: RecordID(random: &random), to: id, under: key)
    try commit.publish(in: test)
    try test.converge()

    for name in ["founder", "third"] {
      let vault = try test.open(name)
      #expect(try vault.lines(of: id).count { $0.line.id == file.record } == 2)
      #expect(try vault.file(file.record, in: id) == details)
      #expect(try Folder.list(vault.folder.blobs) == [details.blob.hex])
      try vault.get(file.record, in: id, to: test.root + "/out", replacing: true)
      #expect(try Data(contentsOf: URL(fileURLWithPath: test.root + "/out")).count == 3_000)
      // Both lines are proven; neither stops the other.
      #expect(try vault.proofs(of: [file.record], in: id).count == 2)
    }
  }
}
