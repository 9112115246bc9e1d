/// A set of figures that was published, and on whose word.
public struct Release: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .release }

  /// Title.
  public var title: String
  /// For whom it was made.
  public var audience: String
  /// When it was published.
  public var date: PartialDate
  /// What was published.
  public var files: [ReleasedFile]
  /// Disclosure rules applied, as stated in the release.
  public var rules: [String]
  /// Who drafted it.
  public var drafter: ID<Member>
  /// Who approved it; never the drafter.
  public var approvers: [ID<Member>]
  /// The release it corrects.
  public var supersedes: ID<Release>?
  /// The draft it approves, with that draft's files; written by another member than the draft.
  public var approves: ID<Release>?
  /// The release it takes back; it has no files.
  public var withdraws: ID<Release>?

  /// Only what has no default is required.
  public init(
    title: String, audience: String, date: PartialDate, files: [ReleasedFile] = [], rules: [String] = [],
    drafter: ID<Member>, approvers: [ID<Member>] = [], supersedes: ID<Release>? = nil,
    approves: ID<Release>? = nil, withdraws: ID<Release>? = nil
  ) {
    self.title = title
    self.audience = audience
    self.date = date
    self.files = files
    self.rules = rules
    self.drafter = drafter
    self.approvers = approvers
    self.supersedes = supersedes
    self.approves = approves
    self.withdraws = withdraws
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredLine(title, "title")
    try Check.requiredLine(audience, "audience")
    try Check.list(files, "files")
    for file in files {
      try Check.requiredLine(file.name, "files.name")
      try Check.text(file.json, "files.json", limit: RecordLimit.json / 2)
    }
    try Check.list(rules, "rules")
    for rule in rules { try Check.requiredText(rule, "rules") }
    try Check.list(approvers, "approvers")
    // Who drafts does not approve; a release nobody approved yet has an empty list.
    guard !approvers.contains(drafter) else { throw .malformed(field: "approvers") }
    guard approves == nil || (!approvers.isEmpty && withdraws == nil && supersedes == nil) else {
      throw .malformed(field: "approves")
    }
    guard withdraws == nil || files.isEmpty else { throw .malformed(field: "withdraws") }
  }
}

/// One published file, kept word for word so that later releases can be audited together with it.
public struct ReleasedFile: Codable, Hashable, Sendable {
  /// File name in the package.
  public var name: String
  /// SHA-256 of the published bytes.
  public var sha256: ContentDigest
  /// The figures as published; absent for files that hold none.
  public var json: String?

  /// Only what has no default is required.
  public init(name: String, sha256: ContentDigest, json: String? = nil) {
    self.name = name
    self.sha256 = sha256
    self.json = json
  }
}
