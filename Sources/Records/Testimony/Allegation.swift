/// One thing alleged to have been done to a person.
public struct Allegation: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .allegation }

  /// What is alleged.
  public var category: Code<AllegationCategory>
  /// Who suffered it, if known.
  public var person: ID<Person>?
  /// Where it was told.
  public var interview: ID<Interview>?
  /// When it happened.
  public var occurred: Moment
  /// Where.
  public var facility: ID<Facility>?
  /// Where, if it is no known facility.
  public var place: String?
  /// Who is said to have done it.
  public var perpetrator: Perpetrator?
  /// The teller's own words.
  public var words: String?
  /// Whose account it is.
  public var account: Account
  /// How they know.
  public var reliability: Reliability
  /// What checking has come to.
  public var verification: Verification

  /// Only what has no default is required.
  public init(
    category: Code<AllegationCategory>, person: ID<Person>? = nil, interview: ID<Interview>? = nil,
    occurred: Moment = Moment(.unknown), facility: ID<Facility>? = nil, place: String? = nil,
    perpetrator: Perpetrator? = nil, words: String? = nil, account: Account = .detainee,
    reliability: Reliability = .unknown, verification: Verification = .unverified
  ) {
    self.category = category
    self.person = person
    self.interview = interview
    self.occurred = occurred
    self.facility = facility
    self.place = place
    self.perpetrator = perpetrator
    self.words = words
    self.account = account
    self.reliability = reliability
    self.verification = verification
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try codebook.check(category)
    try Check.line(place, "place")
    try Check.line(perpetrator?.unit, "perpetrator.unit")
    try Check.line(perpetrator?.badge, "perpetrator.badge")
    try Check.text(perpetrator?.description, "perpetrator.description")
    try Check.text(words, "words")
  }
}

/// Who is said to have done it, as far as the teller could tell.
public struct Perpetrator: Codable, Hashable, Sendable {
  /// Unit or service.
  public var unit: String?
  /// Badge or other number.
  public var badge: String?
  /// Looks, rank, name used.
  public var description: String?

  /// Only what has no default is required.
  public init(unit: String? = nil, badge: String? = nil, description: String? = nil) {
    self.unit = unit
    self.badge = badge
    self.description = description
  }
}
