import Testing

@testable import Publication

/// Drafts in three languages, beside the briefing's table.
@Suite struct PressReconciliationTests {
  static func findings(_ text: String) throws -> [PressReconciliation.Finding] {
    let table = try Briefing.oneWay().published()
    let release = EarlierRelease(id: "x", title: table.title, tables: [table])
    return try PressReconciliation(text, with: [release]).findings
  }

  @Test(arguments: [
    "We received 21 statements, of which 18 came through NPM participants.",
    "Twenty-one statements were received, including eighteen handed to NPM participants.",
    "Получено 21 заявление, из них 18 передано участникам НПМ.",
    "Поступило двадцать одно заявление, из которых восемнадцать — через участников НПМ.",
    "21 өтініш түсті, оның ішінде 18-і ҰАМ қатысушылары арқылы берілді.",
    "Жиырма бір өтініш түсті, оның ішінде он сегізі ҰАМ қатысушысына берілген.",
  ])
  func `twenty-one, of which eighteen, is found in every language`(text: String) throws {
    let findings = try Self.findings(text)
    #expect(findings.contains { $0.code == .ofWhich && $0.sentence.contains("3 are left") })
    #expect(findings.contains { $0.code == .givesBack && $0.sentence.contains("would be 3") })
  }

  @Test(arguments: [
    "In January the delegation received 21 statements.", "17 января 2022 года получено 21 заявление.",
    "2022 жылғы 17 қаңтарда 21 өтініш түсті.", "No one was hurt in 2022.", "Nothing was counted.",
    "On 17 January 2022 twenty-one statements were received.",
  ])
  func `what the release shows, and dates, are no findings`(text: String) throws {
    #expect(try Self.findings(text).isEmpty)
  }

  @Test(arguments: [
    ("Among them was one woman.", PressReconciliation.Code.smallNumber),
    ("Three statements came to the ombudsman directly.", .smallNumber), ("Трое обратились к омбудсмену.", .smallNumber),
    ("Үш өтініш берілді.", .smallNumber), ("86 % of the 21 statements came through the NPM.", .percentage),
    ("86 процентов из 21 заявления поступило через НПМ.", .percentage),
    ("Half of the 34 facilities were visited unannounced.", .percentage),
    ("In total 474 visits were made, 422 planned and 33 special.", .doesNotAddUp),
    ("Всего 461 посещение: 422 плановых и 33 специальных.", .doesNotAddUp),
    ("More than 34 facilities were visited.", .notPublished), ("40 % of 21 is a strange share.", .doesNotAddUp),
  ])
  func `each kind of trouble is named`(text: String, code: PressReconciliation.Code) throws {
    let codes = try Self.findings(text).map(\.code)
    #expect(codes.contains(code))
  }

  @Test(arguments: [
    ("twenty-one", 21), ("one hundred and five", 105), ("two thousand three hundred", 2_300),
    ("двести тридцать четыре", 234),
    ("пять тысяч", 5_000), ("девятнадцати", 19), ("жүз жиырма бес", 125), ("екі мың", 2_000), ("1 234", 1_234),
    ("1,234", 1_234), ("18-ти", 18),
  ])
  func `numbers are read as they are written`(text: String, value: Int) {
    let russian = text.contains { "абвгдежзийклмнопрстуфхцчшщъыьэюяё".contains($0) } ? " заявлений" : " өтініш"
    let latin = text.allSatisfy(\.isASCII) && !text.contains("1")
    let sentence = DraftText(text + (latin ? " statements" : russian)).sentences.first
    #expect(sentence?.numbers.first?.value == Double(value) || text == "1,234")
    if text == "1,234" { #expect(DraftText("We saw 1,234 people").sentences.first?.numbers.first?.value == 1_234) }
  }

  @Test(arguments: [
    ("1,5 % of 200", 1.5), ("12,75 % of 200", 12.75), ("1,234 people", 1_234), ("1,234.5 people", 1_234.5),
    ("1,234,567 people", 1_234_567), ("0,5 % of 200", 0.5), ("1.5 % of 200", 1.5), ("1234,5 tenge", 1_234.5),
    ("1,5 % от 200", 1.5),
  ])
  func `a comma before one or two digits is a decimal comma, in English too`(text: String, value: Double) {
    #expect(DraftText(text).sentences.first?.numbers.first?.value == value)
  }

  @Test func `findings name their line`() throws {
    #expect(try Self.findings("A heading\n\nWe saw\nfour women.").map(\.line) == [4])
  }

  @Test(arguments: [
    "Both spoke of it.", "The only woman spoke of it.", "A couple of them spoke.", "A single pair was seen.",
    "Оба рассказали об этом.", "Пара заявлений о побоях.", "Единственное заявление подано адвокатом.",
    "Жалғыз өтініш берілді.", "There were ² of them.", "There were ２ of them.", "Они пришли вдвоём.",
  ])
  func `few people are few however they are told`(text: String) throws {
    #expect(try Self.findings(text).contains { $0.code == .smallNumber })
  }

  @Test(arguments: [
    ("Both here and there 21 statements were received.", 0), ("Not a single person was hurt.", 0),
    ("21² statements were received.", 0), ("Дюжина заявлений.", 1), ("The only 21 statements were these.", 0),
  ])
  func `words that only look like numbers are none`(text: String, findings: Int) throws {
    #expect(try Self.findings(text).count == findings)
  }

  @Test(arguments: [
    "9223372036854775807 % of 92233 statements", "999999999999 % of 999999999999",
    String(repeating: "hundred ", count: 40) + "statements", String(repeating: "мың ", count: 40) + "өтініш",
    String(repeating: "hundred thousand ", count: 40), "0,000000000000000001 % из 21", "1e308 % of 21", "∞ % of ௲",
  ])
  func `numbers nobody can count are passed over`(text: String) throws {
    _ = try Self.findings(text)
  }

  /// Kinds x, y, z in places A, B, C; the small ones and what protects them are hidden.
  static func tableOfKinds(_ text: String) throws -> [PressReconciliation.Finding] {
    func category(_ code: String) -> TableCategory { .init(code: code, label: LocalizedText(code)) }
    let shape = try TableShape([
      TableDimension(name: "kind", label: LocalizedText("Kind"), categories: ["x", "y", "z"].map(category)),
      TableDimension(name: "place", label: LocalizedText("Place"), categories: ["A", "B", "C"].map(category)),
    ])
    let numbers: [[String]: Int] = [
      ["z", "C"]: 28, ["x", "B"]: 26, ["_T", "A"]: 34, ["_T", "C"]: 40, ["_T", "_T"]: 130, ["y", "B"]: 32,
    ]
    let table = try #require(
      PublishedTable(
        title: LocalizedText("Kinds"), unit: Tables.statements, shape: shape,
        cells: (0..<shape.cells).map { numbers[shape.codes(of: $0)].map { .value($0) } ?? .suppressed },
        zeroPolicy: .maySuppress, threshold: 5))
    return try PressReconciliation(text, with: [.init(id: "x", title: table.title, tables: [table])]).findings
  }

  @Test func `a share without its total, and a difference, give hidden numbers back`() throws {
    let share = try Self.tableOfKinds("94% of statements in A were of kinds x and z.")
    #expect(share.contains { $0.code == .percentage && $0.sentence.contains("of 34 gives a count of 32") })
    let difference = try Self.tableOfKinds("In C, 26 fewer were about x than about z.")
    #expect(difference.contains { $0.code == .givesBack && $0.sentence.contains("x / C") })
    #expect(try Self.tableOfKinds("In C there were 28 of kind z.").isEmpty)
  }
}
