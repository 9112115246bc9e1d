/// What was done to make a redacted copy, and by whom. It holds counts and hashes, never the text.
public struct RedactionCertificate: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .redactionCertificate }

  /// The copy.
  public var copy: ID<RedactedCopy>
  /// SHA-256 of the copy's final bytes.
  public var copySHA256: ContentDigest
  /// SHA-256 of the text it was made from.
  public var sourceSHA256: ContentDigest?
  /// Version of the rules.
  public var rulesVersion: String
  /// SHA-256 over the rules' names and confidences.
  public var rulesSHA256: ContentDigest?
  /// What each rule found.
  public var counts: [RuleCount]
  /// What was decided for what kind of thing and why.
  public var decisions: [DecisionCount]?
  /// Whether a person looked at it; false where only what is certain was masked, unseen.
  public var wasReviewed: Bool?
  /// Why the copy was made for its purpose without a matching consent. It stands here because a copy may be handed over,
  /// and a certificate never is.
  public var overrideReason: String?
  /// Known forms searched for in the final bytes.
  public var formsSearched: Int
  /// How many of them were found; a copy may leave only at 0.
  public var leaksFound: Int
  /// Who decided the findings.
  public var reviewer: ID<Member>
  /// When.
  public var reviewed: Moment

  /// Only what has no default is required.
  public init(
    copy: ID<RedactedCopy>, copySHA256: ContentDigest, sourceSHA256: ContentDigest? = nil, rulesVersion: String,
    rulesSHA256: ContentDigest? = nil, counts: [RuleCount] = [], decisions: [DecisionCount]? = nil,
    wasReviewed: Bool? = nil, overrideReason: String? = nil, formsSearched: Int, leaksFound: Int, reviewer: ID<Member>,
    reviewed: Moment
  ) {
    self.copy = copy
    self.copySHA256 = copySHA256
    self.sourceSHA256 = sourceSHA256
    self.rulesSHA256 = rulesSHA256
    self.decisions = decisions
    self.wasReviewed = wasReviewed
    self.overrideReason = overrideReason
    self.rulesVersion = rulesVersion
    self.counts = counts
    self.formsSearched = formsSearched
    self.leaksFound = leaksFound
    self.reviewer = reviewer
    self.reviewed = reviewed
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredLine(rulesVersion, "rulesVersion")
    try Check.list(counts, "counts")
    for count in counts {
      try Check.requiredLine(count.rule, "counts.rule")
      try Check.number(count.applied, "counts.applied", 0...Count.highest)
      try Check.number(count.rejected, "counts.rejected", 0...Count.highest)
    }
    try Check.text(overrideReason, "overrideReason")
    try Check.list(decisions ?? [], "decisions")
    for decision in decisions ?? [] {
      try Check.requiredLine(decision.category, "decisions.category")
      try Check.requiredLine(decision.reason, "decisions.reason")
      try Check.number(decision.masked, "decisions.masked", 0...Count.highest)
      try Check.number(decision.left, "decisions.left", 0...Count.highest)
      try Check.number(decision.generalised ?? 0, "decisions.generalised", 0...Count.highest)
      try Check.number(decision.shifted ?? 0, "decisions.shifted", 0...Count.highest)
    }
    try Check.number(formsSearched, "formsSearched", 0...Count.highest)
    try Check.number(leaksFound, "leaksFound", 0...Count.highest)
  }
}

/// How often something of one category was masked or left standing for one reason. Never what it was.
public struct DecisionCount: Codable, Hashable, Sendable {
  /// What kind of thing.
  public var category: String
  /// Why.
  public var reason: String
  /// Mentions masked.
  public var masked: Int
  /// Mentions left standing.
  public var left: Int
  /// Mentions something coarser stands for; nil for none.
  public var generalised: Int?
  /// Dates moved; nil for none.
  public var shifted: Int?

  /// The first four are required.
  public init(
    category: String, reason: String, masked: Int, left: Int, generalised: Int? = nil, shifted: Int? = nil
  ) {
    self.category = category
    self.reason = reason
    self.masked = masked
    self.left = left
    self.generalised = generalised
    self.shifted = shifted
  }
}

/// How often one rule found something, and what was decided. Never what it found.
public struct RuleCount: Codable, Hashable, Sendable {
  /// The rule's identifier.
  public var rule: String
  /// Findings taken out.
  public var applied: Int
  /// Findings left in.
  public var rejected: Int

  /// Only what has no default is required.
  public init(rule: String, applied: Int, rejected: Int) {
    self.rule = rule
    self.applied = applied
    self.rejected = rejected
  }
}
