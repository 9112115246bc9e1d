import Foundation

/// Which further cells must be hidden so that sums do not give the primary ones back.
///
/// Each protected cell needs tables that agree with everything published and in which it falls to its floor and reaches
/// the threshold. The cheapest such table is found by linear program, every cell it moves is hidden, and the table stands
/// as witness for all the goals it meets. After Fischetti and Salazar (2001) and Castro (2007); no goal comes up
/// twice, because hiding more cells never takes a witness away.
struct ComplementarySuppression: ~Copyable {
  /// What may be spent on showing hidden cells again, the same on every machine: programs, times the cube of how many cells
  /// are hidden, since each takes about so long; and always some.
  static let showingEffort = 70_000_000_000
  static let leastProgramLimit = 200
  /// Programs that may be spent on it in a large table, where they are all small.
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
  /// Goals without a witness.
  private var openGoals = 0
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

  private var plan: Plan { Plan(problem: problem, costs: costs, hidden: hidden) }

  /// What may move, and at what cost.
  private struct Plan: Sendable {
    let problem: SuppressionProblem
    let costs: [Double]
    let hidden: Set<Int>

    /// A program in which the hidden cells may move, and the others too where `hiding`.
    func program(hiding: Bool, within near: Set<Int>? = nil) throws(PublicationError) -> MoveProgram {
      let cells = 0..<problem.system.cells
      return try MoveProgram(
        system: problem.system, values: problem.values, lowest: cells.map(problem.lowerBound),
        movable: cells.map { (near?.contains($0) ?? true) && (hiding || hidden.contains($0)) && !problem.isKnown($0) },
        spreads: problem.goals,
        nodeLimit: hiding ? 400 : 30, retries: hiding ? 4 : 0,
        cost: { !hiding ? 1 : hidden.contains($0) ? costs[$0] * ComplementarySuppression.discount : costs[$0] })
    }

    /// The hidden cells near one that is to be shown again, and near what rests on it.
    func neighbourhood(of trial: ShowingTrial, size: Int) -> Set<Int> {
      let seeds = [trial.cell] + trial.goals.flatMap(\.cells)
      return CellNeighbourhood(around: seeds, in: problem.system, size: size) {
        hidden.contains($0) && !problem.isKnown($0) ? 0 : nil
      }.cells
    }
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
    while openGoals > 0 {
      try reachWithinHidden(progress)
      try reachByHiding(progress)
    }
    try publishWhatNeedNotBeHidden()
    publishWhatIsTold()
    return hidden
  }

  private var open: [Int] { goals.indices.filter { witnessOfGoal[$0] < 0 } }

  /// Most goals need no further cell once many are hidden; the program of the hidden cells alone is small.
  private mutating func reachWithinHidden(_ progress: (Int, Int) -> Void) throws(PublicationError) {
    var program = try plan.program(hiding: false)
    if program.classes > sizes.classes {
      // What is left is reached by hiding more.
      return try reachNearby(sizes.neighbourhoods[0], progress)
    }
    for moves in program.movesTowards(open.map { goals[$0] }) { record(moves) }
    for batch in GoalBatches(open.map { goals[$0] }, in: problem.system).batches {
      try checkTime()
      report(progress)
      for moves in try program.movesTogether(to: batch.filter { isOpen($0) }) { record(moves) }
    }
    for goal in open where witnessOfGoal[goal] < 0 {
      try checkTime()
      report(progress)
      if let moves = try program.moves(to: goals[goal]) { record(moves) }
    }
  }

  /// Reaches what can be reached by moves of hidden cells within neighbourhoods.
  private mutating func reachNearby(_ size: Int, _ progress: (Int, Int) -> Void) throws(PublicationError) {
    var queue = NeighbourhoodQueue(problem.system, size: size)
    while true {
      try checkTime()
      report(progress)
      let tasks = queue.nextFew(
        goals, of: { goalsOfCell[$0] }, isOpen: { witnessOfGoal[$0] < 0 },
        rank: { !problem.isKnown($0) && hidden.contains($0) ? 0 : nil })
      if tasks.isEmpty { return }
      let plan = plan
      let answers = try tasks.concurrentMap { (_, task) throws(PublicationError) in
        var program = try plan.program(hiding: false, within: task.cells)
        return try program.movesToEach(of: task.goals)
      }
      for moves in answers.joined() { record(moves) }
    }
  }

  /// Hides what the cheapest moves within neighbourhoods take.
  private mutating func hideNearby(_ progress: (Int, Int) -> Void) throws(PublicationError) {
    let most = 3 * problem.threshold
    for size in sizes.hidingNeighbourhoods {
      var queue = NeighbourhoodQueue(problem.system, size: size)
      while let (cells, near) = queue.next(
        goals, of: { goalsOfCell[$0] }, isOpen: { witnessOfGoal[$0] < 0 },
        rank: { cell in
          problem.isKnown(cell) ? nil : hidden.contains(cell) ? 0 : problem.values[cell] < most ? 1 : 2
        })
      {
        var program = try plan.program(hiding: true, within: cells)
        for goal in near where witnessOfGoal[goal] < 0 {
          try checkTime()
          if let moves = try program.moves(to: goals[goal]) { hide(moves, for: goal, &program) }
        }
        report(progress)
      }
    }
  }

  /// Hides what the cheapest move to each goal takes; in a large table the cheapest of its neighbourhood, if there is one.
  ///
  /// It stops where so much more is hidden that some goals can be reached by the smaller programs now; in a large table
  /// those are tried once.
  private mutating func reachByHiding(_ progress: (Int, Int) -> Void) throws(PublicationError) {
    if isLarge { try hideNearby(progress) }
    guard openGoals > 0 else { return }
    var program = try plan.program(hiding: true)
    let size = min(GoalBatches.size, openGoals / Self.hidingPrograms)
    for batch in GoalBatches(open.map { goals[$0] }, in: problem.system, size: size).batches {
      try checkTime()
      report(progress)
      for moves in try program.movesTogether(to: batch.filter { isOpen($0) }) { hide(moves, &program) }
    }
    let enough = isLarge ? .max : hidden.count + max(20, hidden.count / 20)
    for goal in open where witnessOfGoal[goal] < 0 {
      guard hidden.count < enough else { return }
      try checkTime()
      report(progress)
      guard let moves = try program.moves(to: goals[goal]) else {
        if case .spread = goals[goal] { throw .cannotProtect(.groupDisclosure, coarsen: []) }
        throw .cannotProtect(.zeroPolicy, coarsen: [])
      }
      hide(moves, for: goal, &program)
    }
  }

  private func report(_ progress: (Int, Int) -> Void) { progress(goals.count - openGoals, goals.count) }

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
    let isMet = goal.isMet { self.problem.values[$0] }
    witnessOfGoal.append(isMet ? 0 : -1)
    if !isMet { openGoals += 1 }
  }

  /// Keeps a table and lets it stand for every goal it meets.
  private mutating func record(_ moves: MoveProgram.Moves) {
    witnesses.append(moves)
    for cell in moves.keys {
      for goal in goalsOfCell[cell] where witnessOfGoal[goal] < 0 && isMet(goal, by: moves) {
        witnessOfGoal[goal] = witnesses.count - 1
        openGoals -= 1
      }
    }
  }

  private func isOpen(_ goal: ProtectionGoal) -> Bool {
    goal.cells.contains { cell in goalsOfCell[cell].contains { witnessOfGoal[$0] < 0 && goals[$0] == goal } }
  }

  private func isMet(_ goal: Int, by moves: MoveProgram.Moves) -> Bool {
    goals[goal].isMet(by: { self.problem.values[$0] + (moves[$0] ?? 0) })
  }

  /// Greedy choices hide more than is needed: each further cell is shown again if all goals can be reached without it,
  /// those that fewest tables rest on first.
  ///
  /// Several are tried at once; of those that can be shown, all but the first are tried anew without it.
  private mutating func publishWhatNeedNotBeHidden() throws(PublicationError) {
    var resting = RestingGoals(witnesses, witnessOfGoal, cells: problem.system.cells)
    var further = hidden.subtracting(problem.hidden).sorted {
      (resting.count(on: $0), $0) < (resting.count(on: $1), $1)
    }[...]
    var solved = 0
    guard !further.isEmpty else { return }
    let share = Self.showingEffort / (hidden.count * hidden.count * hidden.count)
    let limit = isLarge ? Self.smallProgramLimit : max(Self.leastProgramLimit, share)
    let plan = plan
    let team = isLarge ? nil : try ProgramTeam { () throws(PublicationError) in try plan.program(hiding: false) }
    while !further.isEmpty, solved < limit {
      try checkTime()
      let trials = further.prefix(ProgramTeam.size).map { trial(showing: $0, resting) }
      let outcomes: [ShowingTrial.Outcome]
      if let team {
        outcomes = try team.solve(trials) { (trial, program) throws(PublicationError) in try trial.run(&program) }
      } else {
        let (plan, size) = (self.plan, sizes.neighbourhoods[0])
        outcomes = try trials.concurrentMap { (_, trial) throws(PublicationError) in
          var program = try plan.program(hiding: false, within: plan.neighbourhood(of: trial, size: size))
          return try trial.run(&program)
        }
      }
      further.removeFirst(trials.count)
      var again: [Int] = []
      var isShown = false
      for (trial, outcome) in zip(trials, outcomes) {
        solved += outcome.solved
        guard let tables = outcome.tables else { continue }
        // Its tables may move the cell shown before it, and that one's new tables may move this.
        if isShown {
          again.append(trial.cell)
          continue
        }
        isShown = true
        show(trial, tables, &resting)
        team?.change { $0.allow(false, trial.cell) }
      }
      further = again + further
    }
  }

  /// What must be reached without a cell for it to be shown again.
  private func trial(showing cell: Int, _ resting: RestingGoals) -> ShowingTrial {
    let own = problem.values[cell] == 0 ? camouflage(cell) : nil
    var orphaned = resting.goals(on: cell).filter { goals[$0] != own }
    // What it was hidden for can least do without it, and so tells soonest.
    if let cause = causeOfCell[cell], let place = orphaned.firstIndex(of: cause) {
      orphaned.insert(orphaned.remove(at: place), at: 0)
    }
    return ShowingTrial(cell: cell, values: problem.values, numbers: orphaned, goals: orphaned.map { goals[$0] })
  }

  /// Shows a cell again: all goals are reached without it.
  private mutating func show(_ trial: ShowingTrial, _ tables: [MoveProgram.Moves], _ resting: inout RestingGoals) {
    hidden.remove(trial.cell)
    for (goal, moves) in zip(trial.numbers, tables) {
      witnesses.append(moves)
      witnessOfGoal[goal] = witnesses.count - 1
      resting.put(goal, on: witnesses.count - 1, moves)
    }
    if problem.values[trial.cell] == 0, let index = goals.firstIndex(of: camouflage(trial.cell)) {
      witnessOfGoal[index] = 0
      resting.put(index, on: 0, [:])
    }
  }

  /// A further cell that the others tell hides nothing.
  private mutating func publishWhatIsTold() {
    let hidden = hidden
    let linked = LinkedCells(problem.system) { hidden.contains($0) ? nil : problem.values[$0] }
    self.hidden.subtract(linked.told.keys.filter { !problem.hidden.contains($0) })
  }
}
