import Foundation
import Sodium
import Testing

@testable import OpenFormats

@Suite struct BagItTests {
  static let payload: [(path: String, content: [UInt8])] = [
    ("data/note.txt", Array("Үлгі\n".utf8)), ("data/files/100%.bin", [0, 1, 2]),
  ]

  static func files() throws -> [String: [UInt8]] {
    let made = try BagTagFiles.make(
      payload: payload.map { .init(path: $0.path, size: $0.content.count, sha256: Digest256.hash($0.content)) },
      info: [("Contact-Name", "Emma Sample")])
    return Dictionary(uniqueKeysWithValues: payload.map { ($0.path, $0.content) } + made.map { ($0.path, $0.content) })
  }

  static func check(_ files: [String: [UInt8]], folder: String = "bag/") throws -> BagCheck {
    let archive = try TarTests.archive(files.sorted { $0.key < $1.key }.map { (folder + $0.key, $0.value) })
    var reader = TarReader(TarTests.source(archive))
    return BagCheck(try BagContents(archive: &reader))
  }

  func problems(_ change: (inout [String: [UInt8]]) -> Void) throws -> [BagProblem] {
    var files = try Self.files()
    change(&files)
    return try Self.check(files).problems
  }

  @Test(arguments: ["", "bag/"]) func whatIsMadeIsValid(_ folder: String) throws {
    let check = try Self.check(try Self.files(), folder: folder)
    #expect(check.problems.isEmpty)
    #expect(check.version == "1.0" && check.algorithms == ["sha256"] && !check.isWeak)
    #expect(check.fileCount == 2 && check.byteCount == 12)
    #expect(check.vouching == ["tagmanifest-sha256.txt"])
    #expect(check.info.contains { $0 == ("Contact-Name", "Emma Sample") })
  }

  @Test func everyChangeOfThePayloadIsNamed() throws {
    #expect(
      try problems { $0["data/note.txt"]?[0] ^= 1 } == [
        .altered(path: "data/note.txt", manifest: "manifest-sha256.txt")
      ])
    #expect(try problems { $0["data/note.txt"] = nil } == [.missing(path: "data/note.txt"), .wrongOxum])
    #expect(
      try problems { $0["data/more"] = [] } == [
        .unlisted(path: "data/more", manifest: "manifest-sha256.txt"), .wrongOxum,
      ])
    #expect(
      try problems { $0["bag-info.txt"]? += Array("x: y\n".utf8) } == [
        .altered(path: "bag-info.txt", manifest: "tagmanifest-sha256.txt")
      ])
    #expect(
      try problems { $0["fetch.txt"] = Array("https://example.org/x 3 data/x\n".utf8) } == [
        .toBeFetched(path: "data/x")
      ])
  }

  @Test(arguments: ["../x", "/x", "data/../../x", "bagit.txt", "data\\x"]) func pathsOutOfThePayloadAreRefused(
    _ path: String
  ) throws {
    let line = Array("\(String(repeating: "0", count: 64))  \(path)\n".utf8)
    let problems = try problems { $0["manifest-sha256.txt"]? += line }
    #expect(problems.contains(.unsafePath(file: "manifest-sha256.txt", line: 3)))
  }

  /// A signed tag manifest that does not speak of the payload's manifest says nothing about the payload.
  @Test func aTagManifestVouchesOnlyForWhatItLists() throws {
    var files = try Self.files()
    let lines = String(decoding: files["tagmanifest-sha256.txt"] ?? [], as: UTF8.self).split(separator: "\n")
    let kept = lines.filter { !$0.hasSuffix("manifest-sha256.txt") }.joined(separator: "\n")
    files["tagmanifest-sha256.txt"] = Array(kept.utf8)
    let check = try Self.check(files)
    #expect(check.problems.isEmpty && check.vouching.isEmpty)
  }

  /// Below version 1.0 a manifest may list what the others do not; whoever signed them never saw that one.
  @Test func whatASignerNeverSawIsNotVouchedFor() throws {
    func digest(_ bytes: [UInt8], _ algorithm: DigestAlgorithm) -> String {
      var digest = OutsideDigest(algorithm)
      digest.update(bytes[...])
      return hex(digest.finalize())
    }
    let good = Array("good\n".utf8)
    let declaration = Array("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n".utf8)
    let manifest = Array("\(digest(good, .sha256))  data/good.txt\n".utf8)
    var files: [String: [UInt8]] = [
      "bagit.txt": declaration, "data/good.txt": good, "manifest-sha256.txt": manifest,
      "tagmanifest-sha256.txt": Array(
        "\(digest(declaration, .sha256))  bagit.txt\n\(digest(manifest, .sha256))  manifest-sha256.txt\n".utf8),
      "tagmanifest-sha256.txt.minisig": [],
    ]
    #expect(try Self.check(files).vouching == ["tagmanifest-sha256.txt"])
    files["bag-info.txt"] = Array("Contact-Name: Emma Sample\n".utf8)
    #expect(try Self.check(files).vouching.isEmpty, "nor does it speak of what is said about the bag")
    files["bag-info.txt"] = nil
    files["data/statement.html"] = good
    for algorithm in [DigestAlgorithm.md5, .sha512] {
      let name = "manifest-\(algorithm.rawValue).txt"
      files[name] = Array("\(digest(good, algorithm))  data/statement.html\n".utf8)
      let check = try Self.check(files)
      #expect(check.problems.isEmpty && check.vouching.isEmpty)
      files[name] = nil
    }
  }

  @Test func declarationsAreStrict() throws {
    #expect(try problems { $0["bagit.txt"] = Array("BagIt-Version: 1.0\n".utf8) }.contains(.malformedDeclaration))
    #expect(
      try problems { $0["bagit.txt"] = Array("BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n".utf8) }
        .contains(.unsupportedVersion))
    #expect(try problems { $0["manifest-sha256.txt"] = nil }.contains(.noManifest))
    #expect(throws: BagError.notABag) { try Self.check(["data/x": []]) }
  }

  /// An older bag by somebody else: MD5 and SHA-512, upper-case digits, CR LF, an asterisk, percent signs.
  @Test func bagsOfOthersAreRead() throws {
    let content = Array("x\n".utf8)
    var md5 = OutsideDigest(.md5)
    md5.update(content[...])
    var sha512 = OutsideDigest(.sha512)
    sha512.update(content[...])
    var files: [String: [UInt8]] = [
      "bagit.txt": Array("BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n".utf8),
      "manifest-md5.txt": Array("\(hex(md5.finalize()).uppercased()) *data/a%25b\r\n".utf8), "data/a%b": content,
    ]
    var check = try Self.check(files)
    #expect(check.problems.isEmpty && check.isWeak)
    files["manifest-sha512.txt"] = Array("\(hex(sha512.finalize()))\tdata/a%25b\n".utf8)
    check = try Self.check(files)
    #expect(check.problems.isEmpty && !check.isWeak)
    files["manifest-whirlpool.txt"] = []
    #expect(try Self.check(files).problems == [.unknownAlgorithm(manifest: "manifest-whirlpool.txt")])
  }

  @Test func aFolderIsCheckedWithoutFollowingLinks() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (path, content) in try Self.files() {
      let url = URL(fileURLWithPath: folder + "/" + path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content).write(to: url)
    }
    #expect(BagCheck(try BagContents(folder: folder)).problems.isEmpty)
    try FileManager.default.createSymbolicLink(atPath: folder + "/data/link", withDestinationPath: "/etc/hostname")
    try FileManager.default.createSymbolicLink(atPath: folder + "/data/loop", withDestinationPath: ".")
    #expect(
      BagCheck(try BagContents(folder: folder)).problems == [
        .foreignEntry(path: "data/link"), .foreignEntry(path: "data/loop"),
      ])
    #expect(throws: BagError.notABag) { try BagContents(folder: folder + "/data") }
    #expect(throws: BagError.notABag) { try BagContents(folder: folder + "/nowhere") }
  }

  @Test func whatCannotBeABagIsNotMade() {
    for path in ["note.txt", "data/../x", "data/a\nb"] {
      #expect(throws: BagError.unfit) {
        try BagTagFiles.make(payload: [.init(path: path, size: 0, sha256: [])], info: [])
      }
    }
    #expect(throws: BagError.unfit) { try BagTagFiles.make(payload: [], info: []) }
    #expect(throws: BagError.unfit) {
      try BagTagFiles.make(payload: [.init(path: "data/x", size: 0, sha256: [])], info: [("A", "b\nC: d")])
    }
  }

  @Test(arguments: 0..<10) func damagedTagFilesFailWithoutTrapping(_ seed: Int) throws {
    var mutation = Mutation(seed: UInt64(seed) + 1)
    let files = try Self.files()
    for _ in 0..<40 {
      for name in files.keys where !name.hasPrefix("data/") {
        var damaged = files
        damaged[name] = mutation.damaged(files[name] ?? [])
        guard damaged[name] != files[name] else { continue }
        // Whatever it is, it does not pass for the bag that was made: the tag manifest, or itself, tells.
        let problems = try Self.check(damaged).problems
        #expect(!problems.isEmpty || name == BagTagFiles.tagManifest)
      }
    }
  }
}
