import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Vault

@Suite struct BackupTests {
  @Test func aBackupRestoresToTheSameVault() throws {
    let test = try TamperedVault()
    let (backup, restored) = (VaultFolder(test.folder.path + "-backup"), VaultFolder(test.folder.path + "-restored"))
    let vault = try test.open()
    // A commit that is only in the write-ahead log must come along.
    let last = try vault.write { try $0.add(Note(language: "en", text: "last words"), to: test.caseID) }
    let report = try vault.backup(to: backup)
    #expect(report.damage == [])
    #expect(report.commits == test.sequences + 1)
    #expect(report.files == 1)
    #expect(try Folder.list(backup.path) == ["blobs", "casevault.json", "identities", "ledger.mark", "ledger.sqlite"])

    let identity = try IdentityFiles(backup).open("founder", passphrase: try TestVault.passphrase("founder"))
    #expect(try VaultAccess(backup).restore(to: restored, as: identity).isSound)
    let again = try VaultAccess(restored).open(identity)
    let notes = try again.records(Note.self, in: test.caseID)
    #expect(notes.map(\.content.text) == ["one\n\nmore of one", "two", "last words"])
    #expect(notes.last?.id == last)
    #expect(try VaultAccess(restored).verify(test.lawyer).damage == [])
    #expect(try Folder.list(Folder.parent(of: test.folder.path)).filter { $0.contains(".making") } == [])
  }

  @Test func aBackupIsMadeWhileAnotherCommandWrites() throws {
    let test = try TamperedVault()
    let backup = VaultFolder(test.folder.path + "-backup")
    let (vault, other) = (try test.open(), try test.open())
    var written = 0
    // Each step of the verification of the copy lets the other command write into the original.
    _ = try vault.backup(to: backup) { _ in
      do {
        try other.write { try $0.add(Note(language: "en", text: "meanwhile"), to: test.caseID) }
        written += 1
      } catch { Issue.record(error) }
    }
    #expect(written > 0)
    #expect(try VaultAccess(backup).verify(test.founder).commits == test.sequences)
    #expect(try test.verify().commits == test.sequences + written)
  }

  @Test func aDamagedVaultMakesNoBackup() throws {
    let test = try TamperedVault()
    let backup = VaultFolder(test.folder.path + "-backup")
    let note = test.notes[0]
    let vault = try test.open()
    try test.tamper { try $0.execute("DELETE FROM bodies WHERE id = ?", note.bytes) }
    #expect(throws: VaultError.damaged(.missingBody(note))) { try vault.backup(to: backup) }
    #expect(try !Folder.exists(backup.path))
    #expect(try Folder.list(Folder.parent(of: backup.path)).filter { $0.contains(".making") } == [])
  }

  @Test func anExistingFolderStays() throws {
    let test = try TamperedVault()
    let backup = VaultFolder(test.folder.path + "-backup")
    try Folder.create(backup.path)
    let vault = try test.open()
    #expect(throws: VaultError.vaultExists) { try vault.backup(to: backup) }
    #expect(throws: VaultError.vaultExists) { try VaultAccess(test.folder).restore(to: backup, as: test.founder) }
    #expect(try Folder.list(backup.path) == [])
  }

  @Test func aDamagedBackupIsNotRestored() throws {
    let test = try TamperedVault()
    let (backup, restored) = (VaultFolder(test.folder.path + "-backup"), VaultFolder(test.folder.path + "-restored"))
    try test.open().backup(to: backup)
    let blob = backup.blobs + "/" + (try #require(try Folder.list(backup.blobs).first))
    try Folder.remove(blob)
    #expect(throws: VaultError.damaged(.blob(test.file, "its ciphertext is missing"))) {
      try VaultAccess(backup).restore(to: restored, as: test.founder)
    }
    #expect(try !Folder.exists(restored.path))
  }

  /// An older database put under a newer mark, as a half-finished synchronisation of folders leaves it.
  @Test func aBackupThatLostItsEndIsNotRestored() throws {
    let test = try TamperedVault()
    let (backup, restored) = (VaultFolder(test.folder.path + "-backup"), VaultFolder(test.folder.path + "-restored"))
    let vault = try test.open()
    try vault.backup(to: backup)
    try vault.write { try $0.add(Note(language: "en", text: "later"), to: test.caseID) }
    try AtomicFile.write(try PosixFile.readAll(test.folder.mark, limit: 4096), to: backup.mark)
    #expect(throws: VaultError.damaged(.database("its last commits are missing"))) {
      try VaultAccess(backup).restore(to: restored, as: test.founder)
    }
    #expect(try !Folder.exists(restored.path))
  }

  @Test func anotherVaultsIdentityRestoresNothing() throws {
    let test = try TamperedVault()
    let other = try TestVault()
    #expect(throws: VaultError.notAMember) {
      try VaultAccess(test.folder).restore(to: VaultFolder(test.folder.path + "-restored"), as: other.founder)
    }
  }
}
