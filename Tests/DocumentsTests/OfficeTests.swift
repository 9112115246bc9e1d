import Testing

@testable import Documents

struct OfficeTests {
  @Test func aWordDocumentComesOutRedactedAndClean() throws {
    let file = try Samples.docx(
      "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Беседа</w:t></w:r></w:p>"
        + Samples.paragraph("Вчера Образ</w:t></w:r><w:r><w:t>цова били.")
        + "<w:tbl><w:tr><w:tc>\(Samples.paragraph("ИИН"))</w:tc><w:tc>\(Samples.paragraph("851102300003"))</w:tc></w:tr></w:tbl>"
        + "<w:p><w:del><w:r><w:delText>Тимофей</w:delText></w:r></w:del></w:p>")
    let made = try Samples.redact(file, name: "note.docx")
    #expect(try Samples.check(made).findings == [])
    let text = try WordDocument.extract(made).text
    #expect(text.hasPrefix("Беседа\nВчера [") && text.hasSuffix("ИИН\t[личный номер]\n"))
    #expect(!text.contains("Образ"))
    #expect(try RedactableDocument(file, name: "note.docx").leftOut == [.trackedChange: 1])
  }

  @Test(arguments: [
    (Samples.paragraph("Образцов"), DocumentFinding.Kind.identity),
    (Samples.paragraph("Обра</w:t></w:r><w:r><w:t>зцову"), .identity),
    (Samples.paragraph("видно", "<w:rPr><w:vanish/></w:rPr>"), .hiddenText),
    (Samples.paragraph("бело", "<w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr>"), .hiddenText),
    (Samples.paragraph("мелко", "<w:rPr><w:sz w:val=\"2\"/></w:rPr>"), .hiddenText),
    ("<w:ins w:author=\"x\">\(Samples.paragraph("новое"))</w:ins>", .trackedChange),
    ("<w:p><w:del><w:r><w:delText>старое</w:delText></w:r></w:del></w:p>", .trackedChange),
    ("<w:p w:rsidR=\"00AB12CD\"/>", .revisionIDs),
    ("<w:p><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>", .link),
    ("<!-- remark -->", .comment), ("<w:p><w:r><w:sym w:font=\"x\" w:char=\"041E\"/></w:r></w:p>", .hiddenText),
    ("<w:p><w:object/></w:p>", .embeddedObject),
  ])
  func aTrapInTheBodyIsFound(_ body: String, _ kind: DocumentFinding.Kind) throws {
    #expect(try Samples.kinds(Samples.docx(body)).contains(kind))
  }

  @Test(arguments: [
    ("docProps/core.xml", "<a>x</a>", DocumentFinding.Kind.properties),
    ("docProps/thumbnail.jpeg", "x", .thumbnail), ("word/comments.xml", "<a/>", .comment),
    ("word/people.xml", "<a/>", .comment), ("word/header1.xml", "<a/>", .headerOrFooter),
    ("word/footnotes.xml", "<a/>", .headerOrFooter), ("customXml/item1.xml", "<a/>", .applicationData),
    ("word/settings.xml", "<a/>", .applicationData), ("word/vbaProject.bin", "x", .script),
    ("word/embeddings/oleObject1.bin", "\u{1}\u{2}", .embeddedObject), ("word/printerSettings1.bin", "x", .unreadable),
    ("word/_rels/document.xml.rels", "<R><Relationship TargetMode=\"External\" Target=\"x\"/></R>", .link),
    ("word/theme/theme1.xml", "<a name=\"Образцов\"/>", .identity), ("word/Образцов.xml", "<a/>", .identity),
    ("word/styles.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", .unreadable),
    ("word/media/image1.gif", "GIF89a\u{1}", .unreadable),
  ])
  func aTrapInThePackageIsFound(_ name: String, _ content: String, _ kind: DocumentFinding.Kind) throws {
    let file = try Samples.docx(Samples.paragraph("x"), extra: [(name, Array(content.utf8))])
    #expect(try Samples.kinds(file).contains(kind))
  }

  /// A name over runs, tabulators, breaks and cells: what comes out holds nothing of it, with its cells as they were.
  @Test(arguments: [
    ("Вчера Тимофей</w:t></w:r><w:r><w:tab/><w:t>Образцов упал", "Вчера [лицо] упал\n"),
    ("Вчера Тимофей</w:t><w:br/><w:t>Образцов упал", "Вчера [лицо] упал\n"),
    ("Вчера Тимофей</w:t><w:cr/><w:t>Образцов упал", "Вчера [лицо] упал\n"),
    ("Вчера Об</w:t></w:r><w:r><w:t>раз</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>цов упал", "Вчера [лицо] упал\n"),
    ("Вчера Обра</w:t><w:sym w:char=\"0437\"/><w:t>цов упал", "Вчера [лицо] упал\n"),
    ("Вчера Образ</w:t><w:softHyphen/><w:t>цов упал", "Вчера [лицо] упал\n"),
    ("Вчера Образ</w:t></w:r></w:hyperlink><w:r><w:t>цов упал", "Вчера [лицо] упал\n"),
    ("Вчера Т.</w:t><w:noBreakHyphen/><w:t>Образцов упал", "Вчера [лицо] упал\n"),
    ("Вчера Образцов</w:t></w:r></w:p><w:p><w:r><w:t>Тимофей упал", "Вчера [лицо]\n упал\n"),
  ])
  func aNameOverRunsAndBreaksIsMasked(_ text: String, _ expected: String) throws {
    let file = try Samples.docx(Samples.paragraph(text).replacing("</w:hyperlink>", with: ""))
    let made = try Samples.redact(file, name: "a.docx")
    #expect(try WordDocument.extract(made).text == expected.replacing("\n ", with: "\n"))
    #expect(try Samples.check(made).findings == [])
  }

  @Test func aNameOverCellsIsMaskedAndTheCellsStay() throws {
    func cell(_ text: String) -> String { "<w:tc>\(Samples.paragraph(text))</w:tc>" }
    let rows = [["Фамилия", "Имя", "Год"], ["Образцов", "Тимофей", "1985"], ["Тимофей", "Образцов", "и он же"]]
    let body =
      "<w:tbl>" + rows.map { "<w:tr>" + $0.map(cell).joined() + "</w:tr>" }.joined() + "</w:tbl>"
      + Samples.paragraph("конец")
    let made = try Samples.redact(try Samples.docx(body), name: "a.docx")
    #expect(
      try WordDocument.extract(made).text
        == "Фамилия\tИмя\tГод\n[лицо]\t\t1985\n[лицо]\t\tи он же\nконец\n")
    #expect(try Samples.check(made).findings == [])

    let table = rows.map { row in
      "<table:table-row>" + row.map { "<table:table-cell><text:p>\($0)</text:p></table:table-cell>" }.joined()
        + "</table:table-row>"
    }
    let odt = try Samples.odt("<table:table>\(table.joined())</table:table><text:p>Тимофей<text:tab/>Образцов</text:p>")
    let text = try OpenDocumentText.extract(try Samples.redact(odt, name: "a.odt")).text
    #expect(text == "Фамилия\tИмя\tГод\n[лицо]\t\t1985\n[лицо]\t\tи он же\n[лицо]\n")

    let csv = Array(rows.map { $0.joined(separator: ",") }.joined(separator: "\n").utf8)
    let made3 = String(decoding: try Samples.redact(csv, name: "a.csv"), as: UTF8.self)
    #expect(
      made3.split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
        == [3, 3, 3])
    #expect(!made3.contains("Образцов") && !made3.contains("Тимофей"))
  }

  @Test func otherPrefixesHideNothing() throws {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    let body = "<document xmlns=\"\(space)\" xmlns:q=\"\(space)\"><body><p><q:r><t>Образцов</t></q:r></p>"
    let deleted = "<q:del><r><delText>x</delText></r></q:del></body></document>"
    let file = try ZipArchive.write([
      ("[Content_Types].xml", Array("<Types/>".utf8)), ("word/document.xml", Array((body + deleted).utf8)),
    ])
    #expect(try Samples.kinds(file) == [.identity, .trackedChange])
    #expect(try WordDocument.extract(file).text == "Образцов\n")
  }

  @Test func bytesBehindThePackageAreFound() throws {
    let file = try Samples.docx(Samples.paragraph("x")) + Array("Образцов".utf8)
    #expect(try Samples.kinds(file) == [.extraBytes, .identity])
  }

  @Test func anOpenDocumentTextComesOutRedactedAndClean() throws {
    let file = try Samples.odt(
      "<text:h text:outline-level=\"2\">Беседа</text:h><text:p>Видели <text:span>Образцова</text:span> вчера."
        + "<office:annotation><text:p>Тимофей</text:p></office:annotation></text:p>"
        + "<text:list><text:list-item><text:p>пункт</text:p></text:list-item></text:list>"
        + "<table:table><table:table-row><table:table-cell><text:p>а</text:p></table:table-cell>"
        + "<table:table-cell><text:p>851102300003</text:p></table:table-cell></table:table-row></table:table>")
    let made = try Samples.redact(file, name: "note.odt")
    #expect(try Samples.check(made).findings == [])
    let flow = try OpenDocumentText.extract(made)
    #expect(flow.text == "Беседа\nВидели [лицо] вчера.\nпункт\nа\t[личный номер]\n")
    #expect(flow.kinds == [.heading(2), .paragraph, .item, .row])
  }

  @Test(arguments: [
    ("<text:p>a<office:annotation><text:p>b</text:p></office:annotation></text:p>", DocumentFinding.Kind.comment),
    ("<text:tracked-changes><text:p>b</text:p></text:tracked-changes>", .trackedChange),
    ("<text:p text:style-name=\"H\">a</text:p>", .hiddenText), ("<text:p><text:a>a</text:a></text:p>", .link),
    ("<text:p officeooo:paragraph-rsid=\"001f\">a</text:p>", .revisionIDs),
    ("<text:p><text:span>Обра</text:span><text:span>зцов</text:span></text:p>", .identity),
  ])
  func aTrapInAnOpenDocumentIsFound(_ body: String, _ kind: DocumentFinding.Kind) throws {
    let style = "<style:style style:name=\"H\"><style:text-properties text:display=\"none\"/></style:style>"
    let styles = kind == .hiddenText ? style : ""
    #expect(try Samples.kinds(Samples.odt(body, styles: styles)).contains(kind))
  }

  @Test(arguments: [
    ("meta.xml", DocumentFinding.Kind.properties), ("Thumbnails/thumbnail.png", .thumbnail),
    ("settings.xml", .applicationData), ("Basic/script.xml", .script), ("Object 1/content.xml", .embeddedObject),
    ("other.bin", .unreadable),
  ])
  func aTrapInTheOpenPackageIsFound(_ name: String, _ kind: DocumentFinding.Kind) throws {
    let file = try Samples.odt("<text:p>a</text:p>", extra: [(name, Array("<a/>".utf8))])
    #expect(try Samples.kinds(file).contains(kind))
  }

  @Test(arguments: [
    "<w:highlight w:val=\"black\"/>", "<w:highlight w:val=\"darkBlue\"/>",
    "<w:color w:val=\"000000\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"000000\"/>",
    "<w:shd w:val=\"solid\" w:color=\"000000\" w:fill=\"FFFFFF\"/>",
    "<w:shd w:val=\"clear\" w:fill=\"auto\" w:themeFill=\"text1\"/>",
    "<w:color w:val=\"auto\" w:themeColor=\"background1\"/>", "<w:color w:val=\"EDEDED\"/>", "<w:w w:val=\"1\"/>",
    "<w:sz w:val=\"5\"/>", "<w:szCs w:val=\"2\"/>", "<w:position w:val=\"-4000\"/>", "<w:spacing w:val=\"-300\"/>",
    "<w:specVanish/>", "<w:fitText w:val=\"1\"/>", "<w:neverHeardOf/>", "<w14:textFill/>",
  ])
  func lettersThatMayNotBeSeenAreFound(_ format: String) throws {
    let file = try Samples.docx(Samples.paragraph("слова", "<w:rPr>\(format)</w:rPr>"))
    #expect(try Samples.kinds(file) == [.hiddenText])
  }

  @Test(arguments: [
    "<w:p><w:r><w:t>слова</w:t></w:r><w:r><w:pict><v:rect fillcolor=\"black\"/></w:pict></w:r></w:p>",
    "<w:p><w:r><w:t>слова</w:t><w:drawing><wp:anchor behindDoc=\"0\"/></w:drawing></w:r></w:p>",
    "<w:p><w:pPr><w:framePr w:x=\"1\"/></w:pPr><w:r><w:t>слова</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:shd w:val=\"clear\" w:fill=\"111111\"/></w:pPr><w:r><w:t>слова</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:ind w:left=\"20000\"/></w:pPr><w:r><w:t>слова</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:spacing w:line=\"1\" w:lineRule=\"exact\"/></w:pPr><w:r><w:t>слова</w:t></w:r></w:p>",
    "<w:tbl><w:tr><w:trPr><w:trHeight w:val=\"1\" w:hRule=\"exact\"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tblPr><w:tblpPr w:tblpX=\"1\"/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
  ])
  func whatMayLieOverTextOrCutItOffIsFound(_ body: String) throws {
    #expect(try Samples.kinds(Samples.docx(body)) == [.hiddenText])
  }

  @Test func textThatIsSeenAsItIsHasNoFinding() throws {
    let letters =
      "<w:rPr><w:rFonts w:ascii=\"Arial\"/><w:b/><w:i/><w:color w:val=\"C00000\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"
      + "<w:highlight w:val=\"yellow\"/><w:u w:val=\"single\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>"
      + "<w:vertAlign w:val=\"superscript\"/><w:lang w:val=\"ru-RU\"/></w:rPr>"
    let paragraph =
      "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:keepNext/><w:spacing w:before=\"120\" w:line=\"276\" w:lineRule=\"auto\"/>"
      + "<w:ind w:left=\"720\" w:hanging=\"360\"/><w:jc w:val=\"both\"/></w:pPr><w:r>\(letters)<w:t>слова</w:t></w:r></w:p>"
    let table =
      "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"10\"/></w:tblGrid><w:tr><w:tc>"
      + "<w:tcPr><w:tcW w:w=\"100\" w:type=\"dxa\"/><w:shd w:val=\"clear\" w:fill=\"FFFF00\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    #expect(try Samples.check(Samples.docx(paragraph + table)).findings == [])
    let style =
      "<style:style style:name=\"T\" style:family=\"text\"><style:text-properties fo:color=\"#c00000\" fo:font-size=\"11pt\""
      + " style:font-size-asian=\"80%\" fo:font-weight=\"bold\" fo:background-color=\"#ffff00\" style:text-position=\"super 58%\""
      + " style:text-underline-style=\"solid\"/><style:paragraph-properties fo:margin-left=\"1.5cm\" fo:text-indent=\"-0.5cm\""
      + " fo:line-height=\"115%\"/></style:style>"
    let text = "<text:p><text:span text:style-name=\"T\">слова</text:span></text:p>"
    #expect(try Samples.check(Samples.odt(text, styles: style)).findings == [])
  }

  @Test(arguments: [
    "fo:color=\"#000000\" fo:background-color=\"#000000\"", "fo:color=\"#fefefe\"", "fo:font-size=\"1pt\"",
    "fo:font-size=\"10%\"", "style:font-size-complex=\"0.1mm\"", "style:text-scale=\"1%\"", "text:display=\"none\"",
    "text:display=\"condition\"", "style:text-position=\"-3000% 100%\"", "style:unheard-of=\"x\"",
    "fo:letter-spacing=\"-9pt\"", "loext:opacity=\"0%\"", "loext:char-shading-value=\"1\"",
  ])
  func lettersOfAnOpenDocumentThatMayNotBeSeenAreFound(_ properties: String) throws {
    let style = "<style:style style:name=\"T\"><style:text-properties \(properties)/></style:style>"
    #expect(try Samples.kinds(Samples.odt("<text:p>слова</text:p>", styles: style)) == [.hiddenText])
  }

  @Test(arguments: [
    "<text:section text:name=\"s\" text:display=\"none\"><text:p>слова</text:p></text:section>",
    "<table:table><table:table-column table:visibility=\"collapse\"/><table:table-row table:visibility=\"filter\">"
      + "<table:table-cell><text:p>слова</text:p></table:table-cell></table:table-row></table:table>",
    "<text:p>слова<draw:custom-shape svg:width=\"9cm\"/></text:p>",
    "<text:p>слова<draw:frame text:anchor-type=\"paragraph\"/></text:p>",
    "<text:p>слова<draw:rect draw:fill-color=\"#000000\"/></text:p>",
  ])
  func partsOfAnOpenDocumentThatMayNotBeSeenAreFound(_ body: String) throws {
    #expect(try Samples.kinds(Samples.odt(body)) == [.hiddenText])
  }

  @Test func noCutOrFlippedByteOfADocumentTraps() throws {
    let file = try Samples.docx(Samples.paragraph("Образцов"))
    for index in stride(from: 0, to: file.count, by: 3) {
      _ = try? Samples.check(Array(file[..<index]))
      var changed = file
      changed[index] ^= 0x55
      _ = try? Samples.check(changed)
    }
  }
}
