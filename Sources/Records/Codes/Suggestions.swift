extension Codebook {
  /// Up to three codes close to what was typed: other names of a code first, then by edit distance.
  func suggestions(for typed: String, in list: CodeList) -> [String] {
    let wanted = typed.uppercased()
    let children = entries(list).filter { $0.parent == typed }.map(\.code)
    var scored: [(code: String, distance: Int)] = []
    for entry in entries(list) where !isGroup(list, entry.code) {
      if entry.alsoKnownAs?.contains(where: { $0.uppercased() == wanted }) == true {
        scored.append((entry.code, -1))
        continue
      }
      let distance = editDistance(Array(wanted.utf8), Array(entry.code.uppercased().utf8))
      if distance <= max(1, wanted.utf8.count / 3) { scored.append((entry.code, distance)) }
    }
    let nearest = scored.sorted { ($0.distance, $0.code) < ($1.distance, $1.code) }.map(\.code)
    return Array((children + nearest).prefix(3))
  }
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
private func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
  var before: [Int] = []
  var previous = Array(0...second.count)
  for (row, one) in first.enumerated() {
    var current = [row + 1]
    for (column, other) in second.enumerated() {
      var best = min(
        previous[column + 1] + 1, current[column] + 1, previous[column] + (one == other ? 0 : 1))
      if row > 0, column > 0, one == second[column - 1], first[row - 1] == other {
        best = min(best, before[column - 1] + 1)
      }
      current.append(best)
    }
    before = previous
    previous = current
  }
  return previous[second.count]
}
