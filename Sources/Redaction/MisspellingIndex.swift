/// Names one letter off: a letter missing, added, exchanged for another, or two neighbours exchanged (Damerau 1964).
///
/// Every name is entered under all words that lack one of its letters, and a word is looked up the same way (symmetric
/// deletion), which makes the distance check rare.
struct MisspellingIndex {
  /// Shorter names are a letter away from too many others.
  static let shortest = 6
  private static let mostNames = 200_000

  private var names: [[UInt32]] = []
  private var owners: [(person: Int32, part: NamePart)] = []
  private var byHash: [UInt64: [Int32]] = [:]
  private var known: Set<[UInt32]> = []
  private var filter: [UInt64] = []
  private var shift: UInt64 = 64

  var isEmpty: Bool { names.isEmpty }

  mutating func insert(_ name: [UInt32], person: Int32, _ part: NamePart) {
    guard name.count >= Self.shortest, name.count <= NameKey.longest, names.count < Self.mostNames,
      known.insert(name).inserted
    else { return }
    let place = Int32(names.count)
    names.append(name)
    owners.append((person, part))
    Self.deletions(name) { byHash[$0, default: []].append(place) }
  }

  mutating func seal() {
    known = []
    var bits: UInt64 = 10
    while bits < 24, (1 << bits) < byHash.count * 16 { bits += 1 }
    shift = 64 - bits
    filter = [UInt64](repeating: 0, count: 1 << Int(bits - 6))
    for hash in byHash.keys {
      let slot = (hash &* 0x9E37_79B9_7F4A_7C15) >> shift
      filter[Int(slot >> 6)] |= 1 << (slot & 63)
    }
  }

  /// Whose name the word may be.
  func lookUp(_ word: [UInt32]) -> (person: Int32, part: NamePart)? {
    guard word.count >= Self.shortest - 1, !names.isEmpty else { return nil }
    var found: Int32?
    Self.deletions(word) { hash in
      guard found == nil else { return }
      let slot = (hash &* 0x9E37_79B9_7F4A_7C15) >> shift
      guard filter[Int(slot >> 6)] & (1 << (slot & 63)) != 0, let places = byHash[hash] else { return }
      if let place = places.first(where: { Self.isOneApart(names[Int($0)], word) }) { found = place }
    }
    return found.map { owners[Int($0)] }
  }

  /// Hashes of the word itself and of all words that lack one of its letters.
  private static func deletions(_ word: [UInt32], _ visit: (UInt64) -> Void) {
    visit(NameKey.hash(word))
    for gap in word.indices where gap == 0 || word[gap] != word[gap - 1] {
      var hash = NameKey.seed
      for index in word.indices where index != gap { hash = NameKey.extend(hash, word[index]) }
      visit(hash)
    }
  }

  static func isOneApart(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    guard abs(left.count - right.count) <= 1, left != right else { return false }
    var head = 0
    while head < left.count, head < right.count, left[head] == right[head] { head += 1 }
    var tail = 0
    while tail < left.count - head, tail < right.count - head,
      left[left.count - 1 - tail] == right[right.count - 1 - tail]
    { tail += 1 }
    let restLeft = left[head..<(left.count - tail)]
    let restRight = right[head..<(right.count - tail)]
    if restLeft.count <= 1, restRight.count <= 1 { return true }
    return restLeft.count == 2 && restRight.count == 2 && restLeft.reversed().elementsEqual(restRight)
  }
}
