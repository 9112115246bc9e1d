/// What a reader can work out from a published table, by arithmetic alone.
///
/// It is given the published numbers, the sums and the zero policy, and nothing else: no true value can reach it.
struct DisclosureAudit: ~Copyable {
  /// The values a cell can take.
  struct Interval: Equatable {
    let lowest: Int
    /// `nil` when there is no upper limit.
    let highest: Int?
  }

  private let published: [Int?]
  private let system: AdditiveSystem
  private let hiddenCells: [Int]
  private let columnOf: [Int: Int]
  private let columns: ClpSolver.Bounds
  private let rows: ClpSolver.Bounds
  private let ceiling: Int
  private var program: IntegerProgram

  /// - Throws: ``PublicationError/cannotProtect(_:coarsen:)`` when the published numbers contradict each other.
  init(_ outside: PublishedSystem) throws(PublicationError) {
    let system = outside.system
    let published = outside.numbers
    let hidden = (0..<system.cells).filter { published[$0] == nil }
    let columnOf = Dictionary(uniqueKeysWithValues: hidden.enumerated().map { ($1, $0) })
    var matrix = [[ClpSolver.Entry]](repeating: [], count: hidden.count)
    var right: [Int] = []
    for equation in system.equations {
      var known = 0
      var open: [(column: Int, sign: Int)] = []
      for (cell, sign) in equation.parts.map({ ($0, 1) }) + [(equation.total, -1)] {
        if let value = published[cell] {
          known += sign * value
        } else if let column = columnOf[cell] {
          open.append((column, sign))
        }
      }
      if open.isEmpty, known != 0 { throw .cannotProtect(.auditFailed, coarsen: []) }
      guard !open.isEmpty else { continue }
      for (column, sign) in open { matrix[column].append(.init(row: right.count, value: Double(sign))) }
      right.append(-known)
    }
    program = try IntegerProgram(columns: matrix, rows: right.count, nodeLimit: 2_000)
    self.published = published
    self.system = system
    hiddenCells = hidden
    self.columnOf = columnOf
    // In a network no vertex has an entry beyond the sum of all right sides and lower bounds: a cell that can go
    // beyond that has no upper limit.
    ceiling = 2 * (right.reduce(0) { $0 + abs($1) } + system.cells + outside.threshold)
    columns = .init(
      lower: hidden.map { Double(outside.lowerBound(of: $0)) },
      upper: [Double](repeating: Double(ceiling), count: hidden.count))
    rows = .init(lower: right.map(Double.init), upper: right.map(Double.init))
  }

  /// Bounds of one cell over all tables of non-negative integers that agree with what is published.
  ///
  /// They are linear bounds rounded inwards. In one and two dimensions both are reached; otherwise no table lies
  /// outside, and the narrowest interval may be narrower still.
  mutating func interval(of cell: Int) throws(PublicationError) -> Interval {
    if let value = published[cell] { return Interval(lowest: value, highest: value) }
    let lowest = try bound(of: cell, sign: 1).rounded(.up)
    let highest = try bound(of: cell, sign: -1).rounded(.down)
    guard let least = Int(exactly: lowest), let most = Int(exactly: highest) else {
      throw .cannotProtect(.solver, coarsen: [])
    }
    return Interval(lowest: least, highest: most >= ceiling / 2 ? nil : most)
  }

  /// The least value of a cell, or the greatest where `sign` is negative, up to the solver's tolerance inwards.
  private mutating func bound(of cell: Int, sign: Double) throws(PublicationError) -> Double {
    guard let column = columnOf[cell] else { throw .cannotProtect(.solver, coarsen: []) }
    var cost = [Double](repeating: 0, count: hiddenCells.count)
    cost[column] = sign
    guard let point = try program.relaxed(cost: cost, columnBounds: columns, rowBounds: rows) else {
      throw .cannotProtect(.auditFailed, coarsen: [])
    }
    return point[column] - sign * 1e-5
  }

  /// A table that agrees with what is published, proven in integers; `nil` when none was found.
  mutating func someTable(minimising objective: [(cell: Int, sign: Int)]) throws(PublicationError) -> [Int]? {
    var cost = [Double](repeating: 0, count: hiddenCells.count)
    for (cell, sign) in objective {
      if let column = columnOf[cell] { cost[column] = Double(sign) }
    }
    var table = published.map { $0 ?? 0 }
    guard !hiddenCells.isEmpty else { return table }
    guard case .found(let values) = try program.minimise(cost: cost, columnBounds: columns, rowBounds: rows) else {
      return nil
    }
    for (cell, value) in zip(hiddenCells, values) { table[cell] = value }
    let inBounds = zip(values, columns.lower).allSatisfy { Double($0) >= $1 }
    guard inBounds, system.holds(table) else { throw .cannotProtect(.solver, coarsen: []) }
    return table
  }
}
