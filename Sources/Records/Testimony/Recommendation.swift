/// A recommendation made in the matter of a person or incident.
public struct Recommendation: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .recommendation }

  /// What is asked of whom.
  public var details: RecommendationDetails
  /// Whom it concerns.
  public var person: ID<Person>?

  /// Only what has no default is required.
  public init(details: RecommendationDetails, person: ID<Person>? = nil) {
    self.details = details
    self.person = person
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try details.validate()
  }
}

/// What is asked of whom, and what became of it.
public struct RecommendationDetails: Codable, Hashable, Sendable {
  /// What should be done.
  public var text: String
  /// Who should do it.
  public var addressee: String
  /// When it was made.
  public var issued: PartialDate
  /// Where it stands.
  public var state: RecommendationState
  /// By when it should be done.
  public var due: PartialDate?
  /// Records of the same case it rests on, or that show it was done.
  public var evidence: [RecordID]
  /// The visit it came from.
  public var visit: ID<Visit>?
  /// The facility it concerns.
  public var facility: ID<Facility>?
  /// The visit that checked it.
  public var recheckVisit: ID<Visit>?
  /// What the addressee answered.
  public var reply: String?

  /// Only what has no default is required.
  public init(
    text: String, addressee: String, issued: PartialDate, state: RecommendationState = .issued, due: PartialDate? = nil,
    evidence: [RecordID] = [], visit: ID<Visit>? = nil, facility: ID<Facility>? = nil, recheckVisit: ID<Visit>? = nil,
    reply: String? = nil
  ) {
    self.text = text
    self.addressee = addressee
    self.issued = issued
    self.state = state
    self.due = due
    self.evidence = evidence
    self.visit = visit
    self.facility = facility
    self.recheckVisit = recheckVisit
    self.reply = reply
  }

  func validate() throws(RecordError) {
    try Check.requiredText(text, "text")
    try Check.requiredLine(addressee, "addressee")
    try Check.order(issued, "issued", due, "due")
    try Check.list(evidence, "evidence")
    try Check.text(reply, "reply")
    if state == .verifiedOnRevisit, recheckVisit == nil { throw .missingField("recheckVisit") }
  }
}
