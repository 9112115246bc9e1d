import FoundationEssentials
import Records
import Testing

struct RecordKeysTests {
  /// Keys are the stored format. Changing one here means vaults in use can no longer be read.
  static let keys: [RecordKind: String] = [
    .person: """
    aliases birthDate citizenship codedID disability iin languages names names.given names.patronymic \
    names.script names.surname sex
    """,
    .contact: """
    addresses emails names names.given names.patronymic names.script names.surname person phones \
    relation
    """,
    .consent: """
    date decision explainedBy hasCapacity limits onBehalfBy person purpose
    """,
    .detentionEpisode: """
    apprehended article court facility legalBasis person registered released transfers transfers.date \
    transfers.place transfers.to
    """,
    .pseudonymMap: """
    recipient table
    """,
    .caseTitle: """
    opened reference related title
    """,
    .interview: """
    end facility interpreter isPrivate language person place recorders reprisalRisk restraints start \
    thirdParties visit
    """,
    .note: """
    author interview language takenAt title
    """,
    .allegation: """
    account category facility interview occurred perpetrator perpetrator.badge perpetrator.description \
    perpetrator.unit person place reliability verification words
    """,
    .statement: """
    allegations author channel facility person received reference relation summary throughMember
    """,
    .referral: """
    addressee consent deadline incomingNumber outgoingNumber overrideReason person replied reply sent \
    state statements
    """,
    .recommendation: """
    details details.addressee details.due details.evidence details.facility details.issued \
    details.recheckVisit details.reply details.state details.text details.visit person
    """,
    .reprisalEvent: """
    account afterInterview facility occurred person type what
    """,
    .attachedFile: """
    about caption file file.blob file.capture file.capture.author file.capture.device file.capture.place \
    file.capture.takenAt file.derivedFrom file.fileKey file.fileName file.mediaType file.origin \
    file.sha256 file.size
    """,
    .medicalFinding: """
    account allegation bodySite consistency description examined examiner interview isPrivate person \
    photographs
    """,
    .medicalFile: """
    caption file file.blob file.capture file.capture.author file.capture.device file.capture.place \
    file.capture.takenAt file.derivedFrom file.fileKey file.fileName file.mediaType file.origin \
    file.sha256 file.size finding
    """,
    .codedRecord: """
    ageBand categories categoryGroups channel facility facilityType isForeigner language month personID \
    publication region relation sex source unit
    """,
    .redactedCopy: """
    isVerbatim language made purpose recipient source
    """,
    .redactionCertificate: """
    copy copySHA256 counts counts.applied counts.rejected counts.rule decisions decisions.category decisions.left \
    decisions.masked decisions.reason formsSearched leaksFound overrideReason reviewed reviewer rulesSHA256 rulesVersion \
    sourceSHA256 wasReviewed
    """,
    .facility: """
    authority capacity code names names.en names.kk names.ru place regions regions.region \
    regions.validFrom regions.validTo securityLevel type
    """,
    .visit: """
    delegation end facilities isAnnounced jointBodies obstacles start trigger type
    """,
    .facilityVisit: """
    facility headcount headcount.all headcount.foreigners headcount.men headcount.minors headcount.women \
    lawyersAccess lawyersAccess.account lawyersAccess.text medicalExams medicalExams.account \
    medicalExams.text onlineMeetings onlineMeetings.account onlineMeetings.text registersSeen visit
    """,
    .meeting: """
    date facility officials officials.institution officials.name officials.post subject summary visit
    """,
    .memberProfile: """
    isPseudonym languages member name organisation profession role termFrom termTo
    """,
    .codebook: """
    name tables tables.entries tables.entries.alsoKnownAs tables.entries.code tables.entries.crosswalk \
    tables.entries.earlierNames tables.entries.earlierNames.labels tables.entries.earlierNames.labels.en \
    tables.entries.earlierNames.labels.kk tables.entries.earlierNames.labels.ru \
    tables.entries.earlierNames.validFrom tables.entries.earlierNames.validTo tables.entries.labels \
    tables.entries.labels.en tables.entries.labels.kk tables.entries.labels.ru tables.entries.parent \
    tables.entries.validFrom tables.entries.validTo tables.list version
    """,
    .release: """
    approvers audience date drafter files files.json files.name files.sha256 rules supersedes title
    """,
    .registerRecommendation: """
    details details.addressee details.due details.evidence details.facility details.issued \
    details.recheckVisit details.reply details.state details.text details.visit
    """,
    .trip: "cases cases.alias cases.case devices devices.packed devices.verifyKey expires member name",
    .tripEntry: "log number record trip",
  ]

  @Test(arguments: RecordKind.allCases) func keysAreStable(kind: RecordKind) throws {
    let sample = try #require(try Samples.all().first { type(of: $0).kind == kind })
    let object = try JSONDecoder().decode(Keys.self, from: Data(sample.json()))
    #expect(object.paths.sorted().joined(separator: " ") == Self.keys[kind])
  }
}

/// All key paths of a JSON object; list indices left out.
private struct Keys: Decodable {
  var paths: Set<String> = []

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Key.self) {
      for key in object.allKeys {
        paths.insert(key.stringValue)
        paths.formUnion(try object.decode(Keys.self, forKey: key).paths.map { "\(key.stringValue).\($0)" })
      }
    } else if var list = try? decoder.unkeyedContainer() {
      while !list.isAtEnd { paths.formUnion(try list.decode(Keys.self).paths) }
    }
  }
}
