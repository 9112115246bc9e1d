extension ProtectedTable {
  /// One place of the table with its coordinates; a total has the code `_T` in the direction it sums.
  struct Entry {
    let row: TableCategory
    /// Absent in a one-dimensional table.
    let column: TableCategory?
    let cell: PublishedCell
  }

  private static func total() -> TableCategory {
    TableCategory(
      code: TableSpec.totalCode,
      label: LocalizedText(
        Wording.of(.english).total, russian: Wording.of(.russian).total, kazakh: Wording.of(.kazakh).total))
  }

  /// Every place, row by row, totals last in each direction: the order comes from the code lists and tells nothing.
  var entries: [Entry] {
    let total = Self.total()
    var entries: [Entry] = []
    for (position, row) in spec.row.categories.enumerated() {
      guard let column = spec.column else {
        entries.append(Entry(row: row, column: nil, cell: cells[position][0]))
        continue
      }
      for (category, cell) in zip(column.categories, cells[position]) {
        entries.append(Entry(row: row, column: category, cell: cell))
      }
      if !rowTotals.isEmpty { entries.append(Entry(row: row, column: total, cell: rowTotals[position])) }
    }
    if let column = spec.column {
      for (category, cell) in zip(column.categories, columnTotals) {
        entries.append(Entry(row: total, column: category, cell: cell))
      }
    }
    if let grandTotal {
      entries.append(Entry(row: total, column: spec.column == nil ? nil : total, cell: grandTotal))
    }
    return entries
  }
}

extension PublishedCell {
  /// The symbol of every suppressed cell.
  static let symbol = "*"

  /// The code in the files.
  var status: String {
    switch self {
    case .value: "published"
    case .suppressed: "suppressed"
    case .structuralZero: "structural-zero"
    }
  }

  /// What people see.
  var text: String {
    switch self {
    case .value(let value): String(value)
    case .suppressed: Self.symbol
    case .structuralZero: "–"
    }
  }
}
