/// How the values of the sensitive columns lie among some rows, beside how they lie among all.
struct SensitiveSpread {
  private let attributes: [Microdata.SensitiveAttribute]
  private let overall: [[Double]]

  /// - Parameter rows: the rows all others are compared with.
  init(_ attributes: [Microdata.SensitiveAttribute], rows: some Sequence<Int>) {
    self.attributes = attributes
    let rows = Array(rows)
    overall = attributes.map { Self.shares($0, rows) }
  }

  /// The least number of different values of any sensitive column; absent without such columns.
  func diversity(of rows: [Int]) -> Int? {
    attributes.map { attribute in Set(rows.map { attribute.codes[$0] }).count }.min()
  }

  /// The greatest distance of any sensitive column from all rows: the equal-distance earth mover's distance for words,
  /// the ordered one for numbers (Li et al. 2007, section 5).
  func distance(of rows: [Int]) -> Double? {
    zip(attributes, overall).map { attribute, overall in
      let shares = Self.shares(attribute, rows)
      if attribute.isNumeric {
        var carried = 0.0
        var moved = 0.0
        for (share, expected) in zip(shares, overall) {
          carried += share - expected
          moved += abs(carried)
        }
        return shares.count > 1 ? moved / Double(shares.count - 1) : 0
      }
      return zip(shares, overall).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    }.max()
  }

  func meets(_ rules: MicrodataRules, _ rows: [Int]) -> Bool {
    if let l = rules.l, let diversity = diversity(of: rows), diversity < l { return false }
    // Sums of shares may end a hair beyond an exact bound.
    if let t = rules.t, let distance = distance(of: rows), distance > t + 1e-12 { return false }
    return true
  }

  private static func shares(_ attribute: Microdata.SensitiveAttribute, _ rows: [Int]) -> [Double] {
    var counts = [Int](repeating: 0, count: attribute.labels.count)
    for row in rows { counts[Int(attribute.codes[row])] += 1 }
    return counts.map { rows.isEmpty ? 0 : Double($0) / Double(rows.count) }
  }
}
