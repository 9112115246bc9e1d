/// Looks for integer tables that show what an outsider cannot exclude, from published numbers alone.
///
/// It first finds one admissible table, near a fractional one, and then for each goal the shortest move from it.
/// No true value can reach it, and nothing in it is random: the same published numbers give the same tables.
struct WitnessSearch: ~Copyable {
  private(set) var found: FoundTables
  private let system: AdditiveSystem
  private let isOpen: [Bool]
  private let base: [Int]
  private let lowest: [Int]
  private var program: MoveProgram
  private let sizes: ProgramSizes
  /// Goals no table was found for.
  private var vainSearches = 0
  /// So many goals of a large table are looked into with all programs there are.
  private static let vainLimit = 1000

  /// - Throws: ``PublicationError/cannotProtect(_:coarsen:)`` when no table of integers agrees with the numbers.
  init(
    _ published: PublishedSystem, spreads: [ProtectionGoal] = [], sizes: ProgramSizes = .usual
  ) throws(PublicationError) {
    let system = published.system
    var audit = try DisclosureAudit(published)
    var base = try audit.roundedTable(sizes)
    let least = (0..<system.cells).map(published.lowerBound)
    let isOpen = published.numbers.map { $0 == nil }
    var program = try MoveProgram(
      system: system, values: base, lowest: zip(base, least).map(min), movable: isOpen, spreads: spreads, retries: 4,
      cost: { _ in 1 })
    // Cells that rounding left too low are raised one after the other, and no other falls too low by it.
    for cell in base.indices where base[cell] < least[cell] {
      guard let moves = try program.moves(to: .rise(cell: cell, to: least[cell])) else {
        throw .cannotProtect(.auditFailed, coarsen: [])
      }
      for (cell, step) in moves { base[cell] += step }
      program.start(from: base, lowest: zip(base, least).map(min))
    }
    self.sizes = sizes
    self.system = system
    self.isOpen = isOpen
    self.base = base
    lowest = zip(base, least).map(min)
    self.program = program
    found = FoundTables(base: base)
  }

  /// The number of a table that meets the goal; `nil` when none was found.
  mutating func table(meeting goal: ProtectionGoal) throws(PublicationError) -> Int? {
    if let known = found.number(meeting: goal) { return known }
    // Over all cells of a large table a program takes long, and most of all where no whole numbers are found.
    let isBrief = program.classes > sizes.classes && vainSearches >= Self.vainLimit
    guard let moves = try program.moves(to: goal, isBrief: isBrief) else {
      vainSearches += 1
      return nil
    }
    found.keep(moves)
    return found.moves.count - 1
  }

  /// Looks for tables that meet many goals at once; what none is found for is left to ``table(meeting:)``.
  mutating func prepare(
    _ goals: [ProtectionGoal], progress: (_ done: Int, _ all: Int) -> Void
  ) throws(PublicationError) {
    guard program.classes > sizes.classes else {
      for moves in program.movesTowards(goals) { found.keep(moves) }
      return
    }
    var goalsOf = [[Int]](repeating: [], count: system.cells)
    for (number, goal) in goals.enumerated() { for cell in goal.cells { goalsOf[cell].append(number) } }
    for size in sizes.neighbourhoods {
      var queue = NeighbourhoodQueue(system, size: size)
      while true {
        let tasks = queue.nextFew(
          goals, of: { goalsOf[$0] }, isOpen: { found.number(meeting: goals[$0]) == nil },
          rank: { isOpen[$0] ? 0 : nil })
        if tasks.isEmpty { break }
        progress(goals.count { found.number(meeting: $0) != nil }, goals.count)
        // Tables in which only some cells differ from the first.
        let (system, base, lowest) = (system, base, lowest)
        let answers = try tasks.concurrentMap { (_, task) throws(PublicationError) in
          var program = try MoveProgram(
            system: system, values: base, lowest: lowest, movable: (0..<system.cells).map(task.cells.contains),
            spreads: [], cost: { _ in 1 })
          return try program.movesToEach(of: task.goals)
        }
        for moves in answers.joined() { found.keep(moves) }
      }
    }
  }
}
