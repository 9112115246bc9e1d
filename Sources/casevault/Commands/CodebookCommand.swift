import ArgumentParser
import Records
import Vault

/// `casevault codebook`.
struct CodebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codebook", abstract: "The code lists this vault uses.",
    discussion: "Example: casevault codebook lists",
    subcommands: [Lists.self, Show.self, Export.self, Replace.self], defaultSubcommand: Lists.self)

  /// `casevault codebook lists`.
  struct Lists: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name the lists.", discussion: "Example: casevault codebook lists")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let codebook = try vault.codebook()
        if options.json { return try Terminal.printJSON(codebook.tables.map(\.list.rawValue)) }
        try Terminal.printTable(
          ["list", "codes"], codebook.tables.map { [$0.list.rawValue, String($0.entries.count)] }, empty: "no lists")
      }
    }
  }

  /// `casevault codebook show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the codes of a list in English, Russian and Kazakh.",
      discussion: "Example: casevault codebook show allegation")

    @Argument(help: "The list.") var list: CodeList
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let entries = try vault.codebook().entries(list)
        if options.json { return try Terminal.printJSON(entries) }
        try Terminal.printTable(
          ["code", "English", "русский", "қазақша"],
          entries.map { [$0.code, $0.labels.en, $0.labels.ru, $0.labels.kk] }, empty: "no codes")
      }
    }
  }

  /// `casevault codebook export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the codebook as JSON, to edit and replace.",
      discussion: "Example: casevault codebook export > codebook.json")

    @OptionGroup var options: VaultOptions

    func run() throws { try options.withVault { try Terminal.printJSON(try $0.codebook()) } }
  }

  /// `casevault codebook replace`.
  struct Replace: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replace the codebook; records keep the codes they have.",
      discussion: "The version must rise.\n\nExample: casevault codebook replace codebook.json")

    @Argument(help: "A file, or - for standard input.") var file: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      let new = try Codebook.decode(json: TextInput.read(file, limit: RecordLimit.json))
      try options.withVault { vault in
        try new.validate(new)
        let register = try vault.register
        let present = try vault.records(Codebook.self, in: register).last
        guard new.version > present?.content.version ?? 0 else {
          throw Failure("the version must be higher than \(present?.content.version ?? 0)", hint: "raise it", .invalid)
        }
        try vault.record(new, in: register, corrects: present?.id)
        if options.json { return try Terminal.printJSON(["version": new.version]) }
        try Terminal.print("codebook version \(new.version)")
      }
    }
  }
}
