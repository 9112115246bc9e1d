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
  private let linked: LinkedCells
  private let columns: ClpSolver.Bounds
  private let rows: ClpSolver.Bounds
  private let ceiling: Int
  private var program: IntegerProgram
  /// Whether the solver stands at a table that agrees with what is published.
  private var hasPoint = false

  /// - Throws: ``PublicationError/cannotProtect(_:coarsen:)`` when the published numbers contradict each other.
  init(_ outside: PublishedSystem) throws(PublicationError) {
    let system = outside.system
    let published = outside.numbers
    let linked = LinkedCells(system) { published[$0] }
    let isTooLow = linked.told.contains { $1 < outside.lowerBound(of: $0) }
    guard !linked.isContradictory, !isTooLow else { throw .cannotProtect(.auditFailed, coarsen: []) }
    var matrix = [[ClpSolver.Entry]](repeating: [], count: linked.members.count)
    for (row, sum) in linked.rows.enumerated() {
      for term in sum.terms { matrix[term.group].append(.init(row: row, value: Double(term.factor))) }
    }
    // In a network no vertex has an entry beyond the sum of all right sides and lower bounds: a cell that can go
    // beyond that has no upper limit.
    let ceiling = 2 * (published.reduce(0) { $0 + ($1 ?? 0) } + system.cells + outside.threshold)
    var columns = ClpSolver.Bounds(lower: [], upper: [])
    for cells in linked.members {
      var least = 0
      var most = ceiling
      for cell in cells {
        guard let link = linked.links[cell] else { continue }
        let bound = outside.lowerBound(of: cell)
        if link.sign > 0 { least = max(least, bound - link.offset) } else { most = min(most, link.offset - bound) }
      }
      columns.lower.append(Double(least))
      columns.upper.append(Double(most))
    }
    guard zip(columns.lower, columns.upper).allSatisfy({ $0 <= $1 }) else {
      throw .cannotProtect(.auditFailed, coarsen: [])
    }
    program = try IntegerProgram(columns: matrix, rows: linked.rows.count, nodeLimit: 2_000)
    self.published = published
    self.system = system
    self.linked = linked
    self.ceiling = ceiling
    self.columns = columns
    let right = linked.rows.map { Double($0.right) }
    rows = .init(lower: right, upper: right)
  }

  /// Bounds of one cell over all tables of non-negative integers that agree with what is published.
  ///
  /// They are linear bounds rounded inwards. In one and two dimensions both are reached; otherwise no table lies
  /// outside, and the narrowest interval may be narrower still.
  mutating func interval(of cell: Int) throws(PublicationError) -> Interval {
    if let value = published[cell] ?? linked.told[cell] { return Interval(lowest: value, highest: value) }
    let lowest = try bound(of: cell, sign: 1).rounded(.up)
    let highest = try bound(of: cell, sign: -1).rounded(.down)
    guard let least = Int(exactly: lowest), let most = Int(exactly: highest) else {
      throw .cannotProtect(.solver, coarsen: [])
    }
    return Interval(lowest: least, highest: most >= ceiling / 2 ? nil : most)
  }

  /// The least value of a cell, or the greatest where `sign` is negative, up to the solver's tolerance inwards.
  private mutating func bound(of cell: Int, sign: Int) throws(PublicationError) -> Double {
    guard let link = linked.links[cell] else { throw .cannotProtect(.solver, coarsen: []) }
    var cost = [Double](repeating: 0, count: linked.members.count)
    cost[link.group] = Double(sign * link.sign)
    guard
      let point = try program.relaxed(
        cost: cost, columnBounds: columns, rowBounds: rows, from: hasPoint ? .lastPoint : .slacks)
    else { throw .cannotProtect(.auditFailed, coarsen: []) }
    hasPoint = true
    return Double(link.sign) * point[link.group] + Double(link.offset) - Double(sign) * 1e-5
  }

  /// Integers that agree with every number published and every sum, and may still lie below what the zero policy leaves
  /// possible: the nearest there are to some fractional table. The cells with most room take up what rounding leaves.
  mutating func roundedTable(_ sizes: ProgramSizes) throws(PublicationError) -> [Int] {
    let isLarge = linked.members.count > sizes.classes
    guard let classes = try isLarge ? correctedClasses() : eliminatedClasses() else {
      throw .cannotProtect(.auditFailed, coarsen: [])
    }
    let table = (0..<system.cells).map { cell in
      if let value = published[cell] ?? linked.told[cell] { return value }
      return linked.links[cell].map { $0.sign * classes[$0.group] + $0.offset } ?? 0
    }
    guard system.holds(table) else { throw .cannotProtect(.solver, coarsen: []) }
    return table
  }

  private mutating func eliminatedClasses() throws(PublicationError) -> [Int]? {
    let none = [Double](repeating: 0, count: linked.members.count)
    guard let point = try program.relaxed(cost: none, columnBounds: columns, rowBounds: rows) else { return nil }
    let room = zip(point, columns.lower).map { $0 - $1 }
    let elimination = IntegerElimination(linked.rows, columns: linked.members.count, weight: room)
    return elimination.point(near: point.compactMap { Int(exactly: $0.rounded()) })
  }

  /// Corners of the tables that agree whose mean is taken: in one alone most cells are at their lowest, and short moves lead nowhere.
  private static let corners = 8

  private mutating func correctedClasses() throws(PublicationError) -> [Int]? {
    var random = SplitMix64(seed: linked.members.count)
    var sum = [Double](repeating: 0, count: linked.members.count)
    for corner in 0..<Self.corners {
      let cost = linked.members.map { _ in random.fraction() }
      guard
        let point = try program.relaxed(
          cost: cost, columnBounds: columns, rowBounds: rows, from: corner == 0 ? .slacks : .lastPoint)
      else { return nil }
      for (group, value) in point.enumerated() { sum[group] += value }
    }
    let near = sum.enumerated().compactMap { group, value in
      Int(exactly: min(columns.upper[group], max(columns.lower[group], (value / Double(Self.corners)).rounded())))
    }
    guard near.count == sum.count else { return nil }
    var correction = try IntegerCorrection(linked, columns)
    return try correction.corrected(near)
  }
}
