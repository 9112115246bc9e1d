import Records
import Testing

struct ConsentTests {
  private func consent(
    _ decision: ConsentDecision, _ date: String, _ purpose: ConsentPurpose = .publish,
    by person: ID<Person> = Samples.person
  ) throws -> Consent {
    Consent(person: person, purpose: purpose, decision: decision, date: try Moment(date))
  }

  private func stands(_ consents: [Consent]) -> Bool {
    Consent.permits(.publish, by: Samples.person, recorded: consents)
  }

  @Test func silenceIsNoConsent() throws {
    #expect(!stands([]))
    #expect(!stands([try consent(.given, "2022-01-17", .refer)]))
    #expect(!stands([try consent(.given, "2022-01-17", by: id(99))]))
    #expect(stands([try consent(.given, "2022-01-17")]))
  }

  @Test func withdrawalEndsItAndANewConsentRenewsIt() throws {
    let given = try consent(.given, "2022-01-17")
    let withdrawn = try consent(.withdrawn, "2022-02-01")
    #expect(!stands([given, withdrawn]))
    #expect(!stands([withdrawn, given]))
    #expect(stands([given, withdrawn, try consent(.given, "2022-03-01")]))
  }

  @Test func whereDatesLeaveItOpenItDoesNotStand() throws {
    #expect(!stands([try consent(.withdrawn, "unknown"), try consent(.given, "2022-01-17")]))
    #expect(!stands([try consent(.withdrawn, "2022-01"), try consent(.given, "2022-01-17")]))
    #expect(stands([try consent(.refused, "2022-01-17"), try consent(.given, "2022-01-17")]))
    #expect(!stands([try consent(.given, "2022-01-17"), try consent(.refused, "2022-01-17")]))
  }

  @Test func withoutCapacitySomeoneMustDecide() throws {
    var given = try consent(.given, "2022-01-17")
    given.hasCapacity = false
    #expect(throws: RecordError.missingField("onBehalfBy")) { try given.validate(.standard) }
  }
}
