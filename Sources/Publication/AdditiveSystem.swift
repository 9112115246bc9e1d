/// Cells and the sums that tie them: all that subtraction can use. A table of any number of
/// dimensions is one instance; a family of tables that share cells is another.
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

  /// By cell: positions of the sums it stands in.
  let equationsOf: [[Int]]
  /// By sum: whether it is the shortest of its total. The others follow, since each total is then told by the inner cells
  /// alone; programs are smaller and faster without them.
  let isShortest: [Bool]

  init(cells: Int, equations: [Equation], leaves: [[Int]]) {
    var equationsOf = [[Int]](repeating: [], count: cells)
    var shortest = [Int](repeating: -1, count: cells)
    for (index, equation) in equations.enumerated() {
      for part in equation.parts { equationsOf[part].append(index) }
      equationsOf[equation.total].append(index)
      let known = shortest[equation.total]
      if known < 0 || equations[known].parts.count > equation.parts.count { shortest[equation.total] = index }
    }
    self.cells = cells
    self.equations = equations
    self.leaves = leaves
    self.equationsOf = equationsOf
    isShortest = equations.indices.map { shortest[equations[$0].total] == $0 }
  }

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
