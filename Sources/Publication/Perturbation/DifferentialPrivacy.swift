import Foundation

/// Differential privacy of a table's inner cells for persons (Dwork et al. 2006): whether or not one person, with up to a
/// stated number of incidents, is among the records changes the chance of any table by no more than the budget says.
public struct DifferentialPrivacy: Sendable {
  /// What is spent.
  public enum Cost: Sendable, Hashable {
    /// Pure ε with discrete Laplace noise.
    case epsilon(Rational)
    /// Zero-concentrated ρ with discrete Gaussian noise (Bun and Steinke 2016).
    case rho(Rational)
  }

  /// What is spent.
  public let cost: Cost
  /// The most incidents of one person that are counted; those beyond are left out.
  public let incidents: Int

  /// - Throws: ``PerturbationProblem/parameters`` for a cost of 0 or beyond 20, or incidents outside 1 to 1,000.
  public init(_ cost: Cost, incidents: Int) throws(PerturbationProblem) {
    let amount =
      switch cost {
      case .epsilon(let amount), .rho(let amount): amount
      }
    guard amount > .zero, amount.approximation <= 20, (1...1_000).contains(incidents),
      amount.denominator <= 1_000_000
    else { throw .parameters }
    self.cost = cost
    self.incidents = incidents
  }

  /// Laplace: incidents / ε, since one person changes all inner cells together by at most that many.
  private func scale(_ epsilon: Rational) throws(PerturbationProblem) -> Rational {
    guard let scale = Rational(UInt64(incidents) * epsilon.denominator, epsilon.numerator) else { throw .parameters }
    return scale
  }

  /// Gaussian: incidents² / 2ρ, since all of them may lie in one cell.
  private func variance(_ rho: Rational) throws(PerturbationProblem) -> Rational {
    guard
      let variance = Rational(UInt64(incidents * incidents) * rho.denominator, 2 * rho.numerator)
    else { throw .parameters }
    return variance
  }

  /// The expected absolute error of one inner cell, and of a total of `cells` of them; for telling it beforehand.
  public func expectedError(ofTotalOver cells: Int = 1) throws(PerturbationProblem) -> Double {
    switch cost {
    case .epsilon(let epsilon):
      let decay = exp(-1 / (try scale(epsilon)).approximation)
      // One draw: E|y| = 2q / (1 - q²). Many: nearly normal with the sum of the variances, 2q / (1 - q)² each.
      guard cells > 1 else { return 2 * decay / (1 - decay * decay) }
      return (2 * Double(cells) * 2 * decay / ((1 - decay) * (1 - decay)) / Double.pi).squareRoot()
    case .rho(let rho): return (2 * Double(cells) * (try variance(rho)).approximation / Double.pi).squareRoot()
    }
  }

  /// The mean of the expected errors of all cells of a table, totals included.
  public func meanExpectedError(of shape: TableShape) throws(PerturbationProblem) -> Double {
    var sum = 0.0
    for leaves in shape.system.leaves { sum += try expectedError(ofTotalOver: leaves.count) }
    return sum / Double(shape.cells)
  }

  /// The records that count: at most so many of each person, chosen by a keyed draw, so that the choice tells nothing of
  /// what they are.
  func bounded(
    _ records: [PersonRecord], keyed: KeyedCounts.KeyedFunction
  ) -> [PersonRecord] {
    Dictionary(grouping: records, by: \.person).values.flatMap { own in
      guard own.count > incidents else { return own }
      return Array(
        own.map { (record: $0, tag: keyed(Array("incident".utf8) + $0.id)) }
          .sorted { $0.tag.lexicographicallyPrecedes($1.tag) }.prefix(incidents).map(\.record))
    }
  }

  /// Every inner cell with noise of its own; totals are sums of noised cells and add up. Numbers can be negative.
  func apply(
    to shape: TableShape, _ records: [PersonRecord], keyed: KeyedCounts.KeyedFunction,
    using random: inout some RandomNumberGenerator
  ) throws(PerturbationProblem) -> [Int] {
    guard !shape.dimensions.contains(where: \.isMultiResponse) else { throw .multiResponse }
    let system = shape.system
    var inner = [Int](repeating: 0, count: system.cells)
    for record in bounded(records, keyed: keyed) {
      guard system.contains(record.cell), system.isLeaf(record.cell) else { throw .parameters }
      inner[record.cell] += 1
    }
    for cell in 0..<system.cells where system.isLeaf(cell) {
      switch cost {
      case .epsilon(let epsilon): inner[cell] += DiscreteNoise.laplace(scale: try scale(epsilon), using: &random)
      case .rho(let rho): inner[cell] += try DiscreteNoise.gaussian(variance: try variance(rho), using: &random)
      }
    }
    return system.leaves.map { $0.reduce(0) { $0 + inner[$1] } }
  }
}

/// One counted record: where it lies, what tells it apart, and whose it is.
public struct PersonRecord: Sendable {
  /// The inner cell.
  public let cell: Int
  /// The record's id, which never changes.
  public let id: [UInt8]
  /// The person's id.
  public let person: [UInt8]

  /// A record.
  public init(cell: Int, id: [UInt8], person: [UInt8]) {
    self.cell = cell
    self.id = id
    self.person = person
  }
}
