import Foundation
import OpenFormats
import Platform
import Records
import Sodium
import Testing

@testable import Vault

@Suite struct RecordProofTests {
  let test: TestVault
  let vault: OpenVault
  let caseID: ID<Case>
  let notes: [RecordID]

  init() throws {
    test = try TestVault()
    vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "Reception centre, cell 4"))
    notes = try vault.write { draft in
      try ["Ночью.\n\nБез врача.", "secret neighbour", ""].map { try draft.add(Note(text: $0), to: id).record }
    }
    caseID = id
  }

  @Test func aProofShowsItsRecordAndNothingOfItsNeighbours() throws {
    let proof = try #require(try vault.proofs(of: [notes[0]], in: caseID).first)
    let record = try proof.verified()
    #expect(record.id == notes[0] && record.kind == .note && record.caseID == caseID)
    #expect(record.text == "Ночью.\n\nБез врача." && proof.path.count == 2)
    let shown = String(decoding: try JSONEncoder().encode(proof), as: UTF8.self)
    #expect(!shown.contains("neighbour") && !shown.contains(notes[1].hex) && !shown.contains(notes[2].hex))
    #expect(!shown.contains("founder") && !shown.contains("Reception"))
  }

  @Test func everyRecordOfACaseCanBeProven() throws {
    let all = Set(try vault.places(in: caseID).map(\.id))
    let proofs = try vault.proofs(of: all, in: caseID)
    #expect(try Set(proofs.map { try $0.verified().id }) == all)
    #expect(throws: VaultError.unknown(what: "record")) {
      try vault.proofs(of: [ID<Note>(bytes: [UInt8](repeating: 1, count: 16))?.record ?? notes[0]], in: caseID)
    }
  }

  @Test func noAlteredProofVerifies() throws {
    let proof = try #require(try vault.proofs(of: [notes[0]], in: caseID).first)
    let other = try #require(try vault.proofs(of: [notes[1]], in: caseID).first)
    func altered(_ change: (inout [String: Any]) -> Void) throws -> RecordProof {
      let data = try JSONEncoder().encode(proof)
      var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      change(&object)
      return try JSONDecoder().decode(RecordProof.self, from: JSONSerialization.data(withJSONObject: object))
    }
    let key = try SigningKey.random().verifyKey
    let cases: [(RecordProof, ProofError)] = [
      (try altered { $0["text"] = "Днём.\n\nБез врача." }, .otherContent),
      (try altered { $0["json"] = "{\"content\":{\"title\":\"x\"}}" }, .otherContent),
      (try altered { $0["saltSeed"] = String(repeating: "0", count: 64) }, .otherContent),
      (try altered { $0["index"] = 1 }, .notInCommit), (try altered { $0["index"] = 900 }, .notInCommit),
      (try altered { $0["index"] = -1 }, .malformed), (try altered { $0["path"] = [String]() }, .notInCommit),
      (try altered { $0["line"] = other.line }, .notInCommit), (try altered { $0["line"] = "zz" }, .malformed),
      (try altered { $0["verifyKey"] = key.bytes.map { String(format: "%02x", $0) }.joined() }, .wrongSignature),
      (
        try altered { $0["note"] = proof.note.replacingOccurrences(of: "records 3", with: "records 4") },
        .wrongSignature
      ),
    ]
    for (proof, error) in cases { #expect(throws: error) { try proof.verified() } }
  }

  @Test func theBundleKeyIsTheDevicesAndNotTheOneItSignsCommitsWith() throws {
    let key = try vault.bundleSigner().publicKey
    #expect(try test.open(test.founder).bundleSigner().publicKey == key)
    #expect(key.key != test.founder.device.signing.verifyKey)
    let other = try test.admit("timur", [.lawyer])
    #expect(try test.open(other).bundleSigner().publicKey != key)
  }

  @Test func anAttachedFileIsLentInPieces() throws {
    let content = SodiumRandom.bytes(200_000)
    let path = test.root + "/photo.jpg"
    try Data(content).write(to: URL(fileURLWithPath: path))
    let id = try vault.attach(try PosixFile.reading(path), named: "photo.jpg", to: caseID) { AttachedFile(file: $0) }
    var read: [UInt8] = []
    try vault.read(id.record, in: caseID) { piece, done in
      read += piece
      #expect(done == read.count)
    }
    #expect(read == content)
  }
}
