import Records
import Sodium

// One value for each kind of record, in the order of the field: the register, the people, what they told, what was done.

enum FacilityEntry: RecordEntry {
  typealias Content = Facility
  static let name = "facility"
  static let abstract = "Places of detention, in the register every member reads."
  static let help = """
    Fields: code, names.ru, names.kk, names.en, type (SPR, IVS, SIZO …: `casevault codebook show facility-type`), \
    authority, regions.0.region, regions.0.validFrom, place, capacity, securityLevel.

    Example: casevault facility add code=SPR-1 names.en="Special reception centre" type=SPR regions.0.region=shymkent
    """
  static let columns = ["code", "type", "region", "capacity", "name"]
  static func cells(_ content: Facility, _ codebook: Codebook) -> [String] {
    [
      content.code, content.type.text, content.regions.last?.region.text ?? "–",
      content.capacity.map(String.init) ?? "–",
      content.names.en ?? content.names.ru ?? content.names.kk ?? "–",
    ]
  }
}

enum VisitEntry: RecordEntry {
  typealias Content = Visit
  static let name = "visit"
  static let abstract = "Visits to places of detention."
  static let help = """
    Fields: type (periodic, intermediate, special), isAnnounced, start, end, trigger, delegation (members' handles), \
    jointBodies, obstacles, facilities (codes). A field given twice is a list.

    Example: casevault visit add type=special start=2022-01-17 facilities=SPR-1 delegation=aigerim
    """
  static let columns = ["start", "type", "facilities", "obstacles"]
  static func cells(_ content: Visit, _ codebook: Codebook) -> [String] {
    [
      content.start.description, content.type.rawValue, String(content.facilities.count),
      String(content.obstacles.count),
    ]
  }
}

enum HeadcountEntry: RecordEntry {
  typealias Content = FacilityVisit
  static let name = "finding"
  static let abstract = "What a visit found at one facility: headcounts, registers, access to doctors and lawyers."
  static let help = """
    Fields: visit, facility, headcount.all, headcount.men, headcount.women, headcount.minors, headcount.foreigners, \
    registersSeen, medicalExams.0.account, medicalExams.0.text, lawyersAccess.0.account, lawyersAccess.0.text, \
    onlineMeetings.0.account, onlineMeetings.0.text. Accounts that contradict each other are kept side by side.

    Example: casevault finding add visit=7c2d facility=SPR-1 headcount.all=125
    """
  static let columns = ["visit", "facility", "held", "men", "women", "minors", "foreigners"]
  static func cells(_ content: FacilityVisit, _ codebook: Codebook) -> [String] {
    let count = content.headcount
    return [content.visit.short, content.facility.short]
      + [count.all, count.men, count.women, count.minors, count.foreigners].map { $0.map(String.init) ?? "–" }
  }
}

enum MeetingEntry: RecordEntry {
  typealias Content = Meeting
  static let name = "meeting"
  static let abstract = "Meetings with officials."
  static let help = """
    Fields: subject, date, officials.0.post, officials.0.institution, officials.0.name, visit, facility, summary.

    Example: casevault meeting add subject="Access of lawyers" date=2022-01-17 officials.0.post=prosecutor
    """
  static let columns = ["date", "officials", "subject"]
  static func cells(_ content: Meeting, _ codebook: Codebook) -> [String] {
    [content.date.description, content.officials.map(\.post).joined(separator: ", "), content.subject]
  }
}

enum PersonEntry: RecordEntry {
  typealias Content = Person
  static let name = "person"
  static let abstract = "People whose rights are at stake: their identity, in a compartment of its own."
  static let help = """
    Fields: names.0.script (kk, ru, latin), names.0.surname, names.0.given, names.0.patronymic, aliases, iin, \
    birthDate, sex, citizenship (ISO alpha-3), languages, disability. Names belong into a file or the terminal.

    Example: casevault person add 3f2a --from person.json
    """
  static let sensitive: Set<String> = ["names", "aliases", "iin", "birthDate", "disability"]
  static let columns = ["name", "born", "sex", "citizenship"]
  static func cells(_ content: Person, _ codebook: Codebook) -> [String] {
    [
      content.names.first.map { [$0.surname, $0.given, $0.patronymic].compactMap { $0 }.joined(separator: " ") } ?? "–",
      content.birthDate?.description ?? "–", content.sex?.rawValue ?? "–", content.citizenship ?? "–",
    ]
  }
  static func complete(_ content: inout Person) {
    guard content.codedID == nil else { return }
    var random = SodiumRandom()
    content.codedID = ID<CodedPerson>(random: &random)
  }
  /// Any record, a person completed.
  static func completed<Other: RecordContent>(_ content: Other) -> Other {
    guard var person = content as? Person else { return content }
    complete(&person)
    return person as? Other ?? content
  }
}

enum ContactEntry: RecordEntry {
  typealias Content = Contact
  static let name = "contact"
  static let abstract = "Relatives and others who can be reached."
  static let help = """
    Fields: person, relation, names.0.script, names.0.surname, names.0.given, phones, emails, addresses.

    Example: casevault contact add 3f2a --from contact.json
    """
  static let sensitive: Set<String> = ["names", "phones", "emails", "addresses"]
  static let columns = ["person", "relation", "phones"]
  static func cells(_ content: Contact, _ codebook: Codebook) -> [String] {
    [content.person.short, content.relation.text, content.phones.joined(separator: ", ")]
  }
}

enum EpisodeEntry: RecordEntry {
  typealias Content = DetentionEpisode
  static let name = "episode"
  static let abstract = "Stretches of detention: apprehended, registered, in court, transferred."
  static let help = """
    Fields: person, facility, apprehended, registered, court, released, legalBasis, article, transfers.0.date, \
    transfers.0.to.

    Example: casevault episode add 3f2a person=9b1c facility=SPR-1 apprehended=2022-01-06~ registered=2022-01-08
    """
  static let columns = ["person", "facility", "apprehended", "registered", "court"]
  static func cells(_ content: DetentionEpisode, _ codebook: Codebook) -> [String] {
    [content.person.short, content.facility?.short ?? "–"]
      + [content.apprehended, content.registered, content.court].map { $0?.description ?? "–" }
  }
}

enum ConsentEntry: RecordEntry {
  typealias Content = Consent
  static let name = "consent"
  static let abstract = "What a person agreed to, refused or withdrew, purpose by purpose."
  static let help = """
    Fields: person, purpose (record, refer, share-with-lawyer, share-with-doctor, publish), decision (given, refused, \
    withdrawn), date, hasCapacity, explainedBy, onBehalfBy, limits.

    Example: casevault consent add 3f2a person=9b1c purpose=share-with-lawyer decision=given date=2022-01-17
    """
  static let columns = ["person", "purpose", "decision", "date"]
  static func cells(_ content: Consent, _ codebook: Codebook) -> [String] {
    [content.person.short, content.purpose.rawValue, content.decision.rawValue, content.date.description]
  }
}

enum InterviewEntry: RecordEntry {
  typealias Content = Interview
  static let name = "interview"
  static let abstract = "Interviews: with whom, where, under which conditions. What was said goes into a note."
  static let help = """
    Fields: start, end, person, visit, facility, place, isPrivate, thirdParties, restraints, language, interpreter, \
    recorders, reprisalRisk (low, medium, high, unknown).

    Example: casevault interview add 3f2a person=9b1c facility=SPR-1 start=2022-01-17T11:20 isPrivate=yes language=kk
    """
  static let columns = ["start", "person", "language", "private", "risk of reprisal"]
  static func cells(_ content: Interview, _ codebook: Codebook) -> [String] {
    [
      content.start.description, content.person?.short ?? "–", content.language?.text ?? "–",
      content.isPrivate.map { $0 ? "yes" : "no" } ?? "–", content.reprisalRisk.rawValue,
    ]
  }
}

enum AllegationEntry: RecordEntry {
  typealias Content = Allegation
  static let name = "allegation"
  static let abstract = "What is alleged to have been done, coded."
  static let help = """
    Fields: category (BEAT, NO-LAWYER, MEDCARE …: `casevault codebook show allegation`), person, interview, occurred, \
    facility, place, perpetrator.unit, perpetrator.badge, perpetrator.description, words, account, reliability, \
    verification.

    Example: casevault allegation add 3f2a category=BEAT person=9b1c occurred=2022-01-09 facility=SPR-1
    """
  static let sensitive: Set<String> = ["perpetrator", "words"]
  static let columns = ["category", "occurred", "person", "verification"]
  static func cells(_ content: Allegation, _ codebook: Codebook) -> [String] {
    [
      content.category.text, content.occurred.description, content.person?.short ?? "–", content.verification.rawValue,
    ]
  }
}

enum MedicalFindingEntry: RecordEntry {
  typealias Content = MedicalFinding
  static let name = "medical"
  static let abstract = "Medical findings, in a compartment of their own."
  static let help = """
    Fields: bodySite, description, person, interview, allegation, examined, examiner, isPrivate, account, consistency \
    (not-consistent, consistent, highly-consistent, typical-of, diagnostic-of), photographs.

    Example: casevault medical add 3f2a person=9b1c bodySite=@- examined=2022-01-17 consistency=consistent
    """
  static let sensitive: Set<String> = ["bodySite", "description", "examiner"]
  static let columns = ["examined", "person", "consistency", "site"]
  static func cells(_ content: MedicalFinding, _ codebook: Codebook) -> [String] {
    [
      content.examined.description, content.person?.short ?? "–", content.consistency?.rawValue ?? "–",
      content.bodySite,
    ]
  }
}

enum StatementEntry: RecordEntry {
  typealias Content = Statement
  static let name = "statement"
  static let abstract = "Statements and complaints received."
  static let help = """
    Fields: received, channel (`casevault codebook show channel`), relation, person, author, throughMember, facility, \
    allegations, reference, summary.

    Example: casevault statement add 3f2a received=2022-01-17 channel=npm-participant person=9b1c facility=SPR-1
    """
  static let sensitive: Set<String> = ["summary"]
  static let columns = ["received", "channel", "person", "allegations", "reference"]
  static func cells(_ content: Statement, _ codebook: Codebook) -> [String] {
    [
      content.received.description, content.channel.text, content.person?.short ?? "–",
      String(content.allegations.count), content.reference ?? "–",
    ]
  }
}

enum ReferralEntry: RecordEntry {
  typealias Content = Referral
  static let name = "referral"
  static let abstract = "What was passed on to a prosecutor, a court or another body, and what came of it."
  static let help = """
    Fields: addressee, state (drafted, sent, acknowledged, registered, investigation, refused …), person, consent, \
    overrideReason, statements, outgoingNumber, incomingNumber, sent, deadline, replied, reply. What has been sent \
    rests on a consent, or on a reason to do without.

    Example: casevault referral add 3f2a addressee="City prosecutor" state=sent sent=2022-01-18 consent=41d0
    """
  static let sensitive: Set<String> = ["reply"]
  static let columns = ["sent", "state", "deadline", "number", "addressee", "rests on"]
  static func cells(_ content: Referral, _ codebook: Codebook) -> [String] {
    [
      content.sent?.description ?? "–", content.state.rawValue, content.deadline?.description ?? "–",
      content.outgoingNumber ?? "–", content.addressee,
      content.overrideReason.map { "override: \($0)" } ?? content.consent.map { "consent \($0.short)" } ?? "–",
    ]
  }
}

enum RecommendationEntry: RecordEntry {
  typealias Content = Recommendation
  static let name = "recommendation"
  static let abstract = "Recommendations that concern a person's case."
  static let help = """
    Fields: text, addressee, issued, state, due, evidence, visit, facility, recheckVisit, reply, person.
    A recommendation that names no person belongs into the register: `casevault register-recommendation add`.

    Example: casevault recommendation add 3f2a text=@- addressee="Regional police" issued=2022-01-17 due=2022-02-17
    """
  static let prefix = "details."
  static let sensitive: Set<String> = ["details.text"]
  static let columns = ["issued", "state", "due", "addressee"]
  static func cells(_ content: Recommendation, _ codebook: Codebook) -> [String] { content.details.cells }
}

enum RegisterRecommendationEntry: RecordEntry {
  typealias Content = RegisterRecommendation
  static let name = "register-recommendation"
  static let abstract = "Recommendations to a facility or a ministry that name no person."
  static let help = """
    Fields: text, addressee, issued, state, due, visit, facility, recheckVisit, reply.

    Example: casevault register-recommendation add text="A doctor on every shift" addressee=SPR-1 issued=2022-01-17
    """
  static let prefix = "details."
  static let columns = ["issued", "state", "due", "addressee", "text"]
  static func cells(_ content: RegisterRecommendation, _ codebook: Codebook) -> [String] {
    content.details.cells + [content.details.text]
  }
}

enum ReprisalEntry: RecordEntry {
  typealias Content = ReprisalEvent
  static let name = "reprisal"
  static let abstract = "Sanctions, transfers and threats after contact with the mechanism."
  static let help = """
    Fields: what, type (sanction, transfer, violence, threat, other), person, occurred, facility, afterInterview, account.

    Example: casevault reprisal add 3f2a type=transfer what=@- person=9b1c occurred=2022-01-19 afterInterview=55aa
    """
  static let sensitive: Set<String> = ["what"]
  static let columns = ["occurred", "type", "person"]
  static func cells(_ content: ReprisalEvent, _ codebook: Codebook) -> [String] {
    [content.occurred.description, content.type.rawValue, content.person?.short ?? "–"]
  }
}

extension RecommendationDetails {
  fileprivate var cells: [String] { [issued.description, state.rawValue, due?.description ?? "–", addressee] }
}
