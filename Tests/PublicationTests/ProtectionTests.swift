import Testing

@testable import Publication

/// What must hold of every protected table. Feasible values come from plain enumeration, never from the solver.
@Suite struct ProtectionTests {
  @Test func `the cell of three among twenty-one statements cannot be worked out`() throws {
    let numbers = Tables.numbers(try Tables.column([18, 3, 0, 0]).protected())
    #expect(numbers == [nil, nil, 0, 0, 21])
  }

  /// A table of small numbers, many of them zero, from a seed.
  static func counts(seed: Int, rows: Int, columns: Int) -> [[Int]] {
    var generator = SplitMix64(seed: UInt64(seed))
    return (0..<rows).map { _ in
      (0..<columns).map { _ in
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<3: 0
        case 3..<6: Int.random(in: 1...3, using: &generator)
        default: Int.random(in: 3...8, using: &generator)
        }
      }
    }
  }

  static let shapes = [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2), (1, 3), (3, 1)]

  @Test(arguments: 0..<480)
  func `every small cell keeps all values from its floor to the threshold`(seed: Int) throws {
    let (rows, columns) = Self.shapes[seed % Self.shapes.count]
    let policy: ZeroPolicy = (seed / Self.shapes.count).isMultiple(of: 2) ? .maySuppress : .alwaysPublish
    let counts = Self.counts(seed: seed, rows: rows, columns: columns)
    guard counts.joined().contains(where: { $0 > 0 }) else { return }
    let threshold = 3
    let truth = try Tables.table(counts, threshold: threshold, policy: policy)
    guard let protected = try Tables.protected(truth) else { return }
    let numbers = Tables.numbers(protected)
    let order = Tables.order(truth.shape)
    for (number, cell) in zip(numbers, order) {
      let count = truth.counts[cell]
      #expect(number == nil || number == count)
    }
    let least = policy == .alwaysPublish ? 1 : 0
    let limit = max(numbers.compactMap { $0 }.max() ?? 0, 6) + 3
    let feasible = Enumeration(rows: rows, columns: columns, published: numbers, least: least, limit: limit).feasible()
    for (place, cell) in order.enumerated() {
      let count = truth.counts[cell]
      if count == 0 {
        if policy == .alwaysPublish { #expect(numbers[place] == 0) }
        if numbers[place] == nil { #expect(feasible[place].contains(threshold), "known to be camouflage") }
      } else if count < threshold {
        let floor = policy == .alwaysPublish ? truth.system.leaves[cell].count { truth.counts[$0] > 0 } : 0
        #expect(numbers[place] == nil)
        #expect(feasible[place].isSuperset(of: floor...max(threshold, floor + threshold - 1)))
      }
    }
  }

  @Test(arguments: 0..<120)
  func `no line tells that all its members, or all but one, share a sensitive category`(seed: Int) throws {
    let counts = Self.counts(seed: seed, rows: 2, columns: 3)
    let truth = try Tables.table(counts, threshold: 3, sensitive: true)
    guard let protected = try Tables.protected(truth) else { return }
    let numbers = Tables.numbers(protected)
    let limit = max(numbers.compactMap { $0 }.max() ?? 0, 6) + 3
    for row in 0..<2 where counts[row].contains(where: { $0 > 0 }) {
      for column in 0..<3 {
        let open = Enumeration(rows: 2, columns: 3, published: numbers, least: 0, limit: limit).contains { table in
          let line = table[(row * 3)..<(row * 3 + 3)]
          return line.reduce(0, +) - line[row * 3 + column] >= 2
        }
        #expect(open)
      }
    }
  }

  @Test func `group disclosure hides a full cell that no threshold would`() throws {
    let counts = [[30, 0, 1], [10, 12, 14]]
    let plain = try Tables.table([[30, 0, 0], [10, 12, 14]]).protected()
    #expect(plain.cells[0][0] == .value(30))
    let guarded = try Tables.table([[30, 0, 0], [10, 12, 14]], sensitive: true).protected()
    #expect(guarded.cells[0][0] == .suppressed)
    #expect(try Tables.table(counts, sensitive: true).protected().cells[0][0] == .suppressed)
  }

  @Test func `with all zeros shown, a full row cannot be hidden, and the table is refused`() throws {
    let truth = try Tables.table([[30, 0, 0], [10, 12, 14]], policy: .alwaysPublish, sensitive: true)
    #expect(throws: PublicationError.cannotProtect(.groupDisclosure, coarsen: ["c", "r"])) { try truth.protected() }
  }

  @Test func `a sensitive single dimension is guarded too`() throws {
    let numbers = Tables.numbers(try Tables.column([40, 1, 0], sensitive: true).protected())
    #expect(numbers[0] == nil && numbers[1] == nil)
  }

  @Test func `nothing is suppressed where nothing is small`() throws {
    let protected = try Tables.table([[10, 20], [0, 40]]).protected()
    #expect(Tables.numbers(protected) == [10, 20, 0, 40, 30, 40, 10, 60, 70])
    #expect(protected.suppressedCells == 0)
  }

  @Test func `small totals are suppressed, and with them what gives them back`() throws {
    let protected = try Tables.table([[1, 2], [10, 20], [30, 40]]).protected()
    #expect(protected.rowTotals[0] == .suppressed)
    #expect(protected.rowTotals.count { $0 == .suppressed } >= 2 || protected.grandTotal == .suppressed)
  }

  @Test(arguments: [[[2]], [[1, 1]], [[4], [0]], [[1, 0], [0, 1]]])
  func `a table of nothing but small numbers is not published`(counts: [[Int]]) throws {
    let truth = try Tables.table(counts)
    #expect(throws: PublicationError.nothingToPublish(.everythingSuppressed)) { try truth.protected() }
  }

  @Test func `one dominant cell does not give the others back`() throws {
    let numbers = Tables.numbers(try Tables.table([[5000, 1], [1, 1]]).protected())
    let audited = numbers.filter { $0 == nil }.count
    #expect(audited >= 5)
    #expect(numbers[1] == nil && numbers[2] == nil && numbers[3] == nil)
  }

  @Test func `a single large cell stands`() throws {
    #expect(Tables.numbers(try Tables.column([9]).protected()) == [9, 9])
  }

  @Test func `few persons behind many statements are protected`() throws {
    let spec = Tables.spec(rows: 3, columns: nil)
    var observations = Tables.observations([[0], [20], [20]], twoWay: false)
    for number in 0..<12 {
      observations.append(Observation(values: ["r": "r0"], person: Tables.person(1_000 + number % 3)))
    }
    let protected = try FrequencyTable(spec, counting: observations).protected()
    #expect(protected.cells[0][0] == .suppressed)
    #expect(protected.grandTotal == .value(52))
    #expect(protected.suppressedCells >= 2)
  }

  @Test func `what cannot occur is shown and never serves as camouflage`() throws {
    var spec = Tables.spec(rows: 2, columns: 3)
    spec.empty = [CellAddress(["r0", "c1"]): .structuralZero]
    let protected = try FrequencyTable(spec, counting: Tables.observations([[2, 0, 9], [9, 9, 9]])).protected()
    #expect(protected.cells[0][1] == .empty(.structuralZero))
    #expect(protected.cells[0][0] == .suppressed)
    #expect(protected.cells[0][2] == .suppressed || protected.rowTotals[0] == .suppressed)
  }

  @Test func `categories that overlap have no totals, and their zeros do not stand out`() throws {
    var spec = Tables.spec(rows: 2, columns: 3, unit: Tables.persons)
    spec.dimensions[1].isMultiResponse = true
    var observations = Tables.observations([[9, 2, 0], [7, 0, 8]])
    observations.append(Observation(values: ["r": "r0", "c": "c1"], person: Tables.person(0)))
    let protected = try FrequencyTable(spec, counting: observations).protected()
    #expect(protected.cells == [[.value(9), .suppressed, .suppressed], [.value(7), .suppressed, .value(8)]])
    #expect(protected.rowTotals.isEmpty && protected.columnTotals.isEmpty && protected.grandTotal == nil)
  }

  @Test func `the same table always gives the same pattern`() throws {
    let counts = (0..<12).map { row in (0..<9).map { column in (row * 31 + column * column * 17 + row * column) % 23 } }
    let first = try Tables.table(counts).protected()
    for _ in 0..<3 { #expect(try Tables.table(counts).protected().shown == first.shown) }
    #expect(first.suppressedCells > 0)
  }

  @Test func `a table of a thousand cells is protected and passes its audit`() throws {
    let counts = (0..<32).map { row in (0..<32).map { column in (row * row * 7 + column * 13 + row * column) % 11 % 7 }
    }
    let protected = try Tables.table(counts).protected()
    #expect(protected.shape.cells == 33 * 33)
    #expect(protected.suppressedCells < protected.shape.cells)
  }
}
