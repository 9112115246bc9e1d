/// How alike two names are: letters missing, added or exchanged (Levenshtein, 1966).
enum Likeness {
  /// Shorter names are like too many others.
  static let shortest = 7

  /// Whether at most three letters in ten differ, and the first letter and the length say the same.
  static func isMuch(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    guard left.count >= shortest, right.count >= shortest, left.first == right.first, abs(left.count - right.count) <= 2
    else { return false }
    return distance(left, right) * 10 <= max(left.count, right.count) * 3
  }

  private static func distance(_ left: [UInt32], _ right: [UInt32]) -> Int {
    var row = Array(0...right.count)
    for (line, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in right.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
