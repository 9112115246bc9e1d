/// A table as it is laid out on paper: the first dimension goes down, the second across, and every place of the others
/// makes a slice of its own. The order comes from the code lists and tells nothing.
struct TableSlice {
  /// One line: where it stands on the first dimension, and what stands in it.
  struct Line {
    let node: TableShape.Node
    let isTotal: Bool
    let isCategory: Bool
    let cells: [PublishedCell]
  }

  /// Where the slice stands on the dimensions after the second.
  let places: [TableShape.Node]
  /// Whether each of these places is its dimension's total.
  let isOfTotals: Bool
  let lines: [Line]
  let columns: [TableShape.Node]

  static func all(of table: PublishedTable) -> [TableSlice] {
    let nodes = table.shape.nodes
    var places: [[Int]] = [[]]
    for further in nodes.dropFirst(2) {
      places = places.flatMap { place in further.indices.map { place + [$0] } }
    }
    return places.map { place in
      let across = nodes.count > 1 ? Array(nodes[1].indices) : []
      let lines = nodes[0].enumerated().map { row, node in
        let positions = across.isEmpty ? [[row]] : across.map { [row, $0] + place }
        return Line(
          node: node, isTotal: node.category.code == TableSpec.totalCode,
          isCategory: row < table.shape.dimensions[0].categories.count,
          cells: positions.map { table.cells[table.shape.cell(at: $0)] })
      }
      let stands = zip(nodes.dropFirst(2), place).map { $0[$1] }
      return TableSlice(
        places: stands, isOfTotals: stands.allSatisfy { $0.category.code == TableSpec.totalCode }, lines: lines,
        columns: across.map { nodes[1][$0] })
    }
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
    case .empty(let reason): reason.rawValue
    }
  }

  /// What people see.
  var text: String {
    switch self {
    case .value(let value): String(value)
    case .suppressed: Self.symbol
    case .empty(.structuralZero): "–"
    case .empty(.notMonitored), .empty(.notAsked): "…"
    }
  }
}
