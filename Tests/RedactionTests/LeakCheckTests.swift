import Foundation
import Redaction
import Testing

@Suite struct LeakCheckTests {
  private func check(_ text: String, permitted: Permitted = .none) throws -> LeakReport {
    try Samples.leakCheck().check(Array(text.utf8), permitted: permitted)
  }

  @Test(arguments: [
    ("Серикове", LeakReport.Disguise.none), ("Сери-\nкова", .none), ("Сериков\u{A0}Ержан", .none),
    ("Cepиков", .none), ("С е р и к о в", .none), ("serikov", .none), ("Әбдірахмановқа", .none),
    ("8701 1234567", .none),
    ("870112 300128", .none), ("8 7 0 1 1 2 3 0 0 1 2 8", .none), ("Сери\nков", .acrossLines),
    ("Әбдірах\r\nмановтың", .acrossLines), ("xxSerikovxx", .embedded), ("ержансериков", .embedded),
    ("improvementSERIKOV2024", .none), ("improvementserikovs", .embedded), ("Сериковщина", .embedded),
  ])
  func aPlantedNameIsFound(_ planted: String, _ disguise: LeakReport.Disguise) throws {
    let text = "👩‍⚖️ Обычный текст. Тут \(planted) стоит"
    let report = try check(text)
    #expect(!report.passes)
    #expect(report.leaks.map(\.disguise) == [disguise])
    #expect(report.leaks.first?.start == "👩‍⚖️ Обычный текст. Тут ".unicodeScalars.count)
  }

  @Test(arguments: ["", "Обычный текст о погоде.", "[Задержанный-03] и [телефон]", "правда ли это, вера важна"])
  func aCleanTextPasses(_ text: String) throws {
    #expect(try check(text).passes)
  }

  @Test func bytesThatAreNoTextFailClosed() throws {
    let leakCheck = try Samples.leakCheck()
    #expect(throws: RedactionError.notUTF8(offset: 3)) { try leakCheck.check([0x61, 0xD0, 0xB0, 0xD0]) }
    #expect(throws: RedactionError.notUTF8(offset: 0)) { try leakCheck.check([0xED, 0xA0, 0x80]) }
  }

  @Test func ownOutputPassesAndOnlyWhatWasLeftIsPassedOver() throws {
    let text = ReviewTests.text
    var review = try Review(text: text, findings: Samples.scan(text), documentDigest: [1])
    ReviewTests.decide(&review)
    var table = PseudonymTable()
    try table.assign(Samples.everyone, keyedHash: Samples.keyedHash(3))
    let decided = try review.decided()
    for language in Language.allCases {
      let output = try Redactor.redact(decided, pseudonyms: table, language: language).text
      let report = try check(output, permitted: decided.permitted)
      #expect(report.passes)
      #expect(report.permitted == 1)
      #expect(!(try check(output).passes))
      #expect(!(try check(output + " Серикова", permitted: decided.permitted).passes))
    }
  }

  @Test func theReportHoldsNoText() throws {
    let report = try check("о Серикове и 870112300128")
    let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    #expect(!json.contains("ерик"))
    #expect(!json.contains("8701"))
    #expect(report.counts == [.person: 1, .code: 1])
  }
}
