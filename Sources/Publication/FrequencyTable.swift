/// Counts as they truly are. It stays inside: the only thing that leaves is what ``protected()`` makes of it.
public struct FrequencyTable: Sendable {
  /// The specification it was counted by.
  public let spec: TableSpec
  let layout: TableLayout
  let system: AdditiveSystem
  /// Units counted, by cell of `system`.
  let counts: [Int]
  /// Distinct persons behind each cell; never a sum over cells.
  let persons: [Int]
  /// Inner cells that cannot occur.
  let impossible: [Bool]

  /// Counts observations.
  ///
  /// When a dimension is multi-response, cells count distinct units and do not add up to the distinct units of a
  /// total. The table then has no totals at all: sums that nearly hold are still inequalities an attacker can use.
  public init(_ spec: TableSpec, counting observations: [Observation]) throws(PublicationError) {
    try spec.validate()
    guard !observations.isEmpty else { throw .nothingToPublish(.noObservations) }
    let layout = TableLayout(
      rows: spec.row.categories.count, columns: spec.column?.categories.count, hasTotals: !spec.isMultiResponse)
    let system = layout.system
    try Self.check(spec, areDimensionsOf: observations)
    let impossible = Self.impossibleCells(spec, layout)

    let rowIndex = Self.index(spec.row)
    let columnIndex = spec.column.map(Self.index)
    var above = [[Int]](repeating: [], count: layout.leafCount)
    for (cell, leaves) in system.leaves.enumerated() {
      for leaf in leaves { above[leaf].append(cell) }
    }

    var counts = [Int](repeating: 0, count: system.cells)
    var people = [Set<RandomID>](repeating: [], count: system.cells)
    var placed: [RandomID: Set<Int>] = [:]
    for (position, observation) in observations.enumerated() {
      let row = try Self.place(observation, spec.row, rowIndex, position)
      var column = 0
      if let dimension = spec.column, let columnIndex {
        column = try Self.place(observation, dimension, columnIndex, position)
      }
      let leaf = layout.leaf(row, column)
      guard !impossible[leaf] else { throw .impossibleCell(observation: position) }
      guard let person = RandomID(observation.person) else { throw .invalidID(observation: position) }
      for cell in above[leaf] { people[cell].insert(person) }

      if let unit = try Self.unit(of: observation, spec, person, position) {
        var places = placed[unit, default: []]
        guard places.insert(leaf).inserted else { continue }
        if let other = places.first(where: { $0 != leaf }) {
          let across = layout.columns ?? 1
          if other / across != row, !spec.row.isMultiResponse {
            throw .unitInSeveralCategories(dimension: spec.row.name, observation: position)
          }
          if other % across != column, let dimension = spec.column, !dimension.isMultiResponse {
            throw .unitInSeveralCategories(dimension: dimension.name, observation: position)
          }
        }
        placed[unit] = places
      }
      for cell in above[leaf] { counts[cell] += 1 }
    }

    self.init(
      spec: spec, layout: layout, system: system, counts: counts, persons: people.map(\.count), impossible: impossible)
  }

  init(
    spec: TableSpec, layout: TableLayout, system: AdditiveSystem, counts: [Int], persons: [Int], impossible: [Bool]
  ) {
    self.spec = spec
    self.layout = layout
    self.system = system
    self.counts = counts
    self.persons = persons
    self.impossible = impossible
  }

  private static func check(
    _ spec: TableSpec, areDimensionsOf observations: [Observation]
  ) throws(PublicationError) {
    for dimension in [spec.row, spec.column].compactMap({ $0 }) {
      guard !observations.contains(where: { $0.values[dimension.name] != nil }) else { continue }
      let available = Set(observations.flatMap(\.values.keys)).sorted()
      throw .unknownDimension(dimension.name, available: available)
    }
  }

  private static func index(_ dimension: TableDimension) -> [String: Int] {
    Dictionary(dimension.categories.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func impossibleCells(_ spec: TableSpec, _ layout: TableLayout) -> [Bool] {
    let columns: [String?] = spec.column?.categories.map(\.code) ?? [nil]
    return spec.row.categories.flatMap { row in
      columns.map { spec.structuralZeros.contains(CellAddress(row: row.code, column: $0)) }
    }
  }

  private static func place(
    _ observation: Observation, _ dimension: TableDimension, _ index: [String: Int], _ position: Int
  ) throws(PublicationError) -> Int {
    guard let code = observation.values[dimension.name] else {
      throw .missingValue(dimension: dimension.name, observation: position)
    }
    guard let place = index[code] else { throw .unknownCode(dimension: dimension.name, observation: position) }
    return place
  }

  /// The identity under which the observation is counted once; absent when every observation counts.
  private static func unit(
    of observation: Observation, _ spec: TableSpec, _ person: RandomID, _ position: Int
  ) throws(PublicationError) -> RandomID? {
    if spec.unit.isPersons { return person }
    guard let bytes = observation.unit else {
      if spec.isMultiResponse { throw .unitNotIdentified(observation: position) }
      return nil
    }
    guard let id = RandomID(bytes) else { throw .invalidID(observation: position) }
    return id
  }
}
