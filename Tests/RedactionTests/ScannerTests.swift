import Foundation
import Testing

@testable import Redaction

@Suite struct ScannerTests {
  @Test func offsetsCountCodePoints() throws {
    let text = "👨‍👩‍👧‍👦 e\u{301}\u{323} 𝒜 Здесь 🇰🇿 Се\u{301}ри\u{AD}ков ушёл, 🏔️ тел. +7\u{A0}701 123 45 67"
    let findings = try Samples.scan(text)
    #expect(findings.map { Samples.string(text, $0) } == ["Се\u{301}ри\u{AD}ков", "+7\u{A0}701 123 45 67"])
  }

  @Test(arguments: [
    (
      Language.english, "Yerzhan Serikov was held; his lawyer Maria Tolstaya called 8 701 123 45 67.",
      "[Detainee-NN] was held; his lawyer [Lawyer-NN] called [phone]."
    ),
    (
      .russian, "Серикова Ержана задержали; адвокат М.А. Толстая звонила на 8 701 123 45 67.",
      "[Задержанный-NN] задержали; адвокат [Адвокат-NN] звонила на [телефон]."
    ),
    (
      .kazakh, "Ержан Серіковті ұстады; қызметкер Әбдірахмановқа 8 701 123 45 67 арқылы қоңырау шалды.",
      "[Ұсталған-NN] ұстады; қызметкер [Қызметкер-NN] [телефон] арқылы қоңырау шалды."
    ),
  ])
  func aTextInEachLanguage(_ language: Language, _ text: String, _ expected: String) throws {
    var table = PseudonymTable()
    try table.assign(Samples.everyone, keyedHash: Samples.keyedHash(1))
    let findings = try TextScanner(identities: Samples.everyone, pseudonyms: table, scope: .certain).scan(text)
    var result = String.UnicodeScalarView(text.unicodeScalars)
    for finding in findings.reversed() {
      let start = result.index(result.startIndex, offsetBy: finding.start)
      let end = result.index(result.startIndex, offsetBy: finding.end)
      result.replaceSubrange(start..<end, with: try #require(finding.pseudonym).unicodeScalars)
    }
    let generic = String(result).replacing(/-[0-9][0-9]\]/, with: "-NN]")
    #expect(generic == expected)
    #expect(try NormalisedText(text).likelyLanguage == language)
  }

  @Test(arguments: 0..<200)
  func findingsNeverOverlapInRandomText(_ seed: UInt64) throws {
    var random = Random(state: seed)
    let pieces = [
      "Сериков", "Ержан", "Болатович", "Ли", "Вера", "А.", "Б.", " ", " ", " ", ", ", "\n", "-", "+7", "8", "701",
      "123",
      "45", "67", "870112300128", "KZ86", "125K", "ZT50", "0410", "0100", "улица", "N12345678", "паспорт", "@", "a",
      "example.kz", "12.01.1987", "родился", "\u{301}", "👩‍⚖️", "\u{AD}", "ул. Сатпаева, 15, кв. 3", "123 ABC 02", "(",
      ")", ".",
    ]
    var text = ""
    for _ in 0..<60 { text += pieces[Int(random.next() % UInt64(pieces.count))] }
    _ = try Samples.scan(text)
    let everything = try Samples.leakCheck().check(Array(text.utf8))
    #expect(everything.leaks.allSatisfy { $0.start < $0.end })
  }

  @Test func overlapsNeverUncover() {
    func finding(_ start: Int, _ end: Int, _ rule: Rule) -> Finding {
      Finding(start: start, end: end, category: .person, identifier: .direct, rule: rule)
    }
    let resolved = Overlaps.resolved([
      finding(0, 10, .phone), finding(8, 20, .knownName), finding(15, 40, .plate), finding(25, 30, .iin),
      finding(50, 60, .plate), finding(55, 70, .passport), finding(65, 66, .card),
    ])
    #expect(resolved.map(\.start) == [0, 20, 25, 30, 50, 65, 66])
    #expect(resolved.map(\.end) == [20, 25, 30, 40, 65, 66, 70])
    #expect(resolved.map(\.rule.decision) == [.apply, .review, .apply, .review, .review, .apply, .review])
    #expect(resolved.first?.rule == .knownName)
  }

  @Test(
    arguments: [
      "а", "A", "1", "1 ", "-", "@", "a@", "\u{301}", "'", "а'", "\n", "-\n", "а\n", "а ", "А.", "а-", "+", "\u{AD}",
      "Сериков",
      "Сериков ", "KZ1", "👩‍⚖️", "\u{0}", "8 701 ", "12.01.", "ул. ",
    ])
  func hostileRepetitionNeitherTrapsNorHangs(_ unit: String) throws {
    let text = String(repeating: unit, count: 20_000 / unit.utf8.count)
    _ = try Samples.scan(text)
    _ = try Samples.leakCheck().check(Array(text.utf8))
  }

  @Test func aLongTextIsScannedInPiecesAsOneWouldBe() throws {
    let paragraph = "Вчера Сериков 👩‍⚖️ звонил с +7 747 555 11 22.\nПотом 7475551122 и Е. Сериков.\n"
    let times = 50
    let text = String(repeating: paragraph, count: times)
    let scanner = try TextScanner(identities: Samples.everyone, scope: .certain)
    let findings = try scanner.scan(text, language: nil, size: 1000)
    let one = try scanner.scan(paragraph)
    #expect(one.map(\.rule) == [.knownName, .phone, .repeated, .knownInitials])
    #expect(findings.count == times * one.count)
    let length = paragraph.unicodeScalars.count
    for (place, finding) in findings.enumerated() {
      let expected = one[place % one.count].moved(by: place / one.count * length)
      #expect(finding == expected)
      guard finding == expected else { break }
    }
  }

  @Test(arguments: ["а", "a ", "👩‍⚖️", "слово\n", "\r\n"])
  func piecesJoinToTheWhole(_ unit: String) {
    let text = String(repeating: unit, count: 500)
    for size in [64, 100, 1000] {
      let blocks = TextBlocks(text, size: size).ranges
      #expect(blocks.map { String(text[$0.range]) }.joined() == text)
      #expect(blocks.map(\.start) == blocks.map { text.unicodeScalars[..<$0.range.lowerBound].count })
      #expect(blocks.allSatisfy { text[$0.range].utf8.count <= size && !$0.range.isEmpty })
    }
  }

  @Test func emptyTextAndNoIdentitiesFindNothing() throws {
    #expect(try Samples.scan("") == [])
    #expect(try Samples.scan("", []) == [])
    #expect(try Samples.scan("Сериков Ержан", []) == [])
  }

  @Test func theWireShapeIsRead() throws {
    let json = """
      {"id":"p1","role":"detainee","names":[{"script":"ru","surname":"Сериков"}],"birth_date":"1987-01-12",
       "relatives":[{"id":"r","names":[{"given":"Жанар"}]},{}]}
      """
    let identity = try JSONDecoder().decode(KnownIdentity.self, from: Data(json.utf8))
    #expect(identity.birthDate == "1987-01-12")
    #expect(identity.relatives.count == 2)
    #expect(try JSONDecoder().decode(KnownIdentity.self, from: Data("{}".utf8)).names.isEmpty)
    let finding = try #require(try Samples.scan("видел Серикова", [identity]).first)
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(finding)) as? [String: Any]
    #expect(object?["start"] as? Int == 6)
    #expect(object?["end"] as? Int == 14)
    #expect(object?["category"] as? String == "person")
    #expect(object?["identifier"] as? String == "direct")
    #expect(object?["decision"] as? String == "apply")
    #expect(object?["person"] as? String == "p1")
    #expect(object?["rule"] as? String == "known.name.inflected")
  }

  @Test func decisionFollowsTheRule() {
    for rule in Rule.allCases { #expect((rule.decision == .apply) == (rule.confidence >= 0.9)) }
  }
}

/// SplitMix64, so that a failing text can be made again.
struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
