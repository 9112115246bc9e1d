import Testing

@testable import Redaction

/// Where names end, whatever the weights say: what stands in ⟦ ⟧ is what the tagger saw.
@Suite struct PersonSpansTests {
  @Test(arguments: [
    ("Видели ⟦Аун Сан⟧ Су Чжи там.", ["person Аун Сан Су Чжи"]),
    ("Видели ⟦Усаму⟧ бин Ладена там.", ["person Усаму бин Ладена"]),
    ("Сказал аль-⟦Барадеи⟧ вчера.", ["person аль-Барадеи"]),
    ("Там ⟦Теа Босбум⟧-Ланчава была.", ["person Теа Босбум-Ланчава"]),
    ("• ⟦Коффи⟧ Коджа (Германия)", ["person Коффи Коджа"]),
    // A river stays one where it is called so only once.
    ("Устье реки Славянки. Рейд по ⟦Славянке⟧ прошёл.", ["location Славянке"]),
    // What ends where it should stays as it is.
    ("Видели ⟦Ивана Образцова⟧ в Шымкенте.", ["person Ивана Образцова"]),
    ("Видели ⟦Ивана Образцова⟧. Там шли.", ["person Ивана Образцова"]),
    ("Then ⟦Robert Sample⟧ de Vries left.", ["person Robert Sample"]),
  ])
  func namesEndWhereTheyShould(_ marked: String, _ expected: [String]) throws {
    let pieces = marked.split(maxSplits: 2, whereSeparator: { $0 == "⟦" || $0 == "⟧" }).map(String.init)
    try #require(pieces.count == 3)
    let input = try TaggerInput(pieces.joined())
    let start = pieces[0].unicodeScalars.count
    let seen = start..<(start + pieces[1].unicodeScalars.count)
    let atoms = input.atoms.indices.filter { seen.overlaps(input.span($0)) }
    let first = try #require(atoms.first)
    let last = try #require(atoms.last)
    let scalars = Array(pieces.joined().unicodeScalars)
    let mended = PersonSpans(input: input).mended([(.person, first..<(last + 1))]).map { category, range in
      var text = String.UnicodeScalarView()
      text.append(
        contentsOf: scalars[input.span(range.lowerBound).lowerBound..<input.span(range.upperBound - 1).upperBound])
      return "\(category.rawValue) \(String(text))"
    }
    #expect(mended == expected)
  }
}
