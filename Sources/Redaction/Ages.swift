/// Ages as said in the three languages. Only what can be nothing else: "five years" may be a sentence.
enum Ages {
  private static let longest = 119
  private static let aged = ["aged", "возраст", "исполнилось", "исполняется"].map(EndingClass.scalars)
  private static let yearly = ["летн"].map(EndingClass.scalars)
  private static let old = ["old"].map(EndingClass.scalars)
  private static let years = ["year", "лет", "год", "года", "году"].map(EndingClass.scalars)
  private static let kazakh = [
    "жас", "жаста", "жастағы", "жасқа", "жасында", "жасар", "жастан", "жасы",
  ].map(EndingClass.scalars)

  /// The age that begins at an atom, with the atoms it takes: "aged 34", "34-year-old", "34-летний", "в возрасте 34 лет",
  /// "34 жаста".
  static func match(at index: Int, _ text: NormalisedText, _ atoms: [Atom]) -> (age: Int, atoms: Range<Int>)? {
    if text.begins(atoms[index], withAny: aged), index + 1 < atoms.count, let age = age(atoms[index + 1], text),
      text.gap(atoms[index], atoms[index + 1]).count <= 2
    {
      let isFollowed = index + 2 < atoms.count && text.begins(atoms[index + 2], withAny: years)
      return (age, index..<(index + (isFollowed ? 3 : 2)))
    }
    guard let age = age(atoms[index], text), index + 1 < atoms.count,
      text.gap(atoms[index], atoms[index + 1]).count <= 1
    else { return nil }
    let next = atoms[index + 1]
    if text.begins(next, withAny: yearly) { return (age, index..<(index + 2)) }
    if kazakh.contains(where: { text.scalars[next.range].elementsEqual($0) }) { return (age, index..<(index + 2)) }
    if index + 2 < atoms.count, text.begins(next, withAny: years), text.begins(atoms[index + 2], withAny: old) {
      return (age, index..<(index + 3))
    }
    return nil
  }

  /// The one age a text is about.
  static func only(_ text: NormalisedText, _ atoms: [Atom]) -> Int? {
    guard atoms.count(where: \.isDigits) == 1 else { return nil }
    return atoms.indices.lazy.compactMap { match(at: $0, text, atoms)?.age }.first
  }

  private static func age(_ atom: Atom, _ text: NormalisedText) -> Int? {
    guard atom.isDigits, atom.length <= 3 else { return nil }
    let number = text.scalars[atom.range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
    return (1...longest).contains(number) ? number : nil
  }
}
