import Mustache

extension PublishedTable {
  /// The table as one self-contained page in `language`: no script, no request to anywhere, styles and chart inside.
  func html(in language: PageLanguage, _ scope: ReleaseScope) throws(PublicationError) -> String {
    let source = String(decoding: PackageResources.page_mustache, as: UTF8.self)
    do {
      return try MustacheTemplate(string: source).render(Page(self, language, scope))
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
    let hasMore: Bool

    init(_ text: LocalizedText, _ language: PageLanguage, hasMore: Bool = false) {
      let resolved = text.resolved(in: language)
      self.text = resolved.text
      isForeign = resolved.language != language
      code = resolved.language.rawValue
      self.hasMore = hasMore
    }
  }

  struct Cell {
    let value: String
    let isSuppressed: Bool
    let isSum: Bool
  }

  struct Line {
    let label: Text
    let isSum: Bool
    let cells: [Cell]
  }

  struct Slice {
    let number: Int
    let hasHeading: Bool
    let places: [Text]
    let lines: [Line]
  }

  let language: String
  let wording: Wording
  let scope: String
  let limits: String
  let title: Text
  let unit: Text
  let rowDimension: Text
  let columnDimension: Text?
  let columns: [Text]
  /// How many columns the heading of the column dimension spans.
  let span: Int
  let slices: [Slice]
  let hasStructuralZeros: Bool
  let hasUncounted: Bool
  let chart: BarChart?
  let chartHeading: String
  let rules: [String]
  let claim: String
  let methods: Text?

  init(_ table: PublishedTable, _ language: PageLanguage, _ scope: ReleaseScope) {
    let wording = Wording.of(language)
    func text(_ localized: LocalizedText) -> Text { Text(localized, language) }
    self.language = language.rawValue
    self.wording = wording
    self.scope = wording.scope(scope)
    limits = wording.limits(scope)
    title = text(table.title)
    unit = text(table.unit.label)
    let dimensions = table.shape.dimensions
    rowDimension = text(dimensions[0].label)
    columnDimension = dimensions.count > 1 ? text(dimensions[1].label) : nil
    let laidOut = TableSlice.all(of: table)
    let across = laidOut.first?.columns ?? []
    columns = across.map { text($0.category.label) }
    span = columns.count
    let innerColumns = dimensions.count > 1 ? dimensions[1].categories.count : 1
    slices = laidOut.enumerated().map { number, slice in
      Slice(
        number: number, hasHeading: !slice.places.isEmpty,
        places: slice.places.enumerated().map {
          Text(
            dimensions[$0 + 2].label.followed(by: $1.category.label), language, hasMore: $0 + 1 < slice.places.count)
        },
        lines: slice.lines.map { line in
          Line(
            label: text(line.node.category.label), isSum: !line.isCategory,
            cells: line.cells.enumerated().map { column, cell in
              Cell(value: cell.text, isSuppressed: cell == .suppressed, isSum: column >= innerColumns)
            })
        })
    }
    hasStructuralZeros = table.cells.contains(.empty(.structuralZero))
    hasUncounted = table.cells.contains(.empty(.notMonitored)) || table.cells.contains(.empty(.notAsked))
    chart = BarChart(table, in: language, suppressed: wording.suppressed)
    chartHeading = chart?.showsTotalsOnly == true ? wording.chartOfTotals : wording.chart
    rules = wording.rules(of: table)
    claim = wording.claim(of: table)
    methods = table.methods.map(text)
  }
}
