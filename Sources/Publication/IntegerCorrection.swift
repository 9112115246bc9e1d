/// Makes integers that nearly meet all sums meet them, where there are too many sums to solve one for another.
///
/// The cheapest change that restores the sums is found by linear program and rounded; what rounding leaves is restored in
/// the same way, and is less each time, until a change comes out whole.
struct IntegerCorrection: ~Copyable {
  private let linked: LinkedCells
  private let bounds: ClpSolver.Bounds
  private var program: IntegerProgram

  /// Changes that may be tried.
  private static let roundLimit = 60

  /// - Parameter bounds: of the classes; whole numbers.
  init(_ linked: LinkedCells, _ bounds: ClpSolver.Bounds) throws(PublicationError) {
    // Column j is how far class j goes up, column n + j how far down.
    let count = linked.members.count
    var matrix = [[ClpSolver.Entry]](repeating: [], count: 2 * count)
    for (row, sum) in linked.rows.enumerated() {
      for term in sum.terms {
        matrix[term.group].append(.init(row: row, value: Double(term.factor)))
        matrix[count + term.group].append(.init(row: row, value: -Double(term.factor)))
      }
    }
    program = try IntegerProgram(columns: matrix, rows: linked.rows.count, nodeLimit: 400)
    self.linked = linked
    self.bounds = bounds
  }

  /// Integers within the bounds that meet every sum; `nil` where none were found.
  /// - Parameter near: integers within the bounds.
  mutating func corrected(_ near: [Int]) throws(PublicationError) -> [Int]? {
    let count = linked.members.count
    let costs = [Double](repeating: 1, count: 2 * count)
    var point = near
    var least = Double.infinity
    for _ in 0..<Self.roundLimit {
      guard let missing = missing(from: point) else { return nil }
      let amount = missing.reduce(0) { $0 + abs($1) }
      if amount == 0 { return point }
      let columns = ClpSolver.Bounds(
        lower: [Double](repeating: 0, count: 2 * count),
        upper: zip(bounds.upper, point).map { $0 - Double($1) } + zip(bounds.lower, point).map { Double($1) - $0 })
      let rows = ClpSolver.Bounds(lower: missing, upper: missing)
      let change: [Double]
      if amount < least {
        guard let relaxed = try program.relaxed(cost: costs, columnBounds: columns, rowBounds: rows) else { return nil }
        change = relaxed
      } else {
        guard case .found(let whole) = try program.minimise(cost: costs, columnBounds: columns, rowBounds: rows) else {
          return nil
        }
        change = whole.map(Double.init)
      }
      least = min(least, amount)
      for group in 0..<count {
        guard let step = Int(exactly: (change[group] - change[count + group]).rounded()) else { return nil }
        point[group] += step
      }
    }
    return nil
  }

  /// By sum: what it lacks; `nil` where that is beyond any count.
  private func missing(from point: [Int]) -> [Double]? {
    var missing: [Double] = []
    for row in linked.rows {
      var rest = row.right
      for term in row.terms {
        guard let next = IntegerElimination.difference(rest, term.factor, point[term.group]) else { return nil }
        rest = next
      }
      missing.append(Double(rest))
    }
    return missing
  }
}
