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

  @Test(arguments: [
    "<span style='color:#000;background:#000'>a</span>", "<span style='background-color:black'>a</span>",
    "<span style='color:#fefefe'>a</span>", "<span style='color:hsl(0,0%,100%)'>a</span>",
    "<p style='height:0;overflow:hidden'>a</p>", "<p style='clip-path:inset(50%);position:absolute'>a</p>",
    "<p style='transform:scale(0)'>a</p>", "<td bgcolor=black>a</td>", "<font color=#FFFFFE>a</font>",
    "<font size=-7>a</font>", "<p style='margin-left:-99em'>a</p>", "<p style='font-size:1px'>a</p>",
    "<p style='font:0 x'>a</p>", "<p style='color:transparent'>a</p>", "<p style='line-height:0'>a</p>",
    "<p style='vertical-align:-9999px'>a</p>",
    "<p style='all:unset;x'>a</p>", "<details><p>a</details>", "<dialog>a</dialog>", "<template>a</template>",
    "<noscript>a</noscript>", "<svg><text>a</text></svg>", "<p popover>a</p>", "<body text=white>a", "<unheard-of>a",
    "<p style='color:&#114;gb(255,255,255)'>a</p>", "<p style='color:red;color:white!important'>a</p>",
  ])
  func wordsThatMayNotBeSeenAreFound(_ body: String) throws {
    #expect(try Samples.kinds(Array("<html>\(body)".utf8), name: "a.html").contains(.hiddenText))
  }

  @Test func wordsThatAreSeenAsTheyAreHaveNoFinding() throws {
    let page = """
      <!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>t</title></head><body bgcolor="#ffffff" text="#000000">
      <h1 style="text-align: center; font-size: 14pt; margin-bottom: 0.2cm">a</h1>
      <p class="x" style="color: #c00000; background: #ffff00; line-height: 115%; font-weight: bold">b <font size="2">c</font></p>
      <table border="1" cellpadding="2" width="100%"><tr><td style="border: 1px solid #000; padding-left: 4px" colspan="2">d</td></tr></table>
      <p style="page-break-before: always; text-indent: 0.5in; color: rgb(0, 0, 128)"><b>e</b><br><u>f</u></p></body></html>
      """
    #expect(try Samples.check(Array(page.utf8), name: "a.html").findings == [])
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

  @Test(arguments: [
    "Об*раз*цов", "Об**разцов**", "~~Обр~~азцов", "О`бразцов`", "Об<b>раз</b>цов", "Об<!-- x -->разцов",
  ])
  func emphasisInsideAWordHidesNothing(_ word: String) throws {
    let text = Array("Вчера \(word) упал.\n".utf8)
    #expect(try Samples.kinds(text, name: "a.md").contains(.identity))
    let made = String(decoding: try Samples.redact(text, name: "a.md"), as: UTF8.self)
    #expect(made.contains("[лицо]") && !made.contains("раз"))
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

  /// Which separator a spreadsheet program goes by depends on where it runs.
  @Test(arguments: ["x;=HYPERLINK(1)", "＝1+1", "x\t@A1", " ＠a", "1;-A1"])
  func whatAnotherSeparatorWouldMakeAFormulaIsNone(_ cell: String) throws {
    #expect(try Samples.kinds(Array("a,b\r\nc,\"\(cell)\"\r\n".utf8), name: "a.csv") == [.formula])
    let made = String(
      decoding: try Samples.redact(Array("a,b\r\nc,\"\(cell)\"\r\n".utf8), name: "a.csv"), as: UTF8.self)
    #expect(try Samples.check(Array(made.utf8), name: "a.csv").findings == [])
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

  /// Nothing of what somebody may send takes longer than its length: each of these once did.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      ("", "&", ""), ("<p ", "a=b ", ">x</p>"), ("", "<a b=\"", ""), ("", "<!--", ""), ("", "<div>", "x"),
      ("<p>", "&amp;", "</p>"),
      ("<table><tr>", "<td class=a>слово</td>", ""), ("", "<a href=x>y</a>", ""),
    ])
  func longPagesAreReadInOneGo(_ before: String, _ piece: String, _ after: String) throws {
    func time(_ count: Int) throws -> Duration {
      let page = "<html>\(before)\(String(repeating: piece, count: count))\(after)"
      return try ContinuousClock().measure {
        var reader = HTMLReader(page)
        _ = try reader.events()
        _ = try? HTMLDocument.extract(Array(page.utf8))
      }
    }
    let short = try time(3000)
    // Eight times as much; a machine that does other things may take three times as long.
    #expect(try time(24_000) < short * 24 + .seconds(1))
  }
}
