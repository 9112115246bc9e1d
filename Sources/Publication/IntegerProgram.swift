/// A linear program whose columns must be integers.
///
/// One- and two-dimensional tables are networks, and every vertex is integral. In three dimensions and in linked tables
/// vertices can have halves; then one fractional column after the other is bounded to the integer nearest to it and the
/// program solved again from the last basis. Where that leads nowhere the last choice is turned round (branch and bound,
/// depth first, to the first table of integers).
struct IntegerProgram: ~Copyable {
  enum Outcome {
    case found([Int])
    /// No point, integral or not, meets the bounds.
    case infeasible
    /// There are points, but none of integers was found within the limit.
    case undecided
  }

  /// One choice: the column, its bounds before, and the integer below its value.
  private struct Choice {
    let column: Int
    let lower: Double
    let upper: Double
    let below: Double
    let isAboveFirst: Bool
    var isTurned = false
  }

  private let nodeLimit: Int
  private var solver: ClpSolver
  /// Linear programs solved so far.
  private(set) var solved = 0

  /// - Parameter nodeLimit: linear programs that may be spent on making one solution integral.
  init(columns: [[ClpSolver.Entry]], rows: Int, nodeLimit: Int) throws(PublicationError) {
    self.nodeLimit = nodeLimit
    solver = try ClpSolver(columns: columns, rows: rows)
  }

  /// The cheapest point, whole or not; `nil` when none meets the bounds. No table of integers is cheaper.
  mutating func relaxed(
    cost: [Double], columnBounds: ClpSolver.Bounds, rowBounds: ClpSolver.Bounds, from start: ClpSolver.Start = .slacks
  ) throws(PublicationError) -> [Double]? {
    solved += 1
    return try solver.minimise(cost: cost, columnBounds: columnBounds, rowBounds: rowBounds, from: start)
  }

  /// The first table of integers, cheap but not always cheapest; fewer programs are spent where a `limit` is given.
  mutating func minimise(
    cost: [Double], columnBounds: ClpSolver.Bounds, rowBounds: ClpSolver.Bounds, limit: Int? = nil
  ) throws(PublicationError) -> Outcome {
    solved += 1
    guard let first = try solver.minimise(cost: cost, columnBounds: columnBounds, rowBounds: rowBounds) else {
      return .infeasible
    }
    var bounds = columnBounds
    var solution: [Double]? = first
    var choices: [Choice] = []
    for _ in 0..<(limit ?? nodeLimit) {
      if let point = solution {
        guard let column = Self.mostDecided(point) else { return Self.rounded(point).map(Outcome.found) ?? .undecided }
        let below = point[column].rounded(.down)
        choices.append(
          Choice(
            column: column, lower: bounds.lower[column], upper: bounds.upper[column], below: below,
            isAboveFirst: point[column] - below > 0.5))
      } else {
        while let last = choices.last, last.isTurned {
          bounds.lower[last.column] = last.lower
          bounds.upper[last.column] = last.upper
          choices.removeLast()
        }
        guard let last = choices.indices.last else { return .undecided }
        choices[last].isTurned = true
      }
      guard let choice = choices.last else { return .undecided }
      let isAbove = choice.isAboveFirst != choice.isTurned
      bounds.lower[choice.column] = isAbove ? choice.below + 1 : choice.lower
      bounds.upper[choice.column] = isAbove ? choice.upper : choice.below
      solved += 1
      solution = try solver.minimise(cost: cost, columnBounds: bounds, rowBounds: rowBounds, from: .lastSolution)
    }
    return .undecided
  }

  private static let tolerance = 1e-5

  /// The fractional column nearest to an integer; `nil` when there is none.
  private static func mostDecided(_ solution: [Double]) -> Int? {
    var best: (column: Int, distance: Double)?
    for (column, value) in solution.enumerated() {
      let distance = abs(value - value.rounded())
      if distance > tolerance, distance < best?.distance ?? 1 { best = (column, distance) }
    }
    return best?.column
  }

  private static func rounded(_ solution: [Double]) -> [Int]? {
    var result: [Int] = []
    result.reserveCapacity(solution.count)
    for value in solution {
      guard let integer = Int(exactly: value.rounded()) else { return nil }
      result.append(integer)
    }
    return result
  }
}
