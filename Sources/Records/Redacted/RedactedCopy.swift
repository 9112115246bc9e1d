/// A copy of a text with what identifies people taken out.
public struct RedactedCopy: TextRecord {
  /// What kind of record this is.
  public static var kind: RecordKind { .redactedCopy }

  /// The record it was made from.
  public var source: RecordID
  /// Language.
  public var language: Code<SpokenLanguage>?
  /// What it was made for.
  public var purpose: ConsentPurpose?
  /// For whom it was made.
  public var recipient: String?
  /// When.
  public var made: Moment
  /// Whether what is kept stands word for word in the source; false once pseudonyms are put in.
  public var isVerbatim: Bool
  /// The text exactly as given; kept beside the JSON.
  public var text = ""

  private enum CodingKeys: String, CodingKey {
    case source, language, purpose, recipient, made, isVerbatim
  }

  /// Only what has no default is required.
  public init(
    source: RecordID, language: Code<SpokenLanguage>? = nil, purpose: ConsentPurpose? = nil, recipient: String? = nil,
    made: Moment = Moment(.unknown), isVerbatim: Bool, text: String = ""
  ) {
    self.source = source
    self.language = language
    self.purpose = purpose
    self.recipient = recipient
    self.made = made
    self.isVerbatim = isVerbatim
    self.text = text
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try codebook.check(language)
    try Check.line(recipient, "recipient")
    try Check.text(text, "text", limit: RecordLimit.note)
  }
}
