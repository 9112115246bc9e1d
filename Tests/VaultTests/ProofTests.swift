import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import OpenFormats
@testable import Vault

/// Paragraphs shown to somebody without the vault, and everything that must not pass for them.
@Suite struct ProofTests {
  private let test: TestVault
  private let vault: OpenVault
  private let caseID: ID<Case>
  private let note: ID<Note>
  private let text = "They came at night.\n\nНикто не сказал куда.\n\nСабыр Үлгібаев сол жерде болды.\n\nThe end."

  init() throws {
    test = try TestVault()
    vault = try test.open(test.founder)
    let caseID = try vault.openCase(title: CaseTitle(title: "t"))
    self.caseID = caseID
    let text = text
    note = try vault.write { draft in
      try draft.add(Note(language: "en", text: "another"), to: caseID)
      return try draft.add(Note(language: "en", text: text), to: caseID)
    }
  }

  private func proof(_ keeping: Set<Int> = [1, 2], redacted: [Int: String] = [:]) throws -> [UInt8] {
    try vault.prove(note, in: caseID, keeping: keeping, redacted: redacted).encoded
  }

  private func parts(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "~", omittingEmptySubsequences: false).map(String.init)
  }

  private func verify(_ parts: [String]) throws -> ProvenParagraphs {
    try ProvenParagraphs.verify(Array(parts.joined(separator: "~").utf8))
  }

  @Test func keptParagraphsAreProvenWordForWord() throws {
    let proven = try ProvenParagraphs.verify(proof([1, 4]))
    #expect(
      proven.paragraphs == [.init(number: 1, text: "They came at night.\n\n"), .init(number: 4, text: "The end.")])
    #expect(proven.total == 4)
    #expect(proven.note == note)
    #expect(proven.author == test.founder.device.log)
    #expect(proven.commit == (try vault.ledger().last?.hash))
    #expect(proven.redacted == [])
  }

  /// Not the text, nor its digest, nor its salt: nothing of what is withheld can be found or confirmed by guessing.
  @Test func nothingOfAWithheldParagraphIsInIt() throws {
    let token = parts(try proof([1]))
    let body = try #require(Base64URL.decode(token[0].split(separator: ".")[1].utf8))
    let all = String(decoding: body, as: UTF8.self) + token[1]
    #expect(token.count == 3)
    for hidden in OpenVault.paragraphs(of: text).dropFirst() {
      #expect(!all.contains(hidden))
      #expect(!all.contains(Digest256.hash(Array(hidden.utf8)).hex))
    }
  }

  @Test func aWithheldDisclosureShowsLessAndAForgedOrSwappedOneNothing() throws {
    let whole = parts(try proof([1, 2, 3]))
    var dropped = whole
    dropped.remove(at: 2)
    #expect(try verify(dropped).paragraphs.map(\.number) == [1, 3])
    // The order of disclosures says nothing; their places in the note are inside.
    #expect(try verify([whole[0], whole[3], whole[1], whole[2], ""]).paragraphs.map(\.number) == [1, 2, 3])
    // Dropped and renumbered: the third now says it is the second.
    var renumbered = dropped
    let json = String(decoding: try #require(Base64URL.decode(dropped[2].utf8)), as: UTF8.self)
    renumbered[2] = Base64URL.encode(Array(json.replacing("\"index\":3", with: "\"index\":2").utf8))
    #expect(renumbered[2] != dropped[2])
    #expect(throws: VaultError.unproven("disclosure 2 was not signed: forged or altered")) { try verify(renumbered) }
    // Of another proof of the same note, and of another note.
    var foreign = whole
    foreign[1] = parts(try proof([4]))[1]
    #expect(throws: VaultError.unproven("disclosure 1 was not signed: forged or altered")) { try verify(foreign) }
  }

  /// Whoever makes a proof signs it themselves, but cannot make the note say anything else.
  @Test(arguments: ["text", "index", "total", "salt", "path", "twice", "line"])
  func aDishonestProverIsRefused(_ what: String) throws {
    let honest = try UnverifiedSDJWT(proof([1, 2]))
    let device = test.founder.device
    let key = try SigningKey(seed: Derivation.key(device.signing.seed, label: Label.sdJWTKey))
    let disclosures = parts(try proof([1, 2])).dropFirst().dropLast()
    var claims = try #require(honest.claims.members)
    var values = try disclosures.map { try #require(Disclosure(encoded: Array($0.utf8)[...])).value.members ?? [:] }
    switch what {
    case "text": values[0]["text"] = .string("They never came.\n\n")
    case "index": (values[0]["index"], values[1]["index"]) = (values[1]["index"], values[0]["index"])
    case "total": for index in values.indices { values[index]["total"] = .integer(3) }
    case "salt": values[1]["salt"] = values[0]["salt"]
    case "path": values[1]["path"] = values[0]["path"]
    case "twice": values[1] = values[0]
    default: claims["line_index"] = .integer(0)
    }
    let forged = try values.map { try Disclosure.element(.object($0)) }
    claims["paragraphs"] = .array(forged.map(\.placeholder))
    let token = try SDJWT.issue(
      .object(claims), disclosures: forged, type: ProvenParagraphs.type, keyID: "k", key: key)
    #expect(throws: VaultError.self) { try ProvenParagraphs.verify(token.encoded) }
  }

  @Test func aKeyNobodyVouchesForIsRefused() throws {
    let honest = try UnverifiedSDJWT(proof([1]))
    let token = try SDJWT.issue(
      honest.claims, disclosures: [], type: ProvenParagraphs.type, keyID: "k", key: .random())
    #expect(throws: VaultError.unproven("its signature does not verify")) { try ProvenParagraphs.verify(token.encoded) }
    var claims = try #require(honest.claims.members)
    claims["prover"] = .string(try SigningKey.random().verifyKey.bytes.hex)
    let other = try SDJWT.issue(
      .object(claims), disclosures: [], type: ProvenParagraphs.type, keyID: "k", key: .random())
    #expect(throws: VaultError.unproven("nobody vouches for the key it is signed with")) {
      try ProvenParagraphs.verify(other.encoded)
    }
    let elsewhere = try SDJWT.issue(
      honest.claims, disclosures: [], type: "example+sd-jwt", keyID: "k", key: .random())
    #expect(throws: VaultError.unproven("it is an SD-JWT of something else")) {
      try ProvenParagraphs.verify(elsewhere.encoded)
    }
  }

  @Test func redactedParagraphsAreToldFromWhatWasSaid() throws {
    let proven = try ProvenParagraphs.verify(proof([1], redacted: [3: "[Ұсталған-07] сол жерде болды.\n\n"]))
    #expect(proven.paragraphs.map(\.number) == [1])
    #expect(proven.redacted.map(\.number) == [3])
    #expect(throws: VaultError.unknown(what: "paragraph")) { try proof([1], redacted: [1: "x"]) }
    #expect(throws: VaultError.unknown(what: "paragraph")) { try proof([5]) }
    #expect(throws: VaultError.unknown(what: "paragraph")) { try proof([0]) }
  }

  @Test func whoeverReadsTheNoteCanProveItAndNobodyElse() throws {
    let lawyer = try test.open(try test.admit("lawyer", [.lawyer]))
    #expect(throws: VaultError.noKey(case: caseID, compartment: .testimony)) {
      try lawyer.prove(note, in: caseID, keeping: [1])
    }
    try vault.share(caseID, [.testimony], with: .member(lawyer.member))
    let proven = try ProvenParagraphs.verify(
      test.open(lawyer.identity).prove(note, in: caseID, keeping: [2]).encoded)
    #expect(proven.author == test.founder.device.log)
    #expect(proven.prover == lawyer.identity.device.log)
  }
}
