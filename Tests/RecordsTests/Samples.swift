import Records

/// Repeatable identifiers, so that a failing test fails the same way twice.
struct CountingGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x0101_0101_0101_0101
    return state
  }
}

func id<T>(_ seed: UInt64, as _: T.Type = T.self) -> ID<T> {
  var generator = CountingGenerator(state: seed)
  return ID<T>(random: &generator)
}

/// One fully filled record of every kind, about invented people and places.
enum Samples {
  static let person = id(1, as: Person.self)
  static let facilityID = id(2, as: Facility.self)
  static let member = id(3, as: Member.self)
  static let visit = id(4, as: Visit.self)
  static let interviewID = id(5, as: Interview.self)
  static let day = (try? PartialDate("2022-01-17")) ?? .unknown
  static let moment = Moment(day)

  static let facility = Facility(
    code: "SPR-7", names: MultilingualName(ru: "Приёмник у моста", kk: "Көпір жанындағы орын", en: "Bridge centre"),
    type: "SPR", authority: "Police", regions: [RegionPeriod(region: "shymkent", validFrom: day, validTo: day)],
    place: "Bridge Street", capacity: 120, securityLevel: "minimum")

  static let name = PersonName(script: .ru, surname: "Тестов", given: "Пример", patronymic: "Образцович")

  static let interview = Interview(
    start: moment, end: moment, person: person, visit: visit, facility: facilityID, place: "yard", isPrivate: true,
    thirdParties: ["guard"], restraints: "handcuffs", language: "ru", interpreter: "none", recorders: [member],
    reprisalRisk: .high)

  static let allegation = Allegation(
    category: "BEAT", person: person, interview: interviewID, occurred: moment, facility: facilityID, place: "corridor",
    perpetrator: Perpetrator(unit: "unit", badge: "00", description: "tall"), words: "words", account: .detainee,
    reliability: .firstHand, verification: .unverified)

  static let details = RecommendationDetails(
    text: "Open the yard", addressee: "Head", issued: day, state: .verifiedOnRevisit, due: day,
    evidence: [interviewID.record], visit: visit, facility: facilityID, recheckVisit: visit, reply: "done")

  static func file() throws -> FileDetails {
    FileDetails(
      fileName: "scan.png", sha256: try digest(), size: 10, mediaType: "image/png", origin: .workingCopy,
      derivedFrom: interviewID.record, blob: id(9), fileKey: try required(FileKey(bytes: Array(0..<16))),
      capture: CaptureMetadata(takenAt: moment, place: "yard", device: "camera", author: "monitor"))
  }

  static func digest() throws -> ContentDigest { try required(ContentDigest(bytes: Array(0..<32))) }

  static func person(_ birth: PartialDate? = nil, citizenship: String = "KAZ") throws -> Person {
    Person(
      names: [name], aliases: ["Образец"], iin: try IIN("900115100010"), birthDate: birth ?? day, sex: .male,
      citizenship: citizenship, languages: ["kk"], disability: "none", codedID: id(8))
  }

  static func all() throws -> [any RecordContent] {
    [
      facility,
      Visit(
        type: .special, isAnnounced: false, start: moment, end: moment, trigger: "arrests", delegation: [member],
        jointBodies: ["ombudsman"], obstacles: ["waited"], facilities: [facilityID]),
      FacilityVisit(
        visit: visit, facility: facilityID,
        headcount: Headcount(all: 125, men: 120, women: 5, minors: 2, foreigners: 1), registersSeen: ["book 1"],
        medicalExams: [
          Observation(account: .administration, text: "all examined"),
          Observation(account: .detainee, text: "no medical help"),
        ], lawyersAccess: [Observation(account: .register, text: "none")],
        onlineMeetings: [Observation(account: .monitor, text: "none")]),
      Meeting(
        subject: "access", date: moment, officials: [Official(post: "akim", name: "N", institution: "city")],
        visit: visit, facility: facilityID, summary: "agreed"),
      MemberProfile(
        member: member, name: "Heron", isPseudonym: true, role: "monitor", profession: "doctor", organisation: "NPM",
        languages: ["kk", "ru"], termFrom: day, termTo: day),
      Codebook.standard,
      Release(
        title: "January", audience: "press", date: day,
        files: [ReleasedFile(name: "a.json", sha256: try digest(), json: "{}")], rules: ["threshold 5"],
        drafter: member, approvers: [id(6)], supersedes: id(7)),
      RegisterRecommendation(details: details),
      try person(),
      Contact(
        person: person, relation: "parent", names: [name], phones: ["1"], emails: ["a@example.org"],
        addresses: ["Street"]),
      Consent(
        person: person, purpose: .shareWithLawyer, decision: .given, date: moment, hasCapacity: false,
        explainedBy: "Heron", onBehalfBy: "guardian", limits: "not the name"),
      DetentionEpisode(
        person: person, facility: facilityID, apprehended: moment, registered: moment, court: moment,
        released: moment, legalBasis: "order", article: "1",
        transfers: [Transfer(date: moment, to: facilityID, place: "ward")]),
      PseudonymMap(recipient: "press", table: "{}"),
      CaseTitle(title: "Bridge", reference: "1/22", opened: day, related: [id(10)]),
      interview,
      Note(interview: interviewID, author: member, language: "ru", takenAt: moment, title: "first"),
      allegation,
      Statement(
        received: moment, channel: "npm-participant", relation: "self", person: person, author: person,
        throughMember: member, facility: facilityID, allegations: [id(11)], reference: "in-1", summary: "s"),
      Referral(
        addressee: "prosecutor", state: .sent, person: person, consent: id(12), overrideReason: "r",
        statements: [id(13)], outgoingNumber: "1", incomingNumber: "2", sent: day, deadline: day, replied: day,
        reply: "noted"),
      Recommendation(details: details, person: person),
      ReprisalEvent(
        what: "moved", person: person, occurred: moment, type: .transfer, facility: facilityID,
        afterInterview: interviewID, account: .relative),
      TripEntry(
        trip: id(20), log: String(repeating: "0a", count: 16), number: 3, record: interviewID.record, text: ""),
      Trip(
        name: "January", member: member, cases: [TripCase(alias: "cell-4", case: id(21))], expires: day,
        devices: [TripDevice(verifyKey: [UInt8](repeating: 7, count: 32), packed: moment)]),
      AttachedFile(file: try file(), about: interviewID.record, caption: "scan"),
      MedicalFinding(
        bodySite: "left arm", description: "bruise", person: person, interview: interviewID, allegation: id(11),
        examined: moment, examiner: "doctor", isPrivate: true, account: .doctor, consistency: .highlyConsistent,
        photographs: [id(14)]),
      MedicalFile(file: try file(), finding: id(15), caption: "photo"),
      CodedRecord(
        unit: .allegations, source: .allegation, categories: ["BEAT"], categoryGroups: ["PHYSICAL"], month: "2022-01",
        facility: "SPR-7", facilityType: "SPR", region: "shymkent", sex: .male, ageBand: .to34, isForeigner: false,
        language: "ru", channel: "lawyer", relation: "self", personID: id(8), publication: .given),
      RedactedCopy(
        source: interviewID.record, language: "ru", purpose: .publish, recipient: "press", made: moment,
        isVerbatim: true),
      RedactionCertificate(
        copy: id(16), copySHA256: try digest(), sourceSHA256: try digest(), rulesVersion: "1",
        rulesSHA256: try digest(), counts: [RuleCount(rule: "iin", applied: 1, rejected: 0)],
        decisions: [DecisionCount(category: "code", reason: "safety", masked: 1, left: 0)], wasReviewed: true,
        overrideReason: "known to the press", formsSearched: 40, leaksFound: 0, reviewer: member,
        reviewed: moment),
    ]
  }
}

struct MissingValue: Error {}

func required<T>(_ value: T?) throws -> T {
  guard let value else { throw MissingValue() }
  return value
}
