import ArgumentParser
import Records
import Vault

/// How one kind of record appears on the command line. Adding a kind is one value of this and one line in the list
/// of commands.
protocol RecordEntry {
  associatedtype Content: RecordContent
  /// Name of the command.
  static var name: String { get }
  /// What it is for, in a line.
  static var abstract: String { get }
  /// The fields people use, and an example.
  static var help: String { get }
  /// Fields that identify somebody or repeat what was said.
  static var sensitive: Set<String> { get }
  /// Where the record nests its own fields.
  static var prefix: String { get }
  /// Headings and cells of a list.
  static var columns: [String] { get }
  static func cells(_ content: Content, _ codebook: Codebook) -> [String]
  /// A last touch before the record is checked and kept.
  static func complete(_ content: inout Content)
}

extension RecordEntry {
  static var prefix: String { "" }
  static var sensitive: Set<String> { [] }
  static func complete(_ content: inout Content) {}
  /// Whether records of this kind lie in the register instead of a case.
  static var inRegister: Bool { Content.kind.compartment == .reference }
}

/// `casevault <record>`.
struct RecordGroup<Entry: RecordEntry>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Entry.name, abstract: Entry.abstract,
      discussion: "Example: casevault \(Entry.name) list\(Entry.inRegister ? "" : " 3f2a")",
      subcommands: [AddRecord<Entry>.self, ListRecords<Entry>.self, ShowRecord<Entry>.self])
  }
}

/// `casevault <record> add`.
struct AddRecord<Entry: RecordEntry>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "add", abstract: "Record one.",
      usage: "casevault \(Entry.name) add \(Entry.inRegister ? "" : "<case> ")<field=value> ...",
      discussion: """
        \(Entry.help)

        A value is written out, read from a file (field=@file) or standard input (field=@-), or asked for at the \
        terminal (field=?). Dates may be partial (2022-01, 2022, XXXX) or estimated (2022-01-17~). Another record is \
        named by the first digits of its identifier, a facility by its code, a member by their handle.
        """)
  }

  @OptionGroup var words: FieldWords
  @OptionGroup var options: VaultOptions

  func run() throws {
    var words = words
    let named = Entry.inRegister ? nil : words.takeCase()
    try options.withVault { vault in
      let caseID: ID<Case>
      if Entry.inRegister {
        caseID = try vault.register
      } else {
        guard let named else {
          throw Failure("no case is named", hint: "casevault \(Entry.name) add <case> <field=value> ...", .usage)
        }
        caseID = try vault.caseID(named)
      }
      var base = FieldTree()
      for (field, value) in Entry.Content.kind.fieldDefaults { try base.set(field, to: value) }
      let tree = try words.tree(over: base, prefix: Entry.prefix, private: Entry.sensitive)
      var content = try tree.decode(Entry.Content.self, resolve: try vault.resolver(in: caseID))
      Entry.complete(&content)
      try content.validate(try vault.codebook())
      try ConsentRule.check(content, in: caseID, vault)
      let id = try vault.record(content, in: caseID)
      if options.json { return try Terminal.printJSON(["id": id.hex, "case": caseID.hex]) }
      try Terminal.print("\(Entry.Content.kind.displayName) \(id.short)")
    }
  }
}

extension FieldWords {
  /// The first word, when it is no field: the case.
  mutating func takeCase() -> String? {
    guard let first = fields.first, !first.contains("=") else { return nil }
    fields.removeFirst()
    return first
  }
}

/// `casevault <record> list`.
struct ListRecords<Entry: RecordEntry>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List them.",
      usage: "casevault \(Entry.name) list\(Entry.inRegister ? "" : " [<case>]")",
      discussion: "Example: casevault \(Entry.name) list\(Entry.inRegister ? "" : " 3f2a") --json")
  }

  @Argument(help: "The case; without it, every case you can open.") var id: String?
  @Flag(help: "Earlier versions too.") var all = false
  @OptionGroup var options: VaultOptions

  func run() throws {
    try options.withVault { vault in
      let compartment = Entry.Content.kind.compartment
      let cases: [ID<Case>]
      if Entry.inRegister {
        cases = [try vault.register]
      } else if let id {
        cases = [try vault.caseID(id)]
      } else {
        cases = try vault.cases().map(\.id).filter { vault.holdsKey(compartment, of: $0) }
      }
      if compartment == .identity { try vault.announceIdentity(of: cases) }
      var rows: [RecordRow<Entry.Content>] = []
      for caseID in cases {
        let records = try vault.history(Entry.Content.self, in: caseID)
        rows += records.filter { all || $0.isCurrent }.map { RecordRow($0, vault) }
      }
      if options.json { return try Terminal.printJSON(rows) }
      let codebook = try vault.codebook()
      let shown = cases.count > 1
      try Terminal.printTable(
        ["id"] + (shown ? ["case"] : []) + Entry.columns,
        rows.map { row in
          [String(row.id.prefix(8))] + (shown ? [String(row.case.prefix(8))] : [])
            + Entry.cells(row.content, codebook)
        }, empty: "none recorded")
    }
  }
}

/// `casevault <record> show`.
struct ShowRecord<Entry: RecordEntry>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: "Show one, every version of it.",
      discussion: "Example: casevault \(Entry.name) show 9b1c")
  }

  @Argument(help: "The record: the first four digits of its identifier or more.") var id: String
  @OptionGroup var options: VaultOptions

  func run() throws {
    try options.withVault { vault in
      let place = try vault.place(ofRecord: id)
      guard place.kind == Entry.Content.kind else {
        throw Failure("that is a \(place.kind.displayName)", hint: "see `casevault case show`", .notFound)
      }
      guard !place.isErased else { throw VaultError.erased(place.id) }
      let chain = try vault.versions(leadingTo: ID<Entry.Content>(place.id), in: place.caseID)
      if options.json { return try Terminal.printJSON(chain.map { RecordRow($0, vault) }) }
      for record in chain { try RecordView.print(record, vault) }
    }
  }
}

/// A record in JSON: what the ledger says of it, then its content.
struct RecordRow<Content: RecordContent>: Encodable {
  let id: String
  let `case`: String
  let kind: RecordKind
  let author: String
  let recordedAt: String
  let corrects: String?
  let correctedBy: String?
  let text: String?
  let content: Content

  init(_ record: StoredRecord<Content>, _ vault: OpenVault) {
    id = record.id.hex
    `case` = record.caseID.hex
    kind = Content.kind
    author = vault.handle(of: record.author)
    recordedAt = record.recordedAt
    corrects = record.corrects?.hex
    correctedBy = record.correctedBy?.hex
    text = (record.content as? any TextRecord)?.text
    content = record.content
  }
}

/// A record as text.
enum RecordView {
  static func print<Content: RecordContent>(_ record: StoredRecord<Content>, _ vault: OpenVault) throws {
    let state = record.isCurrent ? "" : " (corrected by \(record.correctedBy?.short ?? ""))"
    try Terminal.print(
      "\(Content.kind.displayName) \(record.id.short)\(state), \(vault.handle(of: record.author)), \(record.recordedAt)"
    )
    // The key of an attached file belongs into no terminal's scrollback; `casevault get` is the way to the file.
    for field in try FieldTree(json: record.content.json()).fields where field.path != "file.fileKey" {
      try Terminal.printText("  \(field.path): \(field.text)")
    }
    if let text = (record.content as? any TextRecord)?.text { try Terminal.printText("\n" + text + "\n") }
  }
}

extension OpenVault {
  /// All versions of the record `id` is a version of, oldest first.
  func versions<Content: RecordContent>(leadingTo id: ID<Content>, in caseID: ID<Case>) throws
    -> [StoredRecord<Content>]
  {
    let all = try history(Content.self, in: caseID)
    var family: Set<ID<Content>> = [id]
    var isGrowing = true
    while isGrowing {
      let before = family.count
      for record in all {
        if family.contains(record.id), let earlier = record.corrects { family.insert(earlier) }
        if let earlier = record.corrects, family.contains(earlier) { family.insert(record.id) }
      }
      isGrowing = family.count > before
    }
    return all.filter { family.contains($0.id) }
  }
}
