/// Layer 3: names of unknown people, by what stands before them, by their endings, and by common given names.
struct NamesByRule {
  let text: NormalisedText
  let atoms: [Atom]
  let marks: [Lexicon.Marks]

  /// A name and the rule that saw it.
  struct Name {
    var rule: Rule
    var atoms: Range<Int>
  }

  func names() -> [Name] {
    var names: [Name] = []
    var index = 0
    while index < atoms.count {
      if let (rule, range) = name(at: index) {
        names.append(Name(rule: rule, atoms: range))
        index = range.upperBound
      } else {
        index += 1
      }
    }
    return names
  }

  func finding(_ name: Name) -> Finding {
    let span = text.nameSpan(name.atoms, of: atoms, marks)
    return Finding(
      start: span.lowerBound, end: span.upperBound, category: .person, identifier: .direct, rule: name.rule)
  }

  private func name(at index: Int) -> (Rule, Range<Int>)? {
    guard atoms[index].isCapitalised else { return nil }
    let isTitled = index > 0 && marks[index - 1].contains(.title) && isAdjacent(index, mayHavePoint: true)
    if isTitled, !marks[index].contains(.institution), let range = words(from: index, atLeast: 1) {
      return (.nameTitled, range)
    }
    // Initials before or after a surname.
    if marks[index].contains(.initial) {
      var end = index
      while end < atoms.count, end - index < 3, marks[end].contains(.initial), end == index || isInitialGap(end) {
        end += 1
      }
      guard end < atoms.count, isInitialGap(end), isNameWord(end), isSameScript(end, index) else { return nil }
      // "I. THE FACTS" is a heading.
      guard end - index > 1 || !atoms[end].isAllCapitals else { return nil }
      return (.nameInitials, index..<hyphenated(end + 1))
    }
    guard isNameWord(index) else { return nil }
    if marks[index].contains(.surnameEnding), index + 2 < atoms.count, marks[index + 1].contains(.initial),
      marks[index + 2].contains(.initial), isAdjacent(index + 1, mayHavePoint: false), isInitialGap(index + 2)
    {
      return (.nameInitials, index..<(index + 3))
    }
    // A patronymic or a given name with its neighbours.
    guard let range = words(from: index, atLeast: 2) else { return nil }
    let all = range.map { marks[$0] }
    // The first word of a sentence, a rank or a title is no part of the name.
    let isLatin = atoms[index].kind.contains(.latin)
    guard
      isLatin || marks[index + 1].contains(.patronymic)
        || !marks[index].isDisjoint(with: [.given, .surnameEnding, .patronymic])
    else { return nil }
    if all.contains(where: { $0.contains(.patronymic) || $0.contains(.kinship) }) { return (.namePatronymic, range) }
    let hasGiven = all.contains { $0.contains(.given) }
    guard hasGiven, range.count <= 3,
      marks[range.lowerBound].contains(.given) || all.contains(where: { $0.contains(.surnameEnding) })
    else {
      return nil
    }
    return (.namePair, range)
  }

  /// Capitalised words in a row, none of them an institution, a place or a month.
  private func words(from index: Int, atLeast: Int) -> Range<Int>? {
    var end = index
    while end < atoms.count, end - index < 5 {
      if end > index, !isAdjacent(end, mayHavePoint: marks[end - 1].contains(.initial)) { break }
      if end > index, marks[end].contains(.kinship), !atoms[end].isCapitalised, marks[end - 1].contains(.given) {
        end += 1
        continue
      }
      if end > index, marks[end].contains(.particle), end + 1 < atoms.count, atoms[end + 1].isCapitalised {
        end += 1
        continue
      }
      guard isNameWord(end) || marks[end].contains(.initial), isAlike(end, index) else { break }
      end += 1
    }
    return end - index >= atLeast ? index..<end : nil
  }

  /// Takes in the second half of a double surname.
  private func hyphenated(_ end: Int) -> Int {
    guard end < atoms.count, atoms[end].isCapitalised,
      text.gap(atoms[end - 1], atoms[end]).elementsEqual([FoldTable.hyphen])
    else { return end }
    return end + 1
  }

  private func isNameWord(_ index: Int) -> Bool {
    let atom = atoms[index]
    guard atom.isCapitalised, atom.length >= 2 else { return false }
    if marks[index].contains(.patronymic) || marks[index].intersection([.given, .country]) == .given { return true }
    return marks[index].isDisjoint(with: [
      .institution, .place, .month, .people, .country, .city, .law, .title, .role, .streetBefore,
    ])
  }

  private func isSameScript(_ one: Int, _ other: Int) -> Bool {
    atoms[one].kind.contains(.cyrillic) == atoms[other].kind.contains(.cyrillic)
  }

  /// Words of one name are in one script, and none is an abbreviation unless all are in capitals.
  private func isAlike(_ one: Int, _ other: Int) -> Bool {
    isSameScript(one, other)
      && (marks[one].contains(.initial) || marks[other].contains(.initial)
        || atoms[one].isAllCapitals == atoms[other].isAllCapitals)
  }

  private func isAdjacent(_ index: Int, mayHavePoint: Bool) -> Bool {
    let gap = text.gap(atoms[index - 1], atoms[index])
    if gap.count == 1 { return gap.first == FoldTable.space || gap.first == FoldTable.hyphen }
    return mayHavePoint && gap.count <= 2 && gap.first == 0x2E && (gap.last == 0x2E || gap.last == FoldTable.space)
  }

  private func isInitialGap(_ index: Int) -> Bool {
    let gap = text.gap(atoms[index - 1], atoms[index])
    return gap.first == 0x2E && gap.count <= 2
      && (gap.count == 1 || gap.last == FoldTable.space || gap.last == FoldTable.hyphen)
  }
}

extension NormalisedText {
  /// The place of a name; the point after closing initials belongs to it.
  func nameSpan(_ range: Range<Int>, of atoms: [Atom], _ marks: [Lexicon.Marks]) -> Range<Int> {
    let span = original(atoms: range, of: atoms)
    return range.count > 1 && marks[range.upperBound - 1].contains(.initial)
      ? span.lowerBound..<(span.upperBound + 1) : span
  }
}
