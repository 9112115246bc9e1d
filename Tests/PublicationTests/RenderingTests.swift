import Foundation
import Testing

@testable import Publication

/// What is written shows the protected table and nothing else.
@Suite struct RenderingTests {
  static let alone = ReleaseScope()

  static func everything(_ table: ProtectedTable) throws -> [String] {
    let published = try table.published()
    let pages = try PageLanguage.allCases.map { try published.html(in: $0, alone) }
    return try pages + PageLanguage.allCases.map { published.csv(in: $0) }
      + [String(decoding: published.json.file(), as: UTF8.self)]
  }

  @Test func `tables that differ only in what is hidden give the same bytes`() throws {
    let first = try Briefing.statements([18, 3, 0, 0, 0, 0, 0]).protected()
    for other in [[17, 4, 0, 0, 0, 0, 0], [19, 2, 0, 0, 0, 0, 0], [20, 1, 0, 0, 0, 0, 0]] {
      let second = try Briefing.statements(other).protected()
      #expect(second.shown == first.shown && second.audit.witnesses == first.audit.witnesses)
      #expect(try Self.everything(second) == Self.everything(first))
    }
  }

  @Test func `no file tells a primary cell from another suppressed one`() throws {
    let pages = try Self.everything(try Briefing.oneWay())
    for page in pages { #expect(!page.contains("primary") && !page.contains("secondary")) }
    let page = pages[0]
    let marks = page.components(separatedBy: "<rect x=\"0.5\"").dropFirst().map { $0.prefix { $0 != ">" } }
    #expect(marks.count == 2)
    for mark in marks { #expect(mark.contains("width=\"48\" height=\"14\"")) }
  }

  @Test func `every page says how far the protection reaches`() throws {
    let table = try Briefing.twoWay().published()
    for language in PageLanguage.allCases {
      #expect(try table.html(in: language, Self.alone).contains(Wording.of(language).scope(Self.alone)))
      let joint = ReleaseScope(tables: 1, earlier: 2)
      #expect(try table.html(in: language, joint).contains(Wording.of(language).scope(joint)))
    }
  }

  @Test func `CSV has one record a cell and as many fields in each`() throws {
    let lines = try Briefing.twoWay().published().csv(in: .english).components(separatedBy: "\r\n")
    #expect(lines.last == "")
    #expect(lines.count == 1 + 8 * 5 + 1)
    #expect(lines[0] == "channel,channel_label,facility_type,facility_type_label,unit,value,status")
    #expect(lines[1].hasPrefix("npm,handed to an NPM participant,SPR,"))
    for line in lines.dropLast() { #expect(line.components(separatedBy: ",").count == 7) }
    #expect(lines.contains { $0.hasSuffix(",statements,*,suppressed") })
  }

  @Test(arguments: [
    ("=1+1", "\"'=1+1\""), ("+7", "\"'+7\""), ("-2", "\"'-2\""), ("@SUM(A1)", "\"'@SUM(A1)\""), ("\tx", "\"'\tx\""),
    (" =1", "\"' =1\""), ("\r\n=1", "\"'\r\n=1\""), ("＝1", "\"'＝1\""),
    ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("two\r\nlines", "\"two\r\nlines\""), ("a=b", "a=b"),
  ])
  func `CSV labels are quoted, and never run as formulas`(label: String, field: String) throws {
    var spec = Tables.spec(rows: 1, columns: nil)
    spec.dimensions[0].categories[0].label = LocalizedText(label)
    let observations = Tables.observations([[9]], twoWay: false)
    let csv = try FrequencyTable(spec, counting: observations).protected().published().csv(in: .english)
    #expect(csv.contains("\r\nr0," + field + ",statements,9,published"))
  }

  @Test func `JSON has a null for what is suppressed, and is read back as it was`() throws {
    for table in [try Briefing.oneWay().published(), try Briefing.twoWay().published(scope: ["month": ["2022-01"]])] {
      let bytes = try table.json.file()
      #expect(try PublishedTable(LocatedJSON(bytes)) == table)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      let cells = try #require(object["cells"] as? [[String: Any]])
      #expect(cells.count == table.cells.count)
      for (cell, shown) in zip(cells, table.cells) {
        #expect((cell["value"] is NSNull) == (shown == .suppressed) && cell["value"] as? Int == shown.number)
      }
    }
  }

  @Test(arguments: PageLanguage.allCases)
  func `a page is in its language, needs nothing from elsewhere and is marked up for reading aloud`(
    language: PageLanguage
  ) throws {
    let page = try Briefing.twoWay().published().html(in: language, Self.alone)
    #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
    #expect(page.contains(try #require(Briefing.channels.first).label.resolved(in: language).text))
    #expect(
      page.contains(Wording.of(language).protection) && page.contains(Briefing.methods.resolved(in: language).text))
    for part in [
      "<caption", "scope=\"row\"", "scope=\"col\"", "scope=\"colgroup\"", "<title id=", "<desc id=", "role=\"img\"",
    ] {
      #expect(page.contains(part))
    }
    let addresses = page.components(separatedBy: "http").count - 1
    #expect(addresses == 1 + 7, "the policy's http-equiv, and the SVG namespace of each row's bars")
    for part in ["<script", "<link", "<img", "url(h", "@import", "src="] { #expect(!page.contains(part)) }
    #expect(!page.contains("{{") && !page.contains("Optional("))
  }

  @Test func `labels cannot change the page`() throws {
    var spec = Tables.spec(rows: 1, columns: nil)
    spec.title = LocalizedText("<script>1</script>")
    spec.dimensions[0].categories[0].label = LocalizedText("\"><img src=x> & 'y'")
    let page = try FrequencyTable(spec, counting: Tables.observations([[9]], twoWay: false)).protected().published()
      .html(
        in: .russian, Self.alone)
    #expect(!page.contains("<script") && !page.contains("<img"))
    #expect(page.contains("&lt;script&gt;1&lt;/script&gt;"))
  }

  @Test func `a text that is not translated says which language it is in, and no other does`() throws {
    var spec = Tables.spec(rows: 2, columns: 2)
    spec.dimensions[0].categories[0].label = LocalizedText("lawyer", russian: "адвокат")
    spec.dimensions[1].categories[0].label = LocalizedText("beating", russian: "избиение")
    spec.dimensions[1].label = LocalizedText("Allegation")
    let page = try FrequencyTable(spec, counting: Tables.observations([[9, 9], [9, 9]])).protected().published().html(
      in: .russian, Self.alone)
    #expect(page.contains("<th scope=\"row\">адвокат"))
    #expect(page.contains("<th scope=\"row\" lang=\"en\">r 1"))
    #expect(page.contains("<th scope=\"col\" class=\"number\">избиение"))
    #expect(page.contains("<th scope=\"col\" class=\"number\" lang=\"en\">c 1"))
  }

  @Test func `bars are to scale, in the order of the codes, and drawn for published numbers only`() throws {
    let table = try Tables.column([10, 3, 40, 12]).protected()
    let chart = try #require(BarChart(try table.published(), in: .english, suppressed: "suppressed"))
    let marks = try #require(chart.groups.first).marks
    #expect(marks.map { $0.lines[0].text } == ["r 0", "r 1", "r 2", "r 3"])
    for (mark, cell) in zip(marks, table.cells.map({ $0[0] })) {
      #expect(mark.isBar == (cell.number != nil) && mark.isSuppressed == (cell == .suppressed))
      if cell == .suppressed { #expect(mark.length == "0.0%" && mark.value == "suppressed") }
    }
    #expect(marks[2].length == "80.0%")
  }

  @Test func `a table of two dimensions is charted row by row on one scale`() throws {
    let table = try Tables.table([[10, 40], [20, 5]]).protected().published()
    let chart = try #require(BarChart(table, in: .english, suppressed: ""))
    #expect(chart.groups.map(\.heading) == ["r 0", "r 1"])
    #expect(chart.groups.map { $0.marks.map(\.length) } == [["20.0%", "80.0%"], ["40.0%", "10.0%"]])
  }

  @Test func `a large table is charted by its row totals`() throws {
    let counts = [[Int]](repeating: [Int](repeating: 9, count: 8), count: 14)
    let chart = try #require(BarChart(try Tables.table(counts).protected().published(), in: .english, suppressed: ""))
    #expect(chart.showsTotalsOnly && chart.groups.map(\.marks.count) == [12, 2])
    #expect(chart.groups.allSatisfy { $0.marks.allSatisfy { $0.value == "72" } })
  }

  @Test func `the three languages state the same rules`() throws {
    let shape = { multi in
      try TableShape([Tables.dimension("r", 2, multi: multi), Tables.dimension("c", 2, sensitive: true)])
    }
    for policy in ZeroPolicy.allCases {
      for shape in [try shape(true), try shape(false)] {
        let table = try #require(
          PublishedTable(
            title: LocalizedText("t"), unit: Tables.statements, shape: shape,
            cells: [PublishedCell](repeating: .value(9), count: shape.cells), zeroPolicy: policy, threshold: 5))
        #expect(Set(PageLanguage.allCases.map { Wording.of($0).rules(of: table).count }).count == 1)
        for language in PageLanguage.allCases {
          #expect(Wording.of(language).rules(of: table).allSatisfy { !$0.isEmpty })
          #expect(Wording.of(language).claim(of: table).contains("5"))
        }
      }
    }
  }
}
