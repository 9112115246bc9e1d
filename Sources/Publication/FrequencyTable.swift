/// Counts as they truly are. It stays inside: the only thing that leaves is what ``protected(progress:)`` makes of it.
public struct FrequencyTable: Sendable {
  /// The specification it was counted by.
  public let spec: TableSpec
  /// Where its cells lie.
  public let shape: TableShape
  let system: AdditiveSystem
  /// Units counted, by cell.
  let counts: [Int]
  /// Distinct persons behind each cell; never a sum over cells.
  let persons: [Int]
  /// Units of the one person who gave most of them, by cell; at most one where persons are counted.
  let largest: [Int]
  /// Distinct sources behind each cell; `nil` where none are told.
  let sources: [Int]?
  /// Inner cells in which nothing was counted, and why.
  let empty: [Int: EmptyCell]

  /// Counts observations.
  ///
  /// When a dimension is multi-response, cells count distinct units and do not add up to the distinct units of a
  /// total. The table then has no totals at all.
  public init(_ spec: TableSpec, counting observations: [Observation]) throws(PublicationError) {
    var tally = try Tally(spec)
    let names = spec.dimensions.map(\.name)
    for name in names where !observations.contains(where: { $0.values[name] != nil }) && !observations.isEmpty {
      throw .unknownDimension(name, available: Set(observations.flatMap(\.values.keys)).sorted())
    }
    for (position, observation) in observations.enumerated() {
      guard let person = RandomID(observation.person) else { throw .invalidID(observation: position) }
      var unit: RandomID?
      if !spec.unit.isPersons, let bytes = observation.unit {
        guard let id = RandomID(bytes) else { throw .invalidID(observation: position) }
        unit = id
      }
      try tally.add(names.map { observation.values[$0] }, person: Optional(person), unit: unit)
    }
    self = try tally.table()
  }

  init(
    spec: TableSpec, shape: TableShape, system: AdditiveSystem, counts: [Int], persons: [Int], largest: [Int],
    sources: [Int]?, empty: [Int: EmptyCell]
  ) {
    self.spec = spec
    self.shape = shape
    self.system = system
    self.counts = counts
    self.persons = persons
    self.largest = largest
    self.sources = sources
    self.empty = empty
  }
}
