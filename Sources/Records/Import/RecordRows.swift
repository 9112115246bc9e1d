/// Makes records of one kind from rows. Safe to use on several threads at once.
public struct RecordRows<Content: RecordContent>: Sendable {
  /// Turns what somebody wrote for another record into its identifier; `nil` leaves it as it is.
  public typealias Resolve = @Sendable (String) throws(RecordError) -> RecordID?

  /// One record, checked and ready to be sealed.
  public struct Prepared: Sendable {
    /// The record, except where nothing but its stored form was made.
    public let content: Content?
    /// What is stored: ``RecordContent/json()``.
    public let json: [UInt8]
    /// The text beside it.
    public let text: [UInt8]
  }

  private let codebook: Codebook
  private let resolve: Resolve
  private let complete: @Sendable (Content) throws(RecordError) -> Content
  private let notes: NoteRows?

  /// Checks against `codebook`; `complete` adds what no row says, the random identifier of a
  /// person for instance, and refuses what a rule outside the record forbids.
  public init(
    codebook: Codebook, resolve: @escaping Resolve = { _ in nil },
    complete: @escaping @Sendable (Content) throws(RecordError) -> Content = { $0 }
  ) {
    self.codebook = codebook
    self.resolve = resolve
    self.complete = complete
    notes = Content.self == Note.self ? NoteRows(codebook: codebook, resolve: resolve) : nil
  }

  /// The records of a batch, or what is wrong with each row.
  public func records(of batch: RowBatch) -> [Result<Prepared, ImportProblem>] {
    let plan = notes?.plan(batch.columns)
    return (0..<batch.count).map { index in
      do throws(ImportFault) {
        if let notes, let plan {
          // What the short way refuses, the long way names.
          if let (json, text) = notes.read(batch, index, plan) {
            return .success(Prepared(content: nil, json: json, text: text))
          }
        }
        return .success(try prepare(try tree(of: batch, index)))
      } catch { return .failure(problem(error, batch, index)) }
    }
  }

  private func tree(of batch: RowBatch, _ index: Int) throws(ImportFault) -> FieldTree {
    let row = batch.row(index)
    guard !batch.columns.isEmpty else {
      guard let cell = row.first else { throw .notJSON }
      let line = batch.content(cell)
      guard line.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), let tree = try? FieldTree(json: line) else {
        throw .notJSON
      }
      return tree
    }
    guard row.count == batch.columns.count else {
      throw .columns(expected: batch.columns.count, found: row.count)
    }
    var tree = FieldTree()
    for (column, (name, cell)) in zip(batch.columns, row).enumerated() where cell.end > cell.start {
      guard let value = String(validating: batch.content(cell), as: UTF8.self) else { throw .notUTF8 }
      do { try tree.set(name, to: value) } catch { throw .badColumn(column + 1) }
    }
    return tree
  }

  private func prepare(_ tree: FieldTree) throws(ImportFault) -> Prepared {
    do throws(RecordError) {
      var tree = tree
      for (field, value) in Content.kind.fieldDefaults where !tree.contains(field) { try tree.set(field, to: value) }
      let content = try complete(try tree.decode(Content.self, resolve: resolve))
      try content.validate(codebook)
      let text = (content as? any TextRecord).map { Array($0.text.utf8) } ?? []
      return Prepared(content: content, json: try content.json(), text: text)
    } catch { throw .record(error) }
  }

  // MARK: Naming the field

  private func problem(_ fault: ImportFault, _ batch: RowBatch, _ index: Int) -> ImportProblem {
    let line = batch.line(index)
    guard case .record(let error) = fault else { return ImportProblem(line: line, fault: fault) }
    switch error {
    case .unknownField(let name, let known):
      // The name stands in the file; where a header is missing, it is content.
      let column = batch.columns.firstIndex { $0 == name || $0.hasPrefix(name + ".") }
      return ImportProblem(line: line, fault: .unknownField(column: column.map { $0 + 1 }, known: known))
    case .textTooLong(let field, _), .tooMany(let field, _), .missingField(let field), .outOfRange(let field, _, _),
      .malformed(let field):
      return ImportProblem(line: line, field: known(field), fault: .record(error))
    case .notConsented:
      // It is not the row that is wrong.
      return ImportProblem(line: line, fault: .record(error))
    default:
      return ImportProblem(line: line, field: culprit(error, batch, index), fault: .record(error))
    }
  }

  /// An error of a date, a code or a rule does not say where it stood: it is the first field of the row without which
  /// nothing is wrong, else the first without which something else is.
  private func culprit(_ error: RecordError, _ batch: RowBatch, _ index: Int) -> String? {
    guard let tree = try? tree(of: batch, index) else { return nil }
    var other: String?
    for path in batch.columns where tree.contains(path) {
      var without = tree
      do {
        try without.replace(path, with: "")
        _ = try prepare(without)
        return path
      } catch ImportFault.record(error) { continue } catch { other = other ?? path }
    }
    return other
  }

  /// A name the decoder knows, else none: it may be content.
  private func known(_ field: String) -> String? {
    field.utf8.count <= 60 && field.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } && !field.isEmpty ? field : nil
  }
}
