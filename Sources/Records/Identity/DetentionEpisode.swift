/// One stretch of detention of one person.
///
/// The times are not checked against each other: a register that has someone registered before being apprehended is evidence.
public struct DetentionEpisode: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .detentionEpisode }

  /// Who was held.
  public var person: ID<Person>
  /// Where first.
  public var facility: ID<Facility>?
  /// Actual apprehension.
  public var apprehended: Moment?
  /// Entry into the register.
  public var registered: Moment?
  /// First appearance before a court.
  public var court: Moment?
  /// Release.
  public var released: Moment?
  /// Legal basis stated.
  public var legalBasis: String?
  /// Article of the code.
  public var article: String?
  /// Transfers in order.
  public var transfers: [Transfer]

  /// Only what has no default is required.
  public init(
    person: ID<Person>, facility: ID<Facility>? = nil, apprehended: Moment? = nil, registered: Moment? = nil,
    court: Moment? = nil, released: Moment? = nil, legalBasis: String? = nil, article: String? = nil,
    transfers: [Transfer] = []
  ) {
    self.person = person
    self.facility = facility
    self.apprehended = apprehended
    self.registered = registered
    self.court = court
    self.released = released
    self.legalBasis = legalBasis
    self.article = article
    self.transfers = transfers
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.line(legalBasis, "legalBasis")
    try Check.line(article, "article")
    try Check.list(transfers, "transfers")
    for transfer in transfers { try Check.line(transfer.place, "transfers.place") }
  }
}

/// A move from one facility to another.
public struct Transfer: Codable, Hashable, Sendable {
  /// When.
  public var date: Moment
  /// Where to.
  public var to: ID<Facility>?
  /// Where to, if it is no known facility.
  public var place: String?

  /// Only what has no default is required.
  public init(date: Moment, to: ID<Facility>? = nil, place: String? = nil) {
    self.date = date
    self.to = to
    self.place = place
  }
}
