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

  @Test func `findings name their line`() throws {
    #expect(try Self.findings("A heading\n\nWe saw\nfour women.").map(\.line) == [4])
  }
}
