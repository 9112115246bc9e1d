/// All an outsider has: the cells and sums of one table or of a whole family of releases, the numbers shown, and what
/// is stated about zeros. No true value can reach it, so whatever is computed from it, an outsider can compute too.
public struct PublishedSystem: Sendable, Equatable {
  /// Cells and the sums between them.
  public let system: AdditiveSystem
  /// The number shown in each cell; `nil` where the symbol for suppressed stands, or where no table shows the cell.
  public let numbers: [Int?]
  /// What the release states about zeros.
  public let zeroPolicy: ZeroPolicy
  /// The threshold the release states.
  public let threshold: Int

  /// By cell: the lowest value what is stated about zeros leaves possible for it where it is not shown.
  private let floors: [Int]

  /// A system; `numbers` has one entry a cell, and `floors` too where several statements about zeros meet.
  public init(
    system: AdditiveSystem, numbers: [Int?], zeroPolicy: ZeroPolicy, threshold: Int, floors: [Int]? = nil
  ) {
    self.system = system
    self.numbers = numbers
    self.zeroPolicy = zeroPolicy
    self.threshold = threshold
    self.floors =
      floors
      ?? (0..<system.cells).map { cell in
        lowestPossible(cell, in: system, zeroPolicy) { numbers[$0] == 0 }
      }
  }

  /// The lowest value the zero policy leaves possible for a cell that is not shown: 0, or, where all zeros are shown,
  /// one for each inner cell below it that is not a published zero.
  public func floor(of cell: Int) -> Int { floors[cell] }

  /// What a suppressed cell must be open between to count as protected.
  public func requirement(for cell: Int) -> IntervalRequirement {
    let floor = floor(of: cell)
    return IntervalRequirement(cell: cell, floor: floor, target: targetValue(threshold: threshold, floor: floor))
  }

  /// The least value of a cell over all tables an outsider need consider.
  func lowerBound(of cell: Int) -> Int { numbers[cell] == nil ? floors[cell] : 0 }

  /// Whether `table` is one an outsider cannot exclude: non-negative integers that agree with every number shown, with
  /// every sum and with the zero policy. It only compares and adds.
  public func admits(_ table: [Int]) -> Bool {
    guard table.count == system.cells, numbers.count == system.cells else { return false }
    for (cell, value) in table.enumerated() {
      if let number = numbers[cell], number != value { return false }
      if value < lowerBound(of: cell) { return false }
    }
    return system.holds(table)
  }
}

/// What must stay possible for one protected cell.
public struct IntervalRequirement: Sendable, Hashable {
  /// The cell of the system.
  public let cell: Int
  /// Some admissible table shows at most this.
  public let floor: Int
  /// Some admissible table shows at least this: the threshold, and always so many values from the floor up.
  public let target: Int

  /// A requirement.
  public init(cell: Int, floor: Int, target: Int) {
    self.cell = cell
    self.floor = floor
    self.target = target
  }
}

/// Integer tables that show what an outsider cannot exclude, made from a ``PublishedSystem`` alone.
///
/// Every suppressed cell is looked at, so that the list tells nobody which of them are small.
public struct Witnesses: Sendable, Equatable {
  /// The values of all cells; each one passes ``PublishedSystem/admits(_:)``.
  public let tables: [[Int]]
  /// For a suppressed cell that can fall to its floor, the table that shows it.
  public let low: [Int: Int]
  /// For a suppressed cell that can reach its target, the table that shows it.
  public let high: [Int: Int]

  /// Witnesses; the dictionaries point into `tables`.
  public init(tables: [[Int]], low: [Int: Int], high: [Int: Int]) {
    self.tables = tables
    self.low = low
    self.high = high
  }

  /// Whether the cell is shown to be open over its whole required interval.
  public func covers(_ cell: Int) -> Bool { low[cell] != nil && high[cell] != nil }

  /// Whether each table is admissible and shows what it is listed for: comparisons and additions only.
  public func hold(in published: PublishedSystem) -> Bool {
    tables.allSatisfy(published.admits)
      && low.allSatisfy { cell, table in
        tables.indices.contains(table) && published.system.contains(cell)
          && tables[table][cell] <= published.requirement(for: cell).floor
      }
      && high.allSatisfy { cell, table in
        tables.indices.contains(table) && published.system.contains(cell)
          && tables[table][cell] >= published.requirement(for: cell).target
      }
  }
}
