/// Recodes different rows to different levels, so that each keeps as much as it can (local recoding; Prasser, Kohlmayer
/// and Kuhn 2016 repeat global recoding on the rows still left; here the levels are tried from the most to the least
/// precise, and every class that meets the rules is taken as soon as it forms).
///
/// The same rows in the same order give the same classes everywhere.
struct LocalRecoding {
  /// Looks at a row, over all choices of levels. Beyond it levels are raised one by one to the top.
  static let workLimit = 4_000_000_000

  private let data: Microdata
  private let rules: MicrodataRules
  private let spread: SensitiveSpread
  /// For each quasi-identifier, level and value, its part of the number of a combination.
  private let parts: [[[UInt64]]]
  private var counts: CombinationCounts
  private(set) var classes: [EquivalenceClass] = []
  /// Rows no class could take in.
  private(set) var leftOut: [Int] = []

  init(_ data: Microdata, _ rules: MicrodataRules, progress: (Int, Int) -> Void = { _, _ in }) {
    self.data = data
    self.rules = rules
    spread = SensitiveSpread(data.sensitive, rows: 0..<data.rows)
    var radix: UInt64 = 1
    var parts: [[[UInt64]]] = []
    for hierarchy in data.quasiIdentifiers.map(\.hierarchy) {
      var before: UInt64 = 0
      parts.append(
        (0..<hierarchy.levels).map { level in
          defer { before += UInt64(hierarchy.labels[level].count) }
          return hierarchy.nodeOfValue[level].map { (before + UInt64($0)) * radix }
        })
      radix *= before
    }
    self.parts = parts
    counts = CombinationCounts(rows: data.rows)
    formClasses(progress)
    classes = EquivalenceClass.joined(classes)
  }

  private mutating func formClasses(_ progress: (Int, Int) -> Void) {
    let penalties = data.quasiIdentifiers.map { identifier in
      (0..<identifier.hierarchy.levels).map { level in
        let nodes = identifier.hierarchy.nodeOfValue[level]
        let sum = identifier.codes.reduce(0) {
          $0 + identifier.hierarchy.penalty(level: level, node: nodes[Int($1)])
        }
        return sum / Double(data.rows)
      }
    }
    var remaining = Array(0..<data.rows)
    var lattice = RecodingLattice(penalties: penalties)
    var work = 0
    var tried = 0
    var last = [UInt8](repeating: 0, count: penalties.count)
    while !remaining.isEmpty, tried < RecodingLattice.limit, work < Self.workLimit, let choice = lattice.next() {
      tried += 1
      work += remaining.count
      last = choice.levels
      take(&remaining, at: choice.levels)
      progress(data.rows - remaining.count, data.rows)
    }
    // Where not all choices were looked at: up to the top on the cheapest way.
    while !remaining.isEmpty {
      let raisable = penalties.indices.filter { Int(last[$0]) + 1 < penalties[$0].count }
      guard
        let cheapest = raisable.min(by: {
          let first = penalties[$0][Int(last[$0]) + 1] - penalties[$0][Int(last[$0])]
          let second = penalties[$1][Int(last[$1]) + 1] - penalties[$1][Int(last[$1])]
          return (first, $0) < (second, $1)
        })
      else { break }
      last[cheapest] += 1
      take(&remaining, at: last)
    }
    for row in remaining where !join(row) { leftOut.append(row) }
  }

  /// Takes the rows whose combination on these levels meets the rules.
  private mutating func take(_ remaining: inout [Int], at levels: [UInt8]) {
    var keys = [UInt64](repeating: 0, count: remaining.count)
    for (position, identifier) in data.quasiIdentifiers.enumerated() {
      let part = parts[position][Int(levels[position])]
      for (index, row) in remaining.enumerated() { keys[index] &+= part[Int(identifier.codes[row])] }
    }
    guard let slots = counts.slots(of: keys, reaching: rules.k) else { return }
    var members: [Int32: [Int]] = [:]
    for (index, row) in remaining.enumerated() where counts.count(in: slots[index]) >= rules.k {
      members[slots[index], default: []].append(row)
    }
    members = members.filter { spread.meets(rules, $0.value) }
    guard !members.isEmpty else { return }
    for rows in members.values {
      guard let row = rows.first else { continue }
      let nodes = data.quasiIdentifiers.enumerated().map { position, identifier in
        identifier.hierarchy.nodeOfValue[Int(levels[position])][Int(identifier.codes[row])]
      }
      classes.append(EquivalenceClass(levels: levels, nodes: nodes, rows: rows))
    }
    remaining = remaining.indices.filter { members[slots[$0]] == nil }.map { remaining[$0] }
  }

  /// Widens the class that loses least by taking the row in.
  private mutating func join(_ row: Int) -> Bool {
    var best: (position: Int, wider: EquivalenceClass, cost: Double)?
    for (position, item) in classes.enumerated() {
      let wider = item.covering(row, in: data)
      let cost = wider.penalty(in: data) - item.penalty(in: data)
      let first = item.rows.first ?? 0
      if let best, (best.cost, classes[best.position].rows.first ?? 0) <= (cost, first) { continue }
      guard spread.meets(rules, wider.rows) else { continue }
      best = (position, wider, cost)
    }
    guard let best else { return false }
    classes[best.position] = best.wider
    return true
  }
}

/// Counts how often each combination occurs, in one table used again and again.
private struct CombinationCounts {
  private var keys: [UInt64]
  private var rounds: [UInt32]
  private var counts: [Int32]
  private var round: UInt32 = 0
  private let shift: UInt64

  init(rows: Int) {
    var bits = 4
    while 1 << bits < 2 * rows { bits += 1 }
    keys = [UInt64](repeating: 0, count: 1 << bits)
    rounds = [UInt32](repeating: 0, count: 1 << bits)
    counts = [Int32](repeating: 0, count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  func count(in slot: Int32) -> Int { Int(counts[Int(slot)]) }

  /// Where each key is counted; `nil` when no key occurs `least` times.
  mutating func slots(of wanted: [UInt64], reaching least: Int) -> [Int32]? {
    round += 1
    let mask = keys.count - 1
    var slots = [Int32](repeating: 0, count: wanted.count)
    var isReached = false
    for (index, key) in wanted.enumerated() {
      // Multiplicative hashing (Knuth, volume 3, section 6.4).
      var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
      while rounds[slot] == round, keys[slot] != key { slot = (slot + 1) & mask }
      if rounds[slot] != round {
        rounds[slot] = round
        keys[slot] = key
        counts[slot] = 0
      }
      counts[slot] += 1
      isReached = isReached || Int(counts[slot]) >= least
      slots[index] = Int32(slot)
    }
    return isReached ? slots : nil
  }
}
