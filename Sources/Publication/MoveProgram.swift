/// The cheapest way to move from one integer table to another one that adds up and reaches a goal.
///
/// Only some cells may move, and linked ones move together. Column j of the program is how far the j-th class of them goes
/// up, column n + j how far down.
struct MoveProgram: ~Copyable {
  /// How far each cell moves; cells absent stay.
  typealias Moves = [Int: Int]

  private let system: AdditiveSystem
  private var values: [Int]
  private var lowest: [Int]
  private let linked: LinkedCells
  private let spreadRows: [ProtectionGoal: Int]
  private var columns: ClpSolver.Bounds
  private let rows: ClpSolver.Bounds
  private var costs: [Double]
  private var costOfCell: [Double]
  /// By cell: whether it may move now.
  private var isMovable: [Bool]
  private var program: IntegerProgram
  private let retries: Int

  /// Classes of cells that can move.
  var classes: Int { linked.members.count }

  /// Programs solved so far.
  var solved: Int { program.solved }

  /// - Parameters:
  ///   - values: the table moved from.
  ///   - lowest: the least value a moved cell may take; a reader knows no cell goes below.
  ///   - movable: cells that may move at all.
  ///   - nodeLimit: programs that may be spent on making one answer integral.
  ///   - retries: times a goal is tried once more, with costs a little shuffled, where fractional answers were not made
  ///     integral.
  ///   - cost: what one step of a cell costs, not negative.
  init(
    system: AdditiveSystem, values: [Int], lowest: [Int], movable: [Bool], spreads: [ProtectionGoal],
    nodeLimit: Int = 400, retries: Int = 0, cost: (Int) -> Double
  ) throws(PublicationError) {
    var sums: Set<Int> = []
    for cell in movable.indices where movable[cell] { sums.formUnion(system.equationsOf[cell]) }
    let linked = LinkedCells(system, in: sums.sorted()) { movable[$0] ? nil : 0 }
    let count = linked.members.count
    var matrix = [[ClpSolver.Entry]](repeating: [], count: 2 * count)
    func add(_ group: Int, row: Int, _ factor: Int) {
      matrix[group].append(.init(row: row, value: Double(factor)))
      matrix[count + group].append(.init(row: row, value: -Double(factor)))
    }
    for (row, sum) in linked.rows.enumerated() { for term in sum.terms { add(term.group, row: row, term.factor) } }
    var row = linked.rows.count
    var spreadRows: [ProtectionGoal: Int] = [:]
    for goal in spreads {
      guard case .spread(let total, let part, _) = goal, spreadRows[goal] == nil else { continue }
      spreadRows[goal] = row
      let ends = [(linked.links[total], 1), (linked.links[part], -1)].compactMap { link, sign in
        link.map { (group: $0.group, factor: $0.sign * sign) }
      }
      // Linked ends are one column; an entry stands once in it.
      if ends.count == 2, ends[0].group == ends[1].group {
        add(ends[0].group, row: row, ends[0].factor + ends[1].factor)
      } else {
        for end in ends { add(end.group, row: row, end.factor) }
      }
      row += 1
    }
    program = try IntegerProgram(columns: matrix, rows: row, nodeLimit: nodeLimit)
    self.retries = retries
    self.system = system
    self.values = values
    self.lowest = lowest
    self.linked = linked
    self.spreadRows = spreadRows
    let none = [Double](repeating: 0, count: linked.rows.count)
    let free = [Double](repeating: ClpSolver.unbounded, count: row - linked.rows.count)
    rows = .init(lower: none + free.map { -$0 }, upper: none + free)
    columns = .init(lower: [Double](repeating: 0, count: 2 * count), upper: [Double](repeating: 0, count: 2 * count))
    costOfCell = (0..<system.cells).map { movable[$0] ? cost($0) : 0 }
    costs = [Double](repeating: 0, count: 2 * count)
    isMovable = (0..<system.cells).map { movable[$0] && linked.links[$0] != nil }
    for group in 0..<count {
      bound(group)
      price(group)
    }
  }

  /// How far a class can go: as far as the first of its cells, and nowhere where one is held.
  private mutating func bound(_ group: Int) {
    var up = ClpSolver.unbounded
    var down = ClpSolver.unbounded
    for cell in linked.members[group] {
      guard isMovable[cell], let link = linked.links[cell] else {
        up = 0
        down = 0
        break
      }
      let room = Double(max(0, values[cell] - lowest[cell]))
      if link.sign > 0 { down = min(down, room) } else { up = min(up, room) }
    }
    columns.upper[group] = up
    columns.upper[linked.members.count + group] = down
  }

  private mutating func price(_ group: Int) {
    let cost = linked.members[group].reduce(0) { $0 + costOfCell[$1] }
    costs[group] = cost
    costs[linked.members.count + group] = cost
  }

  /// Moves start from another table of the same sums from now on.
  mutating func start(from values: [Int], lowest: [Int]) {
    self.values = values
    self.lowest = lowest
    for group in linked.members.indices { bound(group) }
  }

  /// Lets a cell move, or holds it.
  mutating func allow(_ movable: Bool, _ cell: Int) {
    guard let link = linked.links[cell] else { return }
    isMovable[cell] = movable
    bound(link.group)
  }

  /// What one step of a cell costs from now on.
  mutating func price(_ cell: Int, _ cost: Double) {
    guard let link = linked.links[cell] else { return }
    costOfCell[cell] = cost
    price(link.group)
  }

  /// Programs spent on making an answer for several goals integral; without one, they are tried apart.
  private static let briefLimit = 10

  /// The cheapest moves that reach `goal`; `nil` when there are none, or none of integers was found.
  /// - Parameter isBrief: little is spent on making an answer integral.
  mutating func moves(to goal: ProtectionGoal, isBrief: Bool = false) throws(PublicationError) -> Moves? {
    try moves(to: [goal], isBrief: isBrief)
  }

  /// The cheapest moves that reach all `goals` at once; `nil` when there are none, or none of integers was found.
  mutating func moves(to goals: [ProtectionGoal], isBrief: Bool = false) throws(PublicationError) -> Moves? {
    let goals = goals.filter { goal in !goal.isMet(by: { self.values[$0] }) }
    if goals.isEmpty { return [:] }
    let count = linked.members.count
    var columns = columns
    var rows = rows
    for goal in goals {
      switch goal {
      case .fall(let cell, let value), .rise(let cell, let value):
        guard let link = linked.links[cell] else { return nil }
        let step = value - values[cell]
        let isUp = (step > 0) == (link.sign > 0)
        let column = isUp ? link.group : count + link.group
        guard Double(abs(step)) <= columns.upper[column] else { return nil }
        columns.lower[column] = max(columns.lower[column], Double(abs(step)))
        columns.upper[isUp ? count + link.group : link.group] = 0
      case .spread(let total, let part, let by):
        guard let row = spreadRows[goal] else { throw .cannotProtect(.solver, coarsen: []) }
        rows.lower[row] = Double(by - (values[total] - values[part]))
      }
    }
    let isBrief = isBrief || goals.count > 1
    var outcome = try program.minimise(
      cost: costs, columnBounds: columns, rowBounds: rows, limit: isBrief ? Self.briefLimit : nil)
    for retry in 0..<(isBrief ? 0 : retries) {
      guard case .undecided = outcome else { break }
      var random = SplitMix64(seed: retry)
      outcome = try program.minimise(
        cost: costs.map { $0 * (1 + random.fraction()) }, columnBounds: columns, rowBounds: rows)
    }
    guard let moves = try moves(of: outcome) else { return nil }
    guard goals.allSatisfy({ $0.isMet(by: { self.values[$0] + (moves[$0] ?? 0) }) }) else {
      throw .cannotProtect(.solver, coarsen: [])
    }
    return moves
  }

  /// The answer is proven here in integers; nothing else rests on the solver's arithmetic.
  private func moves(of outcome: IntegerProgram.Outcome) throws(PublicationError) -> Moves? {
    guard case .found(let steps) = outcome else { return nil }
    let count = linked.members.count
    var moves: Moves = [:]
    for group in 0..<count where steps[group] != steps[count + group] {
      for cell in linked.members[group] {
        moves[cell] = (linked.links[cell]?.sign ?? 0) * (steps[group] - steps[count + group])
      }
    }
    guard isSound(moves) else { throw .cannotProtect(.solver, coarsen: []) }
    return moves
  }

  /// What a goal reached is worth, in steps of a cell that costs 1.
  private static let reward = 1000.0
  /// Programs spent on making moves towards many goals integral.
  private static let manyLimit = 60

  /// Moves that take as many cells as possible to where goals want them, or near; `nil` where no integers were found.
  /// - Parameter random: how much each is wanted, so that another try takes another way.
  private mutating func moves(
    towards goals: [ProtectionGoal], _ random: inout SplitMix64
  ) throws(PublicationError) -> Moves? {
    let count = linked.members.count
    var columns = columns
    var costs = costs
    var isTaken = [Bool](repeating: false, count: count)
    // Sums hold: where some cells are to rise, others must be let fall.
    func isFirst(_ goal: ProtectionGoal) -> Bool {
      switch goal {
      case .fall(let cell, _): cell.isMultiple(of: 2)
      case .rise(let cell, _): !cell.isMultiple(of: 2)
      case .spread: false
      }
    }
    for goal in goals.filter(isFirst) + goals.filter({ !isFirst($0) }) {
      let cell: Int
      let value: Int
      switch goal {
      case .fall(let falling, let floor): (cell, value) = (falling, floor)
      case .rise(let rising, let target): (cell, value) = (rising, target)
      case .spread: continue
      }
      guard let link = linked.links[cell], !isTaken[link.group] else { continue }
      let step = value - values[cell]
      let isUp = (step > 0) == (link.sign > 0)
      let (there, back) = isUp ? (link.group, count + link.group) : (count + link.group, link.group)
      guard step != 0, Double(abs(step)) <= columns.upper[there] else { continue }
      isTaken[link.group] = true
      columns.upper[there] = Double(abs(step))
      let reward = Self.reward * (1 + random.fraction()) / Double(abs(step))
      costs[there] -= reward
      costs[back] += reward
    }
    guard isTaken.contains(true) else { return nil }
    let outcome = try program.minimise(cost: costs, columnBounds: columns, rowBounds: rows, limit: Self.manyLimit)
    return try moves(of: outcome)
  }

  /// Moves towards fewer goals than this do not pay: each had better be reached by itself.
  private static let fewestReached = 5
  /// Programs in a row that may not pay.
  private static let poorLimit = 3
  /// Programs altogether.
  private static let towardsLimit = 100

  /// Moves each of which reaches as many of the goals as it can, until several in a row reach but a few.
  mutating func movesTowards(_ goals: [ProtectionGoal]) -> [Moves] {
    var found: [Moves] = []
    var open = goals.filter { goal in !goal.isMet { self.values[$0] } }
    var random = SplitMix64(seed: goals.count)
    var poor = 0
    for _ in 0..<Self.towardsLimit where open.count >= Self.fewestReached && poor < Self.poorLimit {
      // Nothing rests on it: where the solver gives up, each goal is reached by itself.
      let moves = (try? moves(towards: open, &random)) ?? [:]
      let rest = open.filter { goal in !goal.isMet { self.values[$0] + (moves[$0] ?? 0) } }
      poor = open.count - rest.count < Self.fewestReached ? poor + 1 : 0
      if rest.count < open.count { found.append(moves) }
      open = rest
    }
    return found
  }

  /// Moves that reach many goals: all by one program, or by two of half as many each. A goal left alone is not tried.
  mutating func movesTogether(to goals: [ProtectionGoal]) throws(PublicationError) -> [Moves] {
    guard goals.count > 1 else { return [] }
    if let moves = try moves(to: goals) { return [moves] }
    let first = try movesTogether(to: Array(goals.prefix(goals.count / 2)))
    let rest = goals.suffix(goals.count - goals.count / 2).filter { goal in
      !first.contains { moves in goal.isMet { self.values[$0] + (moves[$0] ?? 0) } }
    }
    return try first + movesTogether(to: rest)
  }

  /// Moves that reach goals, many at once where that can be, and then one by one.
  mutating func movesToEach(of goals: [ProtectionGoal]) throws(PublicationError) -> [Moves] {
    var found: [Moves] = []
    func isOpen(_ goal: ProtectionGoal) -> Bool {
      !found.contains { moves in goal.isMet { self.values[$0] + (moves[$0] ?? 0) } }
    }
    found += movesTowards(goals)
    for batch in GoalBatches(goals.filter(isOpen), in: system).batches {
      found += try movesTogether(to: batch.filter(isOpen))
    }
    for goal in goals where isOpen(goal) {
      if let moves = try moves(to: goal) { found.append(moves) }
    }
    return found
  }

  /// Whether every sum still adds up, no cell goes too low, and only cells that may move do.
  private func isSound(_ moves: Moves) -> Bool {
    for (cell, step) in moves {
      guard isMovable[cell] else { return false }
      if step < 0, values[cell] + step < lowest[cell] { return false }
      for index in system.equationsOf[cell] {
        let equation = system.equations[index]
        guard equation.parts.reduce(0, { $0 + (moves[$1] ?? 0) }) == moves[equation.total] ?? 0 else { return false }
      }
    }
    return true
  }
}
