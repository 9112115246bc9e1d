/// What some table agreeing with the published one must show, so that a reader cannot exclude it.
enum ProtectionGoal: Hashable, Sendable {
  /// The cell is as low as the zero policy allows.
  case fall(cell: Int, to: Int)
  /// The cell reaches the threshold.
  case rise(cell: Int, to: Int)
  /// At least `by` members of `total` lie outside `part`: not all of them, nor all but one, are in one category.
  case spread(total: Int, part: Int, by: Int)

  /// The cells it speaks of.
  var cells: [Int] {
    switch self {
    case .fall(let cell, _), .rise(let cell, _): [cell]
    case .spread(let total, let part, _): [total, part]
    }
  }

  func isMet(by value: (Int) -> Int) -> Bool {
    switch self {
    case .fall(let cell, let floor): value(cell) <= floor
    case .rise(let cell, let target): value(cell) >= target
    case .spread(let total, let part, let by): value(total) - value(part) >= by
    }
  }
}

/// The lowest value a reader may hold possible for a cell, from the zero policy and the published zeros alone: 0 where
/// zeros may be hidden, otherwise one for each inner cell below it that is not a published zero.
func lowestPossible(_ cell: Int, in system: AdditiveSystem, _ policy: ZeroPolicy, isZero: (Int) -> Bool) -> Int {
  switch policy {
  case .maySuppress: 0
  case .alwaysPublish: system.leaves[cell].count { !isZero($0) }
  }
}

/// The value a protected cell must be able to reach: the threshold, and always `threshold` different values from the floor up.
func targetValue(threshold: Int, floor: Int) -> Int { max(threshold, floor + threshold - 1) }
