/// Bars for the numbers a protected table shows. It knows nothing else: a suppressed cell is a hatched mark of fixed
/// size, the scale comes from published numbers, and the order from the code lists.
struct BarChart {
  /// One line of the drawing; positions in pixels, lengths of bars in tenths of a percent of the width.
  struct Mark {
    let y: Int
    let barY: Int
    let valueY: Int
    let lines: [Line]
    let isHeading: Bool
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

  /// Above this many cells the chart shows row totals only.
  static let cellLimit = 60

  let marks: [Mark]
  let height: Int
  let showsTotalsOnly: Bool

  /// Absent when the table is too large for bars and has no totals.
  init?(_ table: ProtectedTable, in language: PageLanguage, suppressed: String) {
    func label(_ category: TableCategory) -> String { category.label.resolved(in: language).text }
    let rows = table.spec.row.categories
    var bars: [(heading: Bool, label: String, cell: PublishedCell?)] = []
    if let columns = table.spec.column?.categories {
      showsTotalsOnly = rows.count * columns.count > Self.cellLimit
      if showsTotalsOnly {
        guard !table.rowTotals.isEmpty else { return nil }
        bars = zip(rows, table.rowTotals).map { (false, label($0), $1) }
      } else {
        for (row, cells) in zip(rows, table.cells) {
          bars.append((true, label(row), nil))
          bars += zip(columns, cells).map { (false, label($0), $1) }
        }
      }
    } else {
      showsTotalsOnly = false
      bars = zip(rows, table.cells.compactMap(\.first)).map { (false, label($0), $1) }
    }

    let largest = max(1, bars.compactMap { $0.cell?.number }.max() ?? 1)
    var marks: [Mark] = []
    var y = 0
    for bar in bars {
      if bar.heading { y += 8 }
      let lines = Self.wrapped(bar.label).enumerated().map { Line(y: y + 14 + 17 * $0, text: $1) }
      let barY = y + 4 + 17 * lines.count
      let length = (bar.cell?.number ?? 0) * 800 / largest
      marks.append(
        Mark(
          y: y, barY: barY, valueY: barY + 12, lines: lines, isHeading: bar.heading,
          isSuppressed: bar.cell == .suppressed, isBar: bar.cell?.number != nil,
          length: "\(length / 10).\(length % 10)%",
          value: bar.cell.map { $0 == .suppressed ? suppressed : $0.text } ?? ""))
      y = bar.heading ? barY + 2 : barY + 24
    }
    self.marks = marks
    height = y
  }

  /// Lines of at most 40 characters where words allow it.
  private static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.count + 1 + word.count <= 40 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}
