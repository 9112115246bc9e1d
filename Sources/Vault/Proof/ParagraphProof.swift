public import OpenFormats
public import Records
import Sodium

extension OpenVault {
  /// The paragraphs of a note as its record commits to them: every byte of the text belongs to exactly one.
  public static func paragraphs(of text: String) -> [String] {
    RecordBody.paragraphs(of: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Shows that some paragraphs stand word for word in a note that was signed at its time: an SD-JWT whose disclosures
  /// are the kept paragraphs, each with its salt and its path to what the signed commit says of the note. Of the others
  /// it tells how many there are. `docs/format.md` has the claims.
  ///
  /// - Parameters:
  ///   - keeping: numbers of paragraphs, from 1.
  ///   - redacted: paragraphs of a redacted copy by number: claims of whoever makes this, not what was said.
  /// - Throws: ``VaultError/unknown(what:)`` for a number the note has not, and what reading the note throws.
  public func prove(_ note: ID<Note>, in caseID: ID<Case>, keeping: Set<Int>, redacted: [Int: String] = [:]) throws
    -> SDJWT
  {
    guard let (line, place) = try lines(of: caseID).first(where: { $0.line.id == note.record }) else {
      throw VaultError.unknown(what: "note")
    }
    let (plain, commit) = try reading { connection in
      (try open(line, log: place.log, connection), try self.commit(at: place, connection))
    }
    guard let body = RecordBody(encoded: plain), let author = try state.logs[place.log]?.verifyKey,
      let index = commit.lines.lines.firstIndex(of: line)
    else { throw VaultError.damaged(.body(line.id)) }
    let signed = try commit.note.verified(by: [
      NoteVerifier(name: LedgerFold.signer(place.log), key: VerifyKey(author))
    ])
    let proof = try InclusionProof(
      index: index, leafHashes: commit.lines.lines.map { MerkleTree.leafHash($0.encoded) })

    let kept = try keeping.sorted().map { try Disclosure.element(body.paragraphClaim($0)) }
    let total = body.paragraphCount
    guard redacted.keys.allSatisfy({ (1...max(1, total)).contains($0) && !keeping.contains($0) }) else {
      throw VaultError.unknown(what: "paragraph")
    }
    let claimed = try redacted.sorted { $0.key < $1.key }.map { number, text in
      try Disclosure.element(
        .object(["index": .integer(Int64(number)), "total": .integer(Int64(total)), "text": .string(text)]))
    }
    let key = try SigningKey(seed: Derivation.key(identity.device.signing.seed, label: Label.sdJWTKey))
    let claims: [String: JSONValue] = [
      "iss": .string(LedgerFold.signer(identity.device.log)),
      "prover": .string(identity.device.signing.verifyKey.bytes.hex),
      "key": .string(String(decoding: try keyNote(key.verifyKey).encoded, as: UTF8.self)),
      "author": .string(author.hex),
      "commit": .string(String(decoding: signed.encoded, as: UTF8.self)),
      "line": .string(line.encoded.hex),
      "line_index": .integer(Int64(index)),
      "line_path": .array(proof.path.map { .string($0.hex) }),
      "paragraphs": .array(kept.map(\.placeholder)),
      "redacted": .array(claimed.map(\.placeholder)),
    ]
    return try SDJWT.issue(
      .object(claims), disclosures: kept + claimed, type: ProvenParagraphs.type, keyID: key.verifyKey.bytes.hex,
      key: key)
  }

  /// The device's own key vouches for the one that signs SD-JWTs: one key for each purpose, one name to check.
  private func keyNote(_ key: VerifyKey) throws -> SignedNote {
    let log = identity.device.log
    let text = ProvenParagraphs.keyText(vault: vaultID, log: log, key: key)
    return try SignedNote.sign(
      Array(text.utf8), with: [NoteSigner(name: LedgerFold.signer(log), key: identity.device.signing)])
  }
}

extension RecordBody {
  var paragraphCount: Int { Self.paragraphs(of: text).count }

  /// What proves one paragraph, counted from 1: number, total, text, salt, and the path to the commitment.
  fileprivate func paragraphClaim(_ number: Int) throws -> JSONValue {
    let parts = [json[...]] + Self.paragraphs(of: text)
    guard (1..<parts.count).contains(number) else { throw VaultError.unknown(what: "paragraph") }
    let leaves = parts.enumerated().map { index, part in
      MerkleTree.leafHash(Self.part(index: index, total: parts.count, salt: salt(index), bytes: part))
    }
    let proof = try InclusionProof(index: number, leafHashes: leaves)
    return .object([
      "index": .integer(Int64(number)), "total": .integer(Int64(parts.count - 1)),
      "text": .string(String(decoding: parts[number], as: UTF8.self)), "salt": .string(salt(number).hex),
      "path": .array(proof.path.map { .string($0.hex) }),
    ])
  }
}
