/// Why numbers could not be rounded or noised.
public enum PerturbationProblem: Error, Equatable, Sendable {
  /// A parameter out of range.
  case parameters
  /// The budget does not suffice.
  case budgetSpent
  /// The budget file is not one.
  case budgetUnreadable
  /// Exact figures of the same data have been released: noise beside them protects nothing.
  case besideExactRelease
  /// The expected error was not accepted; it is given, in units.
  case errorNotAccepted(expected: Double)
  /// Each record needs an id of its own and a person: the noise comes from them.
  case noIDs
  /// Cells of a dimension that one counted thing can stand in several times do not add up to it.
  case multiResponse

  /// What the caller can do about it, in one sentence.
  public var hint: String {
    switch self {
    case .parameters:
      "base 5 or more; D 4 or more; epsilon or rho a fraction above 0 with at most nine digits; at most 1,000 incidents a person"
    case .budgetSpent: "nothing more can be released from these data with this guarantee"
    case .budgetUnreadable: "use the budget file of the earlier releases as it was written"
    case .besideExactRelease: "choose one: exact figures with suppression, or noise for all of them"
    case .errorNotAccepted: "say that it is acceptable with --accept-error, or use a coarser table or a larger epsilon"
    case .noIDs: "give the unit a column with an id for every row, never used twice, and name the column of persons"
    case .multiResponse: "use a dimension in which each counted thing has one place, or count records"
    }
  }
}
