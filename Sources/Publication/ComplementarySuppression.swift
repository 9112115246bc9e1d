import Foundation

/// Which further cells must be hidden so that sums do not give the primary ones back.
///
/// Each protected cell needs tables that agree with everything published and in which it falls to its floor and reaches
/// the threshold. The cheapest such table is found by linear program, every cell it moves is hidden, and the table stands
/// as witness for all the goals it meets. After Fischetti and Salazar (2001) and Castro (2007); the witnesses make
/// one pass enough, because hiding more cells never takes a witness away.
struct ComplementarySuppression: ~Copyable {
  /// Programs that may be spent on showing hidden cells again; the same on every machine.
  static let programLimit = 600

  /// After so many seconds of the processor the table is refused and a coarser one proposed.
  static let timeLimit = 1200

  /// Goals tried in one program where nothing is hidden by it.
  static let batchSize = 32

  /// Where hiding takes more programs than about this, several goals share one: each then costs more cells, and less time.
  static let hidingPrograms = 1500

  private let start = clock()
  private let problem: SuppressionProblem
  private let costs: [Double]
  private var hidden: Set<Int>
  private var goals: [ProtectionGoal] = []
  private var goalsOfCell: [[Int]]
  private var posed: Set<ProtectionGoal> = []
  /// Tables that agree with the published one so far, as moves from the true one; the first is the true one itself.
  private var witnesses: [MoveProgram.Moves] = [[:]]
  /// By goal; -1 while there is none.
  private var witnessOfGoal: [Int] = []
  /// What a step of a hidden cell costs, in parts of what it would cost shown.
  private static let discount = 0.001

  init(_ problem: SuppressionProblem) {
    let system = problem.system
    self.problem = problem
    hidden = problem.hidden
    goalsOfCell = [[Int]](repeating: [], count: system.cells)
    costs = (0..<system.cells).map { Self.cost(of: problem.values[$0]) }
  }

  /// A program in which the hidden cells may move, and the others too where `hiding`.
  private func program(hiding: Bool) throws(PublicationError) -> MoveProgram {
    let cells = 0..<problem.system.cells
    return try MoveProgram(
      system: problem.system, values: problem.values, lowest: cells.map(problem.lowerBound),
      movable: cells.map { (hiding || hidden.contains($0)) && !problem.isKnown($0) }, spreads: problem.goals,
      nodeLimit: hiding ? 400 : 30,
      cost: { !hiding ? 1 : self.hidden.contains($0) ? self.costs[$0] * Self.discount : self.costs[$0] })
  }

  /// The only thing that depends on the machine is whether the work is refused.
  private func checkTime() throws(PublicationError) {
    guard (clock() - start) / Int(CLOCKS_PER_SEC) < Self.timeLimit else {
      throw .cannotProtect(.outOfTime, coarsen: [])
    }
  }

  /// What hiding a cell costs: the more, the larger the number a reader loses. A zero costs as much as a three: hidden, it
  /// needs room to rise, which takes further cells.
  private static func cost(of value: Int) -> Double { value == 0 ? 3 : 1 + log2(1 + Double(value)) }

  /// All cells to hide, the primary ones included; the same for the same table, everywhere.
  mutating func pattern(progress: (_ done: Int, _ all: Int) -> Void) throws(PublicationError) -> Set<Int> {
    for goal in problem.goals { pose(goal) }
    let small = problem.small.sorted()
    for cell in small { pose(.rise(cell: cell, to: problem.target(of: cell))) }
    for cell in small { pose(.fall(cell: cell, to: problem.floor(of: cell))) }
    // Without sums a hidden cell is tied to nothing: any value agrees with what is published.
    guard !problem.system.equations.isEmpty else { return hidden }
    while witnessOfGoal.contains(where: { $0 < 0 }) {
      try reachWithinHidden(progress)
      try reachByHiding(progress)
    }
    try publishWhatNeedNotBeHidden()
    publishWhatIsTold()
    return hidden
  }

  /// Goals without a table, some together.
  private func batches(of size: Int) -> [[Int]] {
    let open = goals.indices.filter { witnessOfGoal[$0] < 0 }
    return GoalBatches(open.map { ($0, goals[$0]) }, in: problem.system, size: size).batches
  }

  /// Most goals need no further cell once many are hidden; the program of the hidden cells alone is small.
  private mutating func reachWithinHidden(_ progress: (Int, Int) -> Void) throws(PublicationError) {
    var program = try program(hiding: false)
    for batch in batches(of: Self.batchSize) {
      progress(batch[0], 2 * goals.count)
      try reach(batch, &program)
    }
    for goal in goals.indices where witnessOfGoal[goal] < 0 {
      try checkTime()
      progress(goal, 2 * goals.count)
      if let moves = try program.moves(to: goals[goal]) { record(moves) }
    }
  }

  /// Reaches goals in one program, or in two of half as many each; what is left alone stays for later.
  private mutating func reach(_ batch: [Int], _ program: inout MoveProgram) throws(PublicationError) {
    try checkTime()
    let open = batch.filter { witnessOfGoal[$0] < 0 }
    guard open.count > 1 else { return }
    if let moves = try program.moves(to: open.map { goals[$0] }) {
      hide(moves, &program)
    } else {
      try reach(Array(open.prefix(open.count / 2)), &program)
      try reach(Array(open.suffix(open.count - open.count / 2)), &program)
    }
  }

  /// Hides what the cheapest move to each goal takes.
  private mutating func reachByHiding(_ progress: (Int, Int) -> Void) throws(PublicationError) {
    var program = try program(hiding: true)
    let open = witnessOfGoal.count { $0 < 0 }
    for batch in batches(of: min(Self.batchSize, open / Self.hidingPrograms)) {
      progress(goals.count + batch[0], 2 * goals.count)
      try reach(batch, &program)
    }
    for goal in goals.indices where witnessOfGoal[goal] < 0 {
      try checkTime()
      progress(goals.count + goal, 2 * goals.count)
      guard let moves = try program.moves(to: goals[goal]) else {
        if case .spread = goals[goal] { throw .cannotProtect(.groupDisclosure, coarsen: []) }
        throw .cannotProtect(.zeroPolicy, coarsen: [])
      }
      hide(moves, &program)
    }
  }

  /// Hides every cell that moves, and keeps the table.
  private mutating func hide(_ moves: MoveProgram.Moves, _ program: inout MoveProgram) {
    for cell in moves.keys.sorted() where hidden.insert(cell).inserted {
      program.price(cell, costs[cell] * Self.discount)
      if problem.values[cell] == 0 { pose(camouflage(cell)) }
    }
    record(moves)
  }

  /// A hidden zero that could not reach the threshold would be known to be camouflage, and so to be zero.
  private func camouflage(_ cell: Int) -> ProtectionGoal { .rise(cell: cell, to: problem.target(of: cell)) }

  private mutating func pose(_ goal: ProtectionGoal) {
    guard posed.insert(goal).inserted else { return }
    for cell in goal.cells { goalsOfCell[cell].append(goals.count) }
    goals.append(goal)
    witnessOfGoal.append(goal.isMet(by: { self.problem.values[$0] }) ? 0 : -1)
  }

  /// Keeps a table and lets it stand for every goal it meets.
  private mutating func record(_ moves: MoveProgram.Moves) {
    witnesses.append(moves)
    for cell in moves.keys {
      for goal in goalsOfCell[cell] where witnessOfGoal[goal] < 0 && isMet(goal, by: moves) {
        witnessOfGoal[goal] = witnesses.count - 1
      }
    }
  }

  private func isMet(_ goal: Int, by moves: MoveProgram.Moves) -> Bool {
    goals[goal].isMet(by: { self.problem.values[$0] + (moves[$0] ?? 0) })
  }

  /// Greedy choices hide more than is needed: each further cell is shown again if all goals can be reached without it,
  /// those that fewest tables rest on first.
  private mutating func publishWhatNeedNotBeHidden() throws(PublicationError) {
    var program = try program(hiding: false)
    var served = [Int](repeating: 0, count: witnesses.count)
    for witness in witnessOfGoal where witness > 0 { served[witness] += 1 }
    var dependents = [Int](repeating: 0, count: problem.system.cells)
    for (witness, moves) in witnesses.enumerated() { for cell in moves.keys { dependents[cell] += served[witness] } }
    let further = hidden.subtracting(problem.hidden).sorted { (dependents[$0], $0) < (dependents[$1], $1) }
    for cell in further {
      guard program.solved < Self.programLimit else { return }
      program.allow(false, cell)
      let own = problem.values[cell] == 0 ? camouflage(cell) : nil
      let orphaned = goals.indices.filter { goal in
        witnessOfGoal[goal] >= 0 && goals[goal] != own && witnesses[witnessOfGoal[goal]][cell] != nil
      }
      if let found = try witnessing(orphaned, &program) {
        hidden.remove(cell)
        for (goal, moves) in found {
          witnesses.append(moves)
          witnessOfGoal[goal] = witnesses.count - 1
        }
        if let own, let index = goals.firstIndex(of: own) { witnessOfGoal[index] = 0 }
      } else {
        program.allow(true, cell)
      }
    }
  }

  /// A further cell that the others tell hides nothing.
  private mutating func publishWhatIsTold() {
    let hidden = hidden
    let linked = LinkedCells(problem.system) { hidden.contains($0) ? nil : problem.values[$0] }
    self.hidden.subtract(linked.told.keys.filter { !problem.hidden.contains($0) })
  }

  private func witnessing(
    _ orphaned: [Int], _ program: inout MoveProgram
  ) throws(PublicationError) -> [(Int, MoveProgram.Moves)]? {
    var found: [(Int, MoveProgram.Moves)] = []
    for goal in orphaned {
      if let known = found.first(where: { isMet(goal, by: $0.1) }) {
        found.append((goal, known.1))
        continue
      }
      guard let moves = try program.moves(to: goals[goal]) else { return nil }
      found.append((goal, moves))
    }
    return found
  }
}
