/// What a case is called among those who may open its testimony.
public struct CaseTitle: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .caseTitle }

  /// Title.
  public var title: String
  /// File number of the organisation.
  public var reference: String?
  /// When it was opened.
  public var opened: PartialDate?
  /// Cases it belongs with.
  public var related: [ID<Case>]

  /// Only what has no default is required.
  public init(title: String, reference: String? = nil, opened: PartialDate? = nil, related: [ID<Case>] = []) {
    self.title = title
    self.reference = reference
    self.opened = opened
    self.related = related
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredLine(title, "title")
    try Check.line(reference, "reference")
    try Check.list(related, "related")
  }
}
