/// The cells that must not be shown for what they are themselves.
struct PrimaryRules {
  /// Cells to be hidden, whether inner cells or totals.
  var hidden: Set<Int> = []
  /// Hidden cells whose value must stay open between the floor and the threshold.
  var small: Set<Int> = []
  /// Lines that must not be told to lie in one category.
  var spreads: [ProtectionGoal] = []

  /// Where fewer sources than this speak, the threshold is that of named facilities.
  static let fewSources = 3
  static let thresholdOfFewSources = 10
  /// One person must not stand for more than this part of a number, in hundredths: the others, or they, could work out the rest.
  static let dominantShare = 75

  /// Fewer than the threshold of distinct persons, or of counted units; one person who dominates; and group disclosure where
  /// a dimension asks for it.
  init(_ table: FrequencyTable) {
    for cell in 0..<table.system.cells where table.counts[cell] > 0 {
      let isFew = table.sources.map { $0[cell] < Self.fewSources } ?? false
      let threshold = isFew ? max(table.spec.threshold, Self.thresholdOfFewSources) : table.spec.threshold
      if table.largest[cell] * 100 > table.counts[cell] * Self.dominantShare {
        hidden.insert(cell)
        small.insert(cell)
      }
      if table.persons[cell] < threshold || table.counts[cell] < threshold {
        hidden.insert(cell)
        small.insert(cell)
      }
    }
    if table.system.equations.isEmpty, table.spec.zeroPolicy == .maySuppress {
      // Without sums nothing would ever hide a zero, and every hidden cell would be known to be one at least.
      for cell in 0..<table.system.cells where table.counts[cell] == 0 && table.empty[cell] == nil {
        hidden.insert(cell)
      }
    }
    for (position, dimension) in table.shape.dimensions.enumerated() where dimension.isSensitive {
      for line in table.shape.lines(along: position) { addSpreads(line.parts, line.total, position, table) }
    }
    hideWhatCountsTheSame(table)
  }

  /// A group of one member is that member: what is hidden in one place must not be shown in the other.
  private mutating func hideWhatCountsTheSame(_ table: FrequencyTable) {
    let leaves = table.system.leaves
    let hiddenLeaves = Set(hidden.map { leaves[$0] })
    for cell in 0..<table.system.cells where hiddenLeaves.contains(leaves[cell]) { hidden.insert(cell) }
  }

  private mutating func addSpreads(_ parts: [Int], _ total: Int?, _ dimension: Int, _ table: FrequencyTable) {
    // Without a total, the sum of the parts bounds the members of the line from above.
    let members = total.map { table.persons[$0] } ?? parts.reduce(0) { $0 + table.persons[$1] }
    let units = total.map { table.counts[$0] } ?? parts.reduce(0) { $0 + table.counts[$1] }
    let sensitive = table.shape.dimensions[dimension].sensitiveCodes
    for part in parts where table.counts[part] > 0 {
      if !sensitive.isEmpty {
        let node = table.shape.position(of: part)[dimension]
        guard sensitive.contains(table.shape.nodes[dimension][node].category.code) else { continue }
      }
      guard members - table.persons[part] <= 1 || units - table.counts[part] <= 1 else { continue }
      // A group of one member is its total: what is told of the one is known of the other.
      if parts.count == 1 { continue }
      hidden.insert(part)
      if let total { spreads.append(.spread(total: total, part: part, by: 2)) }
    }
  }
}
