/// The cells that must not be shown for what they are themselves.
struct PrimaryRules {
  /// Cells to be hidden, whether inner cells or totals.
  var hidden: Set<Int> = []
  /// Hidden cells whose value must stay open between the floor and the threshold.
  var small: Set<Int> = []
  /// Lines that must not be told to lie in one category.
  var spreads: [ProtectionGoal] = []

  /// Fewer than the threshold of distinct persons, or of counted units; and group disclosure where a dimension asks for it.
  init(_ table: FrequencyTable) {
    let threshold = table.spec.threshold
    for cell in 0..<table.system.cells where table.counts[cell] > 0 {
      if table.persons[cell] < threshold || table.counts[cell] < threshold {
        hidden.insert(cell)
        small.insert(cell)
      }
    }
    if !table.layout.hasTotals, table.spec.zeroPolicy == .maySuppress {
      // Without sums nothing would ever hide a zero, and every hidden cell would be known to be one at least.
      for cell in 0..<table.system.cells where table.counts[cell] == 0 && !table.impossible[cell] {
        hidden.insert(cell)
      }
    }
    for line in Self.sensitiveLines(table) { addSpreads(line, table) }
  }

  /// A line: cells across a sensitive dimension, and the total they add up to where there is one.
  private struct Line {
    let parts: [Int]
    let total: Int?
  }

  private static func sensitiveLines(_ table: FrequencyTable) -> [Line] {
    let layout = table.layout
    let rows = 0..<layout.rows
    let columns = 0..<(layout.columns ?? 1)
    let totals = layout.hasTotals
    var lines: [Line] = []
    if table.spec.row.isSensitive {
      let twoWay = layout.columns != nil
      lines += columns.map { column in
        Line(
          parts: rows.map { layout.leaf($0, column) },
          total: !totals ? nil : twoWay ? layout.columnTotal(column) : layout.grandTotal)
      }
      if totals, twoWay { lines.append(Line(parts: rows.map(layout.rowTotal), total: layout.grandTotal)) }
    }
    if table.spec.column?.isSensitive == true {
      lines += rows.map { row in
        Line(parts: columns.map { layout.leaf(row, $0) }, total: totals ? layout.rowTotal(row) : nil)
      }
      if totals { lines.append(Line(parts: columns.map(layout.columnTotal), total: layout.grandTotal)) }
    }
    return lines
  }

  private mutating func addSpreads(_ line: Line, _ table: FrequencyTable) {
    // Without a total, the sum of the parts bounds the members of the line from above.
    let members = line.total.map { table.persons[$0] } ?? line.parts.reduce(0) { $0 + table.persons[$1] }
    let units = line.total.map { table.counts[$0] } ?? line.parts.reduce(0) { $0 + table.counts[$1] }
    for part in line.parts where table.counts[part] > 0 {
      guard members - table.persons[part] <= 1 || units - table.counts[part] <= 1 else { continue }
      hidden.insert(part)
      if let total = line.total { spreads.append(.spread(total: total, part: part, by: 2)) }
    }
  }
}
