/// A statement or complaint received.
public struct Statement: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .statement }

  /// When it was received.
  public var received: Moment
  /// By which way.
  public var channel: Code<Channel>
  /// What its author is to the person concerned; `self` for their own.
  public var relation: Code<Relation>?
  /// The person concerned, if known.
  public var person: ID<Person>?
  /// The author, where another person.
  public var author: ID<Person>?
  /// The member it was handed to.
  public var throughMember: ID<Member>?
  /// The facility it concerns.
  public var facility: ID<Facility>?
  /// What it alleges.
  public var allegations: [ID<Allegation>]
  /// Incoming number.
  public var reference: String?
  /// What it says.
  public var summary: String?

  /// Only what has no default is required.
  public init(
    received: Moment, channel: Code<Channel>, relation: Code<Relation>? = nil, person: ID<Person>? = nil,
    author: ID<Person>? = nil, throughMember: ID<Member>? = nil, facility: ID<Facility>? = nil,
    allegations: [ID<Allegation>] = [], reference: String? = nil, summary: String? = nil
  ) {
    self.received = received
    self.channel = channel
    self.relation = relation
    self.person = person
    self.author = author
    self.throughMember = throughMember
    self.facility = facility
    self.allegations = allegations
    self.reference = reference
    self.summary = summary
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try codebook.check(channel)
    try codebook.check(relation)
    try Check.list(allegations, "allegations")
    try Check.line(reference, "reference")
    try Check.text(summary, "summary")
  }
}
