/// Rows released with the same quasi-identifiers.
struct EquivalenceClass: Sendable {
  /// The level of each quasi-identifier's hierarchy.
  var levels: [UInt8]
  /// The node on that level.
  var nodes: [Int32]
  /// The rows of the original data, ascending.
  var rows: [Int]

  /// Rows that share every value as it is, before any recoding.
  static func unrecoded(_ data: Microdata) -> [EquivalenceClass] {
    let plain = [UInt8](repeating: 0, count: data.quasiIdentifiers.count)
    var places: [[Int32]: [Int]] = [:]
    for row in 0..<data.rows { places[data.quasiIdentifiers.map { $0.codes[row] }, default: []].append(row) }
    return places.map { EquivalenceClass(levels: plain, nodes: $0.key, rows: $0.value) }
  }

  /// Joins classes that are told apart by nothing, in a fixed order.
  static func joined(_ classes: [EquivalenceClass]) -> [EquivalenceClass] {
    struct Key: Hashable {
      let levels: [UInt8]
      let nodes: [Int32]
    }
    var rows: [Key: [Int]] = [:]
    for item in classes { rows[Key(levels: item.levels, nodes: item.nodes), default: []] += item.rows }
    return rows.map { EquivalenceClass(levels: $0.key.levels, nodes: $0.key.nodes, rows: $0.value.sorted()) }
      .sorted { ($0.rows.first ?? 0) < ($1.rows.first ?? 0) }
  }

  /// Loss of all its cells together (``ValueHierarchy/penalty(level:node:)``).
  func penalty(in data: Microdata) -> Double {
    var sum = 0.0
    for (position, identifier) in data.quasiIdentifiers.enumerated() {
      sum += identifier.hierarchy.penalty(level: Int(levels[position]), node: nodes[position])
    }
    return sum * Double(rows.count)
  }

  /// The least coarse class that also covers `row`.
  func covering(_ row: Int, in data: Microdata) -> EquivalenceClass {
    var wider = self
    for (position, identifier) in data.quasiIdentifiers.enumerated() {
      let hierarchy = identifier.hierarchy
      guard let member = rows.first else { continue }
      var level = Int(levels[position])
      let known = Int(identifier.codes[member])
      let code = Int(identifier.codes[row])
      while hierarchy.nodeOfValue[level][code] != hierarchy.nodeOfValue[level][known] { level += 1 }
      wider.levels[position] = UInt8(level)
      wider.nodes[position] = hierarchy.nodeOfValue[level][code]
    }
    wider.rows.append(row)
    return wider
  }
}
