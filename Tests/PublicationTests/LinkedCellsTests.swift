import Testing

@testable import Publication

/// Linked cells and eliminated sums say the same as the sums they come from.
@Suite struct LinkedCellsTests {
  static func shape() throws -> TableShape {
    func group(_ code: String, _ members: [String]) -> CategoryGroup {
      CategoryGroup(TableCategory(code: code, label: LocalizedText(code)), members: members)
    }
    var rows = Tables.dimension("r", 5)
    rows.hierarchies = [
      TableHierarchy([group("a", ["r0", "r1"]), group("b", ["r2", "r3", "r4"])]),
      TableHierarchy([group("x", ["r0", "r2"]), group("y", ["r1", "r3"]), group("z", ["r4"])]),
    ]
    return try TableShape([rows, Tables.dimension("c", 4), Tables.dimension("s", 3)])
  }

  /// True values of all cells, and some of them hidden, the more the larger the seed.
  static func drawn(_ seed: Int, _ system: AdditiveSystem) -> (values: [Int], hidden: Set<Int>) {
    var generator = SplitMix64(seed: UInt64(seed))
    var values = [Int](repeating: 0, count: system.cells)
    for cell in 0..<system.cells where system.isLeaf(cell) { values[cell] = Int.random(in: 0...9, using: &generator) }
    for cell in 0..<system.cells { values[cell] = system.leaves[cell].reduce(0) { $0 + values[$1] } }
    let share = Double(seed % 20) / 20
    return (values, Set((0..<system.cells).filter { _ in Double.random(in: 0..<1, using: &generator) < share }))
  }

  @Test(arguments: 0..<60) func `linked cells follow from each other, and the sums left over hold`(seed: Int) throws {
    let system = try Self.shape().system
    let (values, hidden) = Self.drawn(seed, system)
    let linked = LinkedCells(system) { hidden.contains($0) ? nil : values[$0] }
    #expect(!linked.isContradictory)
    for (cell, value) in linked.told { #expect(hidden.contains(cell) && values[cell] == value) }
    let classes = linked.members.map { values[$0[0]] }
    for cell in hidden where linked.told[cell] == nil {
      let link = try #require(linked.links[cell])
      #expect(link.sign * classes[link.group] + link.offset == values[cell])
      #expect(linked.members[link.group].contains(cell))
    }
    for row in linked.rows { #expect(row.terms.reduce(0) { $0 + $1.factor * classes[$1.group] } == row.right) }
    // What is left out follows: any point of integers on the sums kept meets every sum of the table.
    var generator = SplitMix64(seed: UInt64(seed) &+ 1000)
    let near = classes.map { $0 + Int.random(in: -3...3, using: &generator) }
    let weight = near.map(Double.init)
    let point = try #require(
      IntegerElimination(linked.rows, columns: classes.count, weight: weight).point(near: near))
    let table = (0..<system.cells).map { cell in
      linked.links[cell].map { $0.sign * point[$0.group] + $0.offset } ?? linked.told[cell] ?? values[cell]
    }
    #expect(system.holds(table))
  }

  @Test func `numbers that contradict each other are seen, and numbers beyond any count stop nothing`() throws {
    let system = try TableShape([Tables.dimension("r", 2), Tables.dimension("c", 2)]).system
    // Two hidden cells of a row add up to 5, and those of their columns tell 1 and 2.
    let shape = try TableShape([Tables.dimension("r", 2), Tables.dimension("c", 2)])
    let known: [String: Int] = ["r0 _T": 5, "r1 c0": 0, "r1 c1": 0, "_T c0": 1, "_T c1": 2]
    #expect(LinkedCells(system) { known[shape.codes(of: $0).joined(separator: " ")] }.isContradictory)
    _ = LinkedCells(system) { $0 == 0 ? nil : $0.isMultiple(of: 2) ? Int.max : Int.min }
    let steep = (1..<9).map { LinkedCells.Row(terms: [($0 - 1, 40_000), ($0, -1)], right: 1 << 59) }
    let elimination = IntegerElimination(steep, columns: 9)
    #expect(elimination.point(near: [Int](repeating: 1 << 59, count: 9)) == nil)
  }

  @Test func `sums without a factor of one are solved after Euclid`() throws {
    let rows = [
      LinkedCells.Row(terms: [(0, 2), (1, 3), (2, 6)], right: 7), LinkedCells.Row(terms: [(0, 5), (2, 7)], right: 3),
    ]
    let elimination = IntegerElimination(rows, columns: 3)
    let point = try #require(elimination.point(near: [1, 1, 1]))
    for row in rows { #expect(row.terms.reduce(0) { $0 + $1.factor * point[$1.group] } == row.right) }
    #expect(IntegerElimination([.init(terms: [(0, 2), (1, 4)], right: 3)], columns: 2).isContradictory)
  }
}
