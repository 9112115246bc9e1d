import ArgumentParser
import Documents
import Platform
import Records
import Redaction
import Sodium
import Vault

extension RedactCommand {
  /// `casevault redact check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Search files about to be sent for everyone known, and for what they say beside their pages.",
      discussion: """
        For any file, whoever made it: text, Markdown, HTML, CSV, DOCX, ODT, PDF, JPEG, PNG. Finds every known form of \
        every person you may read (or of --identities), text under boxes and other text that cannot be seen, \
        redactions not carried out, earlier states, metadata, attachments, comments, tracked changes and the like, \
        and looks at the file's name. What cannot be read is a finding, never clean. Counts only: what was found is \
        not repeated.

        Exit code 2 when something is found. Pictures are read with Tesseract where it is installed.

        Example: casevault redact check statement.pdf letter.docx
        Example: casevault redact check --identities people.json --json statement.pdf
        """)

    @Argument(help: "The files, or - for standard input.") var files: [String]
    @OptionGroup var people: IdentitiesFile
    @Flag(help: "Look for nobody, only at how the files are made; opens no vault.") var structureOnly = false
    @Flag(help: "Somebody has looked at every picture; do not read them with Tesseract.") var picturesReviewed = false
    @OptionGroup var options: VaultOptions

    func validate() throws {
      guard !files.isEmpty else { throw ValidationError("Name the files to check.") }
      guard people.identities == nil || !structureOnly else {
        throw ValidationError("--structure-only looks for nobody; leave --identities out.")
      }
      guard files.filter({ $0 == "-" }).count + (people.identities == "-" ? 1 : 0) <= 1 else {
        throw ValidationError("Standard input can be read once.")
      }
    }

    func run() throws {
      if let known = try people.read() { return try check(known) }
      if structureOnly { return try check([]) }
      let known = try options.withVault { vault in
        let cases = try vault.cases().map(\.id).filter { vault.holdsKey(.identity, of: $0) }
        try vault.announceIdentity(of: cases)
        return try cases.flatMap { try KnownPeople.of($0, vault) }
      }
      try check(known)
    }

    private struct Row: Encodable {
      let file: String
      let sha256: String
      let passes: Bool
      let report: DocumentReport
    }

    private func check(_ known: [KnownIdentity]) throws {
      if options.quiet { Terminal.beQuiet() }
      let check = try DocumentCheck(identities: known, picturesReviewed: picturesReviewed)
      let progress = Terminal.progress("checking")
      var rows: [Row] = []
      for (index, file) in files.enumerated() {
        progress.update(index, of: files.count)
        let bytes = try TextInput.read(file, limit: DocumentFiles.limit)
        let name = file == "-" ? "" : DocumentFiles.name(file)
        let report = check.check(bytes, name: name)
        let digest = ContentDigest(bytes: Digest256.hash(bytes))
        rows.append(Row(file: file, sha256: digest?.hex ?? "", passes: report.passes, report: report))
      }
      progress.finish()
      if options.json {
        try Terminal.printJSON(rows)
      } else {
        for row in rows { try show(row) }
        try Terminal.print(structureOnly ? "searched for nobody" : "searched for \(known.count) people")
      }
      try DocumentFiles.noteHelpers()
      let failed = rows.count { !$0.passes }
      guard failed == 0 else {
        throw Failure(
          "\(failed) of \(rows.count) files must not leave as they are", hint: "make a new one with `redact file`",
          .damaged)
      }
    }

    private func show(_ row: Row) throws {
      let doubts = row.report.suggestions == 0 ? "" : ", \(row.report.suggestions) doubtful mentions to look at"
      guard !row.passes else { return try Terminal.print("\(row.file): nothing found\(doubts)") }
      try Terminal.print("\(row.file): \(row.report.findings.count) findings\(doubts)")
      try Terminal.printTable(
        ["finding", "where", "times", "meaning"],
        row.report.findings.map { [$0.kind.rawValue, $0.place, String($0.count), $0.kind.explanation] }, empty: "")
      for (category, count) in row.report.identities.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        try Terminal.print("  \(category.rawValue): \(count)")
      }
    }
  }
}
