import Testing

@testable import Redaction

@Suite struct NormalisedTextTests {
  private func folded(_ text: String) throws -> String {
    let text = try NormalisedText(text)
    #expect(text.starts.count == text.scalars.count)
    #expect(text.ends.count == text.scalars.count)
    var view = String.UnicodeScalarView()
    for scalar in text.scalars { if let scalar = Unicode.Scalar(scalar) { view.append(scalar) } }
    return String(view)
  }

  @Test(arguments: [
    ("СЕРИКОВ", "сериков"), ("Пётр", "петр"), ("Андреи\u{306}", "андрей"), ("Е\u{308}лкин", "елкин"),
    ("Се\u{301}риков", "сериков"), ("José", "jose"), ("Jose\u{301}", "jose"), ("Şymkent", "symkent"),
    ("а\u{A0}б", "а б"), ("а\u{202F}б", "а б"), ("Се\u{AD}ри\u{200B}ков", "сериков"), ("а\u{2011}б", "а-б"),
    ("O’Malley", "o'malley"), ("Cepиков", "сериков"), ("Сериk", "серик"), ("Jоhn", "john"), ("Сери-\nков", "сериков"),
    ("Сери\u{AD}\nков", "сериков"), ("Сери- \r\n  ков", "сериков"), ("С е р и к о в", "сериков"),
    ("С е р и к о в Е р ж а н", "сериков ержан"), ("а и б", "а и б"), ("7\u{2011}701", "7-701"), ("٣٤", "34"),
    ("С  е  р  и  к", "серик"), ("С*е*р*и*к", "серик"), ("С*е*р*и", "с*е*р*и"), ("Πетρων", "петршв"),
    ("петр0в", "петров"),
    ("c0ldwell", "coldwell"), ("kz75370hff1ct0kf", "kz75370hff1ct0kf"), ("A0b", "a0b"),
    ("%D0%A1%D0%B5р", "сер"), ("%D0%A", "%d0%a"), ("%FF%FE", "%ff%fe"), ("%ED%A0%80", "%ed%a0%80"), ("5%20", "5%20"),
    ("a%20b", "a b"), ("=D0=A1", "с"), ("=41", "=41"), (#"\u0421\u0435"#, "се"), (#"\uD800"#, #"\ud800"#),
    (#"\u04"#, #"\u04"#),
    ("&#1057;&#x435;", "се"), ("&#;&#x;&#xFFFFFFF;", "&#;&#x;&#xfffffff;"), ("&#1057", "&#1057"), ("%", "%"),
    ("\\", "\\"),
    ("Ｎ１２", "n12"), ("a\r\nb", "a\nb"), ("Қайрат", "қайрат"), ("", ""), ("\u{301}\u{306}", ""),
  ])
  func folds(_ text: String, _ expected: String) throws {
    #expect(try folded(text) == expected)
  }

  @Test func offsetsLeadBackAcrossEverythingRemoved() throws {
    let text = "👨‍👩‍👧 й\u{AD}и\u{306} 𝟕"
    let original = Array(text.unicodeScalars)
    let normalised = try NormalisedText(text)
    #expect(normalised.originalCount == original.count)
    let composed = try #require(normalised.scalars.lastIndex(of: 0x439))
    let span = normalised.original(composed..<(composed + 1))
    #expect(span.count == 2)
    #expect(original[span.lowerBound] == "и")
    let seven = try #require(normalised.scalars.firstIndex(of: 0x37))
    #expect(normalised.original(seven..<(seven + 1)) == (original.count - 1)..<original.count)
    #expect(normalised.original(3..<3).isEmpty)
    #expect(normalised.original(0..<10_000).isEmpty)
  }

  @Test func joinsBareLineBreaksOnlyWhenAsked() throws {
    #expect(try folded("Сери\nков") == "сери\nков")
    #expect(try NormalisedText("Сери\nков", lineBreaks: .join).scalars.count == 7)
    #expect(try NormalisedText("Сери\n\nков", lineBreaks: .join).scalars.count == 9)
  }
}
