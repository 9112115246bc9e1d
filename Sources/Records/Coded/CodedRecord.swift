/// Tag for the random identifiers that stand for persons in coded records.
public enum CodedPerson {}

/// What figures are made from: codes, a month, a facility, and a random identifier that lets distinct persons be
/// counted. No text, no exact date, no identifier of the records it derives from; rewritten when those change.
///
/// Still personal data: the only foreigner in a facility is named by these codes. It is read by analysts and never
/// published as it is.
public struct CodedRecord: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .codedRecord }

  /// What one such record counts as: allegations, statements or interviews.
  public var unit: CountingUnit
  /// Kind of the record it derives from; which one is known only to the one who derived it.
  public var source: RecordKind
  /// Categories alleged: one for an allegation, any number for a statement or an interview.
  public var categories: [Code<AllegationCategory>]
  /// The groups of these categories, each once.
  public var categoryGroups: [String]
  /// `YYYY-MM`, or `unknown`.
  public var month: String
  /// The organisation's code of the facility, if there is one.
  public var facility: String?
  /// Kind of facility.
  public var facilityType: Code<FacilityType>?
  /// Region the facility belonged to then.
  public var region: Code<Region>?
  /// Sex of the person.
  public var sex: Sex
  /// Age band of the person then.
  public var ageBand: AgeBand
  /// Whether the person is of another citizenship than Kazakhstan's, or of none.
  public var isForeigner: Bool?
  /// Language of the interview.
  public var language: Code<SpokenLanguage>?
  /// How the statement arrived.
  public var channel: Code<Channel>?
  /// What the author of the statement is to the person.
  public var relation: Code<Relation>?
  /// Stands for the person; the same in all coded records of one person.
  public var personID: ID<CodedPerson>?
  /// What the person last decided about being published, if they were asked.
  public var publication: ConsentDecision?

  /// Only what has no default is required. `derive` makes one from the records themselves.
  public init(
    unit: CountingUnit, source: RecordKind, categories: [Code<AllegationCategory>] = [], categoryGroups: [String] = [],
    month: String = CodedRecord.unknown, facility: String? = nil, facilityType: Code<FacilityType>? = nil,
    region: Code<Region>? = nil, sex: Sex = .unknown, ageBand: AgeBand = .unknown, isForeigner: Bool? = nil,
    language: Code<SpokenLanguage>? = nil, channel: Code<Channel>? = nil, relation: Code<Relation>? = nil,
    personID: ID<CodedPerson>? = nil, publication: ConsentDecision? = nil
  ) {
    self.unit = unit
    self.source = source
    self.categories = categories
    self.categoryGroups = categoryGroups
    self.month = month
    self.facility = facility
    self.facilityType = facilityType
    self.region = region
    self.sex = sex
    self.ageBand = ageBand
    self.isForeigner = isForeigner
    self.language = language
    self.channel = channel
    self.relation = relation
    self.personID = personID
    self.publication = publication
  }

  /// The value of a dimension nothing is known about.
  public static let unknown = "unknown"

  /// Names of the dimensions, in the order they are offered.
  public static let dimensionNames = [
    "facility", "facilityType", "region", "month", "quarter", "year", "sex", "ageBand", "minor", "foreigner",
    "language", "channel", "relation", "allegation", "allegationGroup",
  ]

  /// The value of every dimension that has exactly one for this record, `unknown` included.
  ///
  /// `allegation` and `allegationGroup` are there only where the unit is allegations: a statement has several, and a
  /// table of statements by category counts some of them more than once, which `categories` lets the caller do knowingly.
  public var dimensions: [String: String] {
    let isKnownMonth = month != Self.unknown
    var values = [
      "facility": facility, "facilityType": facilityType?.text, "region": region?.text, "month": month,
      "quarter": isKnownMonth ? quarter : nil, "year": isKnownMonth ? String(month.prefix(4)) : nil,
      "sex": sex.rawValue, "ageBand": ageBand.rawValue, "minor": ageBand == .unknown ? nil : yesNo(ageBand == .to17),
      "foreigner": isForeigner.map(yesNo), "language": language?.text, "channel": channel?.text,
      "relation": relation?.text,
    ].mapValues { $0 ?? Self.unknown }
    if unit == .allegations {
      values["allegation"] = categories.first?.text ?? Self.unknown
      values["allegationGroup"] = categoryGroups.first ?? Self.unknown
    }
    return values
  }

  private func yesNo(_ value: Bool) -> String { value ? "yes" : "no" }

  private var quarter: String? {
    Int(decimal: month.utf8.suffix(2)).map { "\(month.prefix(4))-Q\(($0 + 2) / 3)" }
  }

  /// Checks codes and the month. Codes are checked without dates: the record has no exact one.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    let sources: [RecordKind: CountingUnit] = [
      .allegation: .allegations, .statement: .statements, .interview: .interviews,
    ]
    guard sources[source] == unit else { throw .malformed(field: "unit") }
    try Check.list(categories, "categories")
    guard unit != .allegations || categories.count == 1 else { throw .missingField("categories") }
    for category in categories { try codebook.check(category) }
    try Check.list(categoryGroups, "categoryGroups")
    for group in categoryGroups where codebook.entry(.allegation, group) == nil {
      throw .unknownCode(list: .allegation, code: CodeShape.isValid(group) ? group : "", suggestions: [])
    }
    if month != Self.unknown {
      let date = try PartialDate(month)
      guard date.precision == .month, !date.isEstimated, date.description == month else { throw .impossibleDate(.form) }
    }
    if let facility, !CodeShape.isValid(facility) { throw .malformed(field: "facility") }
    try codebook.check(facilityType)
    try codebook.check(region)
    try codebook.check(language)
    try codebook.check(channel)
    try codebook.check(relation)
  }
}
