/// What a record is. Each kind lives in exactly one compartment, so a reader of one never meets content of another.
public enum RecordKind: String, Codable, CaseIterable, Sendable {
  case facility, visit, facilityVisit, meeting, memberProfile, codebook, release, registerRecommendation,
    trip
  case person, contact, consent, detentionEpisode, pseudonymMap
  case caseTitle, interview, note, allegation, statement, referral, recommendation, reprisalEvent, attachedFile,
    tripEntry
  case medicalFinding, medicalFile
  case codedRecord
  case redactedCopy, redactionCertificate

  /// The one compartment records of this kind are sealed in.
  public var compartment: Compartment {
    switch self {
    case .facility, .visit, .facilityVisit, .meeting, .memberProfile, .codebook, .release, .registerRecommendation,
      .trip:
      .reference
    case .person, .contact, .consent, .detentionEpisode, .pseudonymMap: .identity
    case .caseTitle, .interview, .note, .allegation, .statement, .referral, .recommendation, .reprisalEvent,
      .attachedFile, .tripEntry:
      .testimony
    case .medicalFinding, .medicalFile: .medical
    case .codedRecord: .coded
    case .redactedCopy, .redactionCertificate: .redacted
    }
  }

  /// The number that stands for this kind in stored bytes; never reused. The hundreds follow the compartments.
  public var wireCode: UInt16 {
    switch self {
    case .person: 101
    case .contact: 102
    case .consent: 103
    case .detentionEpisode: 104
    case .pseudonymMap: 105
    case .caseTitle: 201
    case .interview: 202
    case .note: 203
    case .allegation: 204
    case .statement: 205
    case .referral: 206
    case .recommendation: 207
    case .reprisalEvent: 208
    case .attachedFile: 209
    case .tripEntry: 210
    case .medicalFinding: 301
    case .medicalFile: 302
    case .codedRecord: 401
    case .redactedCopy: 501
    case .redactionCertificate: 502
    case .facility: 601
    case .visit: 602
    case .facilityVisit: 603
    case .meeting: 604
    case .memberProfile: 605
    case .codebook: 606
    case .release: 607
    case .registerRecommendation: 608
    case .trip: 609
    }
  }

  /// `nil` for a number no kind has.
  public init?(wireCode: UInt16) {
    guard let match = Self.byWireCode[wireCode] else { return nil }
    self = match
  }

  private static let byWireCode = Dictionary(uniqueKeysWithValues: allCases.map { ($0.wireCode, $0) })

  /// The kind in English words, for messages.
  public var displayName: String {
    switch self {
    case .facility: "facility"
    case .visit: "visit"
    case .facilityVisit: "facility visit"
    case .meeting: "meeting"
    case .memberProfile: "member profile"
    case .codebook: "codebook"
    case .release: "release"
    case .registerRecommendation: "register recommendation"
    case .trip: "trip"
    case .person: "person"
    case .contact: "contact"
    case .consent: "consent"
    case .detentionEpisode: "detention episode"
    case .pseudonymMap: "pseudonym map"
    case .caseTitle: "case title"
    case .interview: "interview"
    case .note: "note"
    case .allegation: "allegation"
    case .statement: "statement"
    case .referral: "referral"
    case .recommendation: "recommendation"
    case .reprisalEvent: "reprisal event"
    case .attachedFile: "attached file"
    case .tripEntry: "trip entry"
    case .medicalFinding: "medical finding"
    case .medicalFile: "medical file"
    case .codedRecord: "coded record"
    case .redactedCopy: "redacted copy"
    case .redactionCertificate: "redaction certificate"
    }
  }

  /// The Swift type that holds records of this kind.
  public var contentType: any RecordContent.Type {
    switch self {
    case .facility: Facility.self
    case .visit: Visit.self
    case .facilityVisit: FacilityVisit.self
    case .meeting: Meeting.self
    case .memberProfile: MemberProfile.self
    case .codebook: Codebook.self
    case .release: Release.self
    case .registerRecommendation: RegisterRecommendation.self
    case .trip: Trip.self
    case .person: Person.self
    case .contact: Contact.self
    case .consent: Consent.self
    case .detentionEpisode: DetentionEpisode.self
    case .pseudonymMap: PseudonymMap.self
    case .caseTitle: CaseTitle.self
    case .interview: Interview.self
    case .note: Note.self
    case .allegation: Allegation.self
    case .statement: Statement.self
    case .referral: Referral.self
    case .recommendation: Recommendation.self
    case .reprisalEvent: ReprisalEvent.self
    case .attachedFile: AttachedFile.self
    case .tripEntry: TripEntry.self
    case .medicalFinding: MedicalFinding.self
    case .medicalFile: MedicalFile.self
    case .codedRecord: CodedRecord.self
    case .redactedCopy: RedactedCopy.self
    case .redactionCertificate: RedactionCertificate.self
    }
  }
}
