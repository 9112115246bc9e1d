import Records
import Sodium
import Testing

@testable import Vault

@Suite struct RoundTripTests {
  @Test func aRecordIsReadBackAfterReopening() throws {
    let test = try TestVault()
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "Reception centre, cell 4"))
    try vault.write { try $0.add(Note(language: "ru", text: "Ночью вызывали на допрос.\n\nВрача не было."), to: id) }
    try vault.close()

    let again = try test.open(test.founder)
    let notes = try again.records(Note.self, in: id)
    #expect(notes.map(\.content.text) == ["Ночью вызывали на допрос.\n\nВрача не было."])
    #expect(try again.cases().map(\.title) == ["Reception centre, cell 4"])
    #expect(notes.first?.author == test.founder.member)
  }

  @Test func aCorrectionLeavesTheOriginal() throws {
    let test = try TestVault()
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "first"))
    let first = try #require(try vault.records(CaseTitle.self, in: id).first)
    try vault.write { try $0.add(CaseTitle(title: "second"), to: id, corrects: first.id) }
    #expect(try vault.records(CaseTitle.self, in: id).map(\.content.title) == ["second"])
    #expect(try vault.history(CaseTitle.self, in: id).map(\.content.title) == ["first", "second"])
  }

  @Test func manyCommitsSurviveTheCacheAndItsLoss() throws {
    let test = try TestVault()
    var vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    for index in 0..<70 {
      try vault.write { try $0.add(Note(language: "en", text: "note \(index)"), to: id) }
      if index.isMultiple(of: 9) { vault = try test.open(test.founder) }
    }
    let expected = (0..<70).map { "note \($0)" }
    #expect(try test.open(test.founder).records(Note.self, in: id).map(\.content.text) == expected)
    let rebuilt = try test.open(test.founder)
    try rebuilt.rebuild()
    #expect(try rebuilt.records(Note.self, in: id).map(\.content.text) == expected)
    #expect(try test.open(test.founder).records(Note.self, in: id).map(\.content.text) == expected)
  }

  @Test func aFailedCommandLeavesNothing() throws {
    struct Stop: Error {}
    let test = try TestVault()
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    #expect(throws: Stop.self) {
      try vault.write { draft in
        try draft.add(Note(language: "en", text: "half"), to: id)
        throw Stop()
      }
    }
    #expect(try vault.records(Note.self, in: id).isEmpty)
    #expect(try test.open(test.founder).records(Note.self, in: id).isEmpty)
  }

  @Test func wrongPassphraseOpensNothing() throws {
    let test = try TestVault()
    #expect(throws: VaultError.wrongPassphrase) {
      try IdentityFiles(test.folder).open("founder", passphrase: try TestVault.passphrase("somebody"))
    }
  }
}
