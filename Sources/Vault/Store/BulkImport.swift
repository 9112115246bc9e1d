public import Platform
public import Records
import Sodium

/// What an import read, and whether it was kept.
public struct ImportReport: Sendable {
  /// How many rows were read.
  public internal(set) var rows = 0
  /// The first of the problems, in the order of the file.
  public internal(set) var problems: [ImportProblem] = []
  /// How many rows have a problem, also those not shown.
  public internal(set) var problemCount = 0
  /// Whether the records are now in the vault: all of them, or none.
  public internal(set) var isKept = false
}

extension OpenVault {
  /// Reads records of one kind from a table or JSON Lines and keeps them in one commit. If anything is wrong with any
  /// row, nothing is kept and the report says what; with `trying`, nothing is kept in any case.
  ///
  /// Rows are checked and sealed on all cores while the database takes those before; memory is bounded. `resolve` turns
  /// what stands for another record into its identifier. `progress` hears the rows done.
  public func importRecords<Content: RecordContent>(
    _ type: Content.Type, from input: PosixFile, format: ImportFormat, to caseID: ID<Case>, trying: Bool = false,
    codebook: Codebook = .standard, shown: Int = 20, resolve: @escaping RecordRows<Content>.Resolve = { _ in nil },
    complete: @escaping @Sendable (Content) throws(RecordError) -> Content = { $0 }, progress: ((Int) -> Void)? = nil
  ) throws -> ImportReport {
    try requireWritable(Content.kind, caseID)
    let rows = RecordRows<Content>(codebook: codebook, resolve: resolve, complete: complete)
    var report = ImportReport()
    if trying {
      try read(rows, input, format, sealer: nil, into: &report, shown, progress) { _ in }
      return report
    }
    var refresh = try codedRefresh(for: Content.kind, caseID)
    do {
      try write { draft in
        let sealer = try draft.recordSealer(Content.kind, of: caseID)
        try read(rows, input, format, sealer: sealer, into: &report, shown, progress) { record in
          guard let sealed = record.sealed else { return }
          try draft.append(sealed.line, sealed: sealed.bytes)
          if let content = record.content { refresh?.note(content, id: ID<Content>(sealed.line.id), corrects: nil) }
        }
        guard report.problemCount == 0 else { throw NothingKept() }
        try refresh?.write(to: draft)
      }
      report.isKept = true
    } catch is NothingKept {}
    return report
  }

  /// Ends the transaction of an import that found a problem.
  private struct NothingKept: Error {}

  private struct Imported<Content: RecordContent>: Sendable {
    let content: Content?
    let sealed: (line: RecordLine, bytes: [UInt8])?
  }

  private func read<Content: RecordContent>(
    _ rows: RecordRows<Content>, _ input: PosixFile, _ format: ImportFormat, sealer: RecordSealer?,
    into report: inout ImportReport, _ shown: Int, _ progress: ((Int) -> Void)?,
    _ each: (Imported<Content>) throws -> Void
  ) throws {
    var reader = RowReader(format)
    let pipeline = OrderedPipeline { (batch: RowBatch) in
      var random = BufferedRandom()
      return try rows.records(of: batch).map { row -> Result<Imported<Content>, ImportProblem> in
        switch row {
        case .failure(let problem): return .failure(problem)
        case .success(let prepared):
          guard let sealer else { return .success(Imported(content: nil, sealed: nil)) }
          let body = RecordBody(
            json: Envelope.wrap(prepared.json, corrects: nil), text: prepared.text, saltSeed: random.bytes(32))
          let (line, bytes) = try sealer.seal(body, id: RecordID(random: &random), salt: random.bytes(16))
          return .success(Imported(content: prepared.content, sealed: (line, bytes)))
        }
      }
    }
    func note(_ problem: ImportProblem) {
      report.problemCount += 1
      if report.problems.count < shown { report.problems.append(problem) }
    }
    var end: ImportProblem?
    try pipeline.run {
      do {
        return try reader.next { buffer, start, count in
          try input.readNext(into: &buffer, from: start, count: count)
        }
      } catch let problem as ImportProblem {
        end = problem
        return nil
      }
    } _: { records in
      for record in records {
        report.rows += 1
        switch record {
        case .failure(let problem): note(problem)
        case .success(let record): if report.problemCount == 0 { try each(record) }
        }
      }
      progress?(report.rows)
    }
    if let end { note(end) }
  }
}
