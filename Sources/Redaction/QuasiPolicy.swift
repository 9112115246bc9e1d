/// Layer 6 decided beforehand, for work in batches and as a reviewer's starting point: what becomes of dates, places and
/// ages. Where what is wished cannot be done, they are masked.
public struct QuasiPolicy: Equatable, Sendable {
  /// What becomes of dates.
  public enum Dates: String, CaseIterable, Sendable {
    /// A token.
    case mask
    /// Their month; ten years for a date of birth.
    case month
    /// Moved by a secret number of days, the same for all.
    case shift
  }

  /// What becomes of places.
  public enum Places: String, CaseIterable, Sendable {
    /// A token.
    case mask
    /// Their region of Kazakhstan.
    case region
  }

  /// What becomes of ages.
  public enum Ages: String, CaseIterable, Sendable {
    /// A token.
    case mask
    /// Ten years.
    case band
  }

  /// Nil leaves them to a person, as the others.
  public var dates: Dates?
  /// Nil leaves them to a person.
  public var places: Places?
  /// Nil leaves them to a person.
  public var ages: Ages?

  /// Nothing is decided beforehand unless said.
  public init(dates: Dates? = nil, places: Places? = nil, ages: Ages? = nil) {
    self.dates = dates
    self.places = places
    self.ages = ages
  }

  fileprivate func wish(for entry: Review.Entry) -> Verdict? {
    switch entry.category {
    case .datetime:
      switch dates {
      case .mask?: .accept
      case .month?: .generalise
      case .shift?: .shift
      case nil: nil
      }
    case .location, .address: places.map { $0 == .mask ? .accept : .generalise }
    case _ where entry.rule == .age: ages.map { $0 == .mask ? .accept : .generalise }
    default: nil
    }
  }
}

extension Review {
  /// Decides on dates, places and ages nobody has decided on yet.
  public mutating func decide(by policy: QuasiPolicy) {
    for index in entries.indices where entries[index].verdict == nil {
      guard let wish = policy.wish(for: entries[index]) else { continue }
      if !decide(index, wish) { decide(index, .accept) }
    }
  }
}
