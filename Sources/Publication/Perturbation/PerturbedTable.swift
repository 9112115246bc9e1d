/// A table whose numbers were rounded or noised, with what may be claimed of it and what must be said beside it.
public struct PerturbedTable: Sendable {
  /// The alternatives to suppression.
  public enum Method: Sendable {
    /// ``RandomRounding``.
    case randomRounding(RandomRounding)
    /// ``SmallCountRounding``.
    case smallCountRounding(SmallCountRounding)
    /// ``CellKeyNoise``.
    case cellKey(CellKeyNoise)
    /// ``DifferentialPrivacy``.
    case differentialPrivacy(DifferentialPrivacy)

    /// The code in the files.
    public var code: String {
      switch self {
      case .randomRounding: "random-rounding"
      case .smallCountRounding: "small-count-rounding"
      case .cellKey: "cell-key"
      case .differentialPrivacy: "differential-privacy"
      }
    }

    /// All codes.
    static let codes: Set<String> = ["random-rounding", "small-count-rounding", "cell-key", "differential-privacy"]

    /// Whether a code names figures that are exact where they are shown.
    public static func isExact(_ code: String) -> Bool { code == "suppression" }
  }

  /// The table.
  public let shape: TableShape
  /// How its numbers came about.
  public let method: Method
  /// The numbers, one a cell of the shape.
  public let numbers: [Int]

  /// - Parameters:
  ///   - earlier: the methods of all releases made from the same data before, as codes.
  ///   - keyed: a pseudorandom function under a key that stays the same for these data and is never told.
  ///   - random: only differential privacy draws from it.
  public init(
    _ shape: TableShape, _ records: [PersonRecord], _ method: Method, beside earlier: [String],
    keyed: KeyedCounts.KeyedFunction, using random: inout some RandomNumberGenerator
  ) throws(PerturbationProblem) {
    // The exact number shows the noise, and with it what other noised numbers hide.
    guard !earlier.contains(where: Method.isExact) else { throw .besideExactRelease }
    self.shape = shape
    self.method = method
    if case .differentialPrivacy(let privacy) = method {
      numbers = try privacy.apply(to: shape, records, keyed: keyed, using: &random)
      return
    }
    let table = try KeyedCounts(shape, records: records.map { ($0.cell, $0.id) }, keyed: keyed)
    switch method {
    case .randomRounding(let rounding): numbers = rounding.apply(to: table)
    case .smallCountRounding(let rounding): numbers = rounding.apply(to: table)
    case .cellKey(let noise): numbers = noise.apply(to: table)
    case .differentialPrivacy: numbers = []
    }
  }
}
