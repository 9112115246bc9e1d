import Testing

@testable import Documents

struct ZipArchiveTests {
  @Test func whatIsWrittenReadsBackAndHasNoStrayByte() throws {
    let content = Array(repeating: UInt8(65), count: 5000)
    let archive = try ZipArchive(ZipArchive.write([("mimetype", [1, 2, 3]), ("a/b.xml", content)]))
    #expect(archive.entries.map(\.name) == ["mimetype", "a/b.xml"])
    #expect(archive.strayBytes == 0)
    #expect(!archive.entries.contains { $0.hasExtras })
    #expect(try archive.content(of: #require(archive.entry("a/b.xml"))) == content)
  }

  @Test func bytesOutsideEveryEntryAreCounted() throws {
    let file = try ZipArchive.write([("mimetype", [1, 2, 3])])
    #expect(try ZipArchive(file + [9, 9, 9, 9]).strayBytes == 4)
  }

  @Test func everyCutAndEveryFlippedByteIsReadOrRefused() throws {
    let file = try ZipArchive.write([("mimetype", [1, 2, 3]), ("b", Array(repeating: 7, count: 300))])
    for end in file.indices { _ = try? ZipArchive(Array(file[..<end])) }
    for index in file.indices {
      var changed = file
      changed[index] ^= 0xff
      guard let archive = try? ZipArchive(changed) else { continue }
      for entry in archive.entries { _ = try? archive.content(of: entry) }
    }
  }
}
