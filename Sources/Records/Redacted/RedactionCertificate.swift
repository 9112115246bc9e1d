/// What was done to make a redacted copy, and by whom. It holds counts and hashes, never the text.
public struct RedactionCertificate: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .redactionCertificate }

  /// The copy.
  public var copy: ID<RedactedCopy>
  /// SHA-256 of the copy's final bytes.
  public var copySHA256: ContentDigest
  /// Version of the rules.
  public var rulesVersion: String
  /// What each rule found.
  public var counts: [RuleCount]
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
    copy: ID<RedactedCopy>, copySHA256: ContentDigest, rulesVersion: String, counts: [RuleCount] = [],
    formsSearched: Int, leaksFound: Int, reviewer: ID<Member>, reviewed: Moment
  ) {
    self.copy = copy
    self.copySHA256 = copySHA256
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
    try Check.number(formsSearched, "formsSearched", 0...Count.highest)
    try Check.number(leaksFound, "leaksFound", 0...Count.highest)
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
