import Foundation

/// Which further cells must be hidden so that sums do not give the primary ones back.
///
/// Each protected cell needs tables that agree with everything published and in which it falls to its floor and reaches
/// the threshold. The cheapest such table is found by linear program, every cell it moves is hidden, and the table stands
/// as witness for all the goals it meets. After Fischetti and Salazar (2001) and Castro (2007); the witnesses make
/// one pass enough, because hiding more cells never takes a witness away.
struct ComplementarySuppression: ~Copyable {
  /// Programs that may be spent on showing hidden cells again, in a large table small ones; the same on every machine.
  static let programLimit = 600
  static let smallProgramLimit = 3000

  /// After so many seconds of the processor the table is refused and a coarser one proposed.
  static let timeLimit = 1200

  /// Where hiding takes more programs than about this, several goals share one: each then costs more cells, and less time.
  static let hidingPrograms = 1500

  private let start = clock()
  private let problem: SuppressionProblem
  private let sizes: ProgramSizes
  private let costs: [Double]
  private var hidden: Set<Int>
  private var goals: [ProtectionGoal] = []
  private var goalsOfCell: [[Int]]
  private var posed: Set<ProtectionGoal> = []
  /// Tables that agree with the published one so far, as moves from the true one; the first is the true one itself.
  private var witnesses: [MoveProgram.Moves] = [[:]]
  /// By cell: the goal it was hidden for, if for one.
  private var causeOfCell: [Int: Int] = [:]
  /// By goal; -1 while there is none.
  private var witnessOfGoal: [Int] = []
  /// What a step of a hidden cell costs, in parts of what it would cost shown.
  private static let discount = 0.001

  init(_ problem: SuppressionProblem, sizes: ProgramSizes = .usual) {
    self.sizes = sizes
    let system = problem.system
    self.problem = problem
    hidden = problem.hidden
    goalsOfCell = [[Int]](repeating: [], count: system.cells)
    costs = (0..<system.cells).map { Self.cost(of: problem.values[$0]) }
  }

  private var isLarge: Bool { problem.system.cells > sizes.table }

  /// A program in which the hidden cells may move, and the others too where `hiding`.
  private func program(hiding: Bool, within near: Set<Int>? = nil) throws(PublicationError) -> MoveProgram {
    let cells = 0..<problem.system.cells
    return try MoveProgram(
      system: problem.system, values: problem.values, lowest: cells.map(problem.lowerBound),
      movable: cells.map { (near?.contains($0) ?? true) && (hiding || hidden.contains($0)) && !problem.isKnown($0) },
      spreads: problem.goals,
      nodeLimit: hiding ? 400 : 30, retries: hiding ? 4 : 0,
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
    if program.classes > sizes.classes {
      // What is left is reached by hiding more.
      return try reachNearby(hiding: false, sizes.neighbourhoods.prefix(1), progress)
    }
    for batch in batches(of: GoalBatches.size) {
      progress(batch[0], 2 * goals.count)
      try reach(batch, &program)
    }
    for goal in goals.indices where witnessOfGoal[goal] < 0 {
      try checkTime()
      progress(goal, 2 * goals.count)
      if let moves = try program.moves(to: goals[goal]) { record(moves) }
    }
  }

  /// Reaches what can be reached by moves within neighbourhoods, and hides what they take.
  private mutating func reachNearby(
    hiding: Bool, _ neighbourhoods: ArraySlice<Int>, _ progress: (Int, Int) -> Void
  ) throws(PublicationError) {
    let most = 3 * problem.threshold
    for size in neighbourhoods {
      var queue = NeighbourhoodQueue(problem.system, size: size)
      while let (cells, near) = queue.next(
        goals, of: { goalsOfCell[$0] }, isOpen: { witnessOfGoal[$0] < 0 },
        rank: { cell in
          if problem.isKnown(cell) { return nil }
          if hidden.contains(cell) { return 0 }
          return hiding ? (problem.values[cell] < most ? 1 : 2) : nil
        })
      {
        var program = try program(hiding: hiding, within: cells)
        if !hiding {
          let positions = near.map { ($0, goals[$0]) }
          for batch in GoalBatches(positions, in: problem.system, size: GoalBatches.smallSize).batches {
            try reach(batch, &program)
          }
        }
        for goal in near where witnessOfGoal[goal] < 0 {
          try checkTime()
          if let moves = try program.moves(to: goals[goal]) { hide(moves, for: goal, &program) }
        }
        progress(witnessOfGoal.count { $0 >= 0 }, 2 * goals.count)
      }
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

  /// Hides what the cheapest move to each goal takes; in a large table the cheapest of its neighbourhood, if there is one.
  private mutating func reachByHiding(_ progress: (Int, Int) -> Void) throws(PublicationError) {
    if isLarge {
      try reachNearby(hiding: true, sizes.hidingNeighbourhoods[...], progress)
      guard witnessOfGoal.contains(where: { $0 < 0 }) else { return }
    }
    var program = try program(hiding: true)
    let open = witnessOfGoal.count { $0 < 0 }
    for batch in batches(of: min(GoalBatches.size, open / Self.hidingPrograms)) {
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
      hide(moves, for: goal, &program)
    }
  }

  /// Hides every cell that moves, and keeps the table.
  private mutating func hide(_ moves: MoveProgram.Moves, for goal: Int? = nil, _ program: inout MoveProgram) {
    for cell in moves.keys.sorted() where hidden.insert(cell).inserted {
      causeOfCell[cell] = goal
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
    var resting = Resting(witnesses, witnessOfGoal, cells: problem.system.cells)
    let further = hidden.subtracting(problem.hidden).sorted {
      (resting.count(on: $0), $0) < (resting.count(on: $1), $1)
    }
    guard isLarge else {
      var program = try program(hiding: false)
      for cell in further where program.solved < Self.programLimit { try show(cell, &resting, &program) }
      return
    }
    var solved = 0
    for cell in further where solved < Self.smallProgramLimit {
      try checkTime()
      let seeds = [cell] + resting.goals(on: cell).flatMap { goals[$0].cells }
      let near = CellNeighbourhood(around: seeds, in: problem.system, size: sizes.neighbourhoods[0]) {
        hidden.contains($0) && !problem.isKnown($0) ? 0 : nil
      }
      var program = try program(hiding: false, within: near.cells)
      try show(cell, &resting, &program)
      solved += program.solved
    }
  }

  /// Shows a cell again if all goals can be reached without it.
  private mutating func show(
    _ cell: Int, _ resting: inout Resting, _ program: inout MoveProgram
  ) throws(PublicationError) {
    program.allow(false, cell)
    let own = problem.values[cell] == 0 ? camouflage(cell) : nil
    var orphaned = resting.goals(on: cell).filter { goals[$0] != own }
    // What it was hidden for can least do without it, and so tells soonest.
    if let cause = causeOfCell[cell], let place = orphaned.firstIndex(of: cause) {
      orphaned.insert(orphaned.remove(at: place), at: 0)
    }
    guard let found = try witnessing(orphaned, &program) else { return program.allow(true, cell) }
    hidden.remove(cell)
    for (goal, moves) in found {
      witnesses.append(moves)
      witnessOfGoal[goal] = witnesses.count - 1
      resting.put(goal, on: witnesses.count - 1, moves)
    }
    if let own, let index = goals.firstIndex(of: own) {
      witnessOfGoal[index] = 0
      resting.put(index, on: 0, [:])
    }
  }

  /// Which goals rest on tables in which a cell moves.
  private struct Resting {
    private var witnessOfGoal: [Int]
    private var goalsOfWitness: [[Int]]
    private var witnessesOfCell: [[Int]]

    init(_ witnesses: [MoveProgram.Moves], _ witnessOfGoal: [Int], cells: Int) {
      self.witnessOfGoal = witnessOfGoal
      goalsOfWitness = [[Int]](repeating: [], count: witnesses.count)
      witnessesOfCell = [[Int]](repeating: [], count: cells)
      for (goal, witness) in witnessOfGoal.enumerated() where witness > 0 { goalsOfWitness[witness].append(goal) }
      for (witness, moves) in witnesses.enumerated() {
        for cell in moves.keys { witnessesOfCell[cell].append(witness) }
      }
    }

    func count(on cell: Int) -> Int { witnessesOfCell[cell].reduce(0) { $0 + goalsOfWitness[$1].count } }

    /// Ascending.
    func goals(on cell: Int) -> [Int] {
      witnessesOfCell[cell].flatMap { witness in goalsOfWitness[witness].filter { witnessOfGoal[$0] == witness } }
        .sorted()
    }

    mutating func put(_ goal: Int, on witness: Int, _ moves: MoveProgram.Moves) {
      witnessOfGoal[goal] = witness
      while goalsOfWitness.count <= witness { goalsOfWitness.append([]) }
      goalsOfWitness[witness].append(goal)
      for cell in moves.keys { witnessesOfCell[cell].append(witness) }
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
