/// Random rounding: each number goes up or down to a multiple of the base, on average to itself. Totals are rounded on
/// their own and do not add up. Base 3 was broken by linear programs with the margins known; base 5 was not.
public struct RandomRounding: Sendable {
  /// The least base.
  public static let leastBase = 5
  /// The base.
  public let base: Int

  /// - Throws: ``PerturbationProblem/parameters`` for a base below 5 or above 100.
  public init(base: Int = RandomRounding.leastBase) throws(PerturbationProblem) {
    guard (Self.leastBase...100).contains(base) else { throw .parameters }
    self.base = base
  }

  func apply(to table: KeyedCounts) -> [Int] {
    zip(table.counts, table.draws).map { count, draw in
      let rest = count % base
      // Up with the chance rest / base, to within 2^-57.
      let goesUp = draw.multipliedFullWidth(by: UInt64(base)).high < UInt64(rest)
      return count - rest + (goesUp ? base : 0)
    }
  }
}
