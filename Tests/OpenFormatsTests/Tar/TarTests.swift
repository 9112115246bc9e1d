import Foundation
import Testing

@testable import OpenFormats

@Suite struct TarTests {
  static func archive(_ files: [(String, [UInt8])]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = TarWriter(seconds: 1_700_000_000) { bytes += $0 }
    for (path, content) in files { try writer.file(path, content) }
    try writer.finish()
    return bytes
  }

  static func source(_ bytes: [UInt8], pieces: Int = 700) -> () throws -> [UInt8] {
    var position = 0
    return {
      defer { position = min(position + pieces, bytes.count) }
      return Array(bytes[position..<min(position + pieces, bytes.count)])
    }
  }

  static func read(_ bytes: [UInt8], pieces: Int = 700) throws -> [String: [UInt8]] {
    var reader = TarReader(source(bytes, pieces: pieces))
    var files: [String: [UInt8]] = [:]
    while let entry = try reader.next() { files[entry.path] = try reader.readAll(limit: 1 << 20) }
    return files
  }

  /// A header with what the writer never writes.
  static func header(_ path: String, kind: String = "0", size: Int = 0) throws -> [UInt8] {
    var header = Array(try archive([("x", [])]).prefix(512))
    header.replaceSubrange(0..<100, with: Array(path.utf8) + [UInt8](repeating: 0, count: 100 - path.utf8.count))
    header[156] = Array(kind.utf8)[0]
    header.replaceSubrange(124..<135, with: Array(String(format: "%011o", size).utf8))
    header.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    let sum = header.reduce(0) { $0 + Int($1) }
    header.replaceSubrange(148..<156, with: Array(String(format: "%06o", sum).utf8) + [0, 0x20])
    return header
  }

  static let end = [UInt8](repeating: 0, count: 1024)

  @Test(arguments: [1, 511, 512, 513, 100_000]) func roundTrip(_ pieces: Int) throws {
    let files: [(String, [UInt8])] = [
      ("bag/a.txt", Array("a".utf8)), ("bag/empty", []), ("bag/data/b", [UInt8](repeating: 7, count: 1536)),
    ]
    let bytes = try Self.archive(files)
    #expect(bytes.count.isMultiple(of: 512))
    #expect(try Self.read(bytes, pieces: pieces) == Dictionary(uniqueKeysWithValues: files))
  }

  @Test(arguments: ["../x", "/etc/passwd", "a/../../b", "a\\b", "a\u{7}", "", "/"]) func unsafePathsAreRefused(
    _ path: String
  ) throws {
    let bytes = try Self.header(path) + Self.end
    #expect(throws: TarError.unsafePath(entry: 0)) { try Self.read(bytes) }
  }

  @Test(arguments: ["1", "2", "3", "4", "6", "7", "K", "S", "V"]) func linksAndDevicesAreRefused(_ kind: String) throws
  {
    let bytes = try Self.header("x", kind: kind) + Self.end
    #expect(throws: TarError.unsupportedEntry(0)) { try Self.read(bytes) }
  }

  @Test func extendedPathsAreCheckedToo() throws {
    func padded(_ text: String) -> [UInt8] {
      Array(text.utf8) + [UInt8](repeating: 0, count: (512 - text.utf8.count % 512) % 512)
    }
    let good = "16 path=long/it\n"
    let bytes = try Self.header("x", kind: "x", size: 16) + padded(good) + Self.header("short") + Self.end
    #expect(try Self.read(bytes).keys.sorted() == ["long/it"])
    let bad = "13 path=../x\n"
    let attack = try Self.header("x", kind: "x", size: 13) + padded(bad) + Self.header("short") + Self.end
    #expect(throws: TarError.unsafePath(entry: 1)) { try Self.read(attack) }
    let link = try Self.header("x", kind: "L", size: 5) + padded("../x\0") + Self.header("short") + Self.end
    #expect(throws: TarError.unsafePath(entry: 1)) { try Self.read(link) }
  }

  /// What others would extract under another name, or with another length, than is checked here.
  @Test func whatProgramsReadDifferentlyIsRefused() throws {
    func named(_ text: String, kind: String = "x") throws -> [UInt8] {
      let length = text.utf8.count + 4
      return try Self.header("x", kind: kind, size: length) + Array("\(length) \(text)\n".utf8)
        + [UInt8](repeating: 0, count: 512 - length)
    }
    let file = try Self.header("data/a.txt") + Self.end
    for line in ["path=data/other", "size=00000004"] {
      #expect(throws: TarError.ambiguousEntry(0)) { try Self.read(named(line, kind: "g") + file) }
    }
    #expect(try Self.read(named("comment=1234", kind: "g") + file).keys.sorted() == ["data/a.txt"])
    let long = try Self.header("x", kind: "L", size: 6) + Array("data/l".utf8) + [UInt8](repeating: 0, count: 506)
    #expect(throws: TarError.ambiguousEntry(1)) { try Self.read(named("path=data/b") + named("path=data/c") + file) }
    #expect(throws: TarError.ambiguousEntry(1)) { try Self.read(named("path=data/b") + long + file) }
    #expect(throws: TarError.ambiguousEntry(1)) { try Self.read(long + named("path=data/b") + file) }
    #expect(throws: TarError.ambiguousEntry(0)) { try Self.read(named("GNU.sparse.name=data/b") + file) }
    #expect(throws: TarError.ambiguousEntry(0)) { try Self.read(named("hdrcharset=BINARY") + file) }
    #expect(throws: TarError.ambiguousEntry(0)) { try Self.read(Self.header("data/a/") + Self.end) }
  }

  @Test func nothingIsHiddenBehindTheEnd() throws {
    let bytes = try Self.archive([("a", [1])])
    #expect(try Self.read(bytes + Self.end).count == 1)
    #expect(throws: TarError.trailingData) { try Self.read(bytes + [1]) }
    #expect(throws: TarError.truncated) { try Self.read(Array(bytes.prefix(1000))) }
  }

  @Test func whatWasAnnouncedMustBeWritten() throws {
    var writer = TarWriter(seconds: 0) { _ in }
    try writer.begin("a", size: 3)
    #expect(throws: TarError.wrongSize) { try writer.write([1, 2, 3, 4]) }
    #expect(throws: TarError.wrongSize) { try writer.end() }
  }

  @Test(arguments: 0..<10) func damagedArchivesFailWithoutTrapping(_ seed: Int) throws {
    var mutation = Mutation(seed: UInt64(seed) + 1)
    let bytes = try Self.archive([("bag/a", [1, 2, 3]), ("bag/b", [UInt8](repeating: 3, count: 700))])
    for _ in 0..<200 {
      let files = (try? Self.read(mutation.damaged(bytes))) ?? [:]
      #expect(files.keys.allSatisfy { ArchivePath.checked($0.utf8) == $0 })
    }
  }
}
