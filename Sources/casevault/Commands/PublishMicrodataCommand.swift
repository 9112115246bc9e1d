import ArgumentParser
import Platform
import Publication
import Sodium

extension PublishCommand {
  /// `casevault publish microdata`.
  struct MicrodataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "microdata", abstract: "Publish rows about persons, made coarser until each is like several others.",
      discussion: """
        Needs no vault. The specification names the quasi-identifiers with their hierarchies, the sensitive columns and \
        the rules; every other column is left out. See docs/disclosure-control.md for an example.

        Example: casevault publish microdata --input interviews.csv --spec interviews.json --out interviews
        """)

    @Option(help: "The rows: CSV with a header line.") var input: String
    @Option(help: "The specification (JSON).") var spec: String
    @Option(help: "The folder to make for the files.") var out: String
    @OptionGroup var options: OutputOptions

    func run() throws {
      let folder = try PackageFolder(out)
      let specification = try MicrodataSpecification(try PosixFile.readAll(spec, limit: 16 << 20))
      let hierarchies = try specification.quasiIdentifiers.map { try Hierarchy($0, beside: spec) }
      let data = try Self.read(input, specification, hierarchies)
      let population = try specification.population.map {
        try Self.read(Self.path($0, beside: spec), specification, hierarchies, sensitive: false)
      }
      let progress = Terminal.progress("recoding")
      let table = try ProtectedMicrodata(data, specification.rules, population: population) {
        progress.update($0, of: $1)
      }
      progress.finish()
      var random = SodiumRandom()
      let files = try table.package(specification, using: &random, digest: Digest256.hash)
      try folder.write(files)
      if options.json { return try Terminal.printJSON(Result(table, folder: out)) }
      try show(table)
    }

    private func show(_ table: ProtectedMicrodata) throws {
      func share(_ value: Double) -> String { "\((value * 1000).rounded() / 10) %" }
      func risk(_ name: String, _ risk: ReidentificationRisk) -> [String] {
        [
          name, String(risk.uniqueRows), share(risk.prosecutorHighest), risk.journalistHighest.map(share) ?? "-",
          share(risk.marketer),
        ]
      }
      let l = table.measures.l.map { ", l = \($0)" } ?? ""
      let t = table.measures.t.map { ", t = \(($0 * 1000).rounded() / 1000)" } ?? ""
      try Terminal.print("\(out): \(table.classes) classes, k = \(table.measures.k)\(l)\(t)")
      try Terminal.print(
        "information lost \((table.informationLoss * 10_000).rounded() / 10_000), cells suppressed \(table.suppressedCells), "
          + "rows left out \(table.suppressedRows)")
      try Terminal.printTable(
        ["rows", "unique", "prosecutor", "journalist", "marketer"],
        [risk("before", table.riskBefore), risk("after", table.riskAfter)], empty: "")
      try Terminal.note("It holds for this file alone and for what the specification names as known to an outsider.")
    }

    private struct Result: Encodable {
      let folder: String
      let classes: Int
      let measures: MicrodataMeasures
      let wildcardMeasures: MicrodataMeasures?
      let informationLoss: Double
      let suppressedCells: Int
      let suppressedRows: Int
      let riskBefore: ReidentificationRisk
      let riskAfter: ReidentificationRisk

      init(_ table: ProtectedMicrodata, folder: String) {
        self.folder = folder
        classes = table.classes
        measures = table.measures
        wildcardMeasures = table.wildcardMeasures
        informationLoss = table.informationLoss
        suppressedCells = table.suppressedCells
        suppressedRows = table.suppressedRows
        riskBefore = table.riskBefore
        riskAfter = table.riskAfter
      }
    }

    /// The lines of a hierarchy, or none where values are told or not.
    private struct Hierarchy {
      let column: String
      let declared: ValueHierarchy?

      init(_ identifier: MicrodataSpecification.QuasiIdentifier, beside spec: String) throws {
        column = identifier.column
        switch identifier.hierarchy {
        case .flat: declared = nil
        case .lines(let lines): declared = try ValueHierarchy(lines: lines)
        case .file(let name):
          let path = MicrodataCommand.path(name, beside: spec)
          do {
            declared = try ValueHierarchy(lines: try DelimitedFile(headerless: path).rows)
          } catch let problem as MicrodataProblem {
            throw Failure("\(path): \(Failure(microdata: problem).message)", hint: problem.hint, .invalid)
          }
        }
      }
    }

    private static func path(_ name: String, beside spec: String) -> String {
      name.hasPrefix("/") ? name : Folder.parent(of: spec) + "/" + name
    }

    private static func read(
      _ path: String, _ specification: MicrodataSpecification, _ hierarchies: [Hierarchy], sensitive: Bool = true
    ) throws -> Microdata {
      let names = hierarchies.map(\.column) + (sensitive ? specification.sensitive : [])
      let progress = Terminal.progress("reading")
      let file = try DelimitedFile(path, keeping: Set(names)) { progress.update($0, of: 0) }
      progress.finish()
      func column(_ name: String) throws -> [String] {
        guard let column = file.column(name) else {
          throw Failure("\(path) has no column \(name)", hint: "correct the specification", .invalid)
        }
        return column
      }
      let identifiers = try hierarchies.map { hierarchy in
        let values = try column(hierarchy.column)
        let known = try hierarchy.declared ?? ValueHierarchy(flat: Array(Set(values)).sorted())
        return try Microdata.QuasiIdentifier(name: hierarchy.column, values: values, hierarchy: known)
      }
      let attributes = sensitive ? specification.sensitive : []
      return try Microdata(
        quasiIdentifiers: identifiers,
        sensitive: try attributes.map { Microdata.SensitiveAttribute(name: $0, values: try column($0)) })
    }
  }
}
