/// A meeting with officials.
public struct Meeting: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .meeting }

  /// What it was about.
  public var subject: String
  /// When it took place.
  public var date: Moment
  /// Who was met.
  public var officials: [Official]
  /// The visit it belonged to.
  public var visit: ID<Visit>?
  /// The facility it concerned.
  public var facility: ID<Facility>?
  /// What was said.
  public var summary: String?

  /// Only what has no default is required.
  public init(
    subject: String, date: Moment, officials: [Official] = [], visit: ID<Visit>? = nil, facility: ID<Facility>? = nil,
    summary: String? = nil
  ) {
    self.subject = subject
    self.date = date
    self.officials = officials
    self.visit = visit
    self.facility = facility
    self.summary = summary
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredText(subject, "subject")
    try Check.list(officials, "officials")
    for official in officials {
      try Check.requiredLine(official.post, "officials.post")
      try Check.line(official.name, "officials.name")
      try Check.line(official.institution, "officials.institution")
    }
    try Check.text(summary, "summary")
  }
}

/// Someone met in an official capacity.
public struct Official: Codable, Hashable, Sendable {
  /// Their post.
  public var post: String
  /// Their name.
  public var name: String?
  /// Where they serve.
  public var institution: String?

  /// Only what has no default is required.
  public init(post: String, name: String? = nil, institution: String? = nil) {
    self.post = post
    self.name = name
    self.institution = institution
  }
}
