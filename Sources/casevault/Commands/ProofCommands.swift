import ArgumentParser
import OpenFormats
import Platform
import Records
import Redaction
import Sodium
import Vault

extension RedactCommand {
  /// `casevault redact prove`.
  struct Prove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show that some paragraphs stand word for word in a note as it was signed, and nothing of the others.",
      discussion: """
        Writes an SD-JWT (RFC 9901) that anybody can check with `casevault verify-redaction`, without this vault, and any \
        SD-JWT library can read. Without --keep it lists the paragraphs by number. Kept paragraphs leave as they are: \
        names in them are refused unless --with-identities says that the reader is to see them. With --copy the other \
        paragraphs go as a redacted copy has them, marked as your words and not as what was said.

        Example: casevault redact prove 9b1c --keep 1,3-4 --out statement.sdjwt
        """)

    @Argument(help: "The note.") var id: String
    @Option(help: "Numbers of the paragraphs to show, such as 1,3-4.") var keep: String?
    @Option(help: "A redacted copy of the note, for the paragraphs not kept.") var copy: String?
    @Flag(help: "Keep paragraphs that name people.") var withIdentities = false
    @Option(help: "Where to write it, or - for standard output; never over an existing file.") var out = "-"
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let source = try RedactionSource(id, vault)
        guard let keep else { return try list(source.paragraphs) }
        let kept = try Self.numbers(keep, of: source.paragraphs.count)
        let names = try source.identifyingMentions(inParagraphs: kept)
        guard names == 0 || withIdentities else {
          throw Failure(
            "the kept paragraphs hold \(names) identifying mentions; nothing was written",
            hint: "keep others, or give --with-identities where the reader is to see them", .refused)
        }
        let proof = try vault.prove(
          source.note.id, in: source.caseID, keeping: kept, redacted: source.claims(of: copy, except: kept))
        if out == "-" { return try Terminal.print(String(decoding: proof.encoded, as: UTF8.self)) }
        try AtomicFile.write(proof.encoded + [0x0a], to: out, replacing: false)
        let proven = try ProvenParagraphs.verify(proof.encoded)
        if options.json { return try Terminal.printJSON(ProofRow(proven)) }
        try Terminal.print("\(out): \(kept.count) of \(source.paragraphs.count) paragraphs word for word")
        try Terminal.print("note signed by   casevault/\(proven.author.hex)")
        try Terminal.print("proof signed by  casevault/\(proven.prover.hex)")
        try Terminal.note("Tell the reader these names by another way than the file.")
      }
    }

    private func list(_ paragraphs: [String]) throws {
      if options.json { return try Terminal.printJSON(paragraphs) }
      try Terminal.printTable(
        ["number", "text"], paragraphs.enumerated().map { [String($0 + 1), $1] }, empty: "the note is empty")
    }

    static func numbers(_ text: String, of count: Int) throws -> Set<Int> {
      var numbers: Set<Int> = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 1,
          first <= last, last <= count
        else {
          throw Failure(
            "\(part) is no paragraph of this note", hint: "the note has \(count); write 1,3-4", .invalid)
        }
        numbers.formUnion(first...last)
      }
      return numbers
    }
  }
}

extension RedactionSource {
  fileprivate var paragraphs: [String] { OpenVault.paragraphs(of: note.content.text) }

  /// How many mentions of known people and checksummed numbers stand in these paragraphs.
  fileprivate func identifyingMentions(inParagraphs kept: Set<Int>) throws -> Int {
    let check = try LeakCheck(identities: people)
    return try kept.sorted().reduce(0) { try $0 + check.check(Array(paragraphs[$1 - 1].utf8)).leaks.count }
  }

  /// The paragraphs of a redacted copy by number, but for those kept.
  fileprivate func claims(of copy: String?, except kept: Set<Int>) throws -> [Int: String] {
    guard let copy else { return [:] }
    let place = try vault.place(ofRecord: copy)
    guard let made = try vault.records(RedactedCopy.self, in: caseID).first(where: { $0.id.record == place.id }) else {
      throw VaultError.unknown(what: "redacted copy")
    }
    let redacted = OpenVault.paragraphs(of: made.content.text)
    guard made.content.source == note.id.record, redacted.count == paragraphs.count else {
      throw Failure(
        "the copy does not have the paragraphs of this note", hint: "make one of this version of the note", .refused)
    }
    let numbered = redacted.enumerated().map { ($0 + 1, $1) }.filter { !kept.contains($0.0) }
    return Dictionary(numbered) { first, _ in first }
  }
}

/// `casevault verify-redaction`.
struct VerifyRedactionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-redaction",
    abstract: "Check that the paragraphs of a proof stand in a note as it was signed; needs no vault.",
    discussion: """
      Shows what is proven, or ends with exit code 2. It proves that the named keys signed. Whose they are you must know \
      from elsewhere: compare the names with those the mechanism gave you, or give one with --signer and have it compared.

      Example: casevault verify-redaction statement.sdjwt --signer 5f0c…
      """)

  @Argument(help: "The proof, or - for standard input.") var file: String
  @Option(help: "The signer of the note as you know it: 32 digits.") var signer: String?
  @Flag(help: "Print one JSON value instead of text.") var json = false

  func run() throws {
    let proven = try ProvenParagraphs.verify(TextInput.read(file, limit: SDJWT.byteLimit))
    guard signer == nil || signer == proven.author.hex || signer == "casevault/" + proven.author.hex else {
      throw VaultError.unproven("the note was signed by casevault/\(proven.author.hex)")
    }
    if json { return try Terminal.printJSON(ProofRow(proven)) }
    let total = proven.total.map { " of \($0)" } ?? ""
    try Terminal.print("note \(proven.note.record.hex)")
    try Terminal.print("signed at \(proven.time) by casevault/\(proven.author.hex)")
    try Terminal.print("proof by casevault/\(proven.prover.hex)")
    try Terminal.print("\(proven.paragraphs.count)\(total) paragraphs stand in it word for word:")
    try show(proven.paragraphs)
    guard !proven.redacted.isEmpty else { return }
    try Terminal.print("\n\(proven.redacted.count) redacted: the words of who made the proof, not what was said:")
    try show(proven.redacted)
  }

  private func show(_ paragraphs: [ProvenParagraphs.Paragraph]) throws {
    for paragraph in paragraphs {
      try Terminal.print("\n[\(paragraph.number)] \(paragraph.text.trimmingSuffix { $0.isNewline })")
    }
  }
}

/// What a proof shows, as JSON; `jwk` is the key any SD-JWT library verifies the token with.
struct ProofRow: Encodable {
  struct Paragraph: Encodable {
    let number: Int
    let text: String
  }
  let note: String
  let `case`: String
  let vault: String
  let signedAt: String
  let signer: String
  let commit: String
  let prover: String
  let jwk: JSONValue
  let total: Int?
  let paragraphs: [Paragraph]
  let redacted: [Paragraph]

  init(_ proven: ProvenParagraphs) throws {
    note = proven.note.record.hex
    self.case = proven.caseID.hex
    vault = proven.vault.hex
    signedAt = proven.time
    signer = proven.author.hex
    commit = proven.commit
    prover = proven.prover.hex
    jwk = try VerifyKey(proven.tokenKey).jsonWebKey
    total = proven.total
    paragraphs = proven.paragraphs.map { Paragraph(number: $0.number, text: $0.text) }
    redacted = proven.redacted.map { Paragraph(number: $0.number, text: $0.text) }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
