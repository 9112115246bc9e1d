import ArgumentParser
import Platform
import Publication
import Sodium

extension PublishCommand {
  /// `casevault publish perturbed`.
  struct Perturbed: ParsableCommand {
    /// The methods, as they are typed.
    enum Method: String, CaseIterable, ExpressibleByArgument {
      case randomRounding = "random-rounding"
      case smallCountRounding = "small-count-rounding"
      case cellKey = "cell-key"
      case differentialPrivacy = "differential-privacy"
    }

    static let configuration = CommandConfiguration(
      abstract: "Publish a table rounded or noised instead of suppressed.",
      discussion: """
        Needs no vault. Never beside exact figures of the same data: name all earlier releases in the specification. The key \
        makes the noise of the same records always the same; keep it as long as figures of these data are published, and \
        tell it nobody. A key file that is not there is made.

        Example: casevault publish perturbed --input rows.csv --spec rows.json --method cell-key --key noise.key --out table
        """)

    @Option(help: "The rows: CSV with a header line.") var input: String
    @Option(help: "The specification (JSON), as of `publish table`; unit and person name columns.") var spec: String
    @Option(help: "random-rounding, small-count-rounding, cell-key or differential-privacy.") var method: Method
    @Option(help: "The file with the secret key of these data.") var key: String
    @Option(help: "Rounding: the base.") var base = 5
    @Option(help: "Cell key: the greatest noise, D.") var bound = 5
    @Option(help: "Cell key: the variance of the noise.") var variance = 4.0
    @Option(help: "Differential privacy: what is spent, 1/2 for instance.") var epsilon: String?
    @Option(help: "Differential privacy with Gaussian noise: what is spent.") var rho: String?
    @Option(help: "Differential privacy: the most incidents of one person that count.") var incidents = 1
    @Option(help: "Differential privacy: the file with the budget of these data.") var budget: String?
    @Option(help: "Differential privacy: the mean error of a cell you accept.") var acceptError: Double?
    @Option(help: "The folder to make for the files.") var out: String
    @OptionGroup var options: OutputOptions

    func run() throws {
      let folder = try PackageFolder(out)
      let specification = try TableSpecification(try PosixFile.readAll(spec, limit: 16 << 20))
      let progress = Terminal.progress("reading")
      let file = try DelimitedFile(input, keeping: specification.columns) { progress.update($0, of: 0) }
      progress.finish()
      let (shape, records) = try specification.records { name in
        guard let column = file.column(name) else {
          throw Failure("\(input) has no column \(name)", hint: "correct the specification", .invalid)
        }
        return column
      }
      let earlier = try specification.earlier.map { name in
        let path = name.hasPrefix("/") ? name : Folder.parent(of: spec) + "/" + name
        return try PerturbedTable.method(ofRelease: try PackageFolder.files(in: path))
      }
      let keyed = try Self.keyed(key)
      let chosen = try chosenMethod()
      var spent: PrivacyBudget?
      if case .differentialPrivacy(let privacy) = chosen {
        // Told before it is chosen, and spent before anything is drawn.
        let expected = try privacy.meanExpectedError(of: shape)
        guard let acceptError, expected <= acceptError else {
          throw PerturbationProblem.errorNotAccepted(expected: expected)
        }
        guard !earlier.contains(where: PerturbedTable.Method.isExact) else {
          throw PerturbationProblem.besideExactRelease
        }
        spent = try spend(privacy, specification)
      }
      var random = SodiumRandom()
      let table = try PerturbedTable(shape, records, chosen, beside: earlier, keyed: keyed, using: &random)
      let files = try table.package(specification, budget: spent, digest: Digest256.hash)
      try folder.write(files)
      if options.json {
        return try Terminal.printJSON(["folder": out, "method": method.rawValue, "cells": String(table.numbers.count)])
      }
      try Terminal.print("\(out): \(table.numbers.count) numbers, \(method.rawValue)")
      if let spent {
        try Terminal.print(
          "budget: \(spent.spentEpsilon?.description ?? "?") of \(spent.totalEpsilon) epsilon, "
            + "\(spent.spentRho?.description ?? "?") of \(spent.totalRho) rho; together epsilon \(spent.epsilon(delta: 1e-6)) at "
            + "delta 0.000001")
      }
      try Terminal.note("Never publish exact figures of the same data beside it.")
    }

    private func chosenMethod() throws -> PerturbedTable.Method {
      switch method {
      case .randomRounding: return .randomRounding(try RandomRounding(base: base))
      case .smallCountRounding: return .smallCountRounding(try SmallCountRounding(base: base))
      case .cellKey: return .cellKey(try CellKeyNoise(bound: bound, variance: variance))
      case .differentialPrivacy:
        switch (epsilon.map { Rational($0) }, rho.map { Rational($0) }) {
        case (let amount??, nil):
          return .differentialPrivacy(try DifferentialPrivacy(.epsilon(amount), incidents: incidents))
        case (nil, let amount??):
          return .differentialPrivacy(try DifferentialPrivacy(.rho(amount), incidents: incidents))
        default: throw PerturbationProblem.parameters
        }
      }
    }

    private func spend(_ privacy: DifferentialPrivacy, _ specification: TableSpecification) throws -> PrivacyBudget {
      guard let budget else {
        throw Failure(
          "no budget was named", hint: #"--budget FILE with {"totalEpsilon": "1", "totalRho": "0", "entries": []}"#,
          .usage)
      }
      var ledger = try PrivacyBudget(try PosixFile.readAll(budget, limit: 1 << 20))
      try ledger.spend(privacy, on: specification.title.english)
      try AtomicFile.write(try ledger.json.file(), to: budget)
      return ledger
    }

    /// The keyed function of a key file, which is made where there is none.
    private static func keyed(_ path: String) throws -> KeyedCounts.KeyedFunction {
      if try !Folder.exists(path) {
        var random = SodiumRandom()
        let fresh = (0..<4).flatMap { _ in
          let word = random.next()
          return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        try AtomicFile.write(fresh, to: path, replacing: false)
      }
      let bytes = try PosixFile.readAll(path, limit: 64)
      guard bytes.count == 32 else { throw Failure("\(path) is not a key file of 32 bytes", .invalid) }
      let key = try GuardedKey(copying: bytes)
      return { Authentication.tag($0, key: key) }
    }
  }
}
