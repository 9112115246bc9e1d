/// Who a member is to the organisation. Rights come from the ledger, never from here.
public struct MemberProfile: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .memberProfile }

  /// The member.
  public var member: ID<Member>
  /// Name or pseudonym.
  public var name: String
  /// Whether the name is a pseudonym.
  public var isPseudonym: Bool
  /// Function, as monitor or head of group.
  public var role: String?
  /// Profession, as lawyer or doctor.
  public var profession: String?
  /// Organisation they come from.
  public var organisation: String?
  /// Languages they can interview in.
  public var languages: [Code<SpokenLanguage>]
  /// First day of the term.
  public var termFrom: PartialDate?
  /// Last day of the term.
  public var termTo: PartialDate?

  /// Only what has no default is required.
  public init(
    member: ID<Member>, name: String, isPseudonym: Bool = false, role: String? = nil, profession: String? = nil,
    organisation: String? = nil, languages: [Code<SpokenLanguage>] = [], termFrom: PartialDate? = nil,
    termTo: PartialDate? = nil
  ) {
    self.member = member
    self.name = name
    self.isPseudonym = isPseudonym
    self.role = role
    self.profession = profession
    self.organisation = organisation
    self.languages = languages
    self.termFrom = termFrom
    self.termTo = termTo
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredLine(name, "name")
    try Check.line(role, "role")
    try Check.line(profession, "profession")
    try Check.line(organisation, "organisation")
    try Check.list(languages, "languages")
    for language in languages { try codebook.check(language) }
    try Check.order(termFrom, "termFrom", termTo, "termTo")
  }
}
