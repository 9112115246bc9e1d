import Testing

@testable import Publication

/// What is done in large tables, in small ones: programs within neighbourhoods, and integers from several corners.
@Suite struct NeighbourhoodTests {
  static let small = ProgramSizes(table: 0, classes: 0, neighbourhoods: [40, 120], hidingNeighbourhoods: [60, 200])

  static func shape(_ sizes: [Int]) throws -> TableShape {
    try TableShape(sizes.enumerated().map { Tables.dimension("d\($0)", $1) })
  }

  /// Three-dimensional counts, many of them small.
  static func problem(_ seed: Int, _ policy: ZeroPolicy) throws -> SuppressionProblem {
    let shape = try shape([6, 5, 4])
    let system = shape.system
    var generator = SplitMix64(seed: UInt64(seed) &+ 9)
    var values = [Int](repeating: 0, count: system.cells)
    for cell in 0..<system.cells where shape.isLeaf(cell) {
      values[cell] = max(0, Int.random(in: -4...14, using: &generator))
    }
    values = system.leaves.map { $0.reduce(0) { $0 + values[$1] } }
    let few = Set(values.indices.filter { (1..<5).contains(values[$0]) })
    return SuppressionProblem(
      system: system, values: values, threshold: 5, policy: policy, known: [], hidden: few, small: few, goals: [])
  }

  @Test(arguments: 0..<6, [ZeroPolicy.maySuppress, .alwaysPublish])
  func `a pattern found within neighbourhoods protects, and tables found within them prove it`(
    seed: Int, policy: ZeroPolicy
  ) throws {
    let problem = try Self.problem(seed, policy)
    var suppression = ComplementarySuppression(problem, sizes: Self.small)
    let hidden = try suppression.pattern { _, _ in }
    #expect(problem.hidden.isSubset(of: hidden) && hidden.count < problem.system.cells)
    let outside = PublishedSystem(
      system: problem.system, numbers: problem.values.enumerated().map { hidden.contains($0) ? nil : $1 },
      zeroPolicy: policy, threshold: 5)
    for sizes in [Self.small, .usual] {
      var search = try WitnessSearch(outside, sizes: sizes)
      let goals = hidden.sorted().filter { problem.values[$0] < 5 }.flatMap { cell in
        let requirement = outside.requirement(for: cell)
        return [ProtectionGoal.fall(cell: cell, to: requirement.floor), .rise(cell: cell, to: requirement.target)]
      }
      try search.prepare(goals) { _, _ in }
      for goal in goals {
        let number = try #require(try search.table(meeting: goal))
        let table = search.found.table(number)
        #expect(outside.admits(table) && goal.isMet { table[$0] })
      }
    }
  }

  @Test func `a neighbourhood is of cells that can move together`() throws {
    let shape = try Self.shape([12, 12, 12])
    let system = shape.system
    let seed = shape.leafCell([3, 4, 5])
    let near = CellNeighbourhood(around: [seed], in: system, size: 200) { shape.isLeaf($0) ? 0 : nil }.cells
    #expect(near.count == 200 && near.contains(seed) && near.allSatisfy(shape.isLeaf))
    let linked = LinkedCells(system) { near.contains($0) ? nil : 0 }
    #expect(linked.links[seed] != nil && linked.members.count > linked.rows.count)
    let all = CellNeighbourhood(around: [seed], in: system, size: 5_000) { shape.isLeaf($0) ? 0 : nil }.cells
    #expect(all.count == 12 * 12 * 12)
  }

  @Test(arguments: 0..<8)
  func `integers that miss the sums are corrected to some that meet them`(seed: Int) throws {
    let problem = try Self.problem(seed, .maySuppress)
    let shape = try Self.shape([6, 5, 4])
    let linked = LinkedCells(problem.system) { shape.isLeaf($0) ? nil : problem.values[$0] }
    let count = linked.members.count
    var generator = SplitMix64(seed: UInt64(seed))
    let near = linked.members.map { max(0, problem.values[$0[0]] + Int.random(in: -2...2, using: &generator)) }
    var correction = try IntegerCorrection(
      linked, .init(lower: [Double](repeating: 0, count: count), upper: [Double](repeating: 1_000, count: count)))
    let point = try #require(try correction.corrected(near))
    #expect(point.allSatisfy { $0 >= 0 })
    for row in linked.rows { #expect(row.terms.reduce(0) { $0 + $1.factor * point[$1.group] } == row.right) }
  }

  @Test func `moves that share no cell become one table, and the first stays as it is`() {
    var found = FoundTables(base: [5, 5, 5, 5, 5, 5])
    found.keep([0: 1, 1: -1])
    found.keep([2: 1, 3: -1])
    found.keep([1: 1, 2: -1])
    let (tables, place) = found.merged([0, 1, 2, 3])
    #expect(tables == [[5, 5, 5, 5, 5, 5], [6, 4, 6, 4, 5, 5], [5, 6, 4, 5, 5, 5]])
    #expect(place == [0: 0, 1: 1, 2: 1, 3: 2])
  }

  @Test func `random numbers are those of SplitMix64`() {
    var random = SplitMix64(seed: 0)
    #expect(random.next() == 0xE220_A839_7B1D_CDAF)
    #expect((0..<100).allSatisfy { _ in (0..<7).contains(random.position(in: 7)) })
    #expect((0..<100).allSatisfy { _ in (0..<1).contains(random.fraction()) })
  }
}
