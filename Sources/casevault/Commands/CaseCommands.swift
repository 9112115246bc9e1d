import ArgumentParser
import Records
import Vault

/// `casevault case`.
struct CaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case", abstract: "Cases: one person's, one incident's or one visit's file.",
    discussion: "Example: casevault case list",
    subcommands: [New.self, List.self, Show.self, Close.self, Reopen.self], defaultSubcommand: List.self)

  /// `casevault case new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Open a case.",
      discussion: """
        The title is asked for, or read with --from, so that it never stands in the shell's history.

        Example: casevault case new --reference 2022-014
        """)

    @OptionGroup var input: TextInput
    @Option(help: "The organisation's own reference, a number for instance.") var reference: String?
    @OptionGroup var options: VaultOptions

    func run() throws {
      let title = try input.line(prompt: "Title of the case: ", limit: RecordLimit.line)
      try options.withVault { vault in
        let content = CaseTitle(title: title, reference: reference)
        try content.validate(try vault.codebook())
        let id = try vault.openCase(title: content)
        if options.json { return try Terminal.printJSON(["case": id.hex]) }
        try Terminal.print("case \(id.short)")
      }
    }
  }

  /// `casevault case list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the cases; titles only of those you may read.", discussion: "Example: casevault case list --json")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let cases = try vault.cases()
        if options.json { return try Terminal.printJSON(cases.map { CaseRow($0, vault) }) }
        try Terminal.printTable(
          ["case", "opened", "by", "open to you", "records", "title"],
          cases.map { item in
            [
              item.id.short, String(item.openedAt.prefix(10)), vault.handle(of: item.opener),
              item.readable.isEmpty ? "–" : item.readable.map(\.rawValue).joined(separator: ","),
              String(item.records), (item.closed ? "[closed] " : "") + (item.title ?? "–"),
            ]
          }, empty: "no cases yet; make one with `casevault case new`")
      }
    }
  }

  /// `casevault case show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a case holds.",
      discussion: """
        Without --compartment everything you can open is shown, and what you cannot is counted. With it, an absent key \
        is an error.

        Example: casevault case show 3f2a --compartment testimony
        """)

    @Argument(help: "The case: the first four digits of its identifier or more.") var id: String
    @Option(help: "Only this compartment.") var compartment: Compartment?
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let caseID = try vault.caseID(id)
        let summary = try vault.caseSummary(caseID)
        if let compartment {
          let isEmpty = try !vault.hasRecords(compartment, in: caseID)
          guard vault.holdsKey(compartment, of: caseID) || (isEmpty && vault.mayEverOpen(compartment, of: caseID))
          else {
            throw VaultError.noKey(case: caseID, compartment: compartment)
          }
        } else if summary.readable.isEmpty {
          throw VaultError.noKey(case: caseID, compartment: .testimony)
        }
        try CaseView(vault: vault, summary: summary, only: compartment).show(json: options.json)
      }
    }
  }

  /// `casevault case close`.
  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Close a case to new records.", discussion: "Example: casevault case close 3f2a")

    @Argument(help: "The case.") var id: String
    @OptionGroup var options: VaultOptions

    func run() throws { try options.setClosed(true, id) }
  }

  /// `casevault case reopen`.
  struct Reopen: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Open a closed case again.", discussion: "Example: casevault case reopen 3f2a")

    @Argument(help: "The case.") var id: String
    @OptionGroup var options: VaultOptions

    func run() throws { try options.setClosed(false, id) }
  }
}

extension VaultOptions {
  fileprivate func setClosed(_ closed: Bool, _ text: String) throws {
    try withVault { vault in
      let id = try vault.caseID(text)
      try vault.setClosed(closed, id)
      if json { return try Terminal.printJSON(["case": id.hex, "closed": String(closed)]) }
      try Terminal.print("case \(id.short) is \(closed ? "closed" : "open")")
    }
  }
}

/// A case in JSON.
struct CaseRow: Encodable {
  let id: String
  let title: String?
  let opener: String
  let openedAt: String
  let closed: Bool
  let readable: [Compartment]
  let records: Int

  init(_ summary: CaseSummary, _ vault: OpenVault) {
    id = summary.id.hex
    title = summary.title
    opener = vault.handle(of: summary.opener)
    openedAt = summary.openedAt
    closed = summary.closed
    readable = summary.readable
    records = summary.records
  }
}
