/// A linear program whose columns must be integers.
///
/// One- and two-dimensional tables are networks, and every vertex is integral. In three dimensions and in linked tables
/// vertices can have halves; then one fractional column after the other is bounded to an integer beside it and the
/// program solved again from the last basis (a dive, with the other side tried where one is empty).
struct IntegerProgram: ~Copyable {
  enum Outcome {
    case found([Int])
    /// No point, integral or not, meets the bounds.
    case infeasible
    /// There are points, but none of integers was found within the limit.
    case undecided
  }

  /// Columns bounded in one dive before it is given up.
  static let diveLimit = 400

  private var solver: ClpSolver
  /// Linear programs solved so far.
  private(set) var solved = 0

  init(columns: [[ClpSolver.Entry]], rows: Int) throws(PublicationError) {
    solver = try ClpSolver(columns: columns, rows: rows)
  }

  /// - Parameter cost: none negative.
  mutating func minimise(
    cost: [Double], columnBounds: ClpSolver.Bounds, rowBounds: ClpSolver.Bounds
  ) throws(PublicationError) -> Outcome {
    solved += 1
    guard var solution = try solver.minimise(cost: cost, columnBounds: columnBounds, rowBounds: rowBounds) else {
      return .infeasible
    }
    var bounds = columnBounds
    for _ in 0..<Self.diveLimit {
      guard let column = Self.mostDecided(solution) else {
        return Self.rounded(solution).map(Outcome.found) ?? .undecided
      }
      let below = solution[column].rounded(.down)
      let isNearAbove = solution[column] - below > 0.5
      var next: [Double]?
      for above in [isNearAbove, !isNearAbove] where next == nil {
        var tried = bounds
        if above { tried.lower[column] = below + 1 } else { tried.upper[column] = below }
        solved += 1
        next = try solver.minimise(cost: cost, columnBounds: tried, rowBounds: rowBounds, from: .lastSolution)
        if next != nil { bounds = tried }
      }
      guard let next else { return .undecided }
      solution = next
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
