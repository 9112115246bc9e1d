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
}
