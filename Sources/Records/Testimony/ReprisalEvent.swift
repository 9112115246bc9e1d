/// A sanction, transfer or other detriment after contact with the mechanism.
public struct ReprisalEvent: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .reprisalEvent }

  /// What happened.
  public var what: String
  /// Who suffered it.
  public var person: ID<Person>?
  /// When.
  public var occurred: Moment
  /// What it was.
  public var type: ReprisalType
  /// Where.
  public var facility: ID<Facility>?
  /// The interview it followed.
  public var afterInterview: ID<Interview>?
  /// Whose account it is.
  public var account: Account

  /// Only what has no default is required.
  public init(
    what: String, person: ID<Person>? = nil, occurred: Moment = Moment(.unknown), type: ReprisalType = .other,
    facility: ID<Facility>? = nil, afterInterview: ID<Interview>? = nil, account: Account = .detainee
  ) {
    self.what = what
    self.person = person
    self.occurred = occurred
    self.type = type
    self.facility = facility
    self.afterInterview = afterInterview
    self.account = account
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredText(what, "what")
  }
}

/// Kinds of reprisal.
public enum ReprisalType: String, Codable, CaseIterable, Sendable {
  case sanction, transfer, violence, threat, other
}
