import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Vault

@Suite struct AttachingTests {
  let test: TestVault
  let vault: OpenVault
  let caseID: ID<Case>

  init() throws {
    test = try TestVault()
    vault = try test.open(test.founder)
    caseID = try vault.openCase(title: CaseTitle(title: "t"))
  }

  private func file(_ bytes: [UInt8], _ name: String = "in") throws -> PosixFile {
    let path = test.root + "/" + name
    try? Folder.remove(path)
    try AtomicFile.write(bytes, to: path)
    return try PosixFile.reading(path)
  }

  private func read(_ path: String) throws -> [UInt8] { try PosixFile.readAll(path, limit: 1 << 24) }
  private func blobs() throws -> [String] { try Folder.list(test.folder.blobs) }

  /// Lengths around the 64 KiB chunks and the 256 KiB blocks of the payload.
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 262_144, 262_145, 1_000_003])
  func whatComesBackIsWhatWasAttached(_ count: Int) throws {
    let bytes = SodiumRandom.bytes(count)
    let id = try vault.attach(try file(bytes), named: "photo", to: caseID) { AttachedFile(file: $0, caption: "yard") }
    let out = test.root + "/out"
    let details = try test.open(test.founder).get(id.record, in: caseID, to: out)
    #expect(try read(out) == bytes)
    #expect(details.size == count)
    #expect(details.sha256.bytes == Digest256.hash(bytes))
    #expect(try vault.records(AttachedFile.self, in: caseID).map(\.content.caption) == ["yard"])
    #expect(try BlobFolder.check(details, in: test.folder) == .intact)
    #expect(try FileManager.default.attributesOfItem(atPath: out)[.posixPermissions] as? Int == 0o600)
    #expect(try blobs() == [details.blob.hex])
  }

  @Test func aPipeIsAttachedAndStreamed() throws {
    let bytes = SodiumRandom.bytes(300_000)
    let pipe = Pipe()
    let writer = pipe.fileHandleForWriting
    let thread = Thread {
      try? writer.write(contentsOf: Data(bytes))
      try? writer.close()
    }
    thread.start()
    let input = PosixFile(adopting: pipe.fileHandleForReading.fileDescriptor, closing: false)
    let id = try vault.attach(input, named: "call.ogg", to: caseID) { MedicalFile(file: $0) }

    let back = Pipe()
    let output = PosixFile(adopting: back.fileHandleForWriting.fileDescriptor, closing: false)
    let received = Received()
    let reader = Thread { received.take(back.fileHandleForReading) }
    reader.start()
    try vault.get(id.record, in: caseID, to: output)
    try back.fileHandleForWriting.close()
    #expect(received.wait() == Data(bytes))
  }

  @Test func anAppendingRedirectionReceivesTheBytesInOrder() throws {
    let bytes = SodiumRandom.bytes(400_000)
    let id = try vault.attach(try file(bytes), named: "a", to: caseID) { AttachedFile(file: $0) }
    let path = test.root + "/log"
    try AtomicFile.write([1, 2, 3], to: path)
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    try handle.seekToEnd()
    try vault.get(id.record, in: caseID, to: PosixFile(adopting: handle.fileDescriptor, closing: false))
    #expect(try read(path) == [1, 2, 3] + bytes)
  }

  @Test func anExistingFileStays() throws {
    let id = try vault.attach(try file([1, 2]), named: "a", to: caseID) { AttachedFile(file: $0) }
    let out = test.root + "/out"
    try AtomicFile.write([9], to: out)
    #expect(throws: PlatformError.alreadyExists) { try vault.get(id.record, in: caseID, to: out) }
    #expect(try read(out) == [9])
    try vault.get(id.record, in: caseID, to: out, replacing: true)
    #expect(try read(out) == [1, 2])
  }

  @Test(arguments: [0, 15, 16, 70_000, 199_999])
  func anAlteredCiphertextIsNamedAndLeavesNothing(_ offset: Int) throws {
    let id = try vault.attach(try file(SodiumRandom.bytes(200_000)), named: "a", to: caseID) { AttachedFile(file: $0) }
    let details = try vault.file(id.record, in: caseID)
    var sealed = try read(test.folder.blob(details.blob))
    sealed[offset] ^= 1
    try AtomicFile.write(sealed, to: test.folder.blob(details.blob))
    guard case .altered = try BlobFolder.check(details, in: test.folder) else {
      Issue.record("not noticed")
      return
    }
    let out = test.root + "/out"
    #expect(throws: VaultError.self) { try vault.get(id.record, in: caseID, to: out) }
    #expect(try Folder.list(test.root).filter { $0.hasSuffix(".part") || $0 == "out" }.isEmpty)
  }

  @Test func aShortenedLongerMissingOrLinkedCiphertextIsNoticed() throws {
    let id = try vault.attach(try file(SodiumRandom.bytes(65_536)), named: "a", to: caseID) { AttachedFile(file: $0) }
    let details = try vault.file(id.record, in: caseID)
    let path = test.folder.blob(details.blob)
    let sealed = try read(path)
    for changed in [Array(sealed.dropLast()), sealed + [0], []] {
      try AtomicFile.write(changed, to: path)
      #expect(try BlobFolder.check(details, in: test.folder) == .altered(chunk: nil))
    }
    try Folder.rename(path, to: test.root + "/elsewhere", replacing: true)
    #expect(try BlobFolder.check(details, in: test.folder) == .missing)
    #expect(throws: VaultError.damaged(.blob(id.record, "its ciphertext is missing"))) {
      try vault.get(id.record, in: caseID, to: test.root + "/out")
    }
  }

  @Test func aRefusedRecordLeavesNoCiphertext() throws {
    #expect(throws: RecordError.self) {
      try vault.attach(try file([1]), named: "line\nbreak", to: caseID) { AttachedFile(file: $0) }
    }
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try vault.attach(try file([1]), named: "a", to: caseID) { details in
        if details.size == 1 { throw Stop() }
        return AttachedFile(file: details)
      }
    }
    try vault.setClosed(true, caseID)
    #expect(throws: VaultError.caseClosed) {
      try vault.attach(try file([1]), named: "a", to: caseID) { AttachedFile(file: $0) }
    }
    #expect(try blobs().isEmpty)
  }

  @Test func whoHasNoKeyGetsNothing() throws {
    let id = try vault.attach(try file([1]), named: "a", to: caseID) { AttachedFile(file: $0) }
    let lawyer = try test.open(try test.admit("lawyer", [.lawyer]))
    #expect(throws: VaultError.noKey(case: caseID, compartment: .testimony)) {
      try lawyer.get(id.record, in: caseID, to: test.root + "/out")
    }
    #expect(throws: VaultError.noKey(case: caseID, compartment: .testimony)) {
      try lawyer.attach(try file([1]), named: "a", to: caseID) { AttachedFile(file: $0) }
    }
  }

  @Test func mediaTypesAreGuessedFromTheFirstBytes() {
    func type(_ text: String) -> MediaType { .guess(from: Array(text.utf8)) }
    #expect(MediaType.guess(from: [0xff, 0xd8, 0xff, 0xe0]) == .jpeg)
    #expect(MediaType.guess(from: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]) == .png)
    #expect(type("%PDF-1.7") == .pdf)
    #expect(type("RIFF1234WAVEfmt ") == .wav)
    #expect(type("\u{0}\u{0}\u{0}\u{18}ftypisom") == .mp4)
    #expect(type("\u{0}\u{0}\u{0}\u{18}ftypM4A ") == .m4a)
    #expect(type("OggS") == .ogg)
    #expect(type("ID3\u{3}") == .mp3)
    let local = "PK\u{3}\u{4}" + String(repeating: "\u{0}", count: 26)
    #expect(type(local + "mimetypeapplication/vnd.oasis.opendocument.textPK") == .odt)
    #expect(type(local + "[Content_Types].xml word/document.xml") == .docx)
    #expect(type(local + "a.txt") == .zip)
    #expect(type("Ночью вызывали на допрос.\n") == .text)
    #expect(type(String(repeating: "я", count: 5_000)) == .text)
    #expect(type("a" + String(repeating: "я", count: 5_000)) == .text)
    #expect(MediaType.guess(from: [0x41, 0x00, 0x42]) == .unknown)
    #expect(MediaType.guess(from: [0x41, 0xd0]) == .unknown)
    #expect(MediaType.guess(from: []) == .unknown)
  }
}

/// Takes a pipe's content on another thread.
private final class Received: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var data = Data()

  func take(_ handle: FileHandle) {
    data = (try? handle.readToEnd()) ?? Data()
    done.signal()
  }

  func wait() -> Data {
    done.wait()
    return data
  }
}
