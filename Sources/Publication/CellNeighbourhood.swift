/// Cells that share many sums with one another. A move within them is a move of the whole table, since all other cells stay,
/// and a program over them is small.
struct CellNeighbourhood {
  let cells: Set<Int>

  /// Grows around some cells: next comes always a cell that brings fewest new sums, of those one of the best rank, of
  /// those a random one, the same every time and another for another size.
  /// - Parameter rank: 0 to 3, best first; `nil` for a cell that stays out.
  init(around seeds: [Int], in system: AdditiveSystem, size: Int, rank: (Int) -> Int?) {
    var random = SplitMix64(seed: (seeds.first ?? 0) ^ (size << 32))
    var touched: [Int: Int] = [:]
    var sums: Set<Int> = []
    var taken: Set<Int> = []
    var waiting: [[Int]] = []
    func level(_ cell: Int) -> Int? {
      rank(cell).map { 4 * (system.equationsOf[cell].count - touched[cell, default: 0]) + $0 }
    }
    func take(_ cell: Int) {
      guard taken.insert(cell).inserted else { return }
      for sum in system.equationsOf[cell] where sums.insert(sum).inserted {
        let equation = system.equations[sum]
        for other in equation.parts + [equation.total] where !taken.contains(other) {
          touched[other, default: 0] += 1
          guard let level = level(other) else { continue }
          while waiting.count <= level { waiting.append([]) }
          waiting[level].append(other)
        }
      }
    }
    for seed in seeds where rank(seed) != nil { take(seed) }
    while taken.count < size, let best = waiting.firstIndex(where: { !$0.isEmpty }) {
      waiting[best].swapAt(random.position(in: waiting[best].count), waiting[best].count - 1)
      let cell = waiting[best].removeLast()
      // A cell waits once for every sum it was touched by; only the last time counts.
      if level(cell) == best { take(cell) }
    }
    cells = taken
  }
}

/// The goals of a large table, neighbourhood by neighbourhood: each comes once.
struct NeighbourhoodQueue {
  let system: AdditiveSystem
  /// Cells of a neighbourhood.
  let size: Int
  private var seen: Set<Int> = []
  private var next = 0

  init(_ system: AdditiveSystem, size: Int) {
    self.system = system
    self.size = size
  }

  /// The next neighbourhood and the open goals that speak of its cells, ascending; `nil` when each has come once.
  /// - Parameters:
  ///   - goals: more can be added between calls.
  ///   - goalsOf: positions of the goals that speak of a cell.
  mutating func next(
    _ goals: [ProtectionGoal], of goalsOf: (Int) -> [Int], isOpen: (Int) -> Bool, rank: (Int) -> Int?
  ) -> (cells: Set<Int>, goals: [Int])? {
    while next < goals.count {
      let seed = next
      next += 1
      guard isOpen(seed), !seen.contains(seed) else { continue }
      let cells = CellNeighbourhood(around: goals[seed].cells, in: system, size: size, rank: rank).cells
      var near: Set<Int> = [seed]
      for cell in cells { for goal in goalsOf(cell) where isOpen(goal) && !seen.contains(goal) { near.insert(goal) } }
      seen.formUnion(near)
      return (cells, near.sorted())
    }
    return nil
  }

  /// Neighbourhoods that are looked into at the same time.
  private static let few = 4

  /// As ``next(_:of:isOpen:rank:)``, several; none when each goal has come once.
  mutating func nextFew(
    _ goals: [ProtectionGoal], of goalsOf: (Int) -> [Int], isOpen: (Int) -> Bool, rank: (Int) -> Int?
  ) -> [(cells: Set<Int>, goals: [ProtectionGoal])] {
    var few: [(cells: Set<Int>, goals: [ProtectionGoal])] = []
    while few.count < Self.few, let (cells, near) = next(goals, of: goalsOf, isOpen: isOpen, rank: rank) {
      few.append((cells, near.map { goals[$0] }))
    }
    return few
  }
}

/// From what size on programs are solved within neighbourhoods: one over all that can move takes the longer, the more there is.
struct ProgramSizes {
  /// Cells of a table, beyond which what to hide is chosen within neighbourhoods.
  var table = 5000
  /// Classes of linked cells that can move, beyond which tables are looked for within neighbourhoods.
  var classes = 2000
  /// Cells of a neighbourhood in which only hidden ones move, the first time and then for what is left.
  var neighbourhoods = [1000, 2500, 3000, 3500]
  /// Cells of a neighbourhood in which shown ones move too, and are hidden.
  var hidingNeighbourhoods = [1500, 3000]

  static let usual = ProgramSizes()
}
