/// What is to be hidden: the true numbers of a table or of a family of tables, and what must not be told.
struct SuppressionProblem: Sendable {
  let system: AdditiveSystem
  /// The true value of every cell.
  let values: [Int]
  let threshold: Int
  let policy: ZeroPolicy
  /// Cells everybody knows: what cannot occur, and what an earlier release shows.
  var known: Set<Int>
  /// Cells hidden from the start: the primary ones, those an earlier release hides, those no table shows.
  var hidden: Set<Int>
  /// Hidden cells whose value must stay open between the floor and the target.
  var small: Set<Int>
  /// What must stay possible besides: lines that must not be told to lie in one category, parts that must not be told.
  var goals: [ProtectionGoal]

  /// The lowest value a reader may hold possible for a hidden cell.
  func floor(of cell: Int) -> Int {
    lowestPossible(cell, in: system, policy) { values[$0] == 0 }
  }

  /// The value a protected cell must be able to reach.
  func target(of cell: Int) -> Int { targetValue(threshold: threshold, floor: floor(of: cell)) }

  /// The least value a cell can take in a table a reader need consider.
  func lowerBound(of cell: Int) -> Int {
    policy == .alwaysPublish && system.isLeaf(cell) && values[cell] > 0 ? 1 : 0
  }

  /// Whether a reader knows the cell: given, or a sum of cells all known to be zero.
  func isKnown(_ cell: Int) -> Bool {
    known.contains(cell)
      || system.leaves[cell].allSatisfy { known.contains($0) || (policy == .alwaysPublish && values[$0] == 0) }
  }
}
