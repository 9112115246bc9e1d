/// Goals that can be tried in one program, since they speak of different sums: a table that meets one of them hardly
/// hinders the others. One program for many goals takes little longer than one for each.
struct GoalBatches {
  /// Positions of goals, each in one batch.
  private(set) var batches: [[Int]] = []

  /// Goals of a batch.
  static let size = 32
  /// Goals of a batch within a neighbourhood, where there is less room.
  static let smallSize = 8

  /// Batches that are still filled; more would cost more than it saves.
  private static let openLimit = 12

  /// - Parameter size: the most goals of one batch.
  init(_ goals: [(position: Int, goal: ProtectionGoal)], in system: AdditiveSystem, size: Int) {
    guard size > 1 else { return }
    var sumsOf = [[Int]](repeating: [], count: system.cells)
    for (index, equation) in system.equations.enumerated() {
      sumsOf[equation.total].append(index)
      for part in equation.parts { sumsOf[part].append(index) }
    }
    var open: [(goals: [Int], sums: Set<Int>)] = []
    for (position, goal) in goals {
      let sums = Set(goal.cells.flatMap { sumsOf[$0] })
      if let free = open.firstIndex(where: { $0.sums.isDisjoint(with: sums) }) {
        open[free].goals.append(position)
        open[free].sums.formUnion(sums)
        if open[free].goals.count == size { batches.append(open.remove(at: free).goals) }
      } else {
        if open.count == Self.openLimit { batches.append(open.removeFirst().goals) }
        open.append(([position], sums))
      }
    }
    batches += open.map(\.goals)
  }
}
