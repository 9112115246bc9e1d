/// A talk with a person, and the circumstances that decide what it is worth and what it may cost them.
public struct Interview: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .interview }

  /// When it began.
  public var start: Moment
  /// When it ended.
  public var end: Moment?
  /// Who was interviewed, if known.
  public var person: ID<Person>?
  /// The visit it belongs to.
  public var visit: ID<Visit>?
  /// Where.
  public var facility: ID<Facility>?
  /// Where, if it is no known facility, or which room.
  public var place: String?
  /// Out of hearing and sight of others.
  public var isPrivate: Bool?
  /// Who else was present.
  public var thirdParties: [String]
  /// Handcuffs, bars or other restraints during the talk.
  public var restraints: String?
  /// Language spoken.
  public var language: Code<SpokenLanguage>?
  /// Who interpreted.
  public var interpreter: String?
  /// Members who took notes.
  public var recorders: [ID<Member>]
  /// Danger of reprisal as the monitor judges it.
  public var reprisalRisk: ReprisalRisk

  /// Only what has no default is required.
  public init(
    start: Moment, end: Moment? = nil, person: ID<Person>? = nil, visit: ID<Visit>? = nil,
    facility: ID<Facility>? = nil, place: String? = nil, isPrivate: Bool? = nil, thirdParties: [String] = [],
    restraints: String? = nil, language: Code<SpokenLanguage>? = nil, interpreter: String? = nil,
    recorders: [ID<Member>] = [], reprisalRisk: ReprisalRisk = .unknown
  ) {
    self.start = start
    self.end = end
    self.person = person
    self.visit = visit
    self.facility = facility
    self.place = place
    self.isPrivate = isPrivate
    self.thirdParties = thirdParties
    self.restraints = restraints
    self.language = language
    self.interpreter = interpreter
    self.recorders = recorders
    self.reprisalRisk = reprisalRisk
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.order(start, "start", end, "end")
    try Check.line(place, "place")
    try Check.lines(thirdParties, "thirdParties")
    try Check.line(restraints, "restraints")
    try codebook.check(language)
    try Check.line(interpreter, "interpreter")
    try Check.list(recorders, "recorders")
  }
}
