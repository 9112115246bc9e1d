import Testing

@testable import Documents

struct PictureTests {
  private static let raster = Raster(
    width: 40, height: 30, channels: 3, pixels: (0..<3600).map { UInt8(truncatingIfNeeded: $0 &* 7) })

  private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    var chunk: [UInt8] = []
    chunk.appendBig(content.count, 4)
    chunk += Array(type.utf8) + content
    chunk.appendBig(Int(Zlib.crc32(Array(type.utf8) + content)), 4)
    return chunk
  }

  private static func png(with extra: [UInt8]) throws -> [UInt8] {
    let plain = try PNGFile.write(raster)
    return Array(plain[..<33]) + extra + Array(plain[33...])
  }

  /// A JPEG by its segments; the check reads no pixels.
  private static func jpeg(_ marker: UInt8? = nil, _ content: [UInt8] = [], after: [UInt8] = []) -> [UInt8] {
    var file: [UInt8] = [0xff, 0xd8]
    if let marker {
      file += [0xff, marker]
      file.appendBig(content.count + 2, 2)
      file += content
    }
    return file + [0xff, 0xda, 0, 2, 1, 0xff, 0, 0xff, 0xd0, 2, 0xff, 0xd9] + after
  }

  @Test func aPlainPictureHasNothingBesideItsPixels() throws {
    #expect(try Samples.kinds(PNGFile.write(Self.raster)) == [])
    #expect(try Samples.kinds(Self.jpeg()) == [])
  }

  @Test(arguments: [
    ("tEXt", DocumentFinding.Kind.metadata), ("eXIf", .metadata), ("tIME", .metadata), ("iCCP", .metadata),
    ("fdAT", .extraBytes), ("prVt", .metadata),
  ])
  func aChunkBesideThePixelsIsFound(_ type: String, _ kind: DocumentFinding.Kind) throws {
    let content = Array("Author\0Образцов".utf8)
    #expect(try Samples.kinds(Self.png(with: Self.chunk(type, content))) == [kind, .identity])
  }

  @Test func packedTextOfAPictureIsSearched() throws {
    let text = try Array("Comment\0\0".utf8) + Zlib.deflate(Array("Образцов".utf8), isRaw: false)
    #expect(try Samples.kinds(Self.png(with: Self.chunk("zTXt", text))).contains(.identity))
  }

  @Test func bytesBehindAPictureAreFound() throws {
    #expect(try Samples.kinds(PNGFile.write(Self.raster) + [1, 2]) == [.extraBytes])
    #expect(try Samples.kinds(Self.jpeg(after: Self.jpeg())) == [.extraBytes])
    let taller = Raster(width: 40, height: 30, channels: 1, pixels: [UInt8](repeating: 0, count: 1200))
    var cut = try PNGFile.write(taller)
    cut.replaceSubrange(16..<24, with: [0, 0, 0, 40, 0, 0, 0, 20])
    var checksum: [UInt8] = []
    checksum.appendBig(Int(Zlib.crc32(Array(cut[12..<29]))), 4)
    cut.replaceSubrange(29..<33, with: checksum)
    // The header says 20 rows, the pixels of all 30 are there.
    #expect(try Samples.kinds(cut) == [.extraBytes])
  }

  @Test(arguments: [
    (UInt8(0xe1), "http://ns.adobe.com/xap/1.0/\0x", DocumentFinding.Kind.metadata), (0xe2, "MPF\0x", .extraBytes),
    (0xe2, "ICC_PROFILE\0x", .metadata), (0xed, "Photoshop 3.0\0", .metadata), (0xfe, "x", .comment),
    (0xe0, "JFXX\0x", .thumbnail), (0xe0, "JFIF\0AAAAAAAAAAAAAAA", .thumbnail), (0xef, "x", .metadata),
  ])
  func aSegmentBesideThePixelsIsFound(_ marker: UInt8, _ content: String, _ kind: DocumentFinding.Kind) throws {
    #expect(try Samples.kinds(Self.jpeg(marker, Array(content.utf8))) == [kind])
  }

  @Test func exifTellsPositionThumbnailAndSerialNumber() throws {
    // Two directories: orientation, GPS and body serial number; then the thumbnail's.
    var exif = Array("Exif\0\0MM\0*".utf8)
    exif.appendBig(8, 4)
    exif.appendBig(3, 2)
    for (tag, type, value) in [(0x0112, 3, 6 << 16), (0x8825, 4, 200), (0xa431, 2, 0x4100_0000)] {
      exif.appendBig(tag, 2)
      exif.appendBig(type, 2)
      exif.appendBig(1, 4)
      exif.appendBig(value, 4)
    }
    exif.appendBig(50, 4)
    exif.appendBig(1, 2)
    exif.appendBig(0x0201, 2)
    exif.appendBig(4, 2)
    exif.appendBig(1, 4)
    exif.appendBig(100, 4)
    exif.appendBig(0, 4)
    let file = Self.jpeg(0xe1, exif)
    #expect(try Samples.kinds(file) == [.metadata, .position, .thumbnail])
    #expect(JPEGFile.orientation(file) == 6)
  }

  @Test func orientationsTurnAsTheyShould() {
    let row = Raster(width: 2, height: 1, channels: 1, pixels: [1, 2])
    #expect(row.oriented(3).pixels == [2, 1] && row.oriented(2).pixels == [2, 1])
    #expect(row.oriented(6).height == 2 && row.oriented(6).pixels == [1, 2])
    #expect(row.oriented(8).pixels == [2, 1] && row.oriented(5).pixels == [1, 2] && row.oriented(7).pixels == [2, 1])
  }

  @Test(.enabled(if: OutsideProgram.pngtopnm.isInstalled)) func aFilledAreaIsBlackInTheNewPictureAndTheRestIsAsBefore()
    throws
  {
    let area = Area(x: 3, y: 4, width: 10, height: 5)
    let made = try Samples.redact(
      Self.png(with: Self.chunk("tEXt", Array("Author\0Образцов".utf8))), name: "a.png", areas: [area])
    #expect(try Samples.check(made).findings == [])
    var expected = Self.raster
    expected.fill(area)
    #expect(try PictureCodec.decode(made, .png) == expected)
    #expect(throws: DocumentError.areaOutside) {
      try Samples.redact(made, name: "a.png", areas: [Area(x: 35, y: 0, width: 10, height: 5)])
    }
  }

  @Test(.enabled(if: OutsideProgram.pnmtojpeg.isInstalled)) func aNewJPEGHasNothingBesideItsPixels() throws {
    let made = try Samples.redact(PNGFile.write(Self.raster), name: "a.png", output: .jpeg)
    #expect(try Samples.check(made).findings == [])
    #expect(try DocumentFormat.detect(made, name: "") == .jpeg)
  }

  @Test func noCutOrFlippedByteOfAPictureTraps() throws {
    for file in [
      try Self.png(with: Self.chunk("tEXt", [1, 2, 3])), Self.jpeg(0xe1, Array("Exif\0\0II*\0\u{8}\0\0\0".utf8)),
    ] {
      for index in stride(from: 0, to: file.count, by: 1 + file.count / 25) {
        _ = try Samples.check(Array(file[..<index]))
        var changed = file
        changed[index] ^= 0xff
        _ = try Samples.check(changed)
      }
    }
  }
}
