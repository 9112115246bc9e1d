/// What every class of released rows must meet.
public struct MicrodataRules: Sendable, Hashable {
  /// Who gets the rows.
  public enum Audience: String, Sendable, CaseIterable, Codable {
    /// Anybody.
    case everyone = "public"
    /// Somebody bound by an agreement.
    case agreement
  }

  /// Who gets the rows.
  public var audience: Audience
  /// The least rows that share all quasi-identifiers (Sweeney 2002).
  public var k: Int
  /// The least different values of each sensitive column in a class (Machanavajjhala et al. 2007).
  public var l: Int?
  /// The greatest distance between a class's distribution of a sensitive column and that of all rows (Li et al. 2007):
  /// half the sum of differences, or for numbers the ordered earth mover's distance.
  public var t: Double?
  /// The greatest share of rows that may be left out whole.
  public var suppressionLimit: Double

  /// The least k for an audience.
  public static func leastK(for audience: Audience) -> Int { audience == .everyone ? 10 : 5 }
  /// The least ℓ, where t does not do.
  public static let leastL = 3
  /// The greatest t, where ℓ does not do.
  public static let greatestT = 0.4

  /// Rules; what is not given is the least the audience asks for, and ℓ where neither ℓ nor t is.
  /// - Throws: ``MicrodataProblem/ruleTooWeak(_:)``.
  public init(
    audience: Audience, k: Int? = nil, l: Int? = nil, t: Double? = nil, hasSensitive: Bool, suppressionLimit: Double = 0
  ) throws(MicrodataProblem) {
    let least = Self.leastK(for: audience)
    guard k ?? least >= least else {
      throw .ruleTooWeak("k is \(least) at least; below 10 only for an audience bound by an agreement")
    }
    guard t.map({ $0 > 0 && $0 <= 1 }) ?? true, (l ?? 1) >= 1, (0...0.2).contains(suppressionLimit) else {
      throw .ruleTooWeak("l is a whole number, t between 0 and 1, the share of rows left out at most 0.2")
    }
    let l = hasSensitive && l == nil && t == nil ? Self.leastL : l
    guard !hasSensitive || (l ?? 0) >= Self.leastL || (t ?? 1) <= Self.greatestT else {
      throw .ruleTooWeak("with a sensitive column l is \(Self.leastL) at least, or t \(Self.greatestT) at most")
    }
    self.audience = audience
    self.k = k ?? least
    self.l = hasSensitive ? l : nil
    self.t = hasSensitive ? t : nil
    self.suppressionLimit = suppressionLimit
  }
}
