/// Counts observations one after the other, in little memory: each is kept as three numbers.
public struct Tally {
  private let spec: TableSpec
  private let shape: TableShape
  private let indexOfCode: [[String: Int]]
  private let empty: [Int: EmptyCell]
  private var places: [Int32] = []
  private var personOf: [Int32] = []
  private var unitOf: [Int32] = []
  private var sourceOf: [Int32] = []
  private var weights: [Int32] = []
  private var persons: [AnyHashable: Int32] = [:]
  private var units: [AnyHashable: Int32] = [:]
  private var sources: [AnyHashable: Int32] = [:]

  /// - Throws: ``PublicationError`` when the specification makes no sense.
  public init(_ spec: TableSpec) throws(PublicationError) {
    self.spec = spec
    shape = try spec.shape()
    indexOfCode = spec.dimensions.map { dimension in
      Dictionary(dimension.categories.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }
    var empty: [Int: EmptyCell] = [:]
    for (address, reason) in spec.empty {
      guard let cell = shape.cell(codes: address.codes), shape.isLeaf(cell) else { throw .unknownCell(address.codes) }
      empty[cell] = reason
    }
    self.empty = empty
  }

  /// Adds one observation.
  /// - Parameters:
  ///   - codes: its code in each dimension; `nil` where it has none.
  ///   - person: tells persons apart; `nil` when it is somebody who does not appear elsewhere.
  ///   - unit: tells counted units apart where one can give several observations; `nil` when each is its own. Persons
  ///     are their own units.
  ///   - source: tells apart who or what it is known from; `nil` where that is not told.
  ///   - weight: how many units, each of a different person where none is named, the observation stands for.
  public mutating func add(
    _ codes: [String?], person: (some Hashable & Sendable)?, unit: (some Hashable & Sendable)?,
    source: String? = nil, weight: Int = 1
  ) throws(PublicationError) {
    let position = places.count
    var categories: [Int] = []
    for (dimension, index) in indexOfCode.enumerated() {
      let name = spec.dimensions[dimension].name
      guard dimension < codes.count, let code = codes[dimension] else {
        throw .missingValue(dimension: name, observation: position)
      }
      guard let category = index[code] else { throw .unknownCode(dimension: name, observation: position) }
      categories.append(category)
    }
    guard let weight = Int32(exactly: weight), weight >= 0, unit == nil || weight == 1
    else { throw .invalidWeight(observation: position) }
    if spec.unit.isPersons, person == nil, unit != nil { throw .personNotIdentified(observation: position) }
    let cell = shape.leafCell(categories)
    guard empty[cell] == nil else { throw .impossibleCell(observation: position) }
    if spec.isMultiResponse, unit == nil, !spec.unit.isPersons { throw .unitNotIdentified(observation: position) }
    let person = person.map { Self.number(of: AnyHashable($0), in: &persons) } ?? -1
    places.append(Int32(cell))
    weights.append(weight)
    personOf.append(person)
    if let source { sourceOf.append(Self.number(of: AnyHashable(source), in: &sources)) }
    unitOf.append(spec.unit.isPersons ? person : unit.map { Self.number(of: AnyHashable($0), in: &units) } ?? -1)
  }

  private static func number(of id: AnyHashable, in known: inout [AnyHashable: Int32]) -> Int32 {
    if let number = known[id] { return number }
    let number = Int32(known.count)
    known[id] = number
    return number
  }

  /// The counts.
  public func table() throws(PublicationError) -> FrequencyTable {
    guard !places.isEmpty else { throw .nothingToPublish(.noObservations) }
    let system = shape.system
    var above = [[Int32]](repeating: [], count: system.cells)
    for (cell, leaves) in system.leaves.enumerated() {
      for leaf in leaves { above[leaf].append(Int32(cell)) }
    }
    return FrequencyTable(
      spec: spec, shape: shape, system: system, counts: try counted(above), persons: distinct(personOf, above),
      largest: largestContributions(above), sources: sourceOf.count == places.count ? distinct(sourceOf, above) : nil,
      empty: empty)
  }

  /// Units by cell; a unit seen several times in one inner cell counts once there.
  private func counted(_ above: [[Int32]]) throws(PublicationError) -> [Int] {
    var counts = [Int](repeating: 0, count: shape.cells)
    var leafCounts = [Int](repeating: 0, count: shape.cells)
    for (position, unit) in unitOf.enumerated() where unit < 0 {
      leafCounts[Int(places[position])] += Int(weights[position])
    }
    for rows in Self.grouped(unitOf) {
      var seen: [Int32] = []
      for row in rows {
        let place = places[row]
        guard !seen.contains(place) else { continue }
        if let other = seen.first {
          let differs = zip(shape.position(of: Int(place)), shape.position(of: Int(other))).map { $0 != $1 }
          for (dimension, differs) in zip(spec.dimensions, differs) where differs && !dimension.isMultiResponse {
            throw .unitInSeveralCategories(dimension: dimension.name, observation: row)
          }
        }
        seen.append(place)
        leafCounts[Int(place)] += 1
      }
    }
    for (leaf, count) in leafCounts.enumerated() where count > 0 {
      for cell in above[leaf] { counts[Int(cell)] += count }
    }
    return counts
  }

  /// How many different ids lie behind each cell.
  private func distinct(_ ids: [Int32], _ above: [[Int32]]) -> [Int] {
    var counts = [Int](repeating: 0, count: shape.cells)
    var last = [Int32](repeating: -1, count: shape.cells)
    for (row, id) in ids.enumerated() where id < 0 {
      for cell in above[Int(places[row])] { counts[Int(cell)] += Int(weights[row]) }
    }
    for rows in Self.grouped(ids) {
      for row in rows where weights[row] > 0 {
        for cell in above[Int(places[row])] where last[Int(cell)] != ids[row] {
          last[Int(cell)] = ids[row]
          counts[Int(cell)] += 1
        }
      }
    }
    return counts
  }

  /// The units of one person, the most in each cell.
  private func largestContributions(_ above: [[Int32]]) -> [Int] {
    var largest = [Int](repeating: 0, count: shape.cells)
    for (row, person) in personOf.enumerated() where person < 0 && weights[row] > 0 {
      for cell in above[Int(places[row])] { largest[Int(cell)] = max(largest[Int(cell)], 1) }
    }
    for rows in Self.grouped(personOf) {
      var own: [Int32: Int] = [:]
      var seen: Set<[Int32]> = []
      for row in rows {
        for cell in above[Int(places[row])] where unitOf[row] < 0 || seen.insert([cell, unitOf[row]]).inserted {
          own[cell, default: 0] += Int(weights[row])
        }
      }
      for (cell, units) in own { largest[Int(cell)] = max(largest[Int(cell)], units) }
    }
    return largest
  }

  /// Positions of the same id together; without those that have none.
  private static func grouped(_ ids: [Int32]) -> [ArraySlice<Int>] {
    let rows = ids.indices.filter { ids[$0] >= 0 }.sorted { (ids[$0], $0) < (ids[$1], $1) }
    var groups: [ArraySlice<Int>] = []
    var start = 0
    for end in rows.indices where end + 1 == rows.count || ids[rows[end + 1]] != ids[rows[end]] {
      groups.append(rows[start...end])
      start = end + 1
    }
    return groups
  }
}
