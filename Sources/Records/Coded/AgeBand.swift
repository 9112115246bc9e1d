/// Age bands of coded records. The first ends where childhood does (Convention on the Rights of the Child, article 1).
public enum AgeBand: String, Codable, CaseIterable, Sendable {
  case to17 = "0-17"
  case to24 = "18-24"
  case to34 = "25-34"
  case to44 = "35-44"
  case to54 = "45-54"
  case to64 = "55-64"
  case from65 = "65+"
  case unknown

  /// The band of an age in completed years; `unknown` for a negative age.
  public init(age: Int) {
    self =
      switch age {
      case ..<0: .unknown
      case ...17: .to17
      case ...24: .to24
      case ...34: .to34
      case ...44: .to44
      case ...54: .to54
      case ...64: .to64
      default: .from65
      }
  }

  /// The band on a date; `unknown` unless every day the two partial dates allow gives the same band.
  /// An estimated date counts as the date it states.
  public init(bornOn birth: PartialDate?, on date: PartialDate) {
    guard let birthFirst = birth?.earliest, let birthLast = birth?.latest, let first = date.earliest,
      let last = date.latest
    else {
      self = .unknown
      return
    }
    let youngest = AgeBand(age: first.age(bornOn: birthLast))
    self = youngest == AgeBand(age: last.age(bornOn: birthFirst)) ? youngest : .unknown
  }
}
