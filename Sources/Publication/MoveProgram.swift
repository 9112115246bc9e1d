/// The cheapest way to move from one integer table to another one that adds up and reaches a goal.
///
/// Only some cells may move. Column j of the program is how far the j-th of them goes up, column n + j how far down.
struct MoveProgram: ~Copyable {
  /// How far each cell moves; cells absent stay.
  typealias Moves = [Int: Int]

  private let system: AdditiveSystem
  private let equationsOf: [[Int]]
  private let values: [Int]
  private let lowest: [Int]
  private let cells: [Int]
  /// By cell; -1 for those that stay.
  private let place: [Int]
  private let spreadRows: [ProtectionGoal: Int]
  private var columns: ClpSolver.Bounds
  private let rows: ClpSolver.Bounds
  private var costs: [Double]
  private var program: IntegerProgram

  /// Programs solved so far.
  var solved: Int { program.solved }

  /// - Parameters:
  ///   - values: the table moved from.
  ///   - lowest: the least value a moved cell may take; a reader knows no cell goes below.
  ///   - movable: cells that may move at all.
  ///   - nodeLimit: programs that may be spent on making one answer integral.
  ///   - cost: what one step of a cell costs, not negative.
  init(
    system: AdditiveSystem, values: [Int], lowest: [Int], movable: [Bool], spreads: [ProtectionGoal],
    nodeLimit: Int = 400, cost: (Int) -> Double
  ) throws(PublicationError) {
    let cells = (0..<system.cells).filter { movable[$0] }
    let count = cells.count
    var place = [Int](repeating: -1, count: system.cells)
    for (position, cell) in cells.enumerated() { place[cell] = position }
    var matrix = [[ClpSolver.Entry]](repeating: [], count: 2 * count)
    var equationsOf = [[Int]](repeating: [], count: system.cells)
    func add(_ cell: Int, row: Int, _ sign: Double) {
      guard place[cell] >= 0 else { return }
      matrix[place[cell]].append(.init(row: row, value: sign))
      matrix[count + place[cell]].append(.init(row: row, value: -sign))
    }
    // A sum of cells none of which moves needs no row.
    var row = 0
    for (index, equation) in system.equations.enumerated()
    where movable[equation.total] || equation.parts.contains(where: { movable[$0] }) {
      for part in equation.parts {
        equationsOf[part].append(index)
        add(part, row: row, 1)
      }
      equationsOf[equation.total].append(index)
      add(equation.total, row: row, -1)
      row += 1
    }
    let equations = row
    var spreadRows: [ProtectionGoal: Int] = [:]
    for goal in spreads {
      guard case .spread(let total, let part, _) = goal, spreadRows[goal] == nil else { continue }
      spreadRows[goal] = row
      add(total, row: row, 1)
      add(part, row: row, -1)
      row += 1
    }
    self.system = system
    self.equationsOf = equationsOf
    self.values = values
    self.lowest = lowest
    self.cells = cells
    self.place = place
    self.spreadRows = spreadRows
    let none = [Double](repeating: 0, count: equations)
    let free = [Double](repeating: ClpSolver.unbounded, count: row - equations)
    rows = .init(lower: none + free.map { -$0 }, upper: none + free)
    columns = .init(lower: [Double](repeating: 0, count: 2 * count), upper: [Double](repeating: 0, count: 2 * count))
    let oneWay = cells.map(cost)
    costs = oneWay + oneWay
    program = try IntegerProgram(columns: matrix, rows: row, nodeLimit: nodeLimit)
    for cell in cells { allow(true, cell) }
  }

  /// Lets a cell move, or holds it.
  mutating func allow(_ movable: Bool, _ cell: Int) {
    let column = place[cell]
    guard column >= 0 else { return }
    columns.upper[column] = movable ? ClpSolver.unbounded : 0
    columns.upper[cells.count + column] = movable ? Double(max(0, values[cell] - lowest[cell])) : 0
  }

  /// What one step of a cell costs from now on.
  mutating func price(_ cell: Int, _ cost: Double) {
    guard place[cell] >= 0 else { return }
    costs[place[cell]] = cost
    costs[cells.count + place[cell]] = cost
  }

  /// The cheapest moves that reach `goal`; `nil` when there are none, or none of integers was found.
  mutating func moves(to goal: ProtectionGoal) throws(PublicationError) -> Moves? {
    if goal.isMet(by: { self.values[$0] }) { return [:] }
    let count = cells.count
    var columns = columns
    var rows = rows
    switch goal {
    case .fall(let cell, let floor):
      let column = place[cell]
      guard column >= 0, Double(values[cell] - floor) <= columns.upper[count + column] else { return nil }
      columns.lower[count + column] = Double(values[cell] - floor)
      columns.upper[column] = 0
    case .rise(let cell, let target):
      let column = place[cell]
      guard column >= 0, columns.upper[column] > 0 else { return nil }
      columns.lower[column] = Double(target - values[cell])
      columns.upper[count + column] = 0
    case .spread(let total, let part, let by):
      guard let row = spreadRows[goal] else { throw .cannotProtect(.solver, coarsen: []) }
      rows.lower[row] = Double(by - (values[total] - values[part]))
    }
    guard case .found(let steps) = try program.minimise(cost: costs, columnBounds: columns, rowBounds: rows) else {
      return nil
    }
    var moves: Moves = [:]
    for column in 0..<count where steps[column] != steps[count + column] {
      moves[cells[column]] = steps[column] - steps[count + column]
    }
    // The answer is proven here in integers; nothing below rests on the solver's arithmetic.
    guard isSound(moves), goal.isMet(by: { self.values[$0] + (moves[$0] ?? 0) }) else {
      throw .cannotProtect(.solver, coarsen: [])
    }
    return moves
  }

  /// Whether every sum still adds up, no cell goes too low, and only cells that may move do.
  private func isSound(_ moves: Moves) -> Bool {
    for (cell, step) in moves {
      guard columns.upper[place[cell]] > 0 else { return false }
      if step < 0, values[cell] + step < lowest[cell] { return false }
      for index in equationsOf[cell] {
        let equation = system.equations[index]
        guard equation.parts.reduce(0, { $0 + (moves[$1] ?? 0) }) == moves[equation.total] ?? 0 else { return false }
      }
    }
    return true
  }
}
