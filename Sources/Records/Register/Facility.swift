/// A place where people are or may be deprived of their liberty.
public struct Facility: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .facility }

  /// Short code the organisation uses for it, 1…40 letters, digits and hyphens.
  public var code: String
  /// What it is called.
  public var names: MultilingualName
  /// Kind of facility.
  public var type: Code<FacilityType>
  /// The authority in charge.
  public var authority: String?
  /// The regions it has belonged to; boundaries move while buildings stay.
  public var regions: [RegionPeriod]
  /// Town or address.
  public var place: String?
  /// How many persons it may hold.
  public var capacity: Int?
  /// Security level of a penal institution.
  public var securityLevel: Code<SecurityLevel>?

  /// Only what has no default is required.
  public init(
    code: String, names: MultilingualName, type: Code<FacilityType>, authority: String? = nil,
    regions: [RegionPeriod] = [], place: String? = nil, capacity: Int? = nil, securityLevel: Code<SecurityLevel>? = nil
  ) {
    self.code = code
    self.names = names
    self.type = type
    self.authority = authority
    self.regions = regions
    self.place = place
    self.capacity = capacity
    self.securityLevel = securityLevel
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    guard CodeShape.isValid(code) else { throw .malformed(field: "code") }
    try names.validate()
    try codebook.check(type)
    try Check.line(authority, "authority")
    try Check.list(regions, "regions")
    for period in regions {
      try Check.order(period.validFrom, "validFrom", period.validTo, "validTo")
      try codebook.check(period.region, on: period.validFrom)
      try codebook.check(period.region, on: period.validTo)
    }
    try Check.line(place, "place")
    try Check.number(capacity, "capacity", 0...100_000)
    try codebook.check(securityLevel)
  }

  /// The region on a date; `nil` if none or more than one is possible.
  public func region(on date: PartialDate) -> Code<Region>? {
    let possible = Set(regions.filter { $0.mayHold(on: date) }.map(\.region))
    return possible.count == 1 ? possible.first : nil
  }
}

/// The region a place belonged to for a time; both ends included, an absent end is open.
public struct RegionPeriod: Codable, Hashable, Sendable {
  /// The region.
  public var region: Code<Region>
  /// First day, if it has one.
  public var validFrom: PartialDate?
  /// Last day, if it has one.
  public var validTo: PartialDate?

  /// Only what has no default is required.
  public init(region: Code<Region>, validFrom: PartialDate? = nil, validTo: PartialDate? = nil) {
    self.region = region
    self.validFrom = validFrom
    self.validTo = validTo
  }

  func mayHold(on date: PartialDate) -> Bool {
    (validFrom?.mayPrecede(date) ?? true) && (validTo.map { date.mayPrecede($0) } ?? true)
  }
}

/// A name in up to three languages.
public struct MultilingualName: Codable, Hashable, Sendable {
  /// Russian.
  public var ru: String?
  /// Kazakh.
  public var kk: String?
  /// English.
  public var en: String?

  /// Only what has no default is required.
  public init(ru: String? = nil, kk: String? = nil, en: String? = nil) {
    self.ru = ru
    self.kk = kk
    self.en = en
  }

  func validate() throws(RecordError) {
    guard ru ?? kk ?? en != nil else { throw .missingField("names") }
    for name in [ru, kk, en] {
      if let name { try Check.requiredLine(name, "names") }
    }
  }

  /// The name in a language, else in Russian, Kazakh or English, whichever there is.
  public subscript(language: LabelLanguage) -> String {
    let wanted =
      switch language {
      case .en: en
      case .ru: ru
      case .kk: kk
      }
    return wanted ?? ru ?? kk ?? en ?? ""
  }
}
