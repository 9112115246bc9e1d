import Foundation
import OpenFormats
public import Records
import Sodium

/// Why a proof does not prove its record.
public enum ProofError: Error, Equatable, Sendable {
  /// It is not written as a proof is.
  case malformed
  /// The commit was not signed by the key that is named, or altered since.
  case wrongSignature
  /// The line is none of that commit's.
  case notInCommit
  /// The content is not what was committed to.
  case otherContent
}

/// That a record stood in a signed commit, for somebody who has no vault: the commit's signed text, the record's line with
/// its path in the commit's Merkle tree, and what opens the line's commitment to the content. Of the commit's other lines it
/// shows their number and hashes that say nothing.
public struct RecordProof: Codable, Hashable, Sendable {
  /// The commit, a C2SP signed note.
  public let note: String
  /// The device's Ed25519 key, in hexadecimal. Whose it is, somebody else must say.
  public let verifyKey: String
  /// The record's line, in hexadecimal.
  public let line: String
  /// Its place among the commit's lines, from 0.
  public let index: Int
  /// Sibling hashes from the leaf upwards, in hexadecimal.
  public let path: [String]
  /// From which the salts of the content's parts derive, in hexadecimal.
  public let saltSeed: String
  /// The record's JSON, byte for byte.
  public let json: String
  /// Its text, byte for byte; absent when it has none.
  public let text: String?
}

/// A record as its proof shows it.
public struct ProvenRecord: Sendable {
  /// Identifier.
  public let id: RecordID
  /// Its case.
  public let caseID: ID<Case>
  /// What it is.
  public let kind: RecordKind
  /// The content's JSON.
  public let content: [UInt8]
  /// The version it corrects.
  public let corrects: RecordID?
  /// The text beside the JSON.
  public let text: String
  /// When the commit was made, by its author's clock.
  public let time: String
  /// The key that signed.
  public let verifyKey: String
}

extension RecordProof {
  /// Checks signature, path and content.
  public func verified() throws(ProofError) -> ProvenRecord {
    guard let keyBytes = [UInt8](hex: verifyKey), let key = try? VerifyKey(keyBytes),
      let unverified = try? UnverifiedNote(Array(note.utf8)), let line = [UInt8](hex: line),
      line.count == RecordLine.count, let seed = [UInt8](hex: saltSeed), seed.count == 32, index >= 0
    else { throw .malformed }
    let log = LogID(key)
    guard let verifier = try? NoteVerifier(name: LedgerFold.signer(log), key: key),
      let signed = try? unverified.verified(by: [verifier])
    else { throw .wrongSignature }
    var reader = ByteReader(line)
    guard let text = CommitText(text: String(decoding: signed.text, as: UTF8.self)), text.log == log,
      let entry = RecordLine(&reader), case .record(let kind) = entry.kind
    else { throw .malformed }
    let proof = InclusionProof(
      index: UInt64(index), treeSize: UInt64(text.records), path: path.map { [UInt8](hex: $0) ?? [] })
    do { try proof.verify(leafHash: MerkleTree.leafHash(line), root: text.root) } catch { throw .notInCommit }
    let body = RecordBody(json: Array(json.utf8), text: Array((self.text ?? "").utf8), saltSeed: seed)
    guard body.commitment == entry.commitment, let (content, corrects) = Envelope.unwrap(body.json) else {
      throw .otherContent
    }
    return ProvenRecord(
      id: entry.id, caseID: ID<Case>(entry.caseID), kind: kind, content: content, corrects: corrects,
      text: self.text ?? "", time: text.time, verifyKey: verifyKey)
  }
}

extension OpenVault {
  /// Proofs of the named records of a case, each verified; in the order the records have in the ledger. Throws
  /// ``VaultError/unknown(what:)`` when one is not there, ``VaultError/noKey(case:compartment:)`` when one does not open.
  public func proofs(of records: Set<RecordID>, in caseID: ID<Case>) throws -> [RecordProof] {
    let entries = try lines(of: caseID).filter { records.contains($0.line.id) }
    guard Set(entries.map(\.line.id)) == records else { throw VaultError.unknown(what: "record") }
    let logs = try state.logs
    let proofs = try reading { connection in
      // Records of one command share their commit.
      try Dictionary(grouping: entries, by: \.place).flatMap { place, own in
        guard let key = logs[place.log]?.verifyKey,
          let verifier = try? NoteVerifier(name: LedgerFold.signer(place.log), key: VerifyKey(key))
        else { throw VaultError.unknown(what: "record") }
        let commit = try self.commit(at: place, connection)
        let note = try commit.note.verified(by: [verifier])
        let lines = commit.lines.lines
        let hashes = lines.map { MerkleTree.leafHash($0.encoded) }
        return try own.map { line, _ in
          guard let index = lines.firstIndex(of: line),
            let body = RecordBody(encoded: try open(line, log: place.log, connection))
          else { throw VaultError.damaged(.body(line.id)) }
          return (
            line,
            RecordProof(
              note: String(decoding: note.encoded, as: UTF8.self), verifyKey: key.hex, line: line.encoded.hex,
              index: index, path: try InclusionProof(index: index, leafHashes: hashes).path.map(\.hex),
              saltSeed: body.saltSeed.hex, json: String(decoding: body.json, as: UTF8.self),
              text: body.text.isEmpty ? nil : String(decoding: body.text, as: UTF8.self))
          )
        }
      }
    }
    // Several lines may have one identifier.
    let byLine = Dictionary(proofs) { first, _ in first }
    return try entries.map { entry in
      guard let proof = byLine[entry.line] else { throw VaultError.damaged(.body(entry.line.id)) }
      // A proof that does not verify must not reach a court.
      do { _ = try proof.verified() } catch { throw VaultError.damaged(.body(entry.line.id)) }
      return proof
    }
  }
}
