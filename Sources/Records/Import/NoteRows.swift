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
    /// Fields of the JSON in the order it has them: what stands before the value, and in which column it is.
    var fields: [(name: Field, opening: [UInt8], column: Int)] = []
    let count: Int
    /// Languages known to be in the codebook.
    let languages: Set<[UInt8]>
  }

  enum Field: String, CaseIterable, Sendable { case author, interview, language, takenAt }

  /// `nil` when there are other columns than a note without a title has.
  func plan(_ columns: [String]) -> Plan? {
    guard !columns.isEmpty else { return nil }
    let languages = codebook.entries(.language).map(\.code).filter { !codebook.isGroup(.language, $0) }
    var plan = Plan(count: columns.count, languages: Set(languages.map { Array($0.utf8) }))
    plan.text = columns.firstIndex(of: "text")
    for field in Field.allCases {
      if let column = columns.firstIndex(of: field.rawValue) {
        plan.fields.append((field, Array("\"\(field.rawValue)\":\"".utf8), column))
      }
    }
    return plan.fields.count + (plan.text == nil ? 0 : 1) == columns.count ? plan : nil
  }

  /// `nil` for a row that is not certainly in order.
  func read(_ batch: RowBatch, _ index: Int, _ plan: Plan) -> (json: [UInt8], text: [UInt8])? {
    let row = batch.row(index)
    guard row.count == plan.count else { return nil }
    var json: [UInt8] = []
    json.reserveCapacity(160)
    json.append(UInt8(ascii: "{"))
    for field in plan.fields {
      let cell = row[row.startIndex + field.column]
      guard cell.end > cell.start else { continue }
      guard let value = value(field.name, batch.content(cell), plan) else { return nil }
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json += field.opening
      json += value
      json.append(UInt8(ascii: "\""))
    }
    json.append(UInt8(ascii: "}"))
    guard let column = plan.text else { return (json, []) }
    let text = batch.content(row[row.startIndex + column])
    guard text.count <= RecordLimit.note, (try? UTF8Span(validating: text.span)) != nil else { return nil }
    return (json, text)
  }

  /// The stored form of a value, none of which needs escapes in JSON.
  private func value(_ field: Field, _ bytes: [UInt8], _ plan: Plan) -> [UInt8]? {
    switch field {
    case .language: return plan.languages.contains(bytes) ? bytes : nil
    case .takenAt where Self.isStoredForm(bytes): return bytes
    case .takenAt, .author, .interview:
      guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
      if field == .takenAt { return (try? Moment(text)).map { Array($0.description.utf8) } }
      return ((try? resolve(text)) ?? RecordID(hex: text)).map { Array($0.hex.utf8) }
    }
  }

  /// Whether this is an existing day, or one with a time of day, written as a `Moment` writes it.
  static func isStoredForm(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 10 || bytes.count == 16, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Int(decimal: bytes[0..<4]), let month = Int(decimal: bytes[5..<7]),
      let day = Int(decimal: bytes[8..<10]), (try? Day(year: year, month: month, day: day)) != nil
    else { return false }
    guard bytes.count == 16 else { return true }
    guard bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), let hour = Int(decimal: bytes[11..<13]),
      let minute = Int(decimal: bytes[14..<16])
    else { return false }
    return hour < 24 && minute < 60
  }
}
