/// Layer 6: the coarser word that may stand in place of a quasi-identifier: a month for a day, a year for a month, ten
/// years for an age or a date of birth, a region for a settlement of Kazakhstan.
///
/// It stands in brackets, undeclined, so that a reader sees that it is not what was said.
public enum Generalisation: Equatable, Sendable {
  /// A month, with its year where one was named.
  case month(Int, year: Int?)
  /// A year.
  case year(Int)
  /// Ten years of birth, from the first.
  case bornFrom(Int)
  /// Ten years of age, from the first.
  case ageFrom(Int)
  /// A region, or one of the three cities that are none's.
  case region(Region)

  private static let categories: Set<Category> = [.datetime, .demographic, .quantity, .location]

  /// What a finding can be made coarser to; nil where its text is nothing but one date, age or settlement, or where it
  /// would be no coarser.
  ///
  /// - Parameters:
  ///   - text: as it stands in the document.
  ///   - category: what it is taken for.
  ///   - rule: a date of birth is made coarser than others.
  public static func of(_ text: String, _ category: Category, _ rule: Rule) -> Generalisation? {
    guard categories.contains(category), text.utf8.count <= ReviewFile.longestText,
      let folded = try? NormalisedText(text)
    else { return nil }
    let atoms = folded.atoms()
    switch category {
    case .datetime where rule == .birthDate || rule == .knownBirthDate:
      guard let date = Dates.only(folded, atoms) else { return nil }
      return .bornFrom(date.year / 10 * 10)
    case .datetime: return coarserDate(folded, atoms)
    case .demographic, .quantity: return Ages.only(folded, atoms).map { .ageFrom($0 / 10 * 10) }
    case .location: return Region.of(folded, atoms).map { .region($0) }
    default: return nil
    }
  }

  private static func coarserDate(_ text: NormalisedText, _ atoms: [Atom]) -> Generalisation? {
    if let date = Dates.only(text, atoms) { return .month(date.month, year: date.year) }
    let numbers = atoms.filter(\.isDigits)
    let months = Set(atoms.compactMap { Dates.month($0, text) })
    guard numbers.count == 1, months.count == 1, let month = months.first, let number = Dates.number(numbers[0], text)
    else { return nil }
    if (1800...2200).contains(number) { return .year(number) }
    return (1...31).contains(number) ? .month(month, year: nil) : nil
  }

  /// As it stands in the copy.
  public func written(in language: Language) -> String {
    let words: String
    switch self {
    case .month(let month, let year):
      let name = Dates.name(ofMonth: month, language)
      words =
        switch (language, year) {
        case (_, nil): name
        case (.kazakh, let year?): "\(year) жылғы \(name)"
        case (_, let year?): "\(name) \(year)"
        }
    case .year(let year): words = String(year)
    case .bornFrom(let year):
      words =
        switch language {
        case .english: "born \(year)–\(year + 9)"
        case .russian: "\(year)–\(year + 9) г. р."
        case .kazakh: "\(year)–\(year + 9) ж. т."
        }
    case .ageFrom(let age):
      words =
        switch language {
        case .english: "aged \(age)–\(age + 9)"
        case .russian: "\(age)–\(age + 9) лет"
        case .kazakh: "\(age)–\(age + 9) жас"
        }
    case .region(let region): words = region.name(language)
    }
    return "[\(words)]"
  }
}

extension Language {
  /// The language a text is most likely written in, by its letters.
  public static func likely(in text: String) -> Language { (try? NormalisedText(text))?.likelyLanguage ?? .english }
}
