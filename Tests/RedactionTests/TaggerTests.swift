import Testing

@testable import Redaction

@Suite struct TaggerTests {
  private static let scanner = Result { try TextScanner(identities: []) }

  private func suggested(_ text: String) throws -> [String] {
    try Self.scanner.get().scan(text).map { Samples.string(text, $0) }
  }

  @Test(arguments: [
    ("The applicant was detained on 3 March 2001 and taken to the hospital.", "3 March 2001"),
    ("Об этом сообщил Сергей Образцов.", "Сергей Образцов"),
    ("Бұл туралы Ержан Үлгібаев айтты .", "Ержан Үлгібаев"),
  ])
  func whatReadsLikeIt(_ text: String, _ expected: String) throws {
    #expect(try suggested(text).contains { $0.contains(expected) })
  }

  @Test(arguments: [
    "The weather was good and everybody was glad of it.", "Погода была хорошая.", "Ауа райы жақсы болды.",
  ])
  func plainWordsStay(_ text: String) throws { #expect(try suggested(text) == []) }

  @Test func everySuggestionIsForAPerson() {
    for rule in Rule.allCases where rule.rawValue.hasPrefix("tagger.") { #expect(rule.decision == .review) }
  }

  /// Where this fails on purpose, because folding, lists or templates changed, run scripts/train-tagger and take the new sum.
  @Test func theWeightsWereTrainedOnTheseFeatures() throws {
    let input = try TaggerInput("Mr R. Sample, 3 May 2001; Иван Петрович Образцов, г. Шымкент. Айгүл Серікқызы 12 бап")
    var features: [UInt32] = []
    for segment in input.segments {
      for index in segment { input.appendFeatures(at: index, in: segment, to: &features) }
    }
    #expect(features.reduce(17) { $0 &* 31 &+ UInt64($1) } == 3_412_196_757_743_456_392)
  }

  @Test func shippedWeightsAreRead() throws {
    for language in Language.allCases { _ = try Tagger.of(language) }
  }

  @Test(arguments: [0, 3, 5, 9, 60, 400])
  func shortenedWeightsAreRefused(_ length: Int) {
    let bytes = Base64.decoded(String(KazakhWeights.base64.prefix(1200)))
    #expect(throws: RedactionError.damagedTagger) { try TaggerWeights(Array(bytes.prefix(length))) }
  }

  @Test func hostileWeightsAreRefused() {
    let head = Array("CVT1".utf8) + [2, 0, 128] + [0, 0, 0, 60] + [UInt8](repeating: 0, count: 8)
    for count in [[255, 255, 255, 255], [1, 0, 0, 0], [0, 0, 16, 0]] as [[UInt8]] {
      #expect(throws: RedactionError.damagedTagger) { try TaggerWeights(head + count) }
    }
    for unit in [[0, 0, 192, 127], [0, 0, 128, 255], [0, 0, 0, 0]] as [[UInt8]] {
      let bytes = Array("CVT1".utf8) + [2, 0, 128] + unit + [UInt8](repeating: 0, count: 12)
      #expect(throws: RedactionError.damagedTagger) { try TaggerWeights(bytes) }
    }
    #expect(throws: Never.self) { try TaggerWeights(head + [0, 0, 0, 0]) }
  }

  @Test(arguments: [-100, -20, -1, -0.01, 0, 0.5, 1, 10, 79, 1000])
  func exponential(_ argument: Float) {
    // (1 + x / 2^n)^(2^n), in double precision.
    let clamped = Double(min(max(argument, -80), 80))
    var expected = 1 + clamped / 1_073_741_824
    for _ in 0..<30 { expected *= expected }
    #expect(abs(Double(Exponential.of(argument)) / expected - 1) < 1e-4)
  }
}
