import Testing

@testable import Documents

@Suite(.enabled(if: OutsideProgram.pdftotext.isInstalled)) struct PDFTests {
  @Test func aPlainPageHasNoFindings() throws { #expect(try Samples.kinds(Samples.page(Samples.shown)) == []) }

  @Test(arguments: [
    ("BT /F 12 Tf 20 50 Td (Obraztsov said) Tj ET", DocumentFinding.Kind.identity),
    // A box over the words, white letters, invisible letters, letters outside the page.
    ("BT /F 12 Tf 20 50 Td (Nobody knows) Tj ET 0 g 15 45 150 20 re f", .hiddenText),
    ("BT 1 g /F 12 Tf 20 50 Td (Nobody knows) Tj ET", .hiddenText),
    ("BT 3 Tr /F 12 Tf 20 50 Td (Nobody knows) Tj ET", .hiddenText),
    ("BT /F 12 Tf 20 50 Td (The guard) Tj 600 0 Td (outside) Tj ET", .hiddenText),
    // Half of a word covered.
    ("BT /F 12 Tf 20 50 Td (Nobodyatallknows) Tj ET 0 g 15 45 60 20 re f", .hiddenText),
    // A box over a picture.
    ("q 50 0 0 50 10 10 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q 0 g 20 20 20 20 re f", .coveredPicture),
    // A picture upon words: its own pattern shows in their place.
    ("BT /F 12 Tf 20 50 Td (Nobody) Tj ET q 50 0 0 20 15 45 cm BI /W 2 /H 1 /CS /G /BPC 8 ID ab EI Q", .hiddenText),
    ("% Obraztsov\nBT /F 12 Tf 20 50 Td (X) Tj ET", .identity),
    ("BT /F 12 Tf 20 50 Td (X) Tj ET % nothing", .comment),
    ("/Span <</ActualText (Obraztsov)>> BDC BT /F 12 Tf 20 50 Td (X) Tj ET EMC", .alternativeText),
  ])
  func aTrapOnThePageIsFound(_ content: String, _ kind: DocumentFinding.Kind) throws {
    #expect(try Samples.kinds(Samples.page(content)).contains(kind))
  }

  @Test(arguments: [
    (
      "/Metadata 6 0 R", "", "<</Type/Metadata/Subtype/XML/Length 1>>\nstream\nx\nendstream",
      DocumentFinding.Kind.metadata
    ),
    ("/Outlines 6 0 R", "", "<</Title(Chapter)/Parent 1 0 R>>", .bookmark),
    ("/Names<</EmbeddedFiles 6 0 R>>", "", "<</Names[]>>", .attachment),
    ("/OpenAction 6 0 R", "", "<</S/JavaScript/JS(x)>>", .action),
    ("/OCProperties 6 0 R", "", "<</OCGs[]>>", .layer), ("/AcroForm 6 0 R", "", "<</Fields[3 0 R]>>", .form),
    ("/AcroForm 6 0 R", "", "<</Fields[]/XFA[]>>", .form), ("/PieceInfo 6 0 R", "", "<<>>", .applicationData),
    ("", "/CropBox[0 0 100 100]", "<<>>", .cropped), ("", "/Thumb 6 0 R", "<<>>", .thumbnail),
    ("", "/Annots[6 0 R]", "<</Type/Annot/Subtype/Redact/Rect[0 0 9 9]>>", .unappliedRedaction),
    ("", "/Annots[6 0 R]", "<</Type/Annot/Subtype/Square/Rect[0 0 9 9]>>", .annotation),
    ("", "/Annots[6 0 R]", "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Obraztsov)>>", .identity),
    ("", "/Annots[6 0 R]", "<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]>>", .form),
    ("", "/Annots[6 0 R]", "<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://a)>>>>", .link),
    ("/Lang 6 0 R", "", "<feff041e0431044004300437044604 3e0432>", .identity), ("", "", "(loose)", .unreferenced),
    ("/Dests <</Obraztsov [3 0 R/Fit]>>", "", "<<>>", .identity), ("/X /Obraztsov", "", "<<>>", .identity),
    ("/X 6 0 R", "", "<</Type/Sig/ByteRange[0 1 2 3]>>", .signature),
    ("/X 6 0 R", "", "<</Filter/Unknown/Length 1>>\nstream\nx\nendstream", .unreadable),
    ("/X 6 0 R", "", "<</Type/EmbeddedFile/Length 9>>\nstream\nObraztsov\nendstream", .identity),
  ])
  func aTrapInTheStructureIsFound(
    _ catalog: String, _ page: String, _ object: String, _ kind: DocumentFinding.Kind
  ) throws {
    let file = Samples.page(Samples.shown, catalog: catalog, page: page, more: [object])
    #expect(try Samples.kinds(file).contains(kind))
  }

  @Test func informationAndOtherStatesAreFound() throws {
    let plain = Samples.page(Samples.shown)
    let info = Samples.page(Samples.shown, more: ["<</Author(x)>>"], trailer: "/Info 6 0 R")
    #expect(try Samples.kinds(info) == [.metadata])
    #expect(try Samples.kinds(Samples.page(Samples.shown, trailer: "/Encrypt 5 0 R")) == [.encrypted])
    #expect(throws: DocumentError.encrypted) {
      try RedactableDocument(Samples.page(Samples.shown, trailer: "/Encrypt 5 0 R"), name: "")
    }
    #expect(try Samples.kinds(Samples.page(Samples.shown, trailer: "/ID [(Obraztsov)(x)]")).contains(.identity))
    #expect(try Samples.kinds(plain + Array("Obraztsov".utf8)).contains(.extraBytes))
    let comment = String(decoding: plain, as: UTF8.self).split(separator: "endobj", maxSplits: 1)
    let remarked = comment[0] + "endobj\n% Obraztsov was here" + comment[1]
    #expect(try Samples.kinds(Array(remarked.utf8)).isSuperset(of: [.comment, .identity]))
    // An incremental update: the page's content once more, and a second end.
    let update = "4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Prev 9>>\n%%EOF\n"
    #expect(try Samples.kinds(plain + Array(update.utf8)).contains(.oldRevision))
  }

  /// A viewer that follows the table sees a catalogue in a comment of the page's content; reading the file from end to end
  /// sees the one in the open.
  @Test func objectsAViewerFindsElsewhereAreFound() throws {
    let hidden = "1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>endobj"
    let file = String(decoding: Samples.page(Samples.shown + "\n%" + hidden + "\n"), as: UTF8.self)
    let place = try #require(Pattern.find(hidden, in: Array(file.utf8), from: 0))
    let digits = String(place)
    let entry = String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n"
    #expect(try Samples.kinds(Array(file.utf8)) == [.comment])
    #expect(
      try Samples.kinds(Array(file.replacing("0000000009 00000 n", with: entry).utf8)) == [.comment, .unreadable])
  }

  @Test(arguments: [
    ("startxref\n", "startxref\n9"), ("startxref", "startref"), ("00000 n", "00000 f"), ("xref\n0 6", "xref\n1 6"),
    ("trailer\n", "trailer\n9 "), ("xref\n0 6", "xref\n0 99999999999999"), ("/Parent 2 0 R", "/Parent 2 0 R/X 77 0 R"),
  ])
  func tablesThatLeadAstrayAreFound(_ text: String, _ other: String) throws {
    let file = String(decoding: Samples.page(Samples.shown), as: UTF8.self)
    #expect(try Samples.kinds(Array(file.replacing(text, with: other).utf8)).contains(.unreadable))
  }

  @Test func aTableInAStreamIsFollowed() throws {
    let objects = [
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<<>>>>",
    ]
    var file = "%PDF-1.5\n"
    var rows = "00 0000 00\n"
    func row(_ offset: Int) -> String { "01 \(String(offset + 0x10000, radix: 16).dropFirst()) 00\n" }
    for (index, object) in objects.enumerated() {
      rows += row(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    func whole(_ rows: String) -> [UInt8] {
      let keys = "<</Type/XRef/Size 5/W[1 2 1]/Root 1 0 R/Filter/ASCIIHexDecode/Length \(rows.utf8.count)>>"
      return Array((file + "4 0 obj\n\(keys)\nstream\n\(rows)\nendstream\nendobj\nstartxref\n\(start)\n%%EOF\n").utf8)
    }
    #expect(try Samples.kinds(whole(rows + row(start))) == [])
    #expect(try Samples.kinds(whole(rows.replacing("01 0009", with: "01 0010") + row(start))) == [.unreadable])
    #expect(try Samples.kinds(whole(rows.replacing("01 0009", with: "02 0009") + row(start))) == [.unreadable])
  }

  /// Eight filters over 64 bytes were 64 to the eighth power, four times over.
  @Test(.timeLimit(.minutes(10))) func fewBytesDoNotBecomeVeryMany() throws {
    let runs = [UInt8](repeating: 0x81, count: 64)
    var budget = 1 << 20
    for filters in [["RunLengthDecode", "RL"], ["FlateDecode", "ASCIIHexDecode", "Fl"]] {
      let outcome = PDFFilters.decode(runs, ["Filter": .array(filters.map(PDFValue.name))], budget: &budget)
      guard case .unreadable = outcome else {
        Issue.record("a filter was used twice")
        continue
      }
    }
    #expect(budget == 1 << 20)
    budget = 1_000
    guard case .data(let some) = PDFFilters.decode(Array(runs[..<2]), ["Filter": .name("RL")], budget: &budget) else {
      return
    }
    #expect(some.count == 128 && budget == 872)
    guard case .unreadable = PDFFilters.decode(runs, ["Filter": .name("RL")], budget: &budget) else {
      Issue.record("what is cut off was taken for the whole")
      return
    }
    let content = String(repeating: "\u{1}", count: 64)
    let stream =
      "<</Filter[\(String(repeating: "/RunLengthDecode", count: 8))]/Length 64>>\nstream\n\(content)\nendstream"
    #expect(try Samples.kinds(Samples.page(Samples.shown, catalog: "/X 6 0 R", more: [stream])) == [.unreadable])
  }

  @Test func objectsInsideAnObjectStreamAreFound() throws {
    let packed = "7 0 <</Title(Obraztsov)/Parent 1 0 R>>"
    let stream = try Zlib.deflate(Array(packed.utf8), isRaw: false)
    var hexadecimal = ""
    for byte in stream { hexadecimal += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    let object =
      "<</Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]/Length \(hexadecimal.utf8.count)>>\nstream\n"
      + hexadecimal + "\nendstream"
    let file = Samples.page(Samples.shown, catalog: "/Outlines 7 0 R", more: [object])
    // No table leads to it: a viewer would not see it.
    #expect(try Samples.kinds(file) == [.bookmark, .identity, .unreadable])
  }

  @Test func lettersASubsetFontNoLongerNeedsAreFound() throws {
    let map = "1 beginbfchar <01> <041E> endbfchar 1 beginbfrange <02> <03> <0431> endbfrange"
    #expect(PDFLetters.letters(Array(map.utf8)) == ["О", "б", "в"])
    let font = "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Helvetica/ToUnicode 7 0 R>>"
    let file = Samples.page(
      Samples.shown, page: "/X 6 0 R", more: [font, "<</Length \(map.utf8.count)>>\nstream\n\(map)\nendstream"])
    #expect(try Samples.kinds(file).contains(.unusedLetters))
  }

  @Test func aPageBecomesAPictureWithTheWordsFilled() throws {
    let file = Samples.page(
      "BT /F 12 Tf 20 50 Td (Then Obraztsov spoke) Tj ET", more: ["<</Author(Obraztsov)>>"], trailer: "/Info 6 0 R")
    let made = try Samples.redact(file, name: "a.pdf", areas: [Area(x: 0, y: 0, width: 20, height: 20)])
    #expect(try Samples.check(made).findings == [])
    #expect(try PDFPages.read(made).allSatisfy { $0.text.words.isEmpty })
    let word = try #require(PDFPages.read(file)[0].text.words.first { $0.text == "Obraztsov" })
    let raster = try PDFPages.render(made, page: 1, dotsPerInch: RedactableDocument.dotsPerInch)
    let area = word.area(scale: Double(RedactableDocument.dotsPerInch) / 72, margin: 0, page: 1)
    #expect(raster.contrast(area) == 0 && raster.contrast(Area(x: 0, y: 0, width: 20, height: 20)) == 0)
    let text = try Samples.redact(file, name: "a.pdf", output: .text)
    #expect(String(decoding: text, as: UTF8.self) == "Then [лицо] spoke\n\n")
    #expect(throws: DocumentError.areaOutside) {
      try Samples.redact(file, name: "a.pdf", areas: [Area(x: 0, y: 0, width: 20, height: 20, page: 2)])
    }
    #expect(throws: DocumentError.areasNotApplicable) {
      try Samples.redact(file, name: "a.pdf", output: .text, areas: [Area(x: 0, y: 0, width: 2, height: 2)])
    }
  }

  /// Turned and cropped pages: the fill must lie where the word is shown.
  @Test(arguments: [
    "", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox[15 30 150 90]", "/CropBox[15 30 150 90]/Rotate 90",
  ])
  func theFillLiesWhereTheWordIsShown(_ page: String) throws {
    let content = "BT /F 12 Tf 20 50 Td (Obraztsov) Tj ET"
    let made = try Samples.redact(Samples.page(content, page: page), name: "a.pdf")
    let filled = try PDFPages.render(made, page: 1, dotsPerInch: 200)
    let before = try PDFPages.render(Samples.page(content, page: page), page: 1, dotsPerInch: 200)
    #expect(filled.width == before.width && filled.height == before.height)
    // Wherever the letters were dark, it is black now: nothing of them stands out of the box.
    var dark = 0
    var black = 0
    for index in stride(from: 0, to: before.pixels.count, by: before.channels) where before.pixels[index] < 128 {
      dark += 1
      if filled.pixels[index / before.channels * filled.channels] == 0 { black += 1 }
    }
    #expect(dark > 500 && black == dark)
    let allBlack = stride(from: 0, to: filled.pixels.count, by: filled.channels).count { filled.pixels[$0] == 0 }
    #expect(allBlack < filled.width * filled.height / 4)
  }

  @Test(.enabled(if: Recognition.isInstalled)) func wordsInAScanAreFoundAndFilled() throws {
    let page = Samples.page("BT /F 20 Tf 20 50 Td (Obraztsov) Tj ET")
    let scan = try Samples.redact(Samples.page("BT /F 20 Tf 20 50 Td (Somebody) Tj ET"), name: "a.pdf")
    #expect(try Samples.check(scan, picturesReviewed: false).findings == [])
    var writer = PDFWriter()
    try writer.add(PDFPages.render(page, page: 1, dotsPerInch: 200), dotsPerInch: 200)
    let named = writer.finish()
    #expect(try Samples.check(named, picturesReviewed: false).findings.map(\.kind) == [.identity])
    let made = try Samples.redact(named, name: "a.pdf", picturesReviewed: false)
    #expect(try Samples.check(made, picturesReviewed: false).findings == [])
    // A scan that lies on its side.
    let turned = try PNGFile.write(PDFPages.render(page, page: 1, dotsPerInch: 200).oriented(6).reduced)
    #expect(try Samples.check(turned, picturesReviewed: false).findings.map(\.kind) == [.identity])
  }

  @Test(.timeLimit(.minutes(10))) func arraysInsideArraysAreReadInOneGo() {
    let deep = String(repeating: "[1 ", count: 90) + String(repeating: "<</A 1 ", count: 200)
    var lexer = PDFLexer(Array(deep.utf8))
    #expect(lexer.next() != nil)
    var reference = PDFLexer(Array("[12 0 R 12 0 13 ]".utf8))
    #expect(reference.next()?.array?.count == 4)
  }

  @Test func noCutOrFlippedByteOfThePartsTraps() throws {
    let file = Samples.page(Samples.shown, more: ["<</A[(\\101)<4f>/B#41 1 0 R]/Filter/LZWDecode>>"])
    for index in file.indices {
      _ = try? PDFFile(Array(file[..<index]))
      var changed = file
      changed[index] ^= 0x15
      guard let parsed = try? PDFFile(changed) else { continue }
      var objects = PDFObjects(file: parsed)
      var inspection = Inspection()
      objects.inspect(&inspection)
    }
    for length in 0..<40 {
      let noise = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 83 &+ length) }
      for filter in ["LZWDecode", "ASCII85Decode", "RunLengthDecode", "FlateDecode", "ASCIIHexDecode"] {
        var budget = 1 << 20
        _ = PDFFilters.decode(noise, ["Filter": .name(filter)], budget: &budget)
      }
    }
  }
}
