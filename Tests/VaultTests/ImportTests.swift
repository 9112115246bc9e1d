import Foundation
import Platform
import Records
import Testing

@testable import Vault

@Suite struct ImportTests {
  let test: TestVault
  let vault: OpenVault
  let caseID: ID<Case>

  init() throws {
    test = try TestVault()
    vault = try test.open(test.founder)
    caseID = try vault.openCase(title: CaseTitle(title: "t"))
  }

  private func file(_ text: String) throws -> PosixFile {
    let path = test.root + "/rows"
    try AtomicFile.write(Array(text.utf8), to: path)
    return try PosixFile.reading(path)
  }

  /// Several blocks, so that order across threads is put to the test.
  @Test func rowsAreKeptInTheirOrderInOneCommit() throws {
    let filler = String(repeating: "слово ", count: 100)
    let table =
      "language,takenAt,text\n"
      + (0..<1_500).map { "ru,2022-01-17,\"\($0) \"\"да\"\"\n\n\(filler)\"\n" }.joined()
    let before = try vault.state.sequence
    let report = try vault.importRecords(Note.self, from: file(table), format: .csv, to: caseID)
    #expect(report.isKept)
    #expect(report.rows == 1_500)
    #expect(try vault.state.sequence == before + 1)
    let notes = try test.open(test.founder).records(Note.self, in: caseID)
    #expect(notes.map(\.content.text) == (0..<1_500).map { "\($0) \"да\"\n\n\(filler)" })
    #expect(notes.allSatisfy { $0.content.language == "ru" && $0.content.takenAt?.description == "2022-01-17" })
    #expect(Set(notes.map(\.id)).count == 1_500)
  }

  @Test func aTrialKeepsNothing() throws {
    let before = try vault.state.sequence
    let report = try vault.importRecords(
      Note.self, from: file("text\none\ntwo\n"), format: .csv, to: caseID, trying: true)
    #expect(report.rows == 2)
    #expect(!report.isKept)
    #expect(report.problemCount == 0)
    #expect(try vault.state.sequence == before)
    #expect(try vault.records(Note.self, in: caseID).isEmpty)
  }

  @Test func oneBadRowKeepsAllOut() throws {
    let rows = (0..<100).map { $0 % 3 == 2 ? "ru,2022-99-01,x" : "ru,2022-01-01,x" }
    let table = "language,takenAt,text\n" + rows.joined(separator: "\n") + "\n"
    for trying in [true, false] {
      let report = try vault.importRecords(Note.self, from: file(table), format: .csv, to: caseID, trying: trying)
      #expect(!report.isKept)
      #expect(report.problemCount == 33)
      #expect(report.problems.count == 20)
      #expect(
        report.problems.first == ImportProblem(line: 4, field: "takenAt", fault: .record(.impossibleDate(.month))))
    }
    #expect(try vault.records(Note.self, in: caseID).isEmpty)
    #expect(try test.open(test.founder).records(Note.self, in: caseID).isEmpty)
  }

  @Test func aBreakAfterGoodRowsIsReportedWithThem() throws {
    let report = try vault.importRecords(Note.self, from: file("text\none\ntw\"o\n"), format: .csv, to: caseID)
    #expect(!report.isKept)
    #expect(report.rows == 1)
    #expect(report.problems == [ImportProblem(line: 3, fault: .strayQuote)])
    #expect(try vault.records(Note.self, in: caseID).isEmpty)
  }

  @Test func whatDerivesFromImportedRecordsIsCodedInTheSameCommit() throws {
    let lines = """
      {"channel":"hotline","received":"2022-01-17"}
      {"channel":"hotline","received":"2022-01-18"}
      """
    let before = try vault.state.sequence
    let report = try vault.importRecords(Statement.self, from: file(lines), format: .jsonLines, to: caseID)
    #expect(report.isKept)
    #expect(try vault.records(CodedRecord.self, in: caseID).count == 2)
    #expect(try vault.state.sequence == before + 1)
  }

  @Test func whoMayNotWriteIsRefusedBeforeReading() throws {
    let lawyer = try test.open(try test.admit("lawyer", [.lawyer]))
    #expect(throws: VaultError.noKey(case: caseID, compartment: .testimony)) {
      try lawyer.importRecords(Note.self, from: file("text\nx\n"), format: .csv, to: caseID)
    }
  }
}

@Suite struct ParagraphTests {
  /// Against the plainest reading of the rule: a paragraph ends with the last of two or more line feeds.
  @Test func everyByteBelongsToOneParagraph() {
    for pattern in 0..<(1 << 10) {
      let text = (0..<10).map { UInt8(pattern >> $0 & 1 == 1 ? 0x0a : 0x61) }
      var expected: [[UInt8]] = [[]]
      for (index, byte) in text.enumerated() {
        if byte != 0x0a, expected[expected.count - 1].suffix(2) == [0x0a, 0x0a] { expected.append([]) }
        expected[expected.count - 1].append(text[index])
      }
      #expect(RecordBody.paragraphs(of: text).map { Array($0) } == expected)
    }
    #expect(RecordBody.paragraphs(of: []).isEmpty)
  }
}
