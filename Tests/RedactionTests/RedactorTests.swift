import Redaction
import Testing

@Suite struct RedactorTests {
  private func redact(_ text: String, _ change: (inout Review) -> Void = { _ in }) throws -> RedactedText {
    var review = try Review(text: text, findings: Samples.scan(text), documentDigest: [1])
    ReviewTests.decide(&review)
    change(&review)
    var table = PseudonymTable()
    try table.assign(Samples.everyone, keyedHash: Samples.keyedHash(3))
    return try Redactor.redact(review.decided(), pseudonyms: table, language: .russian)
  }

  @Test func replacesAndCounts() throws {
    let redacted = try redact(ReviewTests.text)
    #expect(!redacted.text.contains("Ержан"))
    #expect(!redacted.text.contains("Вера"))
    #expect(!redacted.text.contains("701"))
    #expect(!redacted.text.contains("747"))
    #expect(redacted.text.contains("улице Серикова"))
    #expect(redacted.text.contains("[телефон]"))
    #expect(redacted.text.contains("И Шанырак."))
    #expect(redacted.masked.map(\.count).reduce(0, +) == 7)
    #expect(redacted.kept == [.init(category: .person, reason: .notIdentifying, verdict: .reject, count: 1)])
  }

  @Test func anAdditionIsMaskedInEveryInflection() throws {
    let text = "Асель Нурланова и Нурлановой, у Асели. нурлановка"
    let redacted = try redact(text) { $0.add(.init(text: "Асель Нурланова", category: .person, reason: .thirdParty)) }
    #expect(redacted.text == "[лицо] и [лицо], у [лицо]. нурлановка")
    #expect(redacted.masked == [.init(category: .person, reason: .thirdParty, verdict: .accept, count: 3)])
  }

  @Test func anAdditionOfAPlaceIsMaskedEverywhere() throws {
    let redacted = try redact("Шанырак, ШАНЫРАК и шанырак") { $0.add(.init(text: "шанырак", category: .location)) }
    #expect(redacted.text == "[место], [место] и [место]")
  }

  @Test func anAcceptedShortNameDoesNotTakeTheParticleWithIt() throws {
    let redacted = try redact("пришёл Ли туда, он ли это").text
    #expect(redacted.hasPrefix("пришёл [Свидетель-"))
    #expect(redacted.hasSuffix("] туда, он ли это"))
  }

  @Test func aRejectedOccurrenceStaysThoughTheNameIsMaskedElsewhere() throws {
    let redacted = try redact("Серикова видели. Потом улица Серикова.")
    #expect(redacted.text.hasSuffix("улица Серикова."))
    #expect(!redacted.text.hasPrefix("Серикова"))
  }

  @Test func unredactingAKnownNameNeedsAReasonAndIsCounted() throws {
    let redacted = try redact("видел Серикова") { $0.decide(0, .reject, reason: .publicOfficial) }
    #expect(redacted.text == "видел Серикова")
    #expect(redacted.masked == [])
    #expect(redacted.kept == [.init(category: .person, reason: .publicOfficial, verdict: .reject, count: 1)])
  }

  @Test func textWithNothingToFindIsUnchanged() throws {
    for text in ["", "Обычный текст.\r\n\u{301}👩‍⚖️\u{AD}"] {
      #expect(try redact(text).text.utf8.elementsEqual(text.utf8))
    }
  }

  @Test func aChangedCategoryChangesTheToken() throws {
    let redacted = try redact("Вера пришла") { $0.decide(0, .accept, category: .organisation) }
    #expect(redacted.text == "[организация] пришла")
  }
}
