/// Goals that can be tried in one program, since they speak of different sums: a table that meets one of them hardly
/// hinders the others. One program for many goals takes little longer than one for each.
struct GoalBatches {
  /// Goals, each in one batch.
  private(set) var batches: [[ProtectionGoal]] = []

  /// Goals of a batch; of more together too many cannot be met.
  static let size = 8

  /// Batches that are still filled; more would cost more than it saves.
  private static let openLimit = 12

  /// - Parameter size: the most goals of one batch; no batches where that is one.
  init(_ goals: [ProtectionGoal], in system: AdditiveSystem, size: Int = Self.size) {
    guard size > 1 else { return }
    var open: [(goals: [ProtectionGoal], sums: Set<Int>)] = []
    for goal in goals {
      let sums = Set(goal.cells.flatMap { system.equationsOf[$0] })
      if let free = open.firstIndex(where: { $0.sums.isDisjoint(with: sums) }) {
        open[free].goals.append(goal)
        open[free].sums.formUnion(sums)
        if open[free].goals.count == size { batches.append(open.remove(at: free).goals) }
      } else {
        if open.count == Self.openLimit { batches.append(open.removeFirst().goals) }
        open.append(([goal], sums))
      }
    }
    batches += open.map(\.goals)
  }
}
