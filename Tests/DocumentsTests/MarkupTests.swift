import Testing

@testable import Documents

struct MarkupTests {
  @Test func aPageComesOutRedactedAndClean() throws {
    let page = """
      <!DOCTYPE html><html><head><title>О</title><script>var a = "Образцов"</script><meta name="author" content="x"></head>
      <body><h1>Беседа</h1><p>Били <b>Образ</b>цова &amp; молчали.<!-- Тимофей --></p><ul><li>пункт</ul>
      <p hidden>скрыто</p><table><tr><td>а</td><td>851102300003</td></tr></table><img src="a.jpg" alt="Тимофей"></body></html>
      """
    let made = try Samples.redact(Array(page.utf8), name: "note.html")
    #expect(try Samples.check(made, name: "out.html").findings == [])
    let text = String(decoding: made, as: UTF8.self)
    #expect(text.contains("<h1>Беседа</h1>") && text.contains("Били [лицо] &amp; молчали."))
    #expect(text.contains("<li>пункт</li>") && text.contains("<td>[личный номер]</td>"))
    for word in ["Тимофей", "script", "скрыто", "img"] { #expect(!text.contains(word)) }
  }

  @Test(arguments: [
    ("<p>Обр<b>азц</b>ов</p>", DocumentFinding.Kind.identity),
    ("<p>&Ocy;&bcy;&rcy;&acy;&zcy;&tscy;&ocy;&vcy;</p>", .identity),
    ("<p>&#1054;&#x431;разцов</p>", .identity), ("<!-- a -->", .comment), ("<script>1</script>", .script),
    ("<p style='display: none'>a</p>", .hiddenText), ("<p onclick='a()'>a</p>", .script),
    ("<a href='https://example.org/x'>a</a>", .link), ("<img src='a.png'>", .unreadPicture),
    ("<p data-name='Образцов'>a</p>", .identity), ("<p data-name='x'>a</p>", .applicationData),
    ("<meta name='author' content='x'>", .metadata), ("<p title='x'>a</p>", .alternativeText),
    ("<p>&Uuml;&unknownthing;</p>", .unreadable), ("<input type=hidden value=x>", .form),
    ("<p>a<!-- Образцов", .identity),
  ])
  func aTrapInAPageIsFound(_ body: String, _ kind: DocumentFinding.Kind) throws {
    #expect(try Samples.kinds(Array("<html>\(body)".utf8), name: "a.html").contains(kind))
  }

  @Test func markdownLosesWhatIsNotShown() throws {
    let text = """
      ---
      author: Тимофей
      ---
      # Беседа

      Били [Образцова](https://example.org/obraztsov "x") вчера. ![Тимофей](a.jpg)
      <!-- Образцов -->
      [1]: https://example.org
      """
    #expect(
      try Samples.kinds(Array(text.utf8), name: "a.md") == [.metadata, .link, .unreadPicture, .comment, .identity])
    let made = try Samples.redact(Array(text.utf8), name: "a.md")
    #expect(String(decoding: made, as: UTF8.self).hasPrefix("# Беседа\n\nБили [лицо] вчера. \n"))
    #expect(try Samples.check(made, name: "a.md").findings == [])
  }

  @Test func aTableComesOutWithItsCellsAndWithoutFormulas() throws {
    let table = "имя;номер;прочее\r\n\"Образцов \"\"Тим\"\"\";851102300003;=HYPERLINK(\"x\")\r\n-5;+7;\"а\nб\"\r\n"
    #expect(try Samples.kinds(Array(table.utf8), name: "a.csv") == [.formula, .identity])
    let made = try Samples.redact(Array(table.utf8), name: "a.csv")
    #expect(try Samples.check(made, name: "a.csv").findings == [])
    let (rows, separator) = try CSVDocument.rows(made)
    #expect(separator == ";" && rows.count == 3 && rows[1][1] == "[личный номер]" && rows[1][2].hasPrefix("'="))
    #expect(rows[2] == ["-5", "+7", "а б"])
  }

  @Test func plainTextKeepsEveryOtherByte() throws {
    let made = try Samples.redact(Array("\u{feff}Били Образцова.\r\n\tДва".utf8), name: "a.txt")
    #expect(String(decoding: made, as: UTF8.self) == "Били [лицо].\r\n\tДва")
  }

  @Test func charactersThatAreNeverSeenAreFoundAndLeftOut() throws {
    let text = Array("Да\u{200b}\u{e0041}\u{202e} нет, Обра\u{200b}зцов".utf8)
    #expect(try Samples.kinds(text, name: "a.txt") == [.hiddenText, .identity])
    #expect(String(decoding: try Samples.redact(text, name: "a.txt"), as: UTF8.self) == "Да нет, [лицо]")
    #expect(try Samples.kinds(Array("\u{feff}Да".utf8), name: "a.txt") == [])
  }

  @Test func aNameInTheFileNameIsFound() throws {
    for name in ["Образцов.txt", "statement_Obraztsov-2.txt"] {
      #expect(try Samples.kinds(Array("x".utf8), name: name) == [.identity])
    }
    #expect(try Samples.kinds(Array("x".utf8), name: "statement-2.txt") == [])
  }

  @Test func whatIsNotReadIsNeverClean() throws {
    #expect(try Samples.kinds([0, 1, 2, 3], name: "a.txt") == [.unreadable])
    #expect(try Samples.kinds(Array("{\\rtf1".utf8) + [0], name: "a.rtf") == [.unreadable])
    for name in ["a.pdf", "a.jpg", "a.docx"] {
      #expect(try Samples.kinds(Array("x".utf8), name: name) == [.unreadable])
    }
    #expect(try Samples.kinds([], name: "a.pdf") == [.unreadable])
    #expect(throws: DocumentError.unsupported) { try RedactableDocument([0, 1, 2], name: "a.bin") }
    #expect(throws: DocumentError.unsupported) { try RedactableDocument([65], name: "a.txt", output: .docx) }
    var utf16: [UInt8] = [0xff, 0xfe]
    for unit in "Образцов".utf16 { utf16.appendLittle(Int(unit), 2) }
    #expect(try Samples.kinds(utf16, name: "a.txt") == [.identity])
  }
}
