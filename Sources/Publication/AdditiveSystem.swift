/// Cells and the sums that tie them: all that subtraction can use. A two-dimensional table is one instance; hierarchies
/// and families of tables that share cells are others.
public struct AdditiveSystem: Sendable, Equatable {
  /// One sum: the cell `total` is the sum of the cells `parts`.
  public struct Equation: Sendable, Equatable {
    /// The cell that is the sum.
    public let total: Int
    /// The cells summed.
    public let parts: [Int]
  }

  /// The number of cells, totals included.
  public let cells: Int
  /// Every sum.
  public let equations: [Equation]
  /// The inner cells each cell counts; an inner cell counts itself.
  public let leaves: [[Int]]

  /// Whether the cell counts itself alone.
  public func isLeaf(_ cell: Int) -> Bool { leaves[cell] == [cell] }

  /// Whether there is such a cell.
  public func contains(_ cell: Int) -> Bool { cell >= 0 && cell < cells }

  /// Whether every sum adds up. A sum beyond the integers does not.
  public func holds(_ values: [Int]) -> Bool {
    equations.allSatisfy { equation in
      var sum = 0
      for part in equation.parts {
        let (next, overflow) = sum.addingReportingOverflow(values[part])
        guard !overflow else { return false }
        sum = next
      }
      return sum == values[equation.total]
    }
  }
}

/// Where the cells of a one- or two-dimensional table lie in its system.
///
/// With totals, every cell stands in exactly one sum across and one down, and after changing signs the matrix of the
/// sums is that of a network. It is totally unimodular, and so are its restrictions and the bounds added here: every
/// vertex a linear program finds is a table of integers, and linear bounds are integer bounds (Hoffman and Kruskal 1956).
struct TableLayout: Sendable, Equatable {
  let rows: Int
  /// Absent in a one-dimensional table.
  let columns: Int?
  let hasTotals: Bool

  var leafCount: Int { rows * (columns ?? 1) }

  func leaf(_ row: Int, _ column: Int) -> Int { row * (columns ?? 1) + column }
  func rowTotal(_ row: Int) -> Int { leafCount + row }
  func columnTotal(_ column: Int) -> Int { leafCount + rows + column }
  var grandTotal: Int { columns.map { leafCount + rows + $0 } ?? leafCount }

  var system: AdditiveSystem {
    var leaves = (0..<leafCount).map { [$0] }
    guard hasTotals else { return AdditiveSystem(cells: leafCount, equations: [], leaves: leaves) }
    var equations: [AdditiveSystem.Equation] = []
    if let columns {
      for row in 0..<rows {
        let parts = (0..<columns).map { leaf(row, $0) }
        equations.append(.init(total: rowTotal(row), parts: parts))
        leaves.append(parts)
      }
      for column in 0..<columns {
        let parts = (0..<rows).map { leaf($0, column) }
        equations.append(.init(total: columnTotal(column), parts: parts))
        leaves.append(parts)
      }
      equations.append(.init(total: grandTotal, parts: (0..<rows).map(rowTotal)))
      equations.append(.init(total: grandTotal, parts: (0..<columns).map(columnTotal)))
    } else {
      equations.append(.init(total: grandTotal, parts: Array(0..<leafCount)))
    }
    leaves.append(Array(0..<leafCount))
    return AdditiveSystem(cells: grandTotal + 1, equations: equations, leaves: leaves)
  }
}
