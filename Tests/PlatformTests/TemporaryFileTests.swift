import Foundation
import Testing

@testable import Platform

@Suite struct TemporaryFileTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "casevault-temporary-" + UUID().uuidString
    try Folder.create(folder)
  }

  @Test func aFileHasNoNameUntilItIsPublished() throws {
    defer { try? Folder.removeTree(folder) }
    do {
      let killed = try TemporaryFile(in: folder)
      try killed.file.write([1, 2, 3], count: 3, at: 0)
      #expect(try Folder.list(folder) == [])
    }
    let made = try TemporaryFile(in: folder)
    try made.file.write([4, 5], count: 2, at: 0)
    try made.publish(as: folder + "/a")
    #expect(try PosixFile.readAll(folder + "/a", limit: 9) == [4, 5])
    let other = try TemporaryFile(in: folder)
    #expect(throws: PlatformError.alreadyExists) { try other.publish(as: folder + "/a") }
    try other.publish(as: folder + "/a", replacing: true)
    #expect(try PosixFile.readAll(folder + "/a", limit: 9) == [])
    #expect(try Folder.list(folder) == ["a"])
  }

  /// Where a file system needs a name, the lock tells what a killed command left from what another is writing.
  @Test func aSweepTakesOnlyWhatNobodyHolds() throws {
    defer { try? Folder.removeTree(folder) }
    let left = "." + String(repeating: "0a", count: 16) + ".new"
    let others = [
      "." + String(repeating: "0", count: 31) + ".new", String(repeating: "0", count: 32) + ".new", "x.new",
    ]
    for name in others + [left] { try AtomicFile.write([1], to: folder + "/" + name) }
    try Folder.create(folder + "/." + String(repeating: "1", count: 32) + ".new")
    try withExtendedLifetime(try TemporaryFile.named(in: folder)) { held in
      TemporaryFile.sweep(folder)
      let names = try Folder.list(folder).map { folder + "/" + $0 }
      #expect(names.contains(held.1))
      #expect(!names.contains(folder + "/" + left))
      #expect(names.count == others.count + 2)
    }
    TemporaryFile.sweep(folder)
    #expect(try Folder.list(folder).count == others.count + 1)
  }
}

@Suite struct FileStampTests {
  @Test func everyChangeAfterATickShows() throws {
    let path = NSTemporaryDirectory() + "casevault-stamp-" + UUID().uuidString
    try AtomicFile.write([1, 2, 3], to: path)
    defer { try? Folder.remove(path) }
    let first = try FileStamp(PosixFile.reading(path))
    first.settle()
    #expect(first.isSettled)
    #expect(try FileStamp(PosixFile.reading(path)) == first)
    // The same bytes in the same place, and the time of modification set back.
    let times = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    try handle.write(contentsOf: Data([1]))
    try handle.close()
    try FileManager.default.setAttributes([.modificationDate: times as Any], ofItemAtPath: path)
    #expect(try FileStamp(PosixFile.reading(path)) != first)
    // Another file with the same content in its place.
    let second = try FileStamp(PosixFile.reading(path))
    try AtomicFile.write([1, 2, 3], to: path)
    #expect(try FileStamp(PosixFile.reading(path)) != second)
  }
}
