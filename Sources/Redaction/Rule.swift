/// What found it. Decision and confidence depend on the rule and on nothing else.
///
/// The first word is the layer: `known` (identities the vault holds), `format` (checksums, forms and cue words), `name`
/// (names by rule), `quasi` (dates and ages), `tagger` (the statistical model), `accepted` (repetition of what a person accepted or added).
public enum Rule: String, Codable, CaseIterable, Sendable {
  case knownFullName = "known.name.full"
  case knownInitials = "known.name.initials"
  case knownName = "known.name"
  case knownInflection = "known.name.inflected"
  case knownMixed = "known.name.mixed"
  case knownOtherInitials = "known.name.other-initials"
  case knownAmbiguous = "known.name.common-word"
  case knownShort = "known.name.short"
  case knownPlace = "known.name.in-place"
  case knownNamesake = "known.name.namesake"
  case knownSmall = "known.name.small"
  case knownMisspelt = "known.name.misspelt"
  case knownEmbedded = "known.name.embedded"
  case knownOriginal = "known.name.original"
  case knownDivided = "known.name.divided"
  case knownCode = "known.code"
  case knownPhone = "known.phone"
  case knownEmail = "known.email"
  case knownDocument = "known.document"
  case knownAccount = "known.account"
  case knownPlate = "known.plate"
  case knownAddress = "known.address"
  case knownBirthDate = "known.birth-date"
  case iin = "format.iin"
  case iinDoubtful = "format.iin.doubtful"
  case iban = "format.iban"
  case ibanDoubtful = "format.iban.doubtful"
  case card = "format.card"
  case phone = "format.phone"
  case phoneLocal = "format.phone.local"
  case email = "format.email"
  case passport = "format.passport"
  case identityCard = "format.identity-card"
  case plate = "format.plate"
  case birthDate = "format.birth-date"
  case application = "format.application"
  case caseNumber = "format.case-number"
  case cell = "format.cell"
  case badge = "format.badge"
  case address = "format.address"
  case date = "quasi.date"
  case age = "quasi.age"
  case nameTitled = "name.titled"
  case nameInitials = "name.initials"
  case namePatronymic = "name.patronymic"
  case namePair = "name.pair"
  case taggerPerson = "tagger.person"
  case taggerCode = "tagger.code"
  case taggerLocation = "tagger.location"
  case taggerOrganisation = "tagger.organisation"
  case taggerDemographic = "tagger.demographic"
  case taggerDate = "tagger.datetime"
  case taggerQuantity = "tagger.quantity"
  case taggerOther = "tagger.miscellaneous"
  case added = "accepted.added"
  case repeated = "accepted.repeated"

  /// Between 0 and 1: how often such a finding is right, by judgement until measured.
  public var confidence: Double {
    switch self {
    case .knownFullName, .knownCode, .knownEmail, .knownDocument, .knownAccount, .added: 1
    case .knownInitials, .knownPhone, .knownPlate, .knownAddress, .iin, .iban, .email: 0.99
    case .knownName, .phone, .card, .repeated: 0.97
    case .knownInflection, .knownBirthDate: 0.95
    case .knownEmbedded: 0.93
    case .knownMixed, .knownOriginal: 0.9
    case .phoneLocal, .plate, .application, .nameTitled, .namePatronymic: 0.8
    case .birthDate, .passport, .identityCard, .caseNumber, .address, .badge, .nameInitials: 0.75
    case .namePair, .cell, .taggerPerson, .taggerCode: 0.7
    case .iinDoubtful, .ibanDoubtful, .knownMisspelt, .knownOtherInitials, .knownNamesake: 0.6
    case .taggerLocation, .taggerOrganisation, .taggerDate, .taggerQuantity, .date, .age: 0.6
    case .taggerDemographic, .taggerOther: 0.5
    case .knownSmall, .knownAmbiguous, .knownShort, .knownDivided: 0.5
    case .knownPlace: 0.4
    }
  }

  /// Masked at once, or only suggested.
  public var decision: Decision { confidence >= 0.9 ? .apply : .review }

  /// Whether an identity of the caller's list is behind it.
  public var isKnown: Bool { rawValue.hasPrefix("known.") }

  /// Which label wins where two findings overlap: who is meant says more than what it looks like.
  var precedence: Int {
    switch self {
    case .added, .repeated: 0
    default: isKnown ? 2 : rawValue.hasPrefix("tagger.") ? 0 : 1
    }
  }

  /// Why, in words for the reviewer.
  public var explanation: String {
    switch self {
    case .knownFullName: "two or more parts of a known person's name"
    case .knownInitials: "a known surname with the person's initials"
    case .knownName: "part of a known person's name"
    case .knownInflection: "part of a known person's name, inflected or in another script"
    case .knownMixed: "parts of several known persons' names"
    case .knownOtherInitials: "a known surname with other initials"
    case .knownAmbiguous: "a known name that is also a word"
    case .knownShort: "a known name too short to be sure of"
    case .knownNamesake: "a known name beside another's"
    case .knownSmall: "a known name written small, which may be a word"
    case .knownMisspelt: "one letter away from a known name"
    case .knownEmbedded: "a known name inside a handle, an address or a file name"
    case .knownOriginal: "the same name beside brackets in other letters, or in them a surname before marriage"
    case .knownDivided: "a known name with a blank in it"
    case .knownPlace: "a known name beside a word for a street or an institution"
    case .knownCode: "individual identification number of a known person"
    case .knownPhone: "telephone of a known person"
    case .knownEmail: "e-mail of a known person"
    case .knownDocument: "document of a known person"
    case .knownAccount: "account of a known person"
    case .knownPlate: "number plate of a known person"
    case .knownAddress: "address of a known person"
    case .knownBirthDate: "birth date of a known person"
    case .iin: "individual identification number, checksum and date valid"
    case .iinDoubtful: "like an individual identification number, checksum or date wrong"
    case .iban: "account number, checksum valid"
    case .ibanDoubtful: "like an account number, checksum wrong"
    case .card: "payment card, checksum valid"
    case .phone: "telephone number"
    case .phoneLocal: "telephone number without country code"
    case .email: "e-mail address"
    case .passport: "passport number beside a cue word"
    case .identityCard: "identity card number beside a cue word"
    case .plate: "like a number plate"
    case .birthDate: "date beside a word for birth"
    case .application: "number of an application to a court"
    case .caseNumber: "number beside a word for proceedings"
    case .cell: "number of a cell"
    case .badge: "number of a badge"
    case .address: "street, with house and flat"
    case .date: "date"
    case .age: "age"
    case .nameTitled: "name after a title"
    case .nameInitials: "initials with a surname"
    case .namePatronymic: "name with a patronymic"
    case .namePair: "common given name beside another name"
    case .taggerPerson: "like a person's name in its context"
    case .taggerCode: "like a number that identifies, in its context"
    case .taggerLocation: "like a place in its context"
    case .taggerOrganisation: "like an organisation in its context"
    case .taggerDemographic: "like origin, profession or health in its context"
    case .taggerDate: "like a date or span of time in its context"
    case .taggerQuantity: "like an amount in its context"
    case .taggerOther: "like something particular to the case in its context"
    case .added: "added by the reviewer"
    case .repeated: "the same text as one accepted"
    }
  }

  /// The tagger's rule for a category.
  static func tagger(_ category: Category) -> Rule {
    switch category {
    case .person: .taggerPerson
    case .code, .document, .account, .contact, .vehicle: .taggerCode
    case .location, .address: .taggerLocation
    case .organisation: .taggerOrganisation
    case .demographic: .taggerDemographic
    case .datetime: .taggerDate
    case .quantity: .taggerQuantity
    case .miscellaneous: .taggerOther
    }
  }
}
