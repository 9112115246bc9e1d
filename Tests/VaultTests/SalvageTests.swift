import Foundation
import Platform
import Records
import Testing

@testable import Vault

@Suite struct SalvageTests {
  private func salvage(_ test: TamperedVault) throws -> (VaultFolder, VerificationReport) {
    let target = VaultFolder(test.folder.path + "-salvaged")
    return (target, try VaultAccess(test.folder).salvage(to: target, as: test.founder))
  }

  private func notes(_ folder: VaultFolder, _ test: TamperedVault) throws -> [String] {
    let vault = try VaultAccess(folder).open(test.founder)
    return try vault.records(Note.self, in: test.caseID).map(\.content.text)
  }

  @Test func aSoundVaultIsCopiedWhole() throws {
    let test = try TamperedVault()
    let (copy, report) = try salvage(test)
    #expect(report.damage == [])
    #expect(report.files == 1)
    #expect(try notes(copy, test) == ["one\n\nmore of one", "two"])
  }

  @Test func aLostRecordIsNamedAndTheOthersOpen() throws {
    let test = try TamperedVault()
    try test.tamper { try $0.execute("DELETE FROM bodies WHERE id = ?", test.notes[0].bytes) }
    try Folder.remove(test.folder.description)
    let (copy, report) = try salvage(test)
    #expect(Set(report.damage) == [.missingBody(test.notes[0]), .file("casevault.json")])
    #expect(try notes(copy, test) == ["two"])
  }

  @Test func theCopyEndsBeforeADamagedCommit() throws {
    let test = try TamperedVault()
    let last = test.sequences
    try test.tamper { connection in
      try connection.execute(
        "UPDATE commits SET text = zeroblob(length(text)) WHERE sequence = (SELECT max(sequence) FROM commits)")
      try connection.execute("DELETE FROM cache")
    }
    #expect(throws: VaultError.self) { try test.open() }
    let (copy, report) = try salvage(test)
    #expect(report.damage.contains { if case .commit(last, _) = $0 { true } else { false } })
    #expect(report.commits == last - 1)
    #expect(try notes(copy, test) == ["one\n\nmore of one", "two"])
    // The photograph was attached in the last commit.
    #expect(report.files == 0)
  }

  @Test func rowsOnDamagedPagesAreLostAndTheRestIsCopied() throws {
    let test = try TamperedVault()
    // The fourth page is the root of the index of `bodies`.
    let handle = try #require(FileHandle(forUpdatingAtPath: test.folder.database))
    try handle.seek(toOffset: UInt64(3 * Database.pageSize))
    try handle.write(contentsOf: Data(repeating: 0xff, count: Database.pageSize))
    try handle.close()
    let (copy, report) = try salvage(test)
    #expect(report.damage.contains { if case .database = $0 { true } else { false } })
    #expect(report.commits == test.sequences)
    #expect(try VaultAccess(copy).verify(test.founder).damage == [])
    #expect(try notes(copy, test) == ["one\n\nmore of one", "two"])
  }

  @Test func anExistingFolderStays() throws {
    let test = try TamperedVault()
    try Folder.create(test.folder.path + "-salvaged")
    #expect(throws: VaultError.vaultExists) { try salvage(test) }
  }
}
