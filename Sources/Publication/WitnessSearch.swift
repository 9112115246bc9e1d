/// Looks for integer tables that show what an outsider cannot exclude, from published numbers alone.
///
/// It first finds one admissible table, near a fractional one, and then for each goal the shortest move from it.
/// No true value can reach it, and nothing in it is random: the same published numbers give the same tables.
struct WitnessSearch: ~Copyable {
  /// Moves from the first table; the first is none.
  private(set) var moves: [MoveProgram.Moves] = [[:]]
  private let base: [Int]
  private var program: MoveProgram
  /// By cell: the table that shows it lowest so far, and the one that shows it highest.
  private var lowestIn: [Int]
  private var highestIn: [Int]

  /// - Throws: ``PublicationError/cannotProtect(_:coarsen:)`` when no table of integers agrees with the numbers.
  init(_ published: PublishedSystem, spreads: [ProtectionGoal] = []) throws(PublicationError) {
    let system = published.system
    var audit = try DisclosureAudit(published)
    var base = try audit.roundedTable()
    let least = (0..<system.cells).map(published.lowerBound)
    var program = try MoveProgram(
      system: system, values: base, lowest: zip(base, least).map(min), movable: published.numbers.map { $0 == nil },
      spreads: spreads, cost: { _ in 1 })
    // Cells that rounding left too low are raised one after the other, and no other falls too low by it.
    for cell in base.indices where base[cell] < least[cell] {
      guard let moves = try program.moves(to: .rise(cell: cell, to: least[cell])) else {
        throw .cannotProtect(.auditFailed, coarsen: [])
      }
      for (cell, step) in moves { base[cell] += step }
      program.start(from: base, lowest: zip(base, least).map(min))
    }
    self.base = base
    self.program = program
    lowestIn = [Int](repeating: 0, count: system.cells)
    highestIn = lowestIn
  }

  /// The table of this number.
  func table(_ number: Int) -> [Int] {
    var table = base
    for (cell, step) in moves[number] { table[cell] += step }
    return table
  }

  private func value(_ cell: Int, in number: Int) -> Int { base[cell] + (moves[number][cell] ?? 0) }

  /// The number of a table that meets the goal; `nil` when none was found.
  mutating func table(meeting goal: ProtectionGoal) throws(PublicationError) -> Int? {
    switch goal {
    case .fall(let cell, let floor): if value(cell, in: lowestIn[cell]) <= floor { return lowestIn[cell] }
    case .rise(let cell, let target): if value(cell, in: highestIn[cell]) >= target { return highestIn[cell] }
    case .spread:
      if let known = moves.indices.first(where: { number in goal.isMet(by: { self.value($0, in: number) }) }) {
        return known
      }
    }
    guard let found = try program.moves(to: goal) else { return nil }
    keep(found)
    return moves.count - 1
  }

  /// Looks for tables that meet many goals at once; what none is found for is left to ``table(meeting:)``.
  mutating func prepare(_ goals: [ProtectionGoal], in system: AdditiveSystem) throws(PublicationError) {
    let batches = GoalBatches(goals.enumerated().map { ($0, $1) }, in: system, size: Self.batchSize).batches
    for batch in batches { try meet(batch.map { goals[$0] }) }
  }

  private static let batchSize = 32

  private mutating func meet(_ goals: [ProtectionGoal]) throws(PublicationError) {
    let open = goals.filter { goal in
      switch goal {
      case .fall(let cell, let floor): value(cell, in: lowestIn[cell]) > floor
      case .rise(let cell, let target): value(cell, in: highestIn[cell]) < target
      case .spread: false
      }
    }
    guard open.count > 1 else { return }
    if let found = try program.moves(to: open) {
      keep(found)
    } else {
      try meet(Array(open.prefix(open.count / 2)))
      try meet(Array(open.suffix(open.count - open.count / 2)))
    }
  }

  private mutating func keep(_ found: MoveProgram.Moves) {
    let number = moves.count
    moves.append(found)
    for cell in found.keys {
      if value(cell, in: number) < value(cell, in: lowestIn[cell]) { lowestIn[cell] = number }
      if value(cell, in: number) > value(cell, in: highestIn[cell]) { highestIn[cell] = number }
    }
  }
}
