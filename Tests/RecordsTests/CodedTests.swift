import Records
import Testing

struct CodedTests {
  private func context(birth: String = "1990-05", citizenship: String = "KAZ") throws -> CodedRecord.Context {
    CodedRecord.Context(
      person: try Samples.person(PartialDate(birth), citizenship: citizenship), facility: Samples.facility,
      interview: Samples.interview)
  }

  @Test func allegation() throws {
    let coded = CodedRecord.derive(Samples.allegation, in: try context(), codebook: .standard)
    try coded.validate(.standard)
    #expect(
      coded.dimensions == [
        "facility": "SPR-7", "facilityType": "SPR", "region": "shymkent", "month": "2022-01", "quarter": "2022-Q1",
        "year": "2022", "sex": "male", "ageBand": "25-34", "minor": "no", "foreigner": "no", "language": "ru",
        "channel": "unknown", "relation": "unknown", "allegation": "BEAT", "allegationGroup": "PHYSICAL",
      ])
    #expect(Set(coded.dimensions.keys) == Set(CodedRecord.dimensionNames))
    #expect(coded.personID == id(8))
  }

  @Test func statementHasManyCategoriesAndNoSingleOne() throws {
    let statement = Statement(received: try Moment("2022-02-03"), channel: "npm-participant", relation: "parent")
    let second = Allegation(category: "NO-LAWYER")
    let coded = CodedRecord.derive(
      statement, allegations: [second, Samples.allegation, second], in: try context(citizenship: "KGZ"),
      codebook: .standard)
    try coded.validate(.standard)
    #expect(coded.unit == .statements)
    #expect(coded.categories == ["BEAT", "NO-LAWYER"])
    #expect(coded.categoryGroups == ["PHYSICAL", "SAFEGUARDS"])
    #expect(coded.dimensions["allegation"] == nil)
    #expect(coded.dimensions["channel"] == "npm-participant")
    #expect(coded.dimensions["relation"] == "parent")
    #expect(coded.dimensions["foreigner"] == "yes")
    #expect(coded.month == "2022-02")
  }

  @Test func interviewOfSomeoneUnknown() throws {
    let coded = CodedRecord.derive(
      Interview(start: Moment(.unknown)), allegations: [], in: CodedRecord.Context(), codebook: .standard)
    try coded.validate(.standard)
    #expect(coded.unit == .interviews)
    #expect(coded.dimensions.allSatisfy { $0.value == "unknown" })
    #expect(coded.personID == nil)
  }

  @Test func nothingThatIdentifiesIsCarriedOver() throws {
    let coded = CodedRecord.derive(Samples.allegation, in: try context(), codebook: .standard)
    let json = String(decoding: try coded.json(), as: UTF8.self)
    for secret in [
      "Тестов", "9001151", "2022-01-17", "corridor", "words", "tall", Samples.person.hex, Samples.interviewID.hex,
      Samples.facilityID.hex,
    ] {
      #expect(!json.contains(secret))
    }
  }

  @Test func regionIsTheOneOfThatDay() throws {
    var facility = Samples.facility
    facility.regions = [
      RegionPeriod(region: "east-kazakhstan", validTo: try PartialDate("2022-06-07")),
      RegionPeriod(region: "abai", validFrom: try PartialDate("2022-06-08")),
    ]
    func region(_ date: String) throws -> String? {
      let allegation = Allegation(category: "BEAT", occurred: try Moment(date))
      let context = CodedRecord.Context(facility: facility)
      return CodedRecord.derive(allegation, in: context, codebook: .standard).dimensions["region"]
    }
    #expect(try region("2022-01-17") == "east-kazakhstan")
    #expect(try region("2022-06-08") == "abai")
    #expect(try region("2022") == "unknown")
    facility.regions = [RegionPeriod(region: "abai")]
    #expect(try region("2022-01-17") == "unknown")
    #expect(try region("2023") == "abai")
  }

  @Test(arguments: [
    ("2004-01-18", "2022-01-17", AgeBand.to17), ("2004-01-17", "2022-01-17", .to24), ("2004", "2022-01-17", .unknown),
    ("2004-02", "2022-01-17", .to17), ("1990", "2022-01", .to34), ("1990~", "2022-01-17", .to34),
    ("1957-01-17", "2022-01-17", .from65),
    ("1957-01-18", "2022-01-17", .to64), ("1978", "2022", .to44), ("1977", "2022", .unknown),
    ("unknown", "2022-01-17", .unknown), ("1990", "unknown", .unknown),
    ("2023", "2022", .unknown),
  ])
  func ageBandsNeedCertainty(birth: String, event: String, band: AgeBand) throws {
    #expect(AgeBand(bornOn: try PartialDate(birth), on: try PartialDate(event)) == band)
  }

  @Test func exactDatesAndOddUnitsAreRefused() throws {
    var coded = CodedRecord.derive(Samples.allegation, in: try context(), codebook: .standard)
    coded.month = "2022-01-17"
    #expect(throws: RecordError.impossibleDate(.form)) { try coded.validate(.standard) }
    coded.month = "2022-01"
    coded.unit = .persons
    #expect(throws: RecordError.malformed(field: "unit")) { try coded.validate(.standard) }
  }
}
