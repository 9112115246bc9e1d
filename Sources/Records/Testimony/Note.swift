/// What was said, verbatim. A sealed note stays as it was said; a correction is a new note.
public struct Note: TextRecord {
  /// What kind of record this is.
  public static var kind: RecordKind { .note }

  /// The interview it was taken in.
  public var interview: ID<Interview>?
  /// Who wrote it down.
  public var author: ID<Member>?
  /// Language it is written in.
  public var language: Code<SpokenLanguage>?
  /// When it was written.
  public var takenAt: Moment?
  /// A heading.
  public var title: String?
  /// The text exactly as given; kept beside the JSON.
  public var text = ""

  private enum CodingKeys: String, CodingKey {
    case interview, author, language, takenAt, title
  }

  /// Only what has no default is required.
  public init(
    interview: ID<Interview>? = nil, author: ID<Member>? = nil, language: Code<SpokenLanguage>? = nil,
    takenAt: Moment? = nil, title: String? = nil, text: String = ""
  ) {
    self.interview = interview
    self.author = author
    self.language = language
    self.takenAt = takenAt
    self.title = title
    self.text = text
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try codebook.check(language)
    try Check.line(title, "title")
    try Check.text(text, "text", limit: RecordLimit.note)
  }
}
