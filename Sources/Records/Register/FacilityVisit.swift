/// What one visit found at one facility.
public struct FacilityVisit: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .facilityVisit }

  /// The visit.
  public var visit: ID<Visit>
  /// The facility.
  public var facility: ID<Facility>
  /// Who was held.
  public var headcount: Headcount
  /// Registers that were inspected.
  public var registersSeen: [String]
  /// On medical examinations.
  public var medicalExams: [Observation]
  /// On access of lawyers.
  public var lawyersAccess: [Observation]
  /// On meetings held online.
  public var onlineMeetings: [Observation]

  /// Only what has no default is required.
  public init(
    visit: ID<Visit>, facility: ID<Facility>, headcount: Headcount = Headcount(), registersSeen: [String] = [],
    medicalExams: [Observation] = [], lawyersAccess: [Observation] = [], onlineMeetings: [Observation] = []
  ) {
    self.visit = visit
    self.facility = facility
    self.headcount = headcount
    self.registersSeen = registersSeen
    self.medicalExams = medicalExams
    self.lawyersAccess = lawyersAccess
    self.onlineMeetings = onlineMeetings
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try headcount.validate()
    try Check.lines(registersSeen, "registersSeen")
    for (field, observations) in [
      ("medicalExams", medicalExams), ("lawyersAccess", lawyersAccess), ("onlineMeetings", onlineMeetings),
    ] {
      try Check.list(observations, field)
      for observation in observations { try Check.requiredText(observation.text, field) }
    }
  }
}

/// What one side says about a matter; several stand side by side and may contradict each other.
public struct Observation: Codable, Hashable, Sendable {
  /// Who says so.
  public var account: Account
  /// What they say.
  public var text: String

  /// Only what has no default is required.
  public init(account: Account, text: String) {
    self.account = account
    self.text = text
  }
}

/// How many persons were held at the time. `men` and `women` include minors.
public struct Headcount: Codable, Hashable, Sendable {
  /// All persons.
  public var all: Int?
  /// Men and boys.
  public var men: Int?
  /// Women and girls.
  public var women: Int?
  /// Persons under 18.
  public var minors: Int?
  /// Persons of another citizenship or none.
  public var foreigners: Int?

  /// Only what has no default is required.
  public init(all: Int? = nil, men: Int? = nil, women: Int? = nil, minors: Int? = nil, foreigners: Int? = nil) {
    self.all = all
    self.men = men
    self.women = women
    self.minors = minors
    self.foreigners = foreigners
  }

  func validate() throws(RecordError) {
    try Check.number(all, "headcount.all", 0...100_000)
    let most = all ?? 100_000
    try Check.number(men, "headcount.men", 0...most)
    try Check.number(women, "headcount.women", 0...(most - (men ?? 0)))
    try Check.number(minors, "headcount.minors", 0...most)
    try Check.number(foreigners, "headcount.foreigners", 0...most)
  }
}
