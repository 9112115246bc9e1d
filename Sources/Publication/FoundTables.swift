/// Integer tables found so far that an outsider cannot exclude, kept as moves from the first.
struct FoundTables {
  private let base: [Int]
  /// Moves from the first table; the first is none.
  private(set) var moves: [MoveProgram.Moves] = [[:]]
  /// By cell: the table that shows it lowest so far, and the one that shows it highest.
  private var lowestIn: [Int]
  private var highestIn: [Int]

  init(base: [Int]) {
    self.base = base
    lowestIn = [Int](repeating: 0, count: base.count)
    highestIn = lowestIn
  }

  /// The table of this number.
  func table(_ number: Int) -> [Int] {
    var table = base
    for (cell, step) in moves[number] { table[cell] += step }
    return table
  }

  private func value(_ cell: Int, in number: Int) -> Int { base[cell] + (moves[number][cell] ?? 0) }

  /// The number of a table that meets the goal; `nil` while there is none.
  func number(meeting goal: ProtectionGoal) -> Int? {
    switch goal {
    case .fall(let cell, let floor): value(cell, in: lowestIn[cell]) <= floor ? lowestIn[cell] : nil
    case .rise(let cell, let target): value(cell, in: highestIn[cell]) >= target ? highestIn[cell] : nil
    case .spread: moves.indices.first { number in goal.isMet(by: { self.value($0, in: number) }) }
    }
  }

  mutating func keep(_ found: MoveProgram.Moves) {
    let number = moves.count
    moves.append(found)
    for cell in found.keys {
      if value(cell, in: number) < value(cell, in: lowestIn[cell]) { lowestIn[cell] = number }
      if value(cell, in: number) > value(cell, in: highestIn[cell]) { highestIn[cell] = number }
    }
  }

  /// These tables in few: moves that share no cell are made at once.
  /// - Returns: the tables, and for each number the table in which its cells are as in its own.
  func merged(_ numbers: [Int]) -> (tables: [[Int]], place: [Int: Int]) {
    var tables: [[Int]] = []
    var isMoved: [[Bool]] = []
    var place: [Int: Int] = [:]
    for number in numbers {
      let cells = moves[number].keys
      let free = tables.indices.first { index in cells.allSatisfy { !isMoved[index][$0] } && number != 0 }
      let index = free ?? tables.count
      if free == nil {
        tables.append(base)
        // In the first table every cell counts as it is: nothing may be added to it.
        isMoved.append([Bool](repeating: number == 0, count: base.count))
      }
      for (cell, step) in moves[number] {
        tables[index][cell] += step
        isMoved[index][cell] = true
      }
      place[number] = index
    }
    return (tables, place)
  }
}
