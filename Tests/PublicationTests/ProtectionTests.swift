import Testing

@testable import Publication

/// What must hold of every protected table.
@Suite struct ProtectionTests {
  @Test func `the cell of three among twenty-one statements cannot be worked out`() throws {
    let table = try Tables.column([18, 3, 0, 0]).protected()
    let numbers = Tables.numbers(table)
    #expect(numbers[1] == nil)
    #expect(numbers[0] == nil || numbers[4] == nil)
    #expect(numbers == [nil, nil, 0, 0, 21])
  }

  @Test(arguments: 0..<400)
  func `every small cell keeps all values from the floor to the threshold, by plain enumeration`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let rows = Int.random(in: 1...3, using: &generator)
    let columns = Int.random(in: 1...(rows == 3 ? 2 : 3), using: &generator)
    let policy: ZeroPolicy = seed.isMultiple(of: 2) ? .maySuppress : .alwaysPublish
    let counts = (0..<rows).map { _ in
      (0..<columns).map { _ in
        let kind = Int.random(in: 0..<10, using: &generator)
        return kind < 3
          ? 0 : kind < 7 ? Int.random(in: 1...3, using: &generator) : Int.random(in: 3...8, using: &generator)
      }
    }
    guard counts.joined().contains(where: { $0 > 0 }) else { return }
    let threshold = 3
    let truth = try Tables.table(counts, threshold: threshold, policy: policy)
    guard let protected = try Tables.protected(truth) else { return }
    let numbers = Tables.numbers(protected)
    for (cell, number) in numbers.enumerated() { #expect(number == nil || number == truth.counts[cell]) }
    let least = policy == .alwaysPublish ? 1 : 0
    let limit = max(numbers.compactMap { $0 }.max() ?? 0, 6) + 3
    let feasible = Enumeration(rows: rows, columns: columns, published: numbers, least: least, limit: limit).feasible()
    for cell in truth.counts.indices where truth.counts[cell] > 0 && truth.counts[cell] < threshold {
      #expect(numbers[cell] == nil)
      let floor = policy == .alwaysPublish ? truth.system.leaves[cell].count { truth.counts[$0] > 0 } : 0
      #expect(feasible[cell].isSuperset(of: floor...max(threshold, floor + threshold - 1)))
    }
  }
}
