import ArgumentParser
import Platform
import Records
import Redaction
import Vault

extension RedactCommand {
  /// `casevault redact review`.
  struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "review", abstract: "Decide on every finding at the terminal, with the text before you.",
      discussion: """
        Takes the whole terminal: the note with its findings marked, why each was found, and a key for each thing to do; ? \
        explains them. Every decision is kept at once, sealed in the vault to this device; leave with q and go on later. \
        When nothing is open, `casevault redact apply` makes the copy. With --review decisions are kept in that review \
        file instead, as `casevault redact scan` writes it.

        With --file the text of that file is reviewed, for `casevault redact file`, and no vault is needed.

        Example: casevault redact review 9b1c
        Example: casevault redact review --file letter.docx --identities people.json --review /dev/shm/review.txt
        """)

    @Argument(help: "The note.") var id: String?
    @Option(help: "A file to review instead of a note.") var file: String?
    @Option(name: .customLong("case"), help: "With --file: the case whose people are looked for.")
    var caseName: String?
    @OptionGroup var people: IdentitiesFile
    @Flag(help: "With --file: somebody has looked at every picture; do not read them with Tesseract.")
    var picturesReviewed = false
    @Option(help: "Keep the decisions in this review file instead of the vault.") var review: String?
    @OptionGroup var options: VaultOptions

    func validate() throws {
      guard (id == nil) != (file == nil) else { throw ValidationError("Name a note, or a file with --file.") }
      guard file != nil else {
        guard people.identities == nil, caseName == nil, !picturesReviewed else {
          throw ValidationError("--identities, --case and --pictures-reviewed go with --file.")
        }
        return
      }
      guard review != nil else { throw ValidationError("Say where to keep the decisions: --review.") }
      guard (people.identities == nil) != (caseName == nil) else {
        throw ValidationError("Say whom to look for: --identities or --case.")
      }
    }

    func run() throws {
      guard ControllingTerminal.isTerminal(1), (try? ControllingTerminal()) != nil else {
        throw PlatformError.noTerminal
      }
      if let file {
        if let known = try people.read() { return try run(file, known) }
        return try options.withVault { vault in
          let caseID = try vault.caseID(caseName ?? "")
          try vault.announceIdentity(of: [caseID])
          try run(file, KnownPeople.of(caseID, vault))
        }
      }
      try options.withVault { vault in
        let source = try RedactionSource(id ?? "", vault)
        var dialogue = ReviewDialogue(try source.begun(review), title: "note \(source.note.id.short)") { review in
          try source.keep(review, in: self.review)
        }
        let open = try dialogue.run().undecidedCount
        if options.json { return try Terminal.printJSON(["undecided": open]) }
        try Terminal.print(
          open == 0
            ? "all decided; `casevault redact apply \(source.note.id.short)` makes the copy"
            : "\(open) still to decide; `casevault redact review \(source.note.id.short)` goes on")
      }
    }

    private func run(_ file: String, _ known: [KnownIdentity]) throws {
      let review = review ?? ""
      let source = try FileRedaction(
        TextInput.read(file, limit: DocumentFiles.limit), name: DocumentFiles.name(file), output: nil,
        picturesReviewed: picturesReviewed, known)
      let begun = try Folder.exists(review) ? source.review(review) : source.review()
      var dialogue = ReviewDialogue(begun, title: DocumentFiles.name(file)) { decided in
        try AtomicFile.write(Array(ReviewFile.write(decided).utf8), to: review)
      }
      let left = try dialogue.run()
      // What the rules alone decide is kept too: whoever looked and changed nothing has decided.
      try AtomicFile.write(Array(ReviewFile.write(left).utf8), to: review)
      if options.json { return try Terminal.printJSON(["undecided": left.undecidedCount]) }
      try Terminal.print(
        left.undecidedCount == 0
          ? "all decided; `casevault redact file` with --review makes the new file"
          : "\(left.undecidedCount) still to decide; the same command goes on")
    }
  }
}

extension RedactionSource {
  /// The review as far as it has come: in the file named, else in the vault, else not begun. Decisions about other
  /// findings than are made now (new people in the case, a newer program) do not count.
  func begun(_ file: String?) throws -> Review {
    let fresh = try review()
    if let file {
      guard try Folder.exists(file) else { return fresh }
      return try ReviewFile.read(PosixFile.readAll(file, limit: ReviewFile.limit), into: fresh)
    }
    guard let kept = try vault.unfinished(note.id.record) else { return fresh }
    do { return try ReviewFile.read(kept, into: fresh) } catch {
      try Terminal.warn("what was decided before is about other findings than are made now; begin anew")
      return fresh
    }
  }

  /// What a person has decided on, or with `unseen` what the rules alone decide.
  func reviewed(_ file: String?, unseen: Bool) throws -> Review {
    if unseen { return try review() }
    if let file { return try ReviewFile.read(PosixFile.readAll(file, limit: ReviewFile.limit), into: review()) }
    guard try vault.unfinished(note.id.record) != nil else {
      throw Failure(
        "nobody has reviewed this note", hint: "run `casevault redact review`, or give --review or --accept-known",
        .refused)
    }
    return try begun(nil)
  }

  func keep(_ review: Review, in file: String?) throws {
    let bytes = Array(ReviewFile.write(review).utf8)
    guard let file else { return try vault.keepUnfinished(bytes, of: note.id.record) }
    try AtomicFile.write(bytes, to: file)
  }
}
