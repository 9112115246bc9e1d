/// Bars for the numbers a published table shows. It knows nothing else: a suppressed cell is a hatched mark of fixed
/// size, the scale comes from published numbers, and the order from the code lists.
struct BarChart {
  /// A label and what stands under it; positions in pixels, the length of a bar in percent of the width.
  struct Mark {
    let barY: Int
    let valueY: Int
    let lines: [Line]
    let isSuppressed: Bool
    let isBar: Bool
    let length: String
    let value: String
  }

  /// One line of a label. SVG text does not wrap by itself.
  struct Line {
    let y: Int
    let text: String
  }

  /// Bars drawn together: those of one row, or a piece of a long list that paper must not cut through.
  struct Group {
    let number: Int
    let heading: String
    let isHeadingForeign: Bool
    let headingCode: String
    let hasHeading: Bool
    let marks: [Mark]
    let height: Int
  }

  /// Above this many cells the chart shows row totals only.
  static let cellLimit = 60
  /// Bars of a list in one group.
  static let groupLimit = 12

  let groups: [Group]
  let isOfRows: Bool
  let showsTotalsOnly: Bool

  /// Absent when the table is too large for bars and has no totals.
  init?(_ table: PublishedTable, in language: PageLanguage, suppressed: String) {
    typealias Bars = [(category: TableCategory, cell: PublishedCell)]
    guard let slice = TableSlice.all(of: table).first(where: \.isOfTotals) else { return nil }
    let rows = slice.lines.filter(\.isCategory)
    var parts: [(heading: LocalizedText?, bars: Bars)] = []
    let columns = table.shape.dimensions.count > 1 ? table.shape.dimensions[1].categories : nil
    let tooMany = rows.count * (columns?.count ?? 0) > Self.cellLimit
    if let columns, !tooMany {
      parts = rows.map { ($0.node.category.label, Array(zip(columns, $0.cells))) }
    } else {
      if let last = slice.columns.last, last.category.code != TableSpec.totalCode { return nil }
      let bars = rows.compactMap { row in row.cells.last.map { (category: row.node.category, cell: $0) } }
      parts = stride(from: 0, to: bars.count, by: Self.groupLimit).map {
        (nil, Array(bars[$0..<min($0 + Self.groupLimit, bars.count)]))
      }
    }
    isOfRows = columns != nil && !tooMany
    showsTotalsOnly = tooMany

    let largest = max(1, parts.flatMap(\.bars).compactMap(\.cell.number).max() ?? 1)
    groups = parts.enumerated().map { number, part in
      var y = 0
      let marks = part.bars.map { category, cell in
        let lines = Self.wrapped(category.label.resolved(in: language).text).enumerated().map {
          Line(y: y + 14 + 17 * $0, text: $1)
        }
        let barY = y + 4 + 17 * lines.count
        let length = Int(Double(cell.number ?? 0) / Double(largest) * 800)
        y = barY + 24
        return Mark(
          barY: barY, valueY: barY + 12, lines: lines, isSuppressed: cell == .suppressed, isBar: cell.number != nil,
          length: "\(length / 10).\(length % 10)%", value: cell == .suppressed ? suppressed : cell.text)
      }
      let heading = part.heading?.resolved(in: language)
      return Group(
        number: number, heading: heading?.text ?? "",
        isHeadingForeign: heading.map { $0.language != language } ?? false,
        headingCode: heading?.language.rawValue ?? "", hasHeading: heading != nil, marks: marks, height: y)
    }
  }

  /// Lines of at most 36 characters where words allow it.
  private static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.count + 1 + word.count <= 36 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}
