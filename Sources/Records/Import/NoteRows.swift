/// The short way from a row to a note, for tables of a hundred thousand: the same bytes as `Note.json()` gives, without
/// building a tree, a decoder and an encoder for each. Whatever is out of the ordinary is left to the long way.
struct NoteRows: Sendable {
  private let codebook: Codebook
  private let resolve: @Sendable (String) throws(RecordError) -> RecordID?

  init(codebook: Codebook, resolve: @escaping @Sendable (String) throws(RecordError) -> RecordID?) {
    self.codebook = codebook
    self.resolve = resolve
  }

  /// Which column holds what.
  struct Plan: Sendable {
    var text: Int?
    /// Fields of the JSON in the order it has them, with their columns.
    var fields: [(name: Field, column: Int)] = []
    let count: Int
    /// Languages known to be in the codebook.
    let languages: Set<String>
  }

  enum Field: String, CaseIterable, Sendable { case author, interview, language, takenAt }

  /// `nil` when there are other columns than a note without a title has.
  func plan(_ columns: [String]) -> Plan? {
    guard !columns.isEmpty else { return nil }
    let languages = codebook.entries(.language).map(\.code).filter { !codebook.isGroup(.language, $0) }
    var plan = Plan(count: columns.count, languages: Set(languages))
    plan.text = columns.firstIndex(of: "text")
    for field in Field.allCases {
      if let column = columns.firstIndex(of: field.rawValue) { plan.fields.append((field, column)) }
    }
    return plan.fields.count + (plan.text == nil ? 0 : 1) == columns.count ? plan : nil
  }

  /// `nil` for a row that is not certainly in order.
  func read(_ batch: RowBatch, _ index: Int, _ plan: Plan) -> (json: [UInt8], text: [UInt8])? {
    let row = batch.row(index)
    guard row.count == plan.count else { return nil }
    var json: [UInt8] = [UInt8(ascii: "{")]
    for field in plan.fields {
      let cell = row[row.startIndex + field.column]
      guard cell.end > cell.start else { continue }
      guard let value = value(field.name, batch.content(cell), plan) else { return nil }
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json += "\"\(field.name.rawValue)\":\"\(value)\"".utf8
    }
    json.append(UInt8(ascii: "}"))
    guard let column = plan.text else { return (json, []) }
    let text = batch.content(row[row.startIndex + column])
    guard text.count <= RecordLimit.note, (try? UTF8Span(validating: text.span)) != nil else { return nil }
    return (json, text)
  }

  /// The text of a value that needs no escapes in JSON.
  private func value(_ field: Field, _ bytes: [UInt8], _ plan: Plan) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    switch field {
    case .language: return plan.languages.contains(text) ? text : nil
    case .takenAt: return (try? Moment(text))?.description
    case .author, .interview: return ((try? resolve(text)) ?? RecordID(hex: text))?.hex
    }
  }
}
