/// Dates as written in the three languages.
enum Dates {
  struct Match {
    var date: CivilDate
    var atoms: Range<Int>
  }

  private static let months: [[[UInt32]]] = [
    "январ янв қаңтар january jan", "феврал фев ақпан february feb", "март мар наурыз march mar",
    "апрел апр сәуір april apr",
    "май мая мае мамыр may", "июн маусым june jun", "июл шілде july jul", "август авг тамыз august aug",
    "сентябр сен сент қыркүйек september sep sept", "октябр окт қазан october oct",
    "ноябр ноя нояб қараша november nov",
    "декабр дек желтоқсан december dec",
  ].map { $0.split(separator: " ").map { EndingClass.scalars(String($0)) } }

  private static let english = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let russian = [
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
  ]
  private static let kazakh = [
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан",
  ]

  /// A month, 1 to 12, undeclined.
  static func name(ofMonth month: Int, _ language: Language) -> String {
    switch language {
    case .english: english[month - 1]
    case .russian: russian[month - 1]
    case .kazakh: kazakh[month - 1]
    }
  }

  /// The date a text is nothing but, words without digits aside ("on", "года").
  static func only(_ text: NormalisedText, _ atoms: [Atom]) -> CivilDate? {
    guard let found = atoms.indices.lazy.compactMap({ match(at: $0, text, atoms) }).first,
      !atoms[..<found.atoms.lowerBound].contains(where: \.isDigits),
      !atoms[found.atoms.upperBound...].contains(where: \.isDigits)
    else { return nil }
    return found.date
  }

  private static let ordinals = ["st", "nd", "rd", "th"].map(EndingClass.scalars)
  private static let of = [EndingClass.scalars("of")]
  private static let year = ["ж", "жыл", "жылы", "жылғы", "жылдың"].map(EndingClass.scalars)

  /// A date that begins at the atom.
  static func match(at index: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    guard index + 2 < atoms.count else { return nil }
    if atoms[index].isDigits { return numeric(index, text, atoms) ?? worded(index, text, atoms) }
    guard let month = month(atoms[index], text), let day = number(atoms[index + 1], text),
      let year = number(atoms[index + 2], text), text.gap(atoms[index + 1], atoms[index + 2]).count <= 2
    else { return nil }
    return made(year, month, day, index..<(index + 3))
  }

  /// A day with its month and no year: "12 марта".
  static func day(at index: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Range<Int>? {
    guard index + 1 < atoms.count, text.gap(atoms[index], atoms[index + 1]).elementsEqual([FoldTable.space]) else {
      return nil
    }
    let (first, second) = (atoms[index], atoms[index + 1])
    guard let day = number(first.isDigits ? first : second, text), (1...31).contains(day),
      month(first.isDigits ? second : first, text) != nil
    else { return nil }
    return index..<(index + 2)
  }

  private static func numeric(_ index: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    let parts = atoms[index..<(index + 3)]
    guard parts.allSatisfy(\.isDigits), isSeparator(text.gap(atoms[index], atoms[index + 1])),
      isSeparator(text.gap(atoms[index + 1], atoms[index + 2]))
    else { return nil }
    let numbers = parts.compactMap { number($0, text) }
    guard numbers.count == 3 else { return nil }
    let range = index..<(index + 3)
    if parts.first?.length == 4 { return made(numbers[0], numbers[1], numbers[2], range) }
    return made(numbers[2], numbers[1], numbers[0], range) ?? made(numbers[2], numbers[0], numbers[1], range)
  }

  private static func worded(_ index: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    guard let first = number(atoms[index], text) else { return nil }
    // 12th of January 1987.
    if index + 3 < atoms.count, text.begins(atoms[index + 1], withAny: ordinals),
      text.gap(atoms[index], atoms[index + 1]).isEmpty
    {
      let next = text.begins(atoms[index + 2], withAny: of) ? index + 3 : index + 2
      guard next + 1 < atoms.count, let month = month(atoms[next], text), let year = number(atoms[next + 1], text)
      else {
        return nil
      }
      return made(year, month, first, index..<(next + 2))
    }
    if let month = month(atoms[index + 1], text), let year = number(atoms[index + 2], text) {
      return made(year, month, first, index..<(index + 3))
    }
    guard first >= 1800, text.begins(atoms[index + 1], withAny: year), index + 3 < atoms.count,
      let day = number(atoms[index + 2], text), let month = month(atoms[index + 3], text)
    else { return nil }
    return made(first, month, day, index..<(index + 4))
  }

  private static func made(_ year: Int, _ month: Int, _ day: Int, _ atoms: Range<Int>) -> Match? {
    // Two digits: of living people, so none lies in the future of this century's middle.
    let full = year < 100 ? (year < 40 ? 2000 : 1900) + year : year
    return CivilDate(year: full, month: month, day: day).map { Match(date: $0, atoms: atoms) }
  }

  /// The month a word begins like.
  static func month(_ atom: Atom, _ text: NormalisedText) -> Int? {
    guard !atom.isDigits else { return nil }
    return months.firstIndex { text.begins(atom, withAny: $0) }.map { $0 + 1 }
  }

  /// Digits as a day or year.
  static func number(_ atom: Atom, _ text: NormalisedText) -> Int? {
    guard atom.isDigits, atom.length <= 4, atom.length != 3 else { return nil }
    return text.scalars[atom.range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  private static func isSeparator(_ gap: ArraySlice<UInt32>) -> Bool {
    (1...2).contains(gap.count)
      && gap.allSatisfy { $0 == 0x2E || $0 == 0x2F || $0 == FoldTable.hyphen || $0 == FoldTable.space }
      && gap.contains { $0 != FoldTable.space }
  }
}
