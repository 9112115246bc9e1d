import Foundation

extension ProtectedTable {
  /// The table as JSON, all languages, keys sorted, so that the same table gives the same bytes.
  public func json() throws(PublicationError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(JSONTable(self)), as: UTF8.self) + "\n"
    } catch {
      throw .renderingFailed
    }
  }
}

private struct JSONTable: Encodable {
  struct Text: Encodable {
    let en: String
    let ru: String?
    let kk: String?

    init(_ text: LocalizedText) {
      en = text.english
      ru = text.russian
      kk = text.kazakh
    }

    init(_ wording: (Wording) -> String) {
      en = wording(.of(.english))
      ru = wording(.of(.russian))
      kk = wording(.of(.kazakh))
    }
  }

  struct Category: Encodable {
    let code: String
    let label: Text
  }

  struct Dimension: Encodable {
    let name: String
    let label: Text
    let categories: [Category]
    let multiResponse: Bool
    let sensitive: Bool

    init(_ dimension: TableDimension) {
      name = dimension.name
      label = Text(dimension.label)
      categories = dimension.categories.map { Category(code: $0.code, label: Text($0.label)) }
      multiResponse = dimension.isMultiResponse
      sensitive = dimension.isSensitive
    }
  }

  struct Cell: Encodable {
    let row: String
    let column: String?
    let value: Int?
    let status: String

    enum CodingKeys: CodingKey { case row, column, value, status }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(row, forKey: .row)
      try container.encodeIfPresent(column, forKey: .column)
      // `null` and not absent: a reader must not take a suppressed cell for one that was never there.
      try container.encode(value, forKey: .value)
      try container.encode(status, forKey: .status)
    }
  }

  struct Rules: Encodable {
    let threshold: Int
    let zeroPolicy: String
    let totals: Bool
    let percentages = false
    let text: [Text]
  }

  struct Audit: Encodable {
    let scope: String
    let scopeText: Text
    let claim: Text
    let limits: Text
    let cells: Int
    let suppressedCells: Int
    let lowestReachable: Int
    let highestReachable: Int
    let solver: String
  }

  let title: Text
  let unit: Category
  let row: Dimension
  let column: Dimension?
  let cells: [Cell]
  let rules: Rules
  let audit: Audit
  let methods: Text?

  init(_ table: ProtectedTable) {
    let spec = table.spec
    title = Text(spec.title)
    unit = Category(code: spec.unit.code, label: Text(spec.unit.label))
    row = Dimension(spec.row)
    column = spec.column.map(Dimension.init)
    cells = table.entries.map {
      Cell(row: $0.row.code, column: $0.column?.code, value: $0.cell.number, status: $0.cell.status)
    }
    let sentences = Wording.of(.english).rules(of: spec).indices
    rules = Rules(
      threshold: spec.threshold, zeroPolicy: spec.zeroPolicy.rawValue, totals: table.grandTotal != nil,
      text: sentences.map { index in Text { $0.rules(of: spec)[index] } })
    audit = Audit(
      scope: table.audit.scope, scopeText: Text { $0.scope }, claim: Text { $0.claim(of: spec) },
      limits: Text { $0.limits }, cells: table.audit.cells, suppressedCells: table.audit.suppressedCells,
      lowestReachable: table.audit.lowestReachable, highestReachable: table.audit.highestReachable,
      solver: table.audit.solver)
    methods = spec.methods.map(Text.init)
  }
}
