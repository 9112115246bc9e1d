/// All ways to choose a level for every quasi-identifier, handed out from the most to the least precise.
struct RecodingLattice {
  /// One level for each quasi-identifier, and the mean penalty of a row recoded so.
  struct Choice {
    let levels: [UInt8]
    let penalty: Double
  }

  /// Choices beyond this many are not looked at; the last one, which tells nothing, always is.
  static let limit = 50_000

  private let penalties: [[Double]]
  private var heap: [Choice] = []

  /// - Parameter penalties: for each quasi-identifier, the mean penalty of its levels over the rows; it never falls.
  init(penalties: [[Double]]) {
    self.penalties = penalties
    heap = [Choice(levels: [UInt8](repeating: 0, count: penalties.count), penalty: penalties.reduce(0) { $0 + $1[0] })]
  }

  /// The next choice. Of equal ones the order is fixed, so that the same rows give the same classes everywhere.
  mutating func next() -> Choice? {
    guard let first = heap.first else { return nil }
    removeFirst()
    // Each choice has one parent: the last level raised may be raised again, and any after it.
    let last = first.levels.lastIndex { $0 > 0 } ?? 0
    for position in last..<penalties.count where Int(first.levels[position]) + 1 < penalties[position].count {
      var levels = first.levels
      let level = Int(levels[position])
      levels[position] += 1
      insert(
        Choice(
          levels: levels, penalty: first.penalty - penalties[position][level] + penalties[position][level + 1]))
    }
    return first
  }

  private static func precedes(_ one: Choice, _ other: Choice) -> Bool {
    one.penalty != other.penalty
      ? one.penalty < other.penalty : one.levels.lexicographicallyPrecedes(other.levels)
  }

  private mutating func insert(_ choice: Choice) {
    heap.append(choice)
    var child = heap.count - 1
    while child > 0, Self.precedes(heap[child], heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func removeFirst() {
    heap[0] = heap[heap.count - 1]
    heap.removeLast()
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
      guard let least = children.min(by: { Self.precedes(heap[$0], heap[$1]) }),
        Self.precedes(heap[least], heap[parent])
      else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
