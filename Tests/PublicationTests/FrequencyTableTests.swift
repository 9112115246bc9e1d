import Testing

@testable import Publication

/// Counting, and what it refuses to count.
@Suite struct FrequencyTableTests {
  static let observations = Tables.observations([[2, 1], [0, 3]])

  static func fail(_ expected: PublicationError, _ change: (inout TableSpec, inout [Observation]) -> Void) {
    var spec = Tables.spec(rows: 2, columns: 2)
    var observations = Self.observations
    change(&spec, &observations)
    #expect(throws: expected) { try FrequencyTable(spec, counting: observations) }
    #expect(!expected.hint.isEmpty)
  }

  @Test func `cells, row totals, column totals and the grand total are counted`() throws {
    let table = try Tables.table([[2, 1], [0, 3]])
    #expect(table.counts == [2, 1, 3, 0, 3, 3, 2, 4, 6])
    #expect(table.persons == table.counts)
  }

  @Test func `one person with several statements is one person, in totals too`() throws {
    let same = ["c0", "c0", "c1"].map { Observation(values: ["r": "r0", "c": $0], person: Tables.person(7)) }
    let table = try FrequencyTable(Tables.spec(rows: 2, columns: 2), counting: same)
    #expect(table.counts == [2, 1, 3, 0, 0, 0, 2, 1, 3])
    #expect(table.persons == [1, 1, 1, 0, 0, 0, 1, 1, 1])
  }

  @Test func `persons are counted once in a cell`() throws {
    let twice = (0..<2).map { _ in Observation(values: ["r": "r0", "c": "c0"], person: Tables.person(7)) }
    let table = try FrequencyTable(Tables.spec(rows: 2, columns: 2, unit: Tables.persons), counting: twice)
    #expect(table.counts == [1, 0, 1, 0, 0, 0, 1, 0, 1])
  }

  @Test func `a unit with several observations in one cell counts once`() throws {
    let unit = Tables.person(99)
    let parts = (0..<3).map { Observation(values: ["r": "r0", "c": "c0"], person: Tables.person($0), unit: unit) }
    let table = try FrequencyTable(Tables.spec(rows: 2, columns: 2), counting: parts)
    #expect(table.counts[0] == 1)
    #expect(table.persons[0] == 3)
  }

  @Test func `a person in two categories that do not overlap is refused`() {
    Self.fail(.unitInSeveralCategories(dimension: "c", observation: 1)) { spec, observations in
      spec.unit = Tables.persons
      observations = ["c0", "c1"].map { Observation(values: ["r": "r0", "c": $0], person: Tables.person(7)) }
    }
    Self.fail(.unitInSeveralCategories(dimension: "r", observation: 1)) { spec, observations in
      spec.unit = Tables.persons
      spec.dimensions[1].isMultiResponse = true
      observations = ["r0", "r1"].map { Observation(values: ["r": $0, "c": "c0"], person: Tables.person(7)) }
    }
  }

  @Test func `the unit must be named`() {
    Self.fail(.unitNotNamed) { spec, _ in spec.unit = CountedUnit(code: "", label: LocalizedText("statements")) }
    Self.fail(.unitNotNamed) { spec, _ in spec.unit = CountedUnit(code: "statements", label: LocalizedText("")) }
  }

  @Test func `an unknown dimension is named with those there are`() {
    Self.fail(.unknownDimension("month", available: ["c", "r"])) { spec, _ in spec.dimensions[0].name = "month" }
    #expect(PublicationError.unknownDimension("month", available: ["c", "r"]).hint.contains("c, r"))
  }

  @Test func `a specification that makes no sense is refused`() {
    Self.fail(.repeatedDimension("r")) { spec, _ in spec.dimensions[1].name = "r" }
    Self.fail(.noCategories(dimension: "c")) { spec, _ in spec.dimensions[1].categories = [] }
    Self.fail(.invalidThreshold(2, least: 3)) { spec, _ in spec.threshold = 2 }
    Self.fail(.invalidCategory(dimension: "r", position: 1)) { spec, _ in spec.dimensions[0].categories[1].code = "r0" }
    Self.fail(.invalidCategory(dimension: "r", position: 0)) { spec, _ in spec.dimensions[0].categories[0].code = "_T" }
    Self.fail(.nothingToPublish(.noObservations)) { _, observations in observations = [] }
    Self.fail(.tooLarge(cells: 3 * 30_001, limit: TableShape.cellLimit)) { spec, _ in
      spec.dimensions[0] = Tables.dimension("r", 30_000)
    }
  }

  @Test func `an observation that does not fit is refused by its position`() {
    Self.fail(.missingValue(dimension: "c", observation: 1)) { _, observations in observations[1].values["c"] = nil }
    Self.fail(.unknownCode(dimension: "c", observation: 2)) { _, observations in observations[2].values["c"] = "x" }
    Self.fail(.invalidID(observation: 0)) { _, observations in observations[0].person = [1, 2, 3] }
    Self.fail(.invalidID(observation: 0)) { _, observations in observations[0].unit = [] }
    Self.fail(.unitNotIdentified(observation: 0)) { spec, _ in spec.dimensions[1].isMultiResponse = true }
    Self.fail(.impossibleCell(observation: 0)) { spec, _ in
      spec.empty = [CellAddress(["r0", "c0"]): .structuralZero]
    }
  }

  @Test func `persons are not counted by the id of a unit`() throws {
    var tally = try Tally(Tables.spec(rows: 2, columns: nil, unit: Tables.persons))
    #expect(throws: PublicationError.personNotIdentified(observation: 0)) {
      try tally.add(["r0"], person: String?.none, unit: 1)
    }
  }

  @Test func `one person who dominates a number hides it, and so do few sources`() throws {
    func rules(_ add: (inout Tally) throws -> Void) throws -> (PrimaryRules, TableShape) {
      var tally = try Tally(Tables.spec(rows: 2, columns: nil))
      // Twenty statements of twenty persons from twenty sources are the other category.
      for number in 0..<20 { try tally.add(["r1"], person: "p\(number)", unit: Int?.none, source: "s\(number)") }
      try add(&tally)
      let table = try tally.table()
      return (PrimaryRules(table), table.shape)
    }
    let (dominated, shape) = try rules { tally in
      for number in 0..<20 {
        let person = number < 16 ? "a" : "p\(number)"
        try tally.add(["r0"], person: person, unit: Int?.none, source: "s\(number)")
      }
    }
    let cell = try #require(shape.cell(codes: ["r0"]))
    // Five persons, and one of them with sixteen of twenty.
    #expect(dominated.hidden == [cell] && dominated.small == [cell])
    let (shared, _) = try rules { tally in
      for number in 0..<20 {
        let person = number < 15 ? "a" : "p\(number)"
        try tally.add(["r0"], person: person, unit: Int?.none, source: "s\(number)")
      }
    }
    #expect(shared.hidden.isEmpty)
    let (told, _) = try rules { tally in
      for number in 0..<9 { try tally.add(["r0"], person: "q\(number)", unit: Int?.none, source: "s\(number % 2)") }
    }
    #expect(told.hidden == [cell])
    let (enough, _) = try rules { tally in
      for number in 0..<9 { try tally.add(["r0"], person: "q\(number)", unit: Int?.none, source: "s\(number % 3)") }
    }
    #expect(enough.hidden.isEmpty)
  }
}
