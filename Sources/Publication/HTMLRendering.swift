import Mustache

extension ProtectedTable {
  /// The table as one self-contained page in `language`: no script, no request to anywhere, styles and chart inside.
  public func html(in language: PageLanguage) throws(PublicationError) -> String {
    let source = String(decoding: PackageResources.page_mustache, as: UTF8.self)
    do {
      return try MustacheTemplate(string: source).render(Page(self, language))
    } catch {
      throw .renderingFailed
    }
  }
}

/// What the template reads.
private struct Page {
  /// A text and the language it is in where that is not the page's.
  struct Text {
    let text: String
    /// Never absent: for an absent value the template would look in the text around this one.
    let isForeign: Bool
    let code: String

    init(_ text: LocalizedText, _ language: PageLanguage) {
      let resolved = text.resolved(in: language)
      self.text = resolved.text
      isForeign = resolved.language != language
      code = resolved.language.rawValue
    }
  }

  struct Cell {
    let value: String
    let isSuppressed: Bool
    let isTotal: Bool
  }

  struct Row {
    let label: Text
    let cells: [Cell]
  }

  let language: String
  let wording: Wording
  let title: Text
  let unit: Text
  let rowDimension: Text
  let columnDimension: Text?
  let columns: [Text]
  /// How many columns the heading of the column dimension spans.
  let span: Int
  let hasRowTotals: Bool
  let rows: [Row]
  let totals: [Cell]
  let hasTotals: Bool
  let hasStructuralZeros: Bool
  let chart: BarChart?
  let chartHeading: String
  let rules: [String]
  let claim: String
  let methods: Text?

  init(_ table: ProtectedTable, _ language: PageLanguage) {
    let spec = table.spec
    let wording = Wording.of(language)
    func text(_ localized: LocalizedText) -> Text { Text(localized, language) }
    func cell(_ cell: PublishedCell, total: Bool = false) -> Cell {
      Cell(
        value: cell.text, isSuppressed: cell == .suppressed, isTotal: total)
    }
    self.language = language.rawValue
    self.wording = wording
    title = text(spec.title)
    unit = text(spec.unit.label)
    rowDimension = text(spec.row.label)
    columnDimension = spec.column.map { text($0.label) }
    columns = spec.column?.categories.map { text($0.label) } ?? []
    let hasRowTotals = !table.rowTotals.isEmpty
    self.hasRowTotals = hasRowTotals
    span = columns.count + (hasRowTotals ? 1 : 0)
    rows = spec.row.categories.enumerated().map { position, category in
      let total = hasRowTotals ? [cell(table.rowTotals[position], total: true)] : []
      return Row(label: text(category.label), cells: table.cells[position].map { cell($0) } + total)
    }
    totals =
      table.columnTotals.map { cell($0, total: true) }
      + [table.grandTotal].compactMap { $0 }.map { cell($0, total: true) }
    hasTotals = table.grandTotal != nil
    hasStructuralZeros = table.entries.contains { $0.cell == .structuralZero }
    chart = BarChart(table, in: language, suppressed: wording.suppressed)
    chartHeading = chart?.showsTotalsOnly == true ? wording.chartOfTotals : wording.chart
    rules = wording.rules(of: spec)
    claim = wording.claim(of: spec)
    methods = spec.methods.map(text)
  }
}
