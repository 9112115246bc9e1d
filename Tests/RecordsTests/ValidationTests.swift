import Records
import Testing

struct ValidationTests {
  @Test func linesAreOneLineAndBounded() {
    let tooLong = CaseTitle(title: String(repeating: "ж", count: 501))
    #expect(throws: RecordError.textTooLong(field: "title", limit: 1_000)) { try tooLong.validate(.standard) }
    for text in ["a\nb", "a\u{1b}[2J", "\u{9b}1m", "a\u{0}"] {
      #expect(throws: RecordError.malformed(field: "title")) { try CaseTitle(title: text).validate(.standard) }
    }
    #expect(throws: RecordError.missingField("title")) { try CaseTitle(title: " \t").validate(.standard) }
  }

  @Test func codesAreLookedUp() throws {
    var facility = Samples.facility
    facility.type = "SPQR"
    #expect(throws: RecordError.self) { try facility.validate(.standard) }
    facility = Samples.facility
    facility.regions = [RegionPeriod(region: "ulytau", validFrom: try PartialDate("2021"))]
    #expect(throws: RecordError.codeNotInForce(list: .region, code: "ulytau", from: "2022-06-08", to: nil)) {
      try facility.validate(.standard)
    }
    #expect(throws: RecordError.self) {
      try Statement(received: Samples.moment, channel: "pigeon").validate(.standard)
    }
  }

  @Test func headcountsAddUp() throws {
    var visit = FacilityVisit(visit: Samples.visit, facility: Samples.facilityID)
    for wrong in [
      Headcount(all: -1), Headcount(all: 5, men: 6), Headcount(all: 5, men: 3, women: 3),
      Headcount(all: 5, foreigners: 6),
      Headcount(men: .max, women: .max), Headcount(all: .max), Headcount(men: .min),
    ] {
      visit.headcount = wrong
      #expect(throws: RecordError.self) { try visit.validate(.standard) }
    }
    visit.headcount = Headcount(all: 125, men: 124, women: 1)
    try visit.validate(.standard)
  }

  @Test func referralsLeaveOnConsentOrAReason() throws {
    var referral = Referral(addressee: "prosecutor")
    try referral.validate(.standard)
    for state in ReferralState.allCases where state.hasLeft {
      referral.state = state
      referral.overrideReason = "  "
      #expect(throws: RecordError.missingField("consent")) { try referral.validate(.standard) }
      referral.overrideReason = "life in danger"
      try referral.validate(.standard)
    }
    #expect(ReferralState.allCases.filter { !$0.hasLeft } == [.drafted, .consentRefused, .withdrawn])
  }

  @Test func releasesNeedASecondPerson() throws {
    var release = Release(
      title: "t", audience: "a", date: Samples.day, drafter: Samples.member, approvers: [Samples.member])
    #expect(throws: RecordError.malformed(field: "approvers")) { try release.validate(.standard) }
    release.approvers = [id(50)]
    try release.validate(.standard)
  }

  @Test func endsDoNotPrecedeBeginnings() throws {
    let interview = Interview(start: try Moment("2022-01-17T14:30"), end: try Moment("2022-01-17T14:00"))
    #expect(throws: RecordError.outOfOrder(first: "start", second: "end")) { try interview.validate(.standard) }
    var episode = DetentionEpisode(person: Samples.person)
    episode.apprehended = try Moment("2022-01-08")
    episode.registered = try Moment("2022-01-06")
    try episode.validate(.standard)
  }

  @Test func peopleNeedANameAndARealCitizenship() throws {
    #expect(throws: RecordError.missingField("names")) { try Person().validate(.standard) }
    #expect(throws: RecordError.missingField("names")) {
      try Person(names: [PersonName(script: .kk)]).validate(.standard)
    }
    for code in ["KZ", "kaz", "КАЗ", "KAZA"] {
      #expect(throws: RecordError.malformed(field: "citizenship")) {
        try Person(names: [Samples.name], citizenship: code).validate(.standard)
      }
    }
  }

  @Test func filesAreDescribedFully() throws {
    var file = try Samples.file()
    file.derivedFrom = nil
    #expect(throws: RecordError.missingField("derivedFrom")) { try AttachedFile(file: file).validate(.standard) }
    file.origin = .original
    file.size = -1
    #expect(throws: RecordError.self) { try AttachedFile(file: file).validate(.standard) }
    file.size = 0
    file.mediaType = "image"
    #expect(throws: RecordError.malformed(field: "mediaType")) { try MedicalFile(file: file).validate(.standard) }
  }

  @Test func listsAreBounded() {
    let many = Array(repeating: id(1, as: Case.self), count: RecordLimit.list + 1)
    #expect(throws: RecordError.tooMany(field: "related", limit: RecordLimit.list)) {
      try CaseTitle(title: "t", related: many).validate(.standard)
    }
  }

  @Test func hintsSayWhatToDo() {
    let errors: [RecordError] = [
      .unknownCode(list: .sex, code: "x", suggestions: []),
      .codeNotInForce(list: .region, code: "x", from: nil, to: "y"),
      .impossibleDate(.form), .impossibleTime, .invalidIIN(.length), .textTooLong(field: "f", limit: 1),
      .tooMany(field: "f", limit: 1), .missingField("f"), .outOfRange(field: "f", lowest: 0, highest: 1),
      .outOfOrder(first: "a", second: "b"), .malformed(field: ""), .mixedUnits(.visits, .facilities),
      .invalidCodebook(.missingList(.sex)),
    ]
    #expect(errors.allSatisfy { !$0.hint.isEmpty })
    #expect(Set(errors.map(\.hint)).count == errors.count)
  }
}
