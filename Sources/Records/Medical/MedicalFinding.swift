/// What an examination found on one part of the body.
public struct MedicalFinding: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .medicalFinding }

  /// Where on the body.
  public var bodySite: String
  /// What was found.
  public var description: String
  /// Who was examined.
  public var person: ID<Person>?
  /// The interview it goes with.
  public var interview: ID<Interview>?
  /// The allegation it is held against.
  public var allegation: ID<Allegation>?
  /// When.
  public var examined: Moment
  /// Who examined.
  public var examiner: String?
  /// Without staff in hearing or sight.
  public var isPrivate: Bool?
  /// Whose finding it is.
  public var account: Account
  /// How far it agrees with the allegation.
  public var consistency: IstanbulConsistency?
  /// Photographs.
  public var photographs: [ID<MedicalFile>]

  /// Only what has no default is required.
  public init(
    bodySite: String, description: String, person: ID<Person>? = nil, interview: ID<Interview>? = nil,
    allegation: ID<Allegation>? = nil, examined: Moment = Moment(.unknown), examiner: String? = nil,
    isPrivate: Bool? = nil, account: Account = .doctor, consistency: IstanbulConsistency? = nil,
    photographs: [ID<MedicalFile>] = []
  ) {
    self.bodySite = bodySite
    self.description = description
    self.person = person
    self.interview = interview
    self.allegation = allegation
    self.examined = examined
    self.examiner = examiner
    self.isPrivate = isPrivate
    self.account = account
    self.consistency = consistency
    self.photographs = photographs
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredLine(bodySite, "bodySite")
    try Check.requiredText(description, "description")
    try Check.line(examiner, "examiner")
    try Check.list(photographs, "photographs")
  }
}
