import ArgumentParser
import Records
import Vault

/// `casevault note`.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "What was said, kept word for word.",
    discussion: "Example: casevault note list 3f2a",
    subcommands: [Add.self, ListRecords<NoteEntry>.self, ShowRecord<NoteEntry>.self])

  /// `casevault note add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Seal a note, from a file, standard input, or typed at the terminal (end with Ctrl-D).",
      discussion: """
        The text is kept as it is, sealed, never through a temporary file. Up to 16 MiB; longer texts are attached.

        Example: casevault note add 3f2a --language ru --interview 55aa --from notes.txt
        """)

    @Argument(help: "The case.") var id: String
    @Option(help: "Language code: kk, ru, en …") var language: String?
    @Option(help: "The interview it was taken in.") var interview: String?
    @Option(help: "When it was taken, 2022-01-17T14:30 for instance.") var taken: String?
    @OptionGroup var input: TextInput
    @OptionGroup var options: VaultOptions

    func run() throws {
      let text = try input.text(
        prompt: "Type the note; end with Ctrl-D on a line of its own.\n", limit: RecordLimit.note,
        tooLong: VaultError.noteTooLong(limit: RecordLimit.note))
      guard !text.isEmpty else { throw Failure("the note is empty", hint: "nothing was kept", .invalid) }
      try options.withVault { vault in
        let caseID = try vault.caseID(id)
        let codebook = try vault.codebook()
        let resolve = try vault.resolver(in: caseID)
        let note = Note(
          interview: try interview.flatMap { try resolve($0) }.map { ID<Interview>($0) }, author: vault.member,
          language: try language.map { try codebook.find($0, in: SpokenLanguage.self) },
          takenAt: try taken.map { try Moment($0) }, text: text)
        try note.validate(codebook)
        let noteID = try vault.record(note, in: caseID)
        if options.json { return try Terminal.printJSON(["id": noteID.hex, "case": caseID.hex]) }
        try Terminal.print("note \(noteID.short)")
      }
    }
  }
}

/// Notes in lists: the beginning of the text.
enum NoteEntry: RecordEntry {
  typealias Content = Note
  static let name = "note"
  static let abstract = "Notes."
  static let help = ""
  static let columns = ["taken", "language", "text"]
  static func cells(_ content: Note, _ codebook: Codebook) -> [String] {
    [content.takenAt?.description ?? "–", content.language?.text ?? "–", String(content.text.prefix(120))]
  }
}

/// `casevault correct`.
struct CorrectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "Correct a record: a new version linked to the one it corrects.",
    usage: "casevault correct <record> <field=value> ...",
    discussion: """
      Nothing is overwritten: the earlier version stays and is shown with --all. Fields not named keep their value; an \
      empty value removes a field. A note's text is corrected with text=@file.

      Example: casevault correct 9b1c birthDate=1990-05
      """)

  @OptionGroup var words: FieldWords
  @OptionGroup var options: VaultOptions

  func run() throws {
    var words = words
    guard let named = words.takeCase() else {
      throw Failure("no record is named", hint: "casevault correct <record> <field=value> ...", .usage)
    }
    try options.withVault { vault in
      let place = try vault.place(ofRecord: named)
      guard !place.isErased else { throw VaultError.erased(place.id) }
      let id = try correct(place.kind.contentType, place, words, vault)
      if options.json { return try Terminal.printJSON(["id": id.hex, "corrects": place.id.hex]) }
      try Terminal.print("\(place.kind.displayName) \(id.short) corrects \(place.id.short)")
    }
  }

  private func correct<Content: RecordContent>(
    _ type: Content.Type, _ place: RecordPlace, _ words: FieldWords, _ vault: OpenVault
  ) throws -> RecordID {
    let made: [RecordKind] = [.codedRecord, .redactedCopy, .redactionCertificate, .release, .trip, .tripEntry]
    guard !made.contains(Content.kind) else {
      throw Failure("a \(Content.kind.displayName) is not corrected by hand", hint: "make a new one", .refused)
    }
    guard let latest = try vault.versions(leadingTo: ID<Content>(place.id), in: place.caseID).last else {
      throw VaultError.unknown(what: "record")
    }
    var base = try FieldTree(json: latest.content.json())
    if let text = (latest.content as? any TextRecord)?.text { try base.replace("text", with: text) }
    let isNested = [.recommendation, .registerRecommendation].contains(Content.kind)
    let tree = try words.tree(
      over: base, prefix: isNested ? "details." : "", private: ["names", "iin", "words", "text"])
    let content = try tree.decode(Content.self, resolve: try vault.resolver(in: place.caseID))
    try content.validate(try vault.codebook())
    try ConsentRule.check(content, correcting: latest.content, in: place.caseID, vault)
    guard content != latest.content else { throw Failure("nothing differs", hint: "nothing was changed", .invalid) }
    return try vault.record(content, in: place.caseID, corrects: latest.id).record
  }
}
