import ArgumentParser
import Foundation
import Platform
import Publication
import Records
import Sodium
import Vault

/// `casevault publish`.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Figures that give nobody away.",
    discussion: """
      Tables are counted from coded records alone. Small numbers are hidden, and others with them, so that no row, \
      column or total gives a hidden number back within the table. Releases are not yet checked against each other, and \
      approval by a second member is not asked for yet: have somebody else read the page before it leaves.

      Example: casevault publish table --unit statements --rows channel --out briefing
      """, subcommands: [Table.self, MicrodataCommand.self, Dimensions.self, List.self], defaultSubcommand: List.self)

  /// `casevault publish table`.
  struct Table: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Publish a table of one or two dimensions: CSV, JSON and a page in three languages.",
      discussion: """
        Units: statements, allegations, interviews, or persons (the distinct persons interviewed).

        Example: casevault publish table --unit statements --rows channel --out briefing
        """)

    @Option(help: "What is counted: statements, allegations, interviews or persons.") var unit: CountingUnit
    @Option(help: "The dimension going down; see `casevault publish dimensions`.") var rows: String
    @Option(help: "The dimension going across.") var columns: String?
    @Option(help: "Fewest distinct persons behind a number; 5, or 10 where a dimension names facilities or minors.")
    var threshold: Int?
    @Option(help: "Title; write no number into it.") var title: String?
    @Option(help: "For whom, recorded with the release.") var audience = "public"
    @Option(help: "First month, 2022-01 for instance.") var since: String?
    @Option(help: "Last month.") var until: String?
    @Flag(help: "Show every zero; then hidden numbers are known not to be zero.") var publishZeros = false
    @Option(help: "The folder to make for the files.") var out: String
    @OptionGroup var objections: ObjectionRule
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let plan = try TablePlan(
          unit: unit, rows: rows, columns: columns, threshold: threshold, title: title, since: since, until: until,
          publishZeros: publishZeros, objections: objections, vault)
        let progress = Terminal.progress("protecting the table")
        let table = try FrequencyTable(plan.spec, counting: plan.observations()).protected()
        progress.finish()
        var files: [(name: String, bytes: [UInt8])] = [("table.json", Array(try table.json().utf8))]
        for language in PageLanguage.allCases {
          files.append(("table.\(language.rawValue).csv", Array(table.csv(in: language).utf8)))
          files.append(("table.\(language.rawValue).html", Array(try table.html(in: language).utf8)))
        }
        let release = try write(files, plan, vault)
        if options.json {
          return try Terminal.printJSON(
            Published(
              release: release.hex, folder: out, cells: table.audit.cells, suppressed: table.audit.suppressedCells,
              scope: table.audit.scope, files: files.map(\.name)))
        }
        try Terminal.print(
          "release \(release.short) in \(out): \(table.audit.cells) numbers, \(table.audit.suppressedCells) of them hidden; "
            + table.audit.scope)
        try Terminal.note("Not yet checked against earlier releases, and approved by nobody but you.")
      }
    }

    /// The folder appears whole, and only after the release is in the ledger.
    private func write(
      _ files: [(name: String, bytes: [UInt8])], _ plan: TablePlan, _ vault: OpenVault
    ) throws -> ID<Release> {
      guard try !Folder.exists(out) else { throw PlatformError.alreadyExists }
      let making = out + ".making-" + String(UInt32.random(in: .min ... .max), radix: 16)
      try Folder.create(making, parents: true)
      do {
        for file in files { try AtomicFile.write(file.bytes, to: making + "/" + file.name, replacing: false) }
        let released = try files.map { file in
          guard let digest = ContentDigest(bytes: Digest256.hash(file.bytes)) else {
            throw VaultError.unknown(what: "digest")
          }
          return ReleasedFile(
            name: file.name, sha256: digest,
            json: file.name.hasSuffix(".json") ? String(decoding: file.bytes, as: UTF8.self) : nil)
        }
        let release = Release(
          title: plan.spec.title.english, audience: audience,
          date: try PartialDate(String(Date().formatted(.iso8601).prefix(10))), files: released,
          rules: plan.rules, drafter: vault.member)
        let id = try vault.write { try $0.add(release, to: try vault.register) }
        try Folder.rename(making, to: out)
        return id
      } catch {
        try? Folder.removeTree(making)
        throw error
      }
    }

    private struct Published: Encodable {
      let release: String
      let folder: String
      let cells: Int
      let suppressed: Int
      let scope: String
      let files: [String]
    }
  }

  /// `casevault publish dimensions`.
  struct Dimensions: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name the dimensions a table can have.", discussion: "Example: casevault publish dimensions")

    @OptionGroup var options: VaultOptions

    func run() throws {
      if options.json { return try Terminal.printJSON(CodedRecord.dimensionNames) }
      for name in CodedRecord.dimensionNames { try Terminal.print(name) }
    }
  }

  /// `casevault publish list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what has been published.", discussion: "Example: casevault publish list --json")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let releases = try vault.records(Release.self, in: try vault.register)
        if options.json { return try Terminal.printJSON(releases.map { RecordRow($0, vault) }) }
        try Terminal.printTable(
          ["release", "date", "audience", "by", "title", "override"],
          releases.map {
            [
              $0.id.short, $0.content.date.description, $0.content.audience, vault.handle(of: $0.author),
              $0.content.title, $0.content.rules.first { $0.hasPrefix("counted against") } ?? "–",
            ]
          }, empty: "nothing published yet")
      }
    }
  }
}
