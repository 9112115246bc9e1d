import Records
import Sodium
import Testing

@testable import Vault

/// Who is given a person's record cannot find that person among the coded records.
@Suite struct CodedPersonTests {
  @Test func theIdentifierInFiguresIsNotThatOfThePersonsRecord() throws {
    let test = try TestVault()
    let vault = try test.open(test.founder)
    var random = SodiumRandom()
    let coded = ID<CodedPerson>(random: &random)
    let person = Person(names: [PersonName(script: .latin, surname: "Sample")], codedID: coded)
    let ids = try (0..<2).map { number in
      let caseID = try vault.openCase(title: CaseTitle(title: "Cell \(number)"))
      let id = try vault.record(person, in: caseID)
      for _ in 0..<2 { try vault.record(Allegation(category: "NO-LAWYER", person: id), in: caseID) }
      return try vault.records(CodedRecord.self, in: caseID).map(\.content.personID)
    }
    for inCase in ids {
      #expect(inCase.count == 2 && Set(inCase).count == 1, "one person is counted once")
      #expect(inCase[0] != nil && inCase[0] != coded)
    }
    #expect(ids[0] != ids[1], "who reads one case's keys cannot tell about another's")
  }

  /// What was erased may have been an objection: until another consent is recorded, the person counts as objecting.
  @Test func anErasedConsentCountsAsAnObjectionInFigures() throws {
    let test = try TestVault()
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    let people = try ["One", "Two"].map { name in
      try vault.record(Person(names: [PersonName(script: .latin, surname: name)]), in: id)
    }
    for person in people { try vault.record(Allegation(category: "NO-LAWYER", person: person), in: id) }
    func consent(_ person: ID<Person>, _ decision: ConsentDecision, _ date: String) throws -> RecordID {
      try vault.record(
        Consent(person: person, purpose: .publish, decision: decision, date: Moment(try PartialDate(date))), in: id
      ).record
    }
    func publication() throws -> [String] {
      try vault.records(CodedRecord.self, in: id).map { $0.content.publication?.rawValue ?? "unasked" }.sorted()
    }
    let first = try consent(people[0], .given, "2022-01-17")
    #expect(try publication() == ["given", "unasked"])
    try vault.erase([first], in: id, reason: "r")
    #expect(try publication() == ["withdrawn", "withdrawn"])
    // Whoever says yes afterwards is counted again; the other was never heard.
    _ = try consent(people[0], .given, "2099-01-17")
    #expect(try publication() == ["given", "withdrawn"])
    try vault.rebuild()
    try vault.record(Allegation(category: "NO-LAWYER", person: people[1]), in: id)
    #expect(try publication() == ["given", "withdrawn", "withdrawn"])
  }

  /// What derives from an erased record goes with it, all versions, and does not come back.
  @Test func whatDerivesFromAnErasedRecordGoesWithIt() throws {
    let test = try TestVault()
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    let first = try vault.record(Allegation(category: "NO-LAWYER"), in: id)
    let second = try vault.record(Allegation(category: "BEAT"), in: id, corrects: first)
    try vault.record(Allegation(category: "THREAT"), in: id)
    #expect(try vault.history(CodedRecord.self, in: id).count == 3)
    let all = try vault.allVersions(of: [second.record], in: id)
    #expect(Set(all) == [first.record, second.record])
    #expect(try vault.erase(all, in: id, reason: "r") == 4)
    #expect(try vault.history(CodedRecord.self, in: id).map(\.content.categories.count) == [1])
    try vault.record(Allegation(category: "BEAT"), in: id)
    #expect(try vault.records(CodedRecord.self, in: id).count == 2)
    // A coded record alone that is erased is made again, from what it derives from, with the next change.
    let coded = try #require(try vault.records(CodedRecord.self, in: id).first)
    try vault.erase([coded.id.record], in: id, reason: "r")
    try vault.record(Allegation(category: "BEAT"), in: id)
    #expect(try vault.records(CodedRecord.self, in: id).count == 3)
    #expect(vault.unreadable == [])
    let damage = try VaultAccess(test.folder).verify(test.founder).damage.map(\.description)
    #expect(damage == [])
  }
}
