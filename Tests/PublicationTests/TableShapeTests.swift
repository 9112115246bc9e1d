import Testing

@testable import Publication

/// Cells of tables of any number of dimensions, and the sums between them.
@Suite struct TableShapeTests {
  static func group(_ code: String, _ members: [String]) -> CategoryGroup {
    CategoryGroup(TableCategory(code: code, label: LocalizedText(code)), members: members)
  }

  /// Four places by region and, across it, by type.
  static var place: TableDimension {
    var place = Tables.dimension("p", 4)
    place.hierarchies = [
      TableHierarchy([group("north", ["p0", "p1"]), group("south", ["p2", "p3"])]),
      TableHierarchy([group("police", ["p0", "p2"]), group("prison", ["p1"])]),
    ]
    return place
  }

  @Test func `hierarchies that do not nest share their categories and the total`() throws {
    let shape = try TableShape([Self.place])
    #expect(shape.cells == 9)
    let system = shape.system
    #expect(system.leaves[4] == [0, 1] && system.leaves[6] == [0, 2] && system.leaves[8] == [0, 1, 2, 3])
    #expect(
      system.equations == [
        .init(total: 4, parts: [0, 1]), .init(total: 5, parts: [2, 3]), .init(total: 6, parts: [0, 2]),
        .init(total: 7, parts: [1]), .init(total: 8, parts: [4, 5]), .init(total: 8, parts: [3, 6, 7]),
      ])
    #expect(system.holds([1, 2, 3, 4, 3, 7, 4, 2, 10]))
    #expect(!system.holds([1, 2, 3, 4, 3, 7, 4, 2, 11]))
  }

  @Test func `cells are found by their codes, and every sum of three dimensions holds for counted leaves`() throws {
    let shape = try TableShape([Self.place, Tables.dimension("c", 3), Tables.dimension("s", 2)])
    #expect(shape.cells == 9 * 4 * 3)
    for cell in 0..<shape.cells { #expect(shape.cell(codes: shape.codes(of: cell)) == cell) }
    #expect(shape.cell(codes: ["p0", "c0"]) == nil && shape.cell(codes: ["p0", "c0", "x"]) == nil)
    let system = shape.system
    var values = [Int](repeating: 0, count: shape.cells)
    for cell in 0..<shape.cells { values[cell] = system.leaves[cell].reduce(0) { $0 + $1 * $1 % 11 } }
    #expect(system.holds(values))
    let total = try #require(shape.cell(codes: ["_T", "_T", "_T"]))
    #expect(system.leaves[total].count == 24 && !shape.isLeaf(total) && shape.isLeaf(0))
  }

  @Test func `what one thing can be several of has no sums, other dimensions keep theirs`() throws {
    let shape = try TableShape([Tables.dimension("r", 2), Tables.dimension("c", 3, multi: true)])
    #expect(shape.cells == 3 * 3)
    #expect(shape.system.equations.count == 3)
  }

  @Test(arguments: [["p0", "p0"], ["x"], [], ["p0", "north"]])
  func `a group that cannot be is refused`(members: [String]) {
    var place = Tables.dimension("p", 4)
    place.hierarchies = [TableHierarchy([Self.group("north", ["p0", "p1"]), Self.group("odd", members)])]
    #expect(throws: PublicationError.invalidGroup(dimension: "p", group: "odd")) { try TableShape([place]) }
  }

  @Test func `a witness is checked by adding`() throws {
    let published = PublishedSystem(
      system: try TableShape([Tables.dimension("r", 3)]).system, numbers: [nil, nil, 9, 21], zeroPolicy: .maySuppress,
      threshold: 5)
    var witnesses = Witnesses(tables: [[0, 12, 9, 21], [12, 0, 9, 21]], low: [0: 0, 1: 1], high: [0: 1, 1: 0])
    #expect(witnesses.hold(in: published) && witnesses.covers(0))
    witnesses = Witnesses(tables: [[0, 12, 9, 21]], low: [0: 0], high: [0: 0])
    #expect(!witnesses.hold(in: published))
    for wrong in [[0, 11, 9, 21], [-1, 13, 9, 21], [0, 13, 8, 21], [0, 12, 9], [.max, .max, 9, 21]] {
      #expect(!published.admits(wrong))
    }
  }
}
