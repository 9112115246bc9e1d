/// Small inner numbers become 0 or the base so that all totals, computed from them, stay close (after Langsrud and Heldal
/// 2018). Everything still adds up, and no number between 0 and the base is shown anywhere.
public struct SmallCountRounding: Sendable {
  /// Numbers below it are rounded.
  public let base: Int

  /// - Throws: ``PerturbationProblem/parameters`` for a base below 3 or above 100.
  public init(base: Int = RandomRounding.leastBase) throws(PerturbationProblem) {
    guard (3...100).contains(base) else { throw .parameters }
    self.base = base
  }

  /// Inner cells are visited in an order that comes from the key, so that nobody who repeats the search without it can
  /// tell which numbers went up.
  func apply(to table: KeyedCounts) -> [Int] {
    let system = table.system
    let small = (0..<system.cells).filter { system.isLeaf($0) && (1..<base).contains(table.counts[$0]) }
      .sorted { (table.draws[$0], $0) < (table.draws[$1], $1) }
    var above = [[Int]](repeating: [], count: system.cells)
    for cell in 0..<system.cells { for leaf in system.leaves[cell] { above[leaf].append(cell) } }
    var rounded = table.counts
    // By how much each total is off.
    var errors = [Int](repeating: 0, count: system.cells)
    func move(_ leaf: Int, by step: Int) {
      rounded[leaf] += step
      for cell in above[leaf] { errors[cell] += step }
    }
    func change(_ leaf: Int, by step: Int) -> Int {
      above[leaf].reduce(0) { $0 + step * (2 * errors[$1] + step) }
    }
    for leaf in small { move(leaf, by: -table.counts[leaf]) }
    // Up as long as the squares of all errors together become smaller, the best first; then single changes of mind.
    for _ in 0..<(4 * small.count + 1) {
      var best: (leaf: Int, step: Int, change: Int)?
      for leaf in small {
        let step = rounded[leaf] == 0 ? base : -base
        let gained = change(leaf, by: step)
        if gained < best?.change ?? 0 { best = (leaf, step, gained) }
      }
      guard let best else { break }
      move(best.leaf, by: best.step)
    }
    return (0..<system.cells).map { cell in system.leaves[cell].reduce(0) { $0 + rounded[$1] } }
  }
}
