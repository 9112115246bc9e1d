import ArgumentParser
import Platform
import Records
import Vault

/// `casevault import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Record many at once, from a table or JSON Lines.",
    discussion: """
      Column names are the fields of the record, nested with dots (names.0.surname); a list is written with | between \
      its elements. All rows are kept, in one commit, or none. --dry-run says what would happen.

      Example: casevault import 3f2a notes.csv --kind note --dry-run
      """)

  @Argument(help: "The case; for facilities and other records of the register, the word register.") var id: String
  @Argument(help: "The file, or - for standard input.") var file: String
  @Option(help: "What the rows are: note, statement, allegation, person, interview, facility …") var kind: RecordKind
  @Option(help: "csv or jsonl; told by the file's name where it can be.") var format: ImportFormat?
  @Flag(help: "Check every row and keep nothing.") var dryRun = false
  @OptionGroup var options: VaultOptions

  func run() throws {
    guard let format = format ?? ImportFormat(fileName: file) else {
      throw ValidationError("Say --format csv or --format jsonl: the file's name does not tell.")
    }
    guard
      ![
        .codedRecord, .redactedCopy, .redactionCertificate, .release, .codebook, .pseudonymMap, .attachedFile,
        .medicalFile, .trip, .tripEntry,
      ].contains(kind)
    else { throw Failure("a \(kind.displayName) is not imported", hint: "see `casevault import --help`", .refused) }
    let input = file == "-" ? PosixFile(adopting: 0, closing: false) : try PosixFile.reading(file)
    try options.withVault { vault in
      let caseID = id == "register" ? try vault.register : try vault.caseID(id)
      let progress = Terminal.progress("importing")
      let report = try read(kind.contentType, input, format, caseID, vault) { progress.update($0, of: 0) }
      progress.finish()
      if options.json { try Terminal.printJSON(Row(report, dryRun: dryRun)) } else { try show(report) }
      guard report.problemCount == 0 else {
        throw Failure(
          "\(report.problemCount) of \(report.rows) rows cannot be recorded; nothing was kept",
          hint: "correct them and import again", .invalid)
      }
    }
  }

  private func read<Content: RecordContent>(
    _ type: Content.Type, _ input: PosixFile, _ format: ImportFormat, _ caseID: ID<Case>, _ vault: OpenVault,
    progress: @escaping (Int) -> Void
  ) throws -> ImportReport {
    let isConsented = try ConsentRule.check(rowsOf: type, in: caseID, vault)
    return try vault.importRecords(
      type, from: input, format: format, to: caseID, trying: dryRun, codebook: try vault.codebook(),
      resolve: try vault.resolver(in: caseID),
      complete: { (content) throws(RecordError) in
        try isConsented(content)
        return PersonEntry.completed(content)
      }, progress: progress)
  }

  private func show(_ report: ImportReport) throws {
    for problem in report.problems {
      try Terminal.print(
        "line \(problem.line)\(problem.field.map { ", \($0)" } ?? ""): \(Row.words(problem))")
    }
    if report.problemCount > report.problems.count {
      try Terminal.print("and \(report.problemCount - report.problems.count) more")
    }
    if report.problemCount == 0 {
      try Terminal.print("\(report.rows) \(kind.displayName) rows \(report.isKept ? "recorded" : "would be recorded")")
    }
  }

  private struct Row: Encodable {
    struct Problem: Encodable {
      let line: Int
      let field: String?
      let problem: String
    }
    let rows: Int
    let kept: Bool
    let dryRun: Bool
    let problemCount: Int
    let problems: [Problem]

    init(_ report: ImportReport, dryRun: Bool) {
      rows = report.rows
      kept = report.isKept
      self.dryRun = dryRun
      problemCount = report.problemCount
      problems = report.problems.map { Problem(line: $0.line, field: $0.field, problem: Self.words($0)) }
    }

    static func words(_ problem: ImportProblem) -> String {
      if case .record(let error) = problem.fault { return Failure(error).message + "; " + error.hint }
      return problem.fault.summary
    }
  }
}
