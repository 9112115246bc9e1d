import Foundation
import Platform
import Testing

@Suite struct FolderTests {
  let place: Place
  init() throws { place = try Place() }

  @Test func createsPrivately() throws {
    try Folder.create(place("a"))
    #expect(try place.mode("a") == 0o700)
    #expect(throws: PlatformError.alreadyExists) { try Folder.create(place("a")) }
    #expect(throws: PlatformError.notFound) { try Folder.create(place("b/c")) }
    try Folder.create(place("b/c/d"), parents: true)
    try Folder.create(place("b/c/d"), parents: true)
    #expect(try place.mode("b/c") == 0o700)
    _ = try PosixFile.creating(place("file"))
    #expect(throws: PlatformError.self) { try Folder.create(place("file/x"), parents: true) }
  }

  @Test func listsNames() throws {
    for name in ["b", "a", ".hidden", "қала"] { _ = try PosixFile.creating(place(name)) }
    #expect(try Folder.list(place.path) == [".hidden", "a", "b", "қала"])
    #expect(throws: PlatformError.notFound) { try Folder.list(place("none")) }
    #expect(throws: PlatformError.notFound) { try Folder.list(place("a")) }
    try Folder.sync(place.path)
  }

  @Test func renamesWithoutReplacing() throws {
    try AtomicFile.write([1], to: place("a"))
    try AtomicFile.write([2], to: place("b"))
    #expect(throws: PlatformError.alreadyExists) { try Folder.rename(place("a"), to: place("b")) }
    #expect(try PosixFile.readAll(place("b"), limit: 9) == [2])
    try Folder.rename(place("a"), to: place("c"))
    try Folder.rename(place("c"), to: place("b"), replacing: true)
    #expect(try PosixFile.readAll(place("b"), limit: 9) == [1])
    #expect(try Folder.list(place.path) == ["b"])
    try Folder.remove(place("b"))
    #expect(throws: PlatformError.notFound) { try Folder.remove(place("b")) }
  }

  @Test func replacesInOneStepAndLeavesNothingBehind() throws {
    try AtomicFile.write([1], to: place("a"))
    #expect(try place.mode("a") == 0o600)
    try AtomicFile.write([2, 3], to: place("a"))
    #expect(throws: PlatformError.alreadyExists) { try AtomicFile.write([4], to: place("a"), replacing: false) }
    #expect(try PosixFile.readAll(place("a"), limit: 9) == [2, 3])
    #expect(try Folder.list(place.path) == ["a"])
    try Folder.create(place("folder"))
    #expect(throws: PlatformError.self) { try AtomicFile.write([4], to: place("folder")) }
    #expect(try Folder.list(place.path) == ["a", "folder"])
  }

  @Test(arguments: [
    ("a", "."), ("/a", "/"), ("a/b", "a"), ("/a/b/", "/a"), ("/a//b", "/a"), ("/", "/"), ("//", "/"), ("", "."),
  ])
  func parents(_ path: String, _ parent: String) { #expect(Folder.parent(of: path) == parent) }

  @Test func sessionFolderIsPrivateAndInMemory() throws {
    let shared = "/dev/shm/" + UUID().uuidString
    try Folder.create(shared)
    defer { try? FileManager.default.removeItem(atPath: shared) }
    let path = try RuntimeFolder.session(runtime: nil, shared: shared)
    #expect(path.hasPrefix(shared + "/casevault-"))
    #expect(try RuntimeFolder.session(runtime: nil, shared: shared) == path)
    #expect(try RuntimeFolder.session(runtime: shared, shared: "/none") == shared + "/casevault")
    // Readable by others: neither used nor repaired.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    #expect(throws: PlatformError.notPermitted) { try RuntimeFolder.session(runtime: nil, shared: shared) }
    try FileManager.default.removeItem(atPath: path)
    try Folder.create(shared + "/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: shared + "/elsewhere")
    #expect(throws: PlatformError.self) { try RuntimeFolder.session(runtime: nil, shared: shared) }
    // A runtime folder that others may enter is passed over.
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: shared)
    #expect(try RuntimeFolder.session(runtime: shared, shared: shared) == path)
  }

  @Test func stateFolder() throws {
    #expect(try RuntimeFolder.state(stateHome: place("s"), home: nil) == place("s") + "/casevault")
    #expect(try RuntimeFolder.state(stateHome: nil, home: place("h")) == place("h") + "/.local/state/casevault")
    #expect(try RuntimeFolder.state(stateHome: "relative", home: place("h")) == place("h") + "/.local/state/casevault")
    #expect(throws: PlatformError.notFound) { try RuntimeFolder.state(stateHome: nil, home: nil) }
    #expect(try place.mode("h/.local/state/casevault") == 0o700)
  }
}
