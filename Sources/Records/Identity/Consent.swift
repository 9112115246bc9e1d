/// A decision of a person about one purpose. A withdrawal is a new consent record; `permits` says what holds.
///
/// OPCAT article 21(2): no personal data is published without express consent.
public struct Consent: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .consent }

  /// Who decides.
  public var person: ID<Person>
  /// What about.
  public var purpose: ConsentPurpose
  /// What was decided.
  public var decision: ConsentDecision
  /// When.
  public var date: Moment
  /// Whether the person was able to decide; a minor or someone unwell may not be.
  public var hasCapacity: Bool?
  /// Who explained what it means.
  public var explainedBy: String?
  /// Who decided for a person without capacity.
  public var onBehalfBy: String?
  /// Limits the person set.
  public var limits: String?

  /// Only what has no default is required.
  public init(
    person: ID<Person>, purpose: ConsentPurpose, decision: ConsentDecision, date: Moment, hasCapacity: Bool? = nil,
    explainedBy: String? = nil, onBehalfBy: String? = nil, limits: String? = nil
  ) {
    self.person = person
    self.purpose = purpose
    self.decision = decision
    self.date = date
    self.hasCapacity = hasCapacity
    self.explainedBy = explainedBy
    self.onBehalfBy = onBehalfBy
    self.limits = limits
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.line(explainedBy, "explainedBy")
    try Check.line(onBehalfBy, "onBehalfBy")
    try Check.text(limits, "limits")
    if decision == .given, hasCapacity == false, onBehalfBy == nil { throw .missingField("onBehalfBy") }
  }
}

extension Consent {
  /// Whether a person's consent to a purpose stands, given all consent records in the order they were recorded.
  ///
  /// It stands if one was given and every refusal or withdrawal certainly lies before it; of records with the same date,
  /// the later recorded one counts. Where dates leave it open, it does not stand.
  public static func permits(_ purpose: ConsentPurpose, by person: ID<Person>, recorded consents: [Consent]) -> Bool {
    let relevant = consents.enumerated().filter { $0.element.person == person && $0.element.purpose == purpose }
    let objections = relevant.filter { $0.element.decision != .given }
    return relevant.contains { given in
      given.element.decision == .given
        && objections.allSatisfy { objection in
          objection.element.date == given.element.date
            ? objection.offset < given.offset : !given.element.date.mayPrecede(objection.element.date)
        }
    }
  }

  /// The most that an erased consent can have said: it was recorded by one of these persons then, and withdrew everything.
  public static func objections(of persons: [ID<Person>], recorded time: String) -> [Consent] {
    let date = Moment((try? PartialDate(String(time.prefix(10)))) ?? .unknown)
    return persons.flatMap { person in
      ConsentPurpose.allCases.map { Consent(person: person, purpose: $0, decision: .withdrawn, date: date) }
    }
  }

  /// What a person's consents to a purpose amount to: given where one stands, else the last refusal or withdrawal;
  /// `nil` where the person was not asked.
  public static func outcome(
    of purpose: ConsentPurpose, by person: ID<Person>, recorded consents: [Consent]
  ) -> ConsentDecision? {
    if permits(purpose, by: person, recorded: consents) { return .given }
    let relevant = consents.filter { $0.person == person && $0.purpose == purpose }
    // One that was given and does not stand any longer amounts to a withdrawal.
    return relevant.last { $0.decision != .given }?.decision
  }
}
