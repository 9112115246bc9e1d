import OpenFormats
public import Records
import Sodium

/// Paragraphs that stand word for word in a note that was signed at its time, and what else a proof says. Needs no
/// vault; only ``verify(_:)`` makes one.
///
/// It is proven that the keys named here signed. Whose keys they are, the reader must know from elsewhere.
public struct ProvenParagraphs: Sendable {
  /// One paragraph, with the line feeds that end it.
  public struct Paragraph: Hashable, Sendable {
    /// Its number, from 1.
    public let number: Int
    /// Its text.
    public let text: String
  }

  /// The vault.
  public let vault: ID<VaultTag>
  /// The note.
  public let note: ID<Note>
  /// The case.
  public let caseID: ID<Case>
  /// The log of the device that signed the note, named by its key.
  public let author: LogID
  /// When the note was signed, by its author's clock.
  public let time: String
  /// SHA-256 of the signed commit.
  public let commit: String
  /// The log of the device that made this proof, named by its key.
  public let prover: LogID
  /// The key the token itself is signed with, as an Ed25519 public key.
  public let tokenKey: [UInt8]
  /// How many paragraphs the note has; nil when none is shown.
  public let total: Int?
  /// What stands in the note, in order.
  public let paragraphs: [Paragraph]
  /// What the prover says in place of others, in order: a claim of theirs.
  public let redacted: [Paragraph]

  static let type = "casevault-paragraphs+sd-jwt"

  static func keyText(vault: ID<VaultTag>, log: LogID, key: VerifyKey) -> String {
    "casevault/sd-jwt-key v1\nvault \(vault.hex)\nlog \(log.hex)\nkey \(key.bytes.hex)\n"
  }

  /// Verifies the bytes of a proof: the token and its disclosures, the key it is signed with, the signed commit, the
  /// note's line in it, and each paragraph's path to the line.
  ///
  /// Throws ``VaultError/unproven(_:)`` with the first thing that does not hold.
  public static func verify(_ bytes: [UInt8]) throws -> ProvenParagraphs {
    let received = try parse { try UnverifiedSDJWT(bytes) }
    guard received.type == type else { throw VaultError.unproven("it is an SD-JWT of something else") }
    let open = received.claims
    let proverKey = try key(open["prover"])
    let prover = LogID(proverKey)
    let (author, note, text) = try commit(open)
    let tokenKey = try vouchedKey(open["key"], vault: text.vault, log: prover, by: proverKey)
    let token = try parse { try received.verified(by: tokenKey) }
    let line = try line(open, in: text)
    guard line.kind == .record(.note) else { throw VaultError.unproven("the record it names is not a note") }

    var paragraphs: [Paragraph] = []
    var total: Int?
    for claim in token.claims["paragraphs"]?.elements ?? [] {
      let (paragraph, of) = try Self.paragraph(claim)
      guard total ?? of == of, prove(paragraph, claim, total: of, line.commitment) else {
        throw VaultError.unproven("paragraph \(paragraph.number) does not stand in the note")
      }
      total = of
      paragraphs.append(paragraph)
    }
    var redacted: [Paragraph] = []
    for claim in token.claims["redacted"]?.elements ?? [] {
      let (paragraph, of) = try Self.paragraph(claim)
      guard total ?? of == of else { throw VaultError.unproven("the redacted paragraphs are of another note") }
      redacted.append(paragraph)
    }
    guard Set((paragraphs + redacted).map(\.number)).count == paragraphs.count + redacted.count else {
      throw VaultError.unproven("a paragraph stands twice")
    }
    return ProvenParagraphs(
      vault: text.vault, note: ID<Note>(line.id), caseID: ID<Case>(line.caseID), author: author, time: text.time,
      commit: Digest256.hash(note).hex, prover: prover, tokenKey: tokenKey.bytes, total: total,
      paragraphs: paragraphs.sorted { $0.number < $1.number }, redacted: redacted.sorted { $0.number < $1.number })
  }

  private static func parse<R>(_ body: () throws -> R) throws -> R {
    do { return try body() } catch SDJWTError.foreignDisclosure(let number) {
      throw VaultError.unproven("disclosure \(number) was not signed: forged or altered")
    } catch SDJWTError.repeatedDigest { throw VaultError.unproven("a disclosure stands twice") } catch SDJWTError
      .invalidSignature
    { throw VaultError.unproven("its signature does not verify") } catch is SDJWTError {
      throw VaultError.unproven("it is not a well-formed SD-JWT")
    }
  }

  private static func key(_ claim: JSONValue?) throws -> VerifyKey {
    guard let bytes = claim?.text.flatMap({ [UInt8](hex: $0) }), let key = try? VerifyKey(bytes) else {
      throw VaultError.unproven("a key is missing")
    }
    return key
  }

  private static func commit(_ claims: JSONValue) throws -> (author: LogID, note: [UInt8], text: CommitText) {
    let authorKey = try key(claims["author"])
    let author = LogID(authorKey)
    guard let encoded = claims["commit"]?.text.map({ Array($0.utf8) }), let unverified = try? UnverifiedNote(encoded),
      let verifier = try? NoteVerifier(name: LedgerFold.signer(author), key: authorKey),
      let signed = try? unverified.verified(by: [verifier]),
      let text = CommitText(text: String(decoding: signed.text, as: UTF8.self)), text.log == author
    else { throw VaultError.unproven("the commit was not signed by the author's key") }
    return (author, signed.encoded, text)
  }

  private static func vouchedKey(_ claim: JSONValue?, vault: ID<VaultTag>, log: LogID, by key: VerifyKey) throws
    -> VerifyKey
  {
    guard let encoded = claim?.text.map({ Array($0.utf8) }), let unverified = try? UnverifiedNote(encoded),
      let verifier = try? NoteVerifier(name: LedgerFold.signer(log), key: key),
      let signed = try? unverified.verified(by: [verifier]),
      let last = String(decoding: signed.text, as: UTF8.self).split(separator: "\n").last, last.hasPrefix("key "),
      let bytes = [UInt8](hex: String(last.dropFirst(4))), let vouched = try? VerifyKey(bytes),
      signed.text.elementsEqual(keyText(vault: vault, log: log, key: vouched).utf8)
    else { throw VaultError.unproven("nobody vouches for the key it is signed with") }
    return vouched
  }

  private static func line(_ claims: JSONValue, in commit: CommitText) throws -> RecordLine {
    guard let bytes = claims["line"]?.text.flatMap({ [UInt8](hex: $0) }), bytes.count == RecordLine.count,
      let index = claims["line_index"]?.integer, index >= 0, let path = path(claims["line_path"])
    else { throw VaultError.unproven("the note's line is missing") }
    var reader = ByteReader(bytes)
    let proof = InclusionProof(index: UInt64(index), treeSize: UInt64(commit.records), path: path)
    guard let line = RecordLine(&reader),
      (try? proof.verify(leafHash: MerkleTree.leafHash(bytes), root: commit.root)) != nil
    else { throw VaultError.unproven("the note's line does not stand in the commit") }
    return line
  }

  private static func path(_ claim: JSONValue?) -> [[UInt8]]? {
    guard let elements = claim?.elements, elements.count <= 64 else { return nil }
    let path = elements.compactMap { $0.text.flatMap { [UInt8](hex: $0) } }
    return path.count == elements.count ? path : nil
  }

  private static func paragraph(_ claim: JSONValue) throws -> (Paragraph, total: Int) {
    guard let number = claim["index"]?.integer, let total = claim["total"]?.integer, let text = claim["text"]?.text,
      number >= 1, number <= total, total < Int64(UInt32.max)
    else { throw VaultError.unproven("a paragraph has no number") }
    return (Paragraph(number: Int(number), text: text), Int(total))
  }

  /// Number and total are hashed with the text: neither can be changed without the path failing.
  private static func prove(_ paragraph: Paragraph, _ claim: JSONValue, total: Int, _ root: [UInt8]) -> Bool {
    guard let salt = claim["salt"]?.text.flatMap({ [UInt8](hex: $0) }), salt.count == 16, let path = path(claim["path"])
    else { return false }
    let leaf = MerkleTree.leafHash(
      RecordBody.part(index: paragraph.number, total: total + 1, salt: salt, bytes: Array(paragraph.text.utf8)[...]))
    let proof = InclusionProof(index: UInt64(paragraph.number), treeSize: UInt64(total + 1), path: path)
    return (try? proof.verify(leafHash: leaf, root: root)) != nil
  }
}
