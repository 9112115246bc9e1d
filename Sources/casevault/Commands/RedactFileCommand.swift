import ArgumentParser
import Documents
import Foundation
import Platform
import Records
import Redaction
import Sodium
import Vault

extension RedactCommand {
  /// `casevault redact file`.
  struct File: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a redacted document from a file: a new one, never an edited original.",
      discussion: """
        Text, Markdown, HTML, CSV, DOCX and ODT: the visible text is taken out, redacted, and put into a new document. \
        PDF: its pages become pictures with the words filled, or with --out x.txt text. JPEG and PNG: areas are filled \
        and the picture made anew from its pixels. Comments, tracked changes, metadata and the rest do not come along.

        Suggestions are decided in a review file, as for notes: first --write-review, then --review. With --accept-known \
        what is certain is masked unseen, and a single suggestion left undecided refuses. --dates, --places and --ages \
        decide on those nobody has decided on. The finished bytes are checked like any file; nothing is written if \
        anything is found. `casevault redact review --file` decides at the terminal.

        Example: casevault redact file letter.docx --identities people.json --write-review /dev/shm/review.txt
        Example: casevault redact file letter.docx --identities people.json --review /dev/shm/review.txt --out out.docx
        Example: casevault redact file 77ab --attached --out photo.jpg --fill 120,40,200,80
        """)

    @Argument(help: "The file, or with --attached the record of a file in the vault.") var input: String
    @Flag(help: "The file is attached to a case of the vault.") var attached = false
    @Option(name: .customLong("case"), help: "The case whose people are looked for.") var caseName: String?
    @OptionGroup var people: IdentitiesFile
    @Option(help: "Write the review file here and stop; never over an existing one.") var writeReview: String?
    @Option(help: "The decided review file.") var review: String?
    @Flag(help: "Mask what is certain without a review, and refuse if anything is not.") var acceptKnown = false
    @OptionGroup var indirect: QuasiOptions
    @Option(
      help: "Also write a certificate here: hashes, counts and reviewers, never the text. Never over an existing one.")
    var certificate: String?
    @Option(
      parsing: .singleValue,
      help: "Who decided, for the certificate; again for each. With a vault, by default its member.")
    var reviewer: [String] = []
    @Option(help: "Where to write the new file; its ending says in which format. Never over an existing one.")
    var out: String?
    @Option(
      name: .customLong("fill"), parsing: .singleValue,
      help: ArgumentHelp(
        "Fill an area: x,y,width,height in pixels from the upper left, for a PDF at 200 dots an inch, with @page.",
        valueName: "area")) var areas: [String] = []
    @Flag(help: "Somebody has looked at every picture; do not read them with Tesseract.") var picturesReviewed = false
    @Option(help: "For whom; the same person has the same pseudonym in every copy for one recipient.")
    var recipient: String?
    @Option(help: "Language of the pseudonyms: en, ru or kk.") var language: Language = .english
    @OptionGroup var options: VaultOptions

    func validate() throws {
      guard (writeReview == nil) != (out == nil) else { throw ValidationError("Give --write-review or --out.") }
      guard writeReview == nil ? acceptKnown != (review != nil) : !acceptKnown && review == nil else {
        throw ValidationError("With --out, and only then, give either --review or --accept-known.")
      }
      guard certificate == nil ? reviewer.isEmpty : out != nil else {
        throw ValidationError("--certificate goes with --out, and --reviewer with --certificate.")
      }
      guard certificate == nil || review == nil || people.identities == nil || !reviewer.isEmpty else {
        throw ValidationError("Say who decided: --reviewer.")
      }
      guard areas.allSatisfy({ Area($0) != nil }) else {
        throw ValidationError("--fill is x,y,width,height or …@page.")
      }
      guard !attached || (people.identities == nil && caseName == nil) else {
        throw ValidationError("For an attached file the people of its case are looked for.")
      }
      guard attached || (people.identities == nil) != (caseName == nil) else {
        throw ValidationError("Say whom to look for: --identities or --case.")
      }
      if let out, DocumentFormat.named(out) == nil {
        throw ValidationError("The ending of --out is none of a format that is written.")
      }
    }

    func run() throws {
      if options.quiet { Terminal.beQuiet() }
      guard let known = try people.read() else { return try options.withVault(run) }
      let key = try GuardedKey.random()
      var table = PseudonymTable()
      try table.assign(known) { Authentication.tag($0, key: key) }
      let bytes = try TextInput.read(input, limit: DocumentFiles.limit)
      try redact(bytes, name: DocumentFiles.name(input), known, table, reviewer)
    }

    private func run(_ vault: OpenVault) throws {
      var name = DocumentFiles.name(input)
      let caseID: ID<Case>
      let bytes: [UInt8]
      if attached {
        let place = try vault.place(ofRecord: input)
        caseID = place.caseID
        let details = try vault.file(place.id, in: caseID)
        guard details.size <= DocumentFiles.limit else { throw PlatformError.tooLarge(limit: DocumentFiles.limit) }
        // In memory only; a pipe would wait for a reader that is this process.
        let memory = try MemoryFile.make()
        try vault.get(place.id, in: caseID, to: memory)
        var content = [UInt8](repeating: 0, count: try memory.size())
        guard try memory.read(into: &content, count: content.count, at: 0) == details.size else {
          throw VaultError.unknown(what: "file")
        }
        (bytes, name) = (content, DocumentFiles.name(details.fileName))
      } else {
        caseID = try vault.caseID(caseName ?? "")
        bytes = try TextInput.read(input, limit: DocumentFiles.limit)
      }
      try vault.announceIdentity(of: [caseID])
      let known = try KnownPeople.of(caseID, vault)
      let pseudonyms = try CasePseudonyms(known, of: caseID, recipient: recipient, vault)
      if out != nil { try vault.write { draft in try pseudonyms.keep(in: draft, vault) } }
      let member = review == nil ? [] : [vault.handle(of: vault.member)]
      try redact(bytes, name: name, known, pseudonyms.table, reviewer.isEmpty ? member : reviewer)
    }

    private func redact(
      _ bytes: [UInt8], name: String, _ known: [KnownIdentity], _ pseudonyms: PseudonymTable, _ reviewers: [String]
    ) throws {
      let source = try FileRedaction(
        bytes, name: name, output: out.flatMap(DocumentFormat.named), picturesReviewed: picturesReviewed, known)
      let document = source.document
      var reviewed = try review.map(source.review) ?? source.review()
      reviewed.decide(by: indirect.policy)
      if let writeReview {
        let findings = reviewed.findings
        try AtomicFile.write(Array(ReviewFile.write(reviewed).utf8), to: writeReview, replacing: false)
        if options.json {
          return try Terminal.printJSON(["findings": findings.count, "undecided": reviewed.undecidedCount])
        }
        try Terminal.print("\(findings.count) mentions, \(reviewed.undecidedCount) texts to decide in \(writeReview)")
        return try Terminal.note("The review file quotes the document. Delete it when you are done.")
      }
      guard let out else { return }
      for path in [out, certificate].compactMap(\.self) {
        guard try !Folder.exists(path) else { throw PlatformError.alreadyExists }
      }
      let decided = try reviewed.decided()
      let writing = Terminal.progress("writing")
      let made = try document.redacted(
        decided, pseudonyms: pseudonyms, language: language, areas: areas.compactMap { Area($0) },
        progress: { writing.update($0, of: $1) })
      writing.finish()
      let report = try DocumentCheck(identities: known, picturesReviewed: picturesReviewed).check(
        made, name: DocumentFiles.name(out), permitted: decided.permitted)
      guard report.passes, document.takesAreas || report.suggestions == 0 else {
        throw DocumentError.leaks(count: report.findings.reduce(report.suggestions) { $0 + $1.count })
      }
      try AtomicFile.write(made, to: out, replacing: false)
      let redacted = try Redactor.redact(decided, pseudonyms: pseudonyms, language: language)
      let masked = redacted.masked.reduce(0) { $0 + $1.count }
      let leftOut = document.leftOut.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value }
      let digest = try RedactionCounts.digest(made).hex
      if let certificate {
        let counts = RedactionCounts(decided, redacted)
        let statement = FileCertificate(
          made: String(Date().formatted(.iso8601).prefix(10)), inputSHA256: try RedactionCounts.digest(bytes).hex,
          textSHA256: try RedactionCounts.digest(Array(document.text.utf8)).hex,
          output: .init(format: document.output.rawValue, sha256: digest),
          rules: .init(version: RedactionCounts.rulesVersion, sha256: try RedactionCounts.rulesDigest().hex),
          reviewers: reviewers, wasReviewed: review != nil, counts: counts.rules, decisions: counts.decisions,
          areasFilled: areas.count, leftOut: leftOut, peopleSearched: known.count, leaksFound: report.findings.count)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(try encoder.encode(statement)) + [0x0A], to: certificate, replacing: false)
      }
      if options.json {
        return try Terminal.printJSON(Made(file: out, sha256: digest, masked: masked, leftOut: leftOut))
      }
      try Terminal.print("\(out): \(masked) mentions masked, \(areas.count) areas filled, nothing found in it")
      let left = document.leftOut.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
      if !left.isEmpty { try Terminal.note("left out: \(left.joined(separator: ", "))") }
      try DocumentFiles.noteHelpers()
    }

    private struct Made: Encodable {
      let file: String
      let sha256: String
      let masked: Int
      let leftOut: [String: Int]
    }
  }
}
