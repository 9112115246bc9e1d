/// Sums over classes of cells, solved one for another in integers: which of them follow from others, and a point of integers
/// on all of them near a given one.
struct IntegerElimination {
  /// Positions of sums from which all others follow, ascending.
  let independent: [Int]
  /// Whether no integers meet the sums.
  let isContradictory: Bool
  /// Whether every sum was solved.
  let isComplete: Bool
  private let columns: Int
  /// Columns made on the way: `first + times · second`.
  private let made: [(first: Int, times: Int, second: Int)]
  /// Each is solved for its column, whose factor is 1; later ones do not speak of the columns of earlier ones.
  private let solved: [(column: Int, terms: [(group: Int, factor: Int)], right: Int)]

  /// Steps that are spent; sums not looked at are kept, which costs only time later.
  private static let stepLimit = 200_000_000
  /// Larger factors are not followed up; the sums of tables hardly make them.
  private static let factorLimit = 1 << 16

  /// - Parameter weight: the sums are solved for the columns of greatest weight.
  init(_ rows: [LinkedCells.Row], columns: Int, weight: [Double]? = nil) {
    var independent: [Int] = []
    var solved: [(column: Int, terms: [(group: Int, factor: Int)], right: Int)] = []
    var work = [Int](repeating: 0, count: columns)
    var steps = 0
    var isComplete = true
    var isContradictory = false
    var made: [(first: Int, times: Int, second: Int)] = []
    // Short sums first: they make the programs thin.
    for index in rows.indices.sorted(by: { (rows[$0].terms.count, $0) < (rows[$1].terms.count, $1) }) {
      guard steps < Self.stepLimit else {
        independent.append(index)
        isComplete = false
        continue
      }
      var right = rows[index].right
      for term in rows[index].terms { work[term.group] = term.factor }
      var isTooLarge = false
      for earlier in solved where work[earlier.column] != 0 && !isTooLarge {
        let factor = work[earlier.column]
        guard abs(factor) < Self.factorLimit, let rest = Self.difference(right, factor, earlier.right) else {
          isTooLarge = true
          continue
        }
        right = rest
        for term in earlier.terms { work[term.group] -= factor * term.factor }
        steps += earlier.terms.count
      }
      var terms: [(group: Int, factor: Int)] = []
      for column in work.indices where work[column] != 0 {
        terms.append((column, work[column]))
        work[column] = 0
      }
      steps += columns + solved.count
      guard !isTooLarge else {
        independent.append(index)
        isComplete = false
        continue
      }
      guard !terms.isEmpty else {
        if right != 0 { isContradictory = true }
        continue
      }
      independent.append(index)
      let divisor = terms.reduce(0) { Self.greatestCommonDivisor($0, abs($1.factor)) }
      guard right.isMultiple(of: divisor) else {
        isContradictory = true
        continue
      }
      right /= divisor
      terms = terms.map { ($0.group, $0.factor / divisor) }
      // Where no factor is 1, a column is replaced by itself and some times another one, after Euclid, until one is.
      while let least = terms.min(by: { abs($0.factor) < abs($1.factor) }), abs(least.factor) > 1,
        let other = terms.firstIndex(where: { !$0.factor.isMultiple(of: least.factor) })
      {
        let times = terms[other].factor / least.factor
        let new = columns + made.count
        made.append((least.group, times, terms[other].group))
        work.append(0)
        solved.append((least.group, [(least.group, 1), (terms[other].group, times), (new, -1)], 0))
        terms[other].factor -= times * least.factor
        terms.removeAll { $0.group == least.group }
        terms.append((new, least.factor))
      }
      func rank(_ term: (group: Int, factor: Int)) -> (Double, Int) {
        (term.group < columns ? weight?[term.group] ?? 0 : 0, -term.group)
      }
      guard terms.allSatisfy({ abs($0.factor) < Self.factorLimit }),
        let pivot = terms.filter({ abs($0.factor) == 1 }).max(by: { rank($0) < rank($1) })
      else {
        isComplete = false
        continue
      }
      solved.append((pivot.group, terms.map { ($0.group, $0.factor * pivot.factor) }, right * pivot.factor))
    }
    self.independent = independent.sorted()
    self.isContradictory = isContradictory
    self.isComplete = isComplete
    self.columns = columns
    self.made = made
    self.solved = solved
  }

  private static func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
    other == 0 ? one : greatestCommonDivisor(other, one % other)
  }

  /// `right - factor · number`; `nil` where that is beyond any count of things. Numbers come from files of others, too.
  static func difference(_ right: Int, _ factor: Int, _ number: Int) -> Int? {
    let (product, isBeyond) = factor.multipliedReportingOverflow(by: number)
    let (rest, isFurther) = right.subtractingReportingOverflow(product)
    return isBeyond || isFurther || rest.magnitude > 1 << 60 ? nil : rest
  }

  /// Integers that meet all sums: those of `near` in the columns nothing was solved for. `nil` where not every sum could be solved.
  func point(near: [Int]) -> [Int]? {
    guard isComplete, !isContradictory, near.count == columns else { return nil }
    var point = near
    for column in made {
      guard let value = Self.difference(point[column.first], -column.times, point[column.second]) else { return nil }
      point.append(value)
    }
    for row in solved.reversed() {
      var value = row.right
      for term in row.terms where term.group != row.column {
        guard let rest = Self.difference(value, term.factor, point[term.group]) else { return nil }
        value = rest
      }
      point[row.column] = value
    }
    return Array(point.prefix(columns))
  }
}
