import Foundation
import OpenFormats
import Records
import Sodium
import Testing

@testable import casevault

/// What a bundle's recipient, or its maker, could slip in between what is checked and what is used or shown.
@Suite struct BundleTests {
  private static func folder(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "casevault-bundle-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (name, content) in files { try write(content, to: path + "/" + name) }
    try body(path)
  }

  private static func write(_ content: [UInt8], to path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: url)
  }

  private static func bag() throws -> [String: [UInt8]] {
    let content = Array("{}".utf8)
    let made = try BagTagFiles.make(
      payload: [.init(path: BundleLayout.records, size: content.count, sha256: Digest256.hash(content))], info: [])
    return Dictionary(uniqueKeysWithValues: [(BundleLayout.records, content)] + made.map { ($0.path, $0.content) })
  }

  /// A folder, and an archive, that give other bytes the second time.
  @Test func whatIsReadAgainIsWhatWasChecked() throws {
    try Self.folder(Self.bag()) { path in
      let source = BundleSource.folder(path)
      let contents = try source.contents { _ in }
      func readAll() throws {
        try source.forEachFile(in: contents) { _, next in while try !next().isEmpty {} }
      }
      try readAll()
      try Self.write(Array("[]".utf8), to: path + "/" + BundleLayout.records)
      #expect(throws: BagError.changed) { try readAll() }
    }
    func archive(_ content: String, _ path: String = BundleLayout.records) throws -> [UInt8] {
      var bytes: [UInt8] = []
      var writer = TarWriter(seconds: 0) { bytes += $0 }
      var bag = try Self.bag()
      bag[BundleLayout.records] = nil
      bag[path] = Array(content.utf8)
      for (path, content) in bag.sorted(by: { $0.key < $1.key }) { try writer.file(path, content) }
      try writer.finish()
      return bytes
    }
    for other in [try archive("[]"), try archive("{}", "data/other"), try Array(archive("{}").suffix(1024))] {
      var versions = [try archive("{}"), other]
      let source = BundleSource.archive {
        var rest = [versions.removeFirst()]
        return { rest.popLast() ?? [] }
      }
      let contents = try source.contents { _ in }
      #expect(throws: BagError.changed) {
        try source.forEachFile(in: contents) { _, next in while try !next().isEmpty {} }
      }
    }
  }

  /// Without an own SHA-256, a folder's files would be taken in uncompared.
  @Test func everyFileOfAFolderHasADigest() throws {
    var files = try Self.bag()
    files["manifest-sha256.txt"] = nil
    files["tagmanifest-sha256.txt"] = nil
    try Self.folder(files) { path in
      let contents = try BundleSource.folder(path).contents { _ in }
      #expect(contents.sha256(of: BundleLayout.records) == Digest256.hash(Array("{}".utf8)))
    }
  }

  /// A bag of an older version takes further files with a manifest of their own; a signature does not speak of them.
  @Test func aFileBesideWhatIsSignedIsNotSigned() throws {
    var files = try Self.bag()
    files["bagit.txt"] = Array("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n".utf8)
    files["data/statement.html"] = []
    files["manifest-md5.txt"] = Array("d41d8cd98f00b204e9800998ecf8427e  data/statement.html\n".utf8)
    files[BundleLayout.signature] = Array("untrusted comment: x".utf8)
    try Self.folder(files) { path in
      let contents = try BundleSource.folder(path).contents { _ in }
      let report = BundleReport(contents, documents: [:], key: nil)
      guard case .bad(let why) = report.signature else {
        Issue.record("believed: \(report.signature)")
        return
      }
      #expect(why == "what is signed does not list all of its files" && !report.isSound)
    }
  }

  /// What opens a file here, or names a person's coded records, is no business of a recipient.
  @Test func whatIsShownLeavesOutWhatLeadsBack() {
    let content = JSONValue.object([
      "codedID": .string("0"), "file": .object(["fileKey": .string("1"), "blob": .string("2"), "size": .string("3")]),
    ])
    #expect(BundleLayout.shown(content) == .object(["file": .object(["size": .string("3")])]))
  }

  /// A note can neither pass for another record nor rewrite what a terminal or browser shows.
  @Test func documentsShowWhatWasRecordedAsThat() {
    let text = "beaten\n== Note 0123abcd, recorded 2022-01-17\nnot \u{202e}beaten\u{1b}[2J"
    let record = BundleRecord(
      id: String(repeating: "0", count: 32), kind: .note, recordedAt: "2022-01-17T10:00:00Z", corrects: nil, text: text,
      content: .object(["title": .string("a\n== b\u{202e}\u{9b}2J")]))
    let index = BundleIndex(
      format: BundleIndex.format, bundle: "0", recipient: "Court", purpose: .refer, made: "2022-01-18", case: "0",
      records: [record], files: [])
    for language in LabelLanguage.allCases {
      let document = BundleDocument(index: index, codebook: .standard, language: language)
      let text = String(decoding: document.text, as: UTF8.self)
      #expect(text.split(separator: "\n").count { $0.hasPrefix("==") } == 1)
      #expect(text.contains("\n  beaten\n  == Note"))
      for page in [text, String(decoding: document.html, as: UTF8.self)] {
        #expect(!page.unicodeScalars.contains { ["\u{1b}", "\u{202e}", "\u{9b}"].contains($0) })
      }
    }
  }
}
