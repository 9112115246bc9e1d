import Testing

@testable import Publication

/// The audit sees what a reader can work out, and stops a table that gives a cell away.
@Suite struct DisclosureAuditTests {
  static func require(
    _ published: [Int?], rows: Int, columns: Int?, protected: [Int], policy: ZeroPolicy = .maySuppress,
    threshold: Int = 5
  ) throws {
    let outside = try system(published, rows: rows, columns: columns, policy: policy, threshold: threshold)
    let order = Tables.order(try shape(rows, columns))
    var search = try WitnessSearch(outside)
    for cell in protected.map({ order[$0] }) {
      let requirement = outside.requirement(for: cell)
      guard outside.numbers[cell] == nil,
        try search.table(meeting: .fall(cell: cell, to: requirement.floor)) != nil,
        try search.table(meeting: .rise(cell: cell, to: requirement.target)) != nil
      else { throw failed }
    }
  }

  static func shape(_ rows: Int, _ columns: Int?) throws -> TableShape {
    try Tables.spec(rows: rows, columns: columns).shape()
  }

  /// Numbers in blocks as ``Tables/order(_:)`` has them.
  static func system(
    _ numbers: [Int?], rows: Int, columns: Int?, policy: ZeroPolicy, threshold: Int
  ) throws -> PublishedSystem {
    let shape = try shape(rows, columns)
    var placed = [Int?](repeating: nil, count: shape.cells)
    for (number, cell) in zip(numbers, Tables.order(shape)) { placed[cell] = number }
    return PublishedSystem(system: shape.system, numbers: placed, zeroPolicy: policy, threshold: threshold)
  }

  static let failed = PublicationError.cannotProtect(.auditFailed, coarsen: [])

  @Test func `twenty-one of which eighteen is refused`() throws {
    #expect(throws: Self.failed) { try Self.require([18, nil, 21], rows: 2, columns: nil, protected: [1]) }
    try Self.require([nil, nil, 21], rows: 2, columns: nil, protected: [1])
  }

  @Test func `a protected cell that is published is refused`() throws {
    #expect(throws: Self.failed) { try Self.require([nil, 3, nil], rows: 2, columns: nil, protected: [1]) }
  }

  @Test func `a total too small to reach the threshold is refused`() throws {
    #expect(throws: Self.failed) { try Self.require([nil, nil, 4], rows: 2, columns: nil, protected: [0]) }
  }

  @Test func `two suppressions in every row and column are not enough`() throws {
    // Two blocks of four, and the protected cell between them: what one block adds up to gives it back exactly.
    let hidden: Set = [0, 1, 4, 5, 10, 11, 14, 15, 2]
    let counts = (0..<16).map { $0 == 2 ? 3 : 10 }
    let truth = try Tables.table((0..<4).map { Array(counts[($0 * 4)..<($0 * 4 + 4)]) })
    let order = Tables.order(truth.shape)
    let published = order.enumerated().map { hidden.contains($0) ? nil : truth.counts[$1] }
    for line in 0..<4 {
      #expect((0..<4).count { published[line * 4 + $0] == nil } >= 2)
      #expect((0..<4).count { published[$0 * 4 + line] == nil } >= 2)
    }
    #expect(throws: Self.failed) { try Self.require(published, rows: 4, columns: 4, protected: [2]) }
    #expect(Tables.numbers(try truth.protected()).count { $0 == nil } >= 4)
  }

  @Test func `a hidden pair that only zeros could free fails when all zeros are shown`() throws {
    try Self.require([nil, nil, 5], rows: 2, columns: nil, protected: [0], policy: .maySuppress)
    #expect(throws: Self.failed) {
      try Self.require([nil, nil, 5], rows: 2, columns: nil, protected: [0], policy: .alwaysPublish)
    }
  }

  @Test func `numbers that contradict each other are refused`() throws {
    #expect(throws: Self.failed) { try Self.require([4, 5, 10], rows: 2, columns: nil, protected: []) }
    #expect(throws: Self.failed) { try Self.require([11, nil, 10], rows: 2, columns: nil, protected: [1]) }
  }

  @Test(arguments: 0..<150)
  func `its intervals are those of plain enumeration`(seed: Int) throws {
    let counts = ProtectionTests.counts(seed: seed, rows: 2, columns: 3)
    let policy: ZeroPolicy = seed.isMultiple(of: 3) ? .alwaysPublish : .maySuppress
    let least = policy == .alwaysPublish ? 1 : 0
    var generator = SplitMix64(seed: UInt64(seed) + 10_000)
    let truth = try Tables.table(counts.map { $0.map { max($0, least) } }, threshold: 3)
    let order = Tables.order(truth.shape)
    let values = order.map { truth.counts[$0] }
    // Column totals stay, so that there are few tables to count.
    let published = values.indices.map { cell in
      (8..<11).contains(cell) || Int.random(in: 0..<3, using: &generator) == 0 ? values[cell] : nil
    }
    let bound = values.max() ?? 0
    let feasible = Enumeration(rows: 2, columns: 3, published: published, least: least, limit: bound).feasible()
    var audit = try DisclosureAudit(
      try Self.system(published, rows: 2, columns: 3, policy: policy, threshold: 3))
    for cell in values.indices {
      let interval = try audit.interval(of: order[cell])
      let lowest = try #require(feasible[cell].min())
      #expect(interval.lowest == lowest)
      #expect(feasible[cell] == Set(lowest...(interval.highest ?? lowest)))
    }
  }

  @Test func `a hidden cell that no total bounds has no upper limit`() throws {
    var audit = try DisclosureAudit(
      try Self.system([18, nil, nil], rows: 2, columns: nil, policy: .alwaysPublish, threshold: 5))
    #expect(try audit.interval(of: 1) == .init(lowest: 1, highest: nil))
    #expect(try audit.interval(of: 2) == .init(lowest: 19, highest: nil))
  }
}
