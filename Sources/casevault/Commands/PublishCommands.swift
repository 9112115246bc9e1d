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
      Tables are counted from coded records alone. Small numbers are hidden, and others with them, so that neither a \
      row, a column or a total nor an earlier release gives a hidden number back. One member drafts a release, another \
      approves and signs it; anybody can check it with `casevault verify-release`.

      Example: casevault publish table --unit statements --rows channel --out briefing
      """,
    subcommands: [Lint.self, Approve.self, Withdraw.self, Key.self, List.self, Inside.self, Dimensions.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Figures",
        subcommands: [
          Visits.self, Regions.self, Statements.self, Allegations.self, Interviews.self, Recommendations.self,
          Outcomes.self, Changes.self, Table.self, Perturbed.self, MicrodataCommand.self,
        ])
    ], defaultSubcommand: List.self)

  /// `casevault publish table`.
  struct Table: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Publish a table: a package of files in three languages.",
      discussion: """
        From the vault, by one or two dimensions; units: statements, allegations, interviews, or persons (the distinct \
        persons interviewed). Or, without a vault, from any delimited file by a specification with any number of \
        dimensions and hierarchies; see docs/disclosure-control.md.

        Example: casevault publish table --unit statements --rows channel --out briefing
        Example: casevault publish table --input visits.csv --spec visits.json --out visits
        """)

    @Option(help: "Rows to count instead of the vault's records: CSV with a header line.") var input: String?
    @Option(help: "The specification (JSON) for --input.") var spec: String?
    @Option(help: "What is counted: statements, allegations, interviews or persons.") var unit: CountingUnit?
    @Option(help: "The dimension going down; see `casevault publish dimensions`.") var rows: String?
    @Option(help: "The dimension going across.") var columns: String?
    @Option(help: "Fewest distinct persons behind a number; 5, or 10 where a dimension names facilities or minors.")
    var threshold: Int?
    @Option(help: "Title; write no number into it.") var title: String?
    @Option(help: "For whom, recorded with the release.") var audience = "public"
    @Option(help: "First month, 2022-01 for instance.") var since: String?
    @Option(help: "Last month.") var until: String?
    @Flag(help: "Show every zero; then hidden numbers are known not to be zero.") var publishZeros = false
    @Option(help: "The release these figures correct; it is not audited together with them.") var replaces: String?
    @Option(help: "The licence's identifier, CC-BY-4.0 for instance.") var licence: String?
    @Option(help: "The folder to make for the files.") var out: String
    @OptionGroup var objections: ObjectionRule
    @OptionGroup var options: VaultOptions

    func validate() throws {
      guard (input == nil) == (spec == nil) else { throw ValidationError("--input and --spec go together") }
      guard (input == nil) == (unit != nil && rows != nil) else {
        throw ValidationError("give --unit and --rows, or --input and --spec")
      }
    }

    func run() throws {
      if let input, let spec {
        let package = try SpecifiedTable(input: input, specPath: spec, out: out).publish()
        if options.json { return try Terminal.printJSON(Counted(folder: out, package)) }
        return try Terminal.print(
          "\(out): \(package.cells.all) numbers, \(package.cells.suppressed) of them hidden; "
            + package.reach.lowercased())
      }
      guard let unit, let rows else { return }
      try options.withVault { vault in
        guard let source = CountedSource(unit), [.statements, .allegations, .interviews, .persons].contains(source)
        else {
          throw Failure(
            "\(unit.rawValue) are not counted from coded records",
            hint: "choose statements, allegations, interviews or persons", .invalid)
        }
        let names = [rows] + (columns.map { [$0] } ?? [])
        for name in names where !CodedRecord.dimensionNames.contains(name) {
          throw PublicationError.unknownDimension(name, available: CodedRecord.dimensionNames)
        }
        let plan = try TablePlan(
          source, by: names, threshold: threshold, title: title.map { LocalizedText($0) }, since: since, until: until,
          publishZeros: publishZeros, objections: objections, vault)
        let drafted = try DraftedRelease(
          [plan], audience: audience, replaces: replaces, licence: licence, out: out, vault)
        if options.json { try Terminal.printJSON(drafted) } else { try drafted.show() }
      }
    }

    private struct Counted: Encodable {
      let folder: String
      let cells: Int
      let suppressed: Int
      let scope: String

      init(folder: String, _ package: ReleasePackage) {
        self.folder = folder
        cells = package.cells.all
        suppressed = package.cells.suppressed
        scope = package.reach
      }
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
}
