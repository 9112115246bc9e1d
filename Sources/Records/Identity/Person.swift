/// Who a person is. Everything that names someone is kept here and in `Contact`, nowhere else.
public struct Person: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .person }

  /// Names; the same person may have one in each script, and former ones.
  public var names: [PersonName]
  /// Nicknames, diminutives, handles.
  public var aliases: [String]
  /// Individual identification number.
  public var iin: IIN?
  /// Date of birth as stated or documented; may differ from the one in the IIN.
  public var birthDate: PartialDate?
  /// Sex.
  public var sex: Sex?
  /// ISO 3166-1 alpha-3 code; `XXA` stateless and `XXX` unspecified (ICAO Doc 9303-3).
  public var citizenship: String?
  /// Languages spoken.
  public var languages: [Code<SpokenLanguage>]
  /// Disability or special needs.
  public var disability: String?
  /// The random identifier that stands for this person in coded records; drawn once, never changed.
  public var codedID: ID<CodedPerson>?

  /// Only what has no default is required.
  public init(
    names: [PersonName] = [], aliases: [String] = [], iin: IIN? = nil, birthDate: PartialDate? = nil, sex: Sex? = nil,
    citizenship: String? = nil, languages: [Code<SpokenLanguage>] = [], disability: String? = nil,
    codedID: ID<CodedPerson>? = nil
  ) {
    self.names = names
    self.aliases = aliases
    self.iin = iin
    self.birthDate = birthDate
    self.sex = sex
    self.citizenship = citizenship
    self.languages = languages
    self.disability = disability
    self.codedID = codedID
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    guard !names.isEmpty || !aliases.isEmpty || iin != nil else { throw .missingField("names") }
    try Check.list(names, "names")
    for name in names { try name.validate() }
    try Check.lines(aliases, "aliases")
    if let citizenship {
      guard citizenship.utf8.count == 3,
        citizenship.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
      else { throw .malformed(field: "citizenship") }
    }
    try Check.list(languages, "languages")
    for language in languages { try codebook.check(language) }
    try Check.text(disability, "disability")
  }
}

/// One name of a person in one script.
public struct PersonName: Codable, Hashable, Sendable {
  /// Script or language form.
  public var script: NameScript
  /// Family name.
  public var surname: String?
  /// Given name.
  public var given: String?
  /// Patronymic, as -ович, -ұлы, -қызы.
  public var patronymic: String?

  /// Only what has no default is required.
  public init(script: NameScript, surname: String? = nil, given: String? = nil, patronymic: String? = nil) {
    self.script = script
    self.surname = surname
    self.given = given
    self.patronymic = patronymic
  }

  func validate() throws(RecordError) {
    guard surname ?? given ?? patronymic != nil else { throw .missingField("names") }
    for part in [surname, given, patronymic] {
      if let part { try Check.requiredLine(part, "names") }
    }
  }
}

/// The form a name is written in.
public enum NameScript: String, Codable, CaseIterable, Sendable {
  /// Kazakh, Cyrillic script.
  case kk
  /// Russian.
  case ru
  /// Latin script, as in a passport.
  case latin
}
