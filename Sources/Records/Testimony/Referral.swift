/// A case taken to an authority.
///
/// It may leave the mechanism only on a consent, or on a reason for going without, which stays on record.
public struct Referral: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .referral }

  /// The authority.
  public var addressee: String
  /// Where it stands.
  public var state: ReferralState
  /// Whom it concerns.
  public var person: ID<Person>?
  /// The consent it rests on.
  public var consent: ID<Consent>?
  /// Why it goes without consent.
  public var overrideReason: String?
  /// Statements it passes on.
  public var statements: [ID<Statement>]
  /// Our number.
  public var outgoingNumber: String?
  /// Theirs.
  public var incomingNumber: String?
  /// When it was sent.
  public var sent: PartialDate?
  /// When a reply is due.
  public var deadline: PartialDate?
  /// When a reply came.
  public var replied: PartialDate?
  /// What it says.
  public var reply: String?

  /// Only what has no default is required.
  public init(
    addressee: String, state: ReferralState = .drafted, person: ID<Person>? = nil, consent: ID<Consent>? = nil,
    overrideReason: String? = nil, statements: [ID<Statement>] = [], outgoingNumber: String? = nil,
    incomingNumber: String? = nil, sent: PartialDate? = nil, deadline: PartialDate? = nil, replied: PartialDate? = nil,
    reply: String? = nil
  ) {
    self.addressee = addressee
    self.state = state
    self.person = person
    self.consent = consent
    self.overrideReason = overrideReason
    self.statements = statements
    self.outgoingNumber = outgoingNumber
    self.incomingNumber = incomingNumber
    self.sent = sent
    self.deadline = deadline
    self.replied = replied
    self.reply = reply
  }

  /// Whether it has left the mechanism, or is to, without a reason to go without consent.
  public var needsConsent: Bool { hasLeft && overrideReason?.allSatisfy(\.isWhitespace) != false }

  private var hasLeft: Bool { state.hasLeft || sent != nil }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredLine(addressee, "addressee")
    guard !needsConsent || consent != nil else { throw .missingField("consent") }
    try Check.text(overrideReason, "overrideReason")
    try Check.list(statements, "statements")
    try Check.line(outgoingNumber, "outgoingNumber")
    try Check.line(incomingNumber, "incomingNumber")
    try Check.order(sent, "sent", deadline, "deadline")
    try Check.order(sent, "sent", replied, "replied")
    try Check.text(reply, "reply")
  }
}
