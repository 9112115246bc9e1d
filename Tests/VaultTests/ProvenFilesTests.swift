import Foundation
import OpenFormats
import Platform
import Records
import Sodium
import Testing

@testable import Vault

/// What may be taken out without hashing it, and that nothing else is.
@Suite struct ProvenFilesTests {
  let test: TestVault
  let vault: OpenVault
  let caseID: ID<Case>
  let id: RecordID
  let details: FileDetails
  let content = SodiumRandom.bytes(200_000)

  init() throws {
    test = try TestVault()
    vault = try test.open(test.founder)
    caseID = try vault.openCase(title: CaseTitle(title: "t"))
    try AtomicFile.write(content, to: test.root + "/in")
    id = try vault.attach(try PosixFile.reading(test.root + "/in"), named: "a", to: caseID) { AttachedFile(file: $0) }
      .record
    details = try vault.file(id, in: caseID)
  }

  private var stamp: FileStamp {
    get throws { try FileStamp(PosixFile.reading(test.folder.blob(details.blob))) }
  }

  private func isProven(_ details: FileDetails? = nil) throws -> Bool {
    try vault.reading { try vault.cache.hasProven(details ?? self.details, at: stamp, $0) }
  }

  /// Another payload of the same length under the same key, over the same file: what only a holder of the key can make.
  private func forge() throws -> [UInt8] {
    let other = SodiumRandom.bytes(content.count)
    try AtomicFile.write(other, to: test.root + "/other")
    let sealed = test.root + "/other.sealed"
    let output = try PosixFile.creating(sealed)
    _ = try AgePayload.encrypt(
      from: PosixFile.reading(test.root + "/other"), to: output, key: AgeFileKey(copying: details.fileKey.bytes))
    let handle = try #require(FileHandle(forUpdatingAtPath: test.folder.blob(details.blob)))
    try handle.write(contentsOf: Data(try PosixFile.readAll(sealed, limit: 1 << 20)))
    try handle.close()
    for name in ["/other", "/other.sealed"] { try Folder.remove(test.root + name) }
    return other
  }

  @Test func whatWasAttachedIsProvenAndComesBack() throws {
    #expect(try isProven())
    try vault.get(id, in: caseID, to: test.root + "/out")
    #expect(try PosixFile.readAll(test.root + "/out", limit: 1 << 20) == content)
  }

  @Test func anotherPayloadOfTheSameSizeIsCaught() throws {
    _ = try forge()
    #expect(try !isProven())
    #expect(throws: VaultError.damaged(.blob(id, "its content is not what was attached"))) {
      try vault.get(id, in: caseID, to: test.root + "/out")
    }
    #expect(try !isProven())
    #expect(try Folder.list(test.root).filter { $0.hasPrefix("out") || $0.hasSuffix(".new") } == [])
  }

  @Test func aTouchedFileIsHashedAgainAndRememberedAgain() throws {
    let path = test.folder.blob(details.blob)
    let bytes = try PosixFile.readAll(path, limit: 1 << 20)
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
    #expect(try !isProven())
    try stamp.settle()
    try vault.get(id, in: caseID, to: test.root + "/out")
    #expect(try isProven())
  }

  @Test func onlyThisKeyAndThisDigestAreProven() throws {
    var other = details
    other.sha256 = try #require(ContentDigest(bytes: SodiumRandom.bytes(32)))
    #expect(try !isProven(other))
    other = details
    other.fileKey = try #require(FileKey(bytes: SodiumRandom.bytes(16)))
    #expect(try !isProven(other))
  }

  /// A file that changes while it is read as proven is hashed after all.
  @Test func aChangeWhileReadingIsCaught() throws {
    let output = try PosixFile.creating(test.root + "/out")
    #expect(throws: VaultError.damaged(.blob(id, "its content is not what was attached"))) {
      _ = try BlobFolder(folder: test.folder).open(
        details, of: id, to: output,
        isProven: { _ in
          _ = try? forge()
          return true
        }, progress: nil)
    }
  }

  /// What was remembered decides; so this shows that the digest is left out, and that `verify` never leaves it out.
  @Test func verifyTrustsNothingRemembered() throws {
    let other = try forge()
    try stamp.settle()
    try vault.remember(details, at: stamp)
    try vault.get(id, in: caseID, to: test.root + "/out")
    #expect(try PosixFile.readAll(test.root + "/out", limit: 1 << 20) == other)
    #expect(try vault.verify().damage == [.blob(id, "its ciphertext was altered")])
  }
}
