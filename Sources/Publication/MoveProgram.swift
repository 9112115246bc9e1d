/// The cheapest way to move from the true table to another one that adds up and reaches a goal.
///
/// Column j of the program is how far cell j goes up, column n + j how far it goes down.
struct MoveProgram: ~Copyable {
  /// How far each cell moves; cells absent stay.
  typealias Moves = [Int: Int]

  private let system: AdditiveSystem
  private let values: [Int]
  private let lowest: [Int]
  private let fixed: [Bool]
  private let spreadRows: [ProtectionGoal: Int]
  private var solver: ClpSolver
  /// Programs solved so far.
  private(set) var solved = 0

  /// - Parameters:
  ///   - lowest: the least value a moved cell may take; a reader knows no cell goes below.
  ///   - fixed: cells whose value is known to everyone.
  init(
    system: AdditiveSystem, values: [Int], lowest: [Int], fixed: [Bool], spreads: [ProtectionGoal]
  ) throws(PublicationError) {
    var columns = [[ClpSolver.Entry]](repeating: [], count: 2 * system.cells)
    func add(_ cell: Int, row: Int, _ sign: Double) {
      columns[cell].append(.init(row: row, value: sign))
      columns[system.cells + cell].append(.init(row: row, value: -sign))
    }
    for (row, equation) in system.equations.enumerated() {
      for part in equation.parts { add(part, row: row, 1) }
      add(equation.total, row: row, -1)
    }
    var spreadRows: [ProtectionGoal: Int] = [:]
    for goal in spreads {
      guard case .spread(let total, let part, _) = goal else { continue }
      let row = system.equations.count + spreadRows.count
      spreadRows[goal] = row
      add(total, row: row, 1)
      add(part, row: row, -1)
    }
    self.system = system
    self.values = values
    self.lowest = lowest
    self.fixed = fixed
    self.spreadRows = spreadRows
    solver = try ClpSolver(columns: columns, rows: system.equations.count + spreadRows.count)
  }

  /// The cheapest moves that reach `goal` with only the cells `movable` allows; `nil` when there are none.
  mutating func moves(
    to goal: ProtectionGoal, costs: [Double], movable: (Int) -> Bool
  ) throws(PublicationError) -> Moves? {
    let count = system.cells
    var columns = ClpSolver.Bounds(
      lower: [Double](repeating: 0, count: 2 * count), upper: [Double](repeating: 0, count: 2 * count))
    for cell in 0..<count where !fixed[cell] && movable(cell) {
      columns.upper[cell] = ClpSolver.unbounded
      columns.upper[count + cell] = Double(max(0, values[cell] - lowest[cell]))
    }
    let equations = system.equations.count
    var rows = ClpSolver.Bounds(
      lower: [Double](repeating: 0, count: equations + spreadRows.count),
      upper: [Double](repeating: 0, count: equations + spreadRows.count))
    for row in equations..<(equations + spreadRows.count) {
      rows.lower[row] = -ClpSolver.unbounded
      rows.upper[row] = ClpSolver.unbounded
    }
    switch goal {
    case .fall(let cell, let floor):
      columns.lower[count + cell] = Double(values[cell] - floor)
      columns.upper[cell] = 0
    case .rise(let cell, let target):
      columns.lower[cell] = Double(target - values[cell])
      columns.upper[count + cell] = 0
    case .spread(let total, let part, let by):
      guard let row = spreadRows[goal] else { throw .cannotProtect(.solver, coarsen: []) }
      rows.lower[row] = Double(by - (values[total] - values[part]))
    }
    guard zip(columns.lower, columns.upper).allSatisfy({ $0 <= $1 }) else { return nil }
    solved += 1
    guard let solution = try solver.minimise(cost: costs + costs, columnBounds: columns, rowBounds: rows) else {
      return nil
    }
    guard let steps = integers(solution) else { throw .cannotProtect(.solver, coarsen: []) }
    var moves: Moves = [:]
    for cell in 0..<count where steps[cell] != steps[count + cell] { moves[cell] = steps[cell] - steps[count + cell] }
    // The answer is proven here in integers; nothing below rests on the solver's arithmetic.
    let table = apply(moves)
    let allowed = moves.allSatisfy { cell, _ in
      !fixed[cell] && movable(cell) && table[cell] >= min(lowest[cell], values[cell])
    }
    guard allowed, system.holds(table), goal.isMet(by: table) else { throw .cannotProtect(.solver, coarsen: []) }
    return moves
  }

  func apply(_ moves: Moves) -> [Int] {
    var table = values
    for (cell, step) in moves { table[cell] += step }
    return table
  }
}
