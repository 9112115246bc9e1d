import Foundation

/// The ledger of what has been spent on one body of data, in exact fractions. Guarantees add up: Σε for pure costs, Σρ for
/// concentrated ones, and both together as (ε, δ).
public struct PrivacyBudget: Sendable, Equatable {
  /// One release's cost.
  public struct Entry: Sendable, Equatable {
    /// The release's title.
    public let release: String
    /// What it spent.
    public let cost: DifferentialPrivacy.Cost
    /// The incidents a person was counted with.
    public let incidents: Int
  }

  /// The most that may ever be spent as ε.
  public let totalEpsilon: Rational
  /// The most that may ever be spent as ρ.
  public let totalRho: Rational
  /// What was spent, in order.
  public private(set) var entries: [Entry] = []

  /// An empty ledger.
  public init(totalEpsilon: Rational, totalRho: Rational) {
    self.totalEpsilon = totalEpsilon
    self.totalRho = totalRho
  }

  /// Reads a ledger and replays it: one that spends more than it has is not a ledger.
  public init(_ bytes: [UInt8]) throws(PerturbationProblem) {
    do {
      try self.init(LocatedJSON(bytes))
    } catch {
      throw .budgetUnreadable
    }
  }

  init(_ json: LocatedJSON) throws(PerturbationProblem) {
    do {
      var fields = try json.fields()
      func rational(_ json: LocatedJSON) throws -> Rational {
        guard let value = Rational(try json.text()) else { throw json.problem("a fraction") }
        return value
      }
      totalEpsilon = try rational(try fields.required("totalEpsilon"))
      totalRho = try rational(try fields.required("totalRho"))
      for json in try fields.required("entries").list() {
        var entry = try json.fields()
        let epsilon = try entry.optional("epsilon").map(rational)
        let rho = try entry.optional("rho").map(rational)
        let cost: DifferentialPrivacy.Cost
        switch (epsilon, rho) {
        case (let epsilon?, nil): cost = .epsilon(epsilon)
        case (nil, let rho?): cost = .rho(rho)
        default: throw json.problem("epsilon or rho")
        }
        let privacy = try DifferentialPrivacy(cost, incidents: try entry.required("incidents").integer())
        try spend(privacy, on: try entry.required("release").text())
        try entry.finish()
      }
      try fields.finish()
    } catch {
      throw .budgetUnreadable
    }
  }

  /// Notes a cost before anything is drawn.
  /// - Throws: ``PerturbationProblem/budgetSpent``; nothing was noted.
  public mutating func spend(
    _ privacy: DifferentialPrivacy, on release: String
  ) throws(PerturbationProblem) {
    var next = self
    next.entries.append(Entry(release: release, cost: privacy.cost, incidents: privacy.incidents))
    guard let epsilon = next.spentEpsilon, let rho = next.spentRho, epsilon <= totalEpsilon, rho <= totalRho else {
      throw .budgetSpent
    }
    self = next
  }

  /// Σε, exactly.
  public var spentEpsilon: Rational? {
    sum { if case .epsilon(let epsilon) = $0 { epsilon } else { nil } }
  }

  /// Σρ, exactly.
  public var spentRho: Rational? {
    sum { if case .rho(let rho) = $0 { rho } else { nil } }
  }

  private func sum(_ part: (DifferentialPrivacy.Cost) -> Rational?) -> Rational? {
    entries.compactMap { part($0.cost) }.reduce(Rational.zero) { sum, cost in sum?.adding(cost) }
  }

  /// The ε that together with `delta` bounds all releases: Σε + ρ + 2·√(ρ·ln(1/δ)) (Bun and Steinke 2016, proposition 1.3),
  /// rounded up.
  public func epsilon(delta: Double) -> Double {
    let rho = spentRho?.approximation ?? .infinity
    let concentrated = rho > 0 ? rho + 2 * (rho * log(1 / delta)).squareRoot() : 0
    let sum = (spentEpsilon?.approximation ?? .infinity) + concentrated
    return (sum * 1_000_000).rounded(.up) / 1_000_000
  }

  /// The ledger as JSON.
  public var json: JSONValue {
    .object([
      "totalEpsilon": .text(totalEpsilon.description), "totalRho": .text(totalRho.description),
      "entries": .list(
        entries.map { entry in
          var members: [String: JSONValue?] = [
            "release": .text(entry.release), "incidents": .integer(entry.incidents),
          ]
          switch entry.cost {
          case .epsilon(let epsilon): members["epsilon"] = .text(epsilon.description)
          case .rho(let rho): members["rho"] = .text(rho.description)
          }
          return .object(members)
        }),
    ])
  }
}
