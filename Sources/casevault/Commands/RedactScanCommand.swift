import ArgumentParser
import Platform
import Redaction

extension RedactCommand {
  /// `casevault redact scan`.
  struct Scan: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find what identifies people in a note and write the review file.",
      discussion: """
        The review file quotes the note: keep it in memory (/dev/shm) or on a disk where the note may lie, and delete it.

        Example: casevault redact scan 9b1c --review /dev/shm/review.txt

        With --jsonl other programs use the scanner, and no vault is opened: every line of standard input is one \
        object {"id", "text", "language"?, "identities"?}, and is answered by one line {"id", "findings"}. Offsets \
        count Unicode code points; findings are sorted and never overlap. docs/redaction.md lists every field.

        Example: casevault redact scan --jsonl < texts.jsonl > findings.jsonl
        """)

    @Argument(help: "The note.") var id: String?
    @Option(help: "Where to write the review file; never over an existing one.") var review: String?
    @OptionGroup var indirect: QuasiOptions
    @Flag(help: "Scan the lines of standard input; without a vault.") var jsonl = false
    @OptionGroup var options: VaultOptions

    func validate() throws {
      guard !jsonl else {
        guard id == nil, review == nil, indirect.policy == QuasiPolicy() else {
          throw ValidationError("--jsonl takes neither a note nor --review, --dates, --places or --ages.")
        }
        return
      }
      guard id != nil else { throw ValidationError("Name the note, or use --jsonl.") }
      guard review != nil else { throw ValidationError("Say where to write the review file: --review.") }
    }

    func run() throws {
      guard let id, let review else {
        var lines = try ScanLines()
        return try lines.run()
      }
      try options.withVault { vault in
        let source = try RedactionSource(id, vault)
        var found = try source.review()
        found.decide(by: indirect.policy)
        try AtomicFile.write(Array(ReviewFile.write(found).utf8), to: review, replacing: false)
        let accepted = found.entries.count { $0.verdict?.removes == true }
        if options.json {
          return try Terminal.printJSON(["findings": found.findings.count, "undecided": found.undecidedCount])
        }
        try Terminal.print(
          "\(found.findings.count) mentions: \(accepted) texts to be masked, \(found.undecidedCount) to decide in \(review)"
        )
        try Terminal.note("The review file quotes the note. Delete it when you are done.")
      }
    }
  }
}
