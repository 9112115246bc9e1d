import Foundation

/// Which further cells must be hidden so that sums do not give the primary ones back.
///
/// Each protected cell needs tables that agree with everything published and in which it falls to its floor and reaches
/// the threshold. The cheapest such table is found by linear program, every cell it moves is hidden, and the table stands
/// as witness for all the goals it meets. After Fischetti and Salazar (2001) and Castro (2007); the witnesses make
/// one pass enough, because hiding more cells never takes a witness away.
struct ComplementarySuppression: ~Copyable {
  /// Cells whose publication is tried again at the end cost programs; this bounds them, the same on every machine.
  static let programLimit = 3_000

  private let system: AdditiveSystem
  private let values: [Int]
  private let threshold: Int
  private let policy: ZeroPolicy
  private let primary: PrimaryRules
  private let costs: [Double]
  private var hidden: Set<Int>
  private var goals: [ProtectionGoal] = []
  private var posed: Set<ProtectionGoal> = []
  /// Tables that agree with the published one so far, as moves from the true one; the first is the true one itself.
  private var witnesses: [MoveProgram.Moves] = [[:]]
  private var witnessOfGoal: [ProtectionGoal: Int] = [:]
  private var program: MoveProgram

  init(_ table: FrequencyTable, _ primary: PrimaryRules) throws(PublicationError) {
    let system = table.system
    let values = table.counts
    let policy = table.spec.zeroPolicy
    let zeroLeaf = { (cell: Int) in values[cell] == 0 }
    self.system = system
    self.values = values
    self.policy = policy
    self.primary = primary
    threshold = table.spec.threshold
    hidden = primary.hidden
    costs = (0..<system.cells).map {
      Self.cost(of: values[$0], isTotal: !system.isLeaf($0), covers: system.leaves[$0].count)
    }
    let lowest = (0..<system.cells).map { cell in
      policy == .alwaysPublish && system.isLeaf(cell) && values[cell] > 0 ? 1 : 0
    }
    let fixed = (0..<system.cells).map { cell in
      system.leaves[cell].allSatisfy { table.impossible[$0] || (policy == .alwaysPublish && zeroLeaf($0)) }
    }
    program = try MoveProgram(
      system: system, values: values, lowest: lowest, fixed: fixed, spreads: primary.spreads)
  }

  /// What hiding a cell costs. Totals weigh more: they are what most readers came for and what is most often told
  /// elsewhere, and a hidden total that is told elsewhere protects nothing.
  private static func cost(of value: Int, isTotal: Bool, covers leaves: Int) -> Double {
    (1 + log2(1 + Double(value))) * (isTotal ? 2 : 1)
  }

  /// All cells to hide, the primary ones included; the same for the same table, everywhere.
  mutating func pattern() throws(PublicationError) -> Set<Int> {
    for goal in primary.spreads { pose(goal) }
    let small = primary.small.sorted()
    for cell in small { pose(.rise(cell: cell, to: target(cell))) }
    for cell in small { pose(.fall(cell: cell, to: floor(cell))) }
    for cell in primary.hidden.sorted() where values[cell] == 0 && !system.equations.isEmpty { pose(camouflage(cell)) }
    // Without sums a hidden cell is tied to nothing: any value agrees with what is published.
    guard !system.equations.isEmpty else { return hidden }
    var next = 0
    while next < goals.count {
      let goal = goals[next]
      next += 1
      if witnessOfGoal[goal] == nil { try reach(goal) }
    }
    try publishWhatNeedNotBeHidden()
    return hidden
  }

  private func floor(_ cell: Int) -> Int {
    lowestPossible(cell, in: system, policy) { values[$0] == 0 }
  }

  private func target(_ cell: Int) -> Int { targetValue(threshold: threshold, floor: floor(cell)) }

  /// A hidden zero that could not reach the threshold would be known to be camouflage, and so to be zero.
  private func camouflage(_ cell: Int) -> ProtectionGoal { .rise(cell: cell, to: target(cell)) }

  private mutating func pose(_ goal: ProtectionGoal) {
    guard posed.insert(goal).inserted else { return }
    goals.append(goal)
    if goal.isMet(by: values) { witnessOfGoal[goal] = 0 }
  }

  private mutating func reach(_ goal: ProtectionGoal) throws(PublicationError) {
    let hidden = hidden
    let priced = costs.indices.map { hidden.contains($0) ? costs[$0] * 0.001 : costs[$0] }
    guard let moves = try program.moves(to: goal, costs: priced, movable: { _ in true }) else {
      if case .spread = goal { throw .cannotProtect(.groupDisclosure, coarsen: []) }
      throw .cannotProtect(.zeroPolicy, coarsen: [])
    }
    for cell in moves.keys.sorted() where self.hidden.insert(cell).inserted {
      if values[cell] == 0 { pose(camouflage(cell)) }
    }
    let table = program.apply(moves)
    witnesses.append(moves)
    for goal in goals where witnessOfGoal[goal] == nil && goal.isMet(by: table) {
      witnessOfGoal[goal] = witnesses.count - 1
    }
  }

  /// Greedy choices hide more than is needed: each further cell is shown again if all goals can be reached without it,
  /// the most useful cells first.
  private mutating func publishWhatNeedNotBeHidden() throws(PublicationError) {
    let further = hidden.subtracting(primary.hidden).sorted { (costs[$1], $0) < (costs[$0], $1) }
    for cell in further {
      guard program.solved < Self.programLimit else { return }
      let own = values[cell] == 0 ? camouflage(cell) : nil
      let orphaned = goals.filter { goal in
        goal != own && witnessOfGoal[goal].map { witnesses[$0][cell] != nil } ?? false
      }
      if let found = try witnessing(orphaned, without: cell) {
        hidden.remove(cell)
        for (goal, moves) in found {
          witnesses.append(moves)
          witnessOfGoal[goal] = witnesses.count - 1
        }
        if let own {
          posed.remove(own)
          witnessOfGoal[own] = nil
          goals.removeAll { $0 == own }
        }
      }
    }
  }

  private mutating func witnessing(
    _ orphaned: [ProtectionGoal], without cell: Int
  ) throws(PublicationError) -> [(ProtectionGoal, MoveProgram.Moves)]? {
    let remaining = hidden.subtracting([cell])
    let even = [Double](repeating: 1, count: system.cells)
    var found: [(ProtectionGoal, MoveProgram.Moves)] = []
    var tables: [[Int]] = []
    for goal in orphaned {
      if let known = tables.firstIndex(where: { goal.isMet(by: $0) }) {
        found.append((goal, found[known].1))
        tables.append(tables[known])
        continue
      }
      guard let moves = try program.moves(to: goal, costs: even, movable: remaining.contains) else { return nil }
      found.append((goal, moves))
      tables.append(program.apply(moves))
    }
    return found
  }
}
