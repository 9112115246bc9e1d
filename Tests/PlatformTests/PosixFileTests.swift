import Foundation
import Platform
import Testing

/// A folder that goes with the test.
final class Place {
  let path: String
  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Folder.create(path)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func callAsFunction(_ name: String) -> String { path + "/" + name }
  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: self(name))[.posixPermissions] as? Int
  }
}

@Suite struct PosixFileTests {
  let place: Place
  init() throws { place = try Place() }

  @Test func createsPrivatelyAndOnlyOnce() throws {
    _ = try PosixFile.creating(place("a"))
    #expect(try place.mode("a") == 0o600)
    #expect(throws: PlatformError.alreadyExists) { try PosixFile.creating(place("a")) }
    try FileManager.default.createSymbolicLink(atPath: place("link"), withDestinationPath: place("elsewhere"))
    #expect(throws: PlatformError.alreadyExists) { try PosixFile.creating(place("link")) }
    #expect(try !Folder.exists(place("elsewhere")))
  }

  @Test func readsAndWritesAtPlaces() throws {
    let file = try PosixFile.creating(place("a"))
    try file.write([1, 2, 3, 4], from: 1, count: 3, at: 10)
    #expect(try file.size() == 13)
    var buffer = [UInt8](repeating: 9, count: 6)
    #expect(try file.read(into: &buffer, from: 1, count: 5, at: 9) == 4)
    #expect(buffer == [9, 0, 2, 3, 4, 9])
    #expect(try file.read(into: &buffer, count: 6, at: 13) == 0)
    #expect(try file.readNext(into: &buffer, count: 6) == 6)
    try file.sync()
  }

  @Test func neverLeavesTheBuffer() throws {
    let file = try PosixFile.creating(place("a"))
    var buffer = [UInt8](repeating: 0, count: 4)
    for (start, count) in [(0, 5), (1, 4), (-1, 1), (0, -1), (Int.max, 1)] {
      #expect(throws: PlatformError.self) { try file.read(into: &buffer, from: start, count: count, at: 0) }
      #expect(throws: PlatformError.self) { try file.write(buffer, from: start, count: count, at: 0) }
    }
  }

  @Test func namesWhatIsWrong() throws {
    #expect(throws: PlatformError.notFound) { try PosixFile.reading(place("none")) }
    #expect(throws: PlatformError.notFound) { try PosixFile.reading(place("none") + "\0tail") }
    #expect(throws: PlatformError.notAFile) { try PosixFile.reading(place.path) }
    _ = try PosixFile.creating(place("a"))
    #expect(throws: PlatformError.notFound) { try PosixFile.reading(place("a/b")) }
    try FileManager.default.createSymbolicLink(atPath: place("link"), withDestinationPath: place("a"))
    #expect(throws: PlatformError.notAFile) { try PosixFile.reading(place("link"), followingLinks: false) }
    _ = try PosixFile.reading(place("link"))
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let device = PosixFile(adopting: full.fileDescriptor, closing: false)
    #expect(throws: PlatformError.diskFull) { try device.writeNext([1], count: 1) }
    #expect(throws: PlatformError.notAFile) { try device.size() }
    #expect(!device.isRegular)
  }

  @Test func aReaderThatWentAwayIsAnError() async {
    await #expect(processExitsWith: .exitCode(7)) {
      try? ProcessGuard.apply()
      let pipe = Pipe()
      try pipe.fileHandleForReading.close()
      let end = PosixFile(adopting: pipe.fileHandleForWriting.fileDescriptor, closing: false)
      do { try end.writeNext([1], count: 1) } catch PlatformError.brokenPipe { exit(7) }
    }
  }

  @Test func readsPipesToTheirEnd() throws {
    let pipe = Pipe()
    let content = [UInt8](repeating: 7, count: 300_000)
    Thread.detachNewThread {
      pipe.fileHandleForWriting.write(Data(content))
      try? pipe.fileHandleForWriting.close()
    }
    let end = PosixFile(adopting: pipe.fileHandleForReading.fileDescriptor, closing: false)
    #expect(try end.readAll(limit: 300_000) == content)
  }

  @Test func wholeFilesAreBounded() throws {
    let file = try PosixFile.creating(place("a"))
    try file.write([1, 2, 3], count: 3, at: 0)
    #expect(try PosixFile.readAll(place("a"), limit: 3) == [1, 2, 3])
    #expect(throws: PlatformError.tooLarge(limit: 2)) { try PosixFile.readAll(place("a"), limit: 2) }
    #expect(throws: PlatformError.tooLarge(limit: 100)) { try PosixFile.readAll("/dev/zero", limit: 100) }
  }
}
