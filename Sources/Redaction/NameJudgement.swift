/// What a run of known name parts is worth: whose it is, and whether it is a name there at all.
extension KnownNames {
  func finding(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Finding? {
    guard let rule = rule(run, text, atoms) else { return nil }
    let words = withHyphenated(run, text, atoms)
    let start = Int(atoms[words.lowerBound].start) + run.first.strays.front
    var end = Int(atoms[words.upperBound - 1].end) - (run.parts == 1 ? run.first.strays.back : 0)
    // The point after closing initials belongs to the name, but not that before a file name's ending; and so does a
    // soft sign's apostrophe.
    if run.initials != nil, isInitial(atoms[words.upperBound - 1], text), !text.isLetter(end + 1) {
      end += 1
    } else if end < text.scalars.count, text.scalars[end] == FoldTable.apostrophe,
      start == 0 || text.scalars[start - 1] != FoldTable.apostrophe
    {
      end += 1
    }
    let persons = Set(run.hits.map(\.person))
    var person = persons.count == 1 ? persons.first : nil
    switch rule {
    case .knownMixed, .knownOtherInitials, .knownNamesake: person = nil
    default: if isSomebodyElse(run, text, atoms) { person = nil }
    }
    return finding(text.original(start..<end), rule, person)
  }

  /// The other half of a double name, which nobody entered, goes with the known one.
  private func withHyphenated(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Range<Int> {
    func isHalf(_ place: Int, _ left: Int, _ right: Int) -> Bool {
      atoms.indices.contains(place) && atoms[place].isCapitalised && atoms[place].length > 2
        && text.gap(atoms[left], atoms[right]).elementsEqual([FoldTable.hyphen])
    }
    guard run.initials == nil, atoms[run.words.lowerBound].isCapitalised else { return run.words }
    var words = run.words
    if isHalf(words.upperBound, words.upperBound - 1, words.upperBound) {
      words = words.lowerBound..<(words.upperBound + 1)
    }
    if isHalf(words.lowerBound - 1, words.lowerBound - 1, words.lowerBound) {
      words = (words.lowerBound - 1)..<words.upperBound
    }
    if isSpellingOfGiven(words.lowerBound - 1, run, text, atoms) { words = (words.lowerBound - 1)..<words.upperBound }
    if isSpellingOfSurname(words.upperBound, run, text, atoms) { words = words.lowerBound..<(words.upperBound + 1) }
    return words
  }

  /// A word before the surname that begins like the person's given name: another spelling of it, which goes with it.
  private func isSpellingOfGiven(_ place: Int, _ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    guard place >= 0, run.parts == 1, run.hits.contains(where: { $0.part == .surname }), atoms[place].isCapitalised,
      !atoms[place].isAllCapitals, atoms[place].length > 3, !text.beginsSentence(atoms[place]),
      text.gap(atoms[place], atoms[place + 1]).elementsEqual([FoldTable.space]),
      !text.begins(atoms[place], withAny: CueWords.titles)
    else { return false }
    let beginning = Array(NameKey.key(Array(text.scalars[atoms[place].range])).prefix(3))
    return run.hits.contains { roster.persons[Int($0.person)].givenBeginnings.contains(beginning) }
  }

  /// A word after the given name that is much like the person's surname: the same, written by ear.
  private func isSpellingOfSurname(_ place: Int, _ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    guard place < atoms.count, run.parts == 1, run.initials == nil, run.hits.contains(where: { $0.part == .given }),
      atoms[place].isCapitalised, atoms[place - 1].isCapitalised, atoms[place].length >= Likeness.shortest,
      text.gap(atoms[place - 1], atoms[place]).elementsEqual([FoldTable.space])
    else { return false }
    var key: [UInt32] = []
    NameKey.append(text.scalars[atoms[place].range], isLatin: !atoms[place].kind.contains(.cyrillic), to: &key)
    return run.hits.contains { hit in
      hit.part == .given && roster.persons[Int(hit.person)].surnames.contains { Likeness.isMuch(key, $0) }
    }
  }

  /// The capitalised word straight before or after a run.
  private func neighbours(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> [Int] {
    func isName(_ index: Int, beside other: Int) -> Bool {
      guard atoms.indices.contains(index), atoms[index].isCapitalised, atoms[index].length > 2 else { return false }
      let gap = index < other ? text.gap(atoms[index], atoms[other]) : text.gap(atoms[other], atoms[index])
      return gap.elementsEqual([FoldTable.space])
    }
    var places: [Int] = []
    if isName(run.words.lowerBound - 1, beside: run.words.lowerBound) { places.append(run.words.lowerBound - 1) }
    if isName(run.words.upperBound, beside: run.words.upperBound - 1) { places.append(run.words.upperBound) }
    return places
  }

  /// One part of a known name beside an unknown capitalised word: masked, but not under the known person's number,
  /// which would say of one what the text says of another.
  private func isSomebodyElse(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    guard run.parts == 1, run.initials == nil else { return false }
    return neighbours(run, text, atoms).contains {
      !text.begins(atoms[$0], withAny: CueWords.titles)
        && !($0 < run.words.lowerBound && text.beginsSentence(atoms[$0]))
    }
  }

  /// A known surname beside a given name that is not the person's, or a known given name beside another surname.
  private func isNamesake(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    guard run.parts == 1, run.initials == nil else { return false }
    let isSurname = run.hits.contains { $0.part == .surname }
    // Of somebody known by a given name only, any surname may be the right one.
    let isGiven =
      run.hits.contains { $0.part == .given }
      && run.hits.allSatisfy { !roster.persons[Int($0.person)].surnameInitials.isEmpty }
    return neighbours(run, text, atoms).contains { place in
      guard !text.begins(atoms[place], withAny: CueWords.titles) else { return false }
      return isSurname && !isGiven && Namesakes.isGivenName(text.scalars[atoms[place].range])
        || isGiven && !isSurname && place == run.words.upperBound && text.isSurname(atoms[place])
          && !isSpellingOfSurname(place, run, text, atoms)
    }
  }

  private func rule(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Rule? {
    let isWritten = atoms[run.words].contains { $0.isCapitalised }
    if run.hits.allSatisfy(\.isFragment), run.parts == 1 || !isWritten { return nil }
    if isPlace(run, text, atoms) { return .knownPlace }
    if run.isMixed { return .knownMixed }
    if run.parts > 1 {
      let isName = isWritten || !run.first.isCommon || text.isTechnical(atoms[run.words.lowerBound])
      return isName ? .knownFullName : .knownAmbiguous
    }
    if let fits = run.initials { return fits ? .knownInitials : .knownOtherInitials }
    let word = run.first
    let atom = atoms[word.atoms.lowerBound]
    if word.hits.contains(where: { $0.traits.contains(.misspelt) }) { return .knownMisspelt }
    let exact = run.hits.contains { !$0.isInflected }
    let plain: Rule = exact ? .knownName : .knownInflection
    guard isWritten else { return small(run, text, atoms, plain) }
    if isNamesake(run, text, atoms) { return .knownNamesake }
    if word.length <= 2 { return isIntroduced(run, text, atoms) ? plain : exact ? .knownShort : nil }
    let isFrequent = NamesThatAreWords.isFrequent(text.scalars[atom.range])
    if word.isCommon || isFrequent, isWordHere(run, text, atoms) { return .knownAmbiguous }
    guard
      word.isCommon || isFrequent || isCalledSo(run, text, atoms)
        || run.hits.allSatisfy({ $0.isPossessed && $0.part == .given })
    else {
      return plain
    }
    let isHeadline = atom.isAllCapitals && isAmongCapitals(run, atoms)
    guard isHeadline || word.strays.front == 0 && text.beginsSentence(atom) else { return plain }
    return isIntroduced(run, text, atoms) || !isFrequent && isActing(run, text, atoms) ? plain : .knownAmbiguous
  }

  /// Written small: chats and file names do, but so do ordinary words.
  private func small(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom], _ plain: Rule) -> Rule? {
    let word = run.first
    let atom = atoms[word.atoms.lowerBound]
    if text.isTechnical(atom), word.length > 3 { return word.isCommon ? .knownAmbiguous : plain }
    guard !word.isCommon, word.length >= (plain == .knownName ? 4 : 5) else { return nil }
    // A surname of this form or a patronymic is no ordinary word.
    let isDistinct = run.hits.contains { hit in
      hit.part == .patronymic || hit.part == .surname && word.length >= 6
    }
    return isDistinct && (text.isSurname(atom) || text.isPatronymic(atom)) ? plain : .knownSmall
  }

  /// What stands in brackets after a full name: the same name in Latin letters, as newspapers add it, or the surname
  /// before a marriage.
  func bracketed(after run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Finding? {
    maidenName(after: run, text, atoms) ?? original(after: run, text, atoms)
  }

  /// Екатерина Аталык (Половникова).
  private func maidenName(after run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Finding? {
    let place = run.words.upperBound
    guard place < atoms.count, atoms[place].isCapitalised, text.isWomansSurname(atoms[place]),
      Lexicon.shared.marks(text, atoms[place...place]).allSatisfy({ $0.isDisjoint(with: [.country, .city, .place]) }),
      text.gap(atoms[place - 1], atoms[place]).elementsEqual([FoldTable.space, 0x28]),
      Int(atoms[place].end) < text.scalars.count, text.scalars[Int(atoms[place].end)] == 0x29
    else { return nil }
    return finding(text.original(atoms[place].range), .knownOriginal, onlyPerson(run))
  }

  private func onlyPerson(_ run: NameRun) -> Int32? {
    let persons = Set(run.hits.map(\.person))
    return persons.count == 1 ? persons.first : nil
  }

  /// The other way round: Бернд Пишетсридер (Bernd Pischetsrieder), known from the passport alone.
  func spoken(before run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Finding? {
    let end = run.words.lowerBound
    let start = end - run.parts
    guard start >= 0, atoms[end].kind.contains(.latin),
      text.gap(atoms[end - 1], atoms[end]).elementsEqual([FoldTable.space, 0x28]),
      Int(atoms[run.words.upperBound - 1].end) < text.scalars.count,
      text.scalars[Int(atoms[run.words.upperBound - 1].end)] == 0x29
    else { return nil }
    for place in start..<end {
      guard atoms[place].isCapitalised, atoms[place].kind.contains(.cyrillic),
        place == start || text.gap(atoms[place - 1], atoms[place]).elementsEqual([FoldTable.space])
      else { return nil }
    }
    return finding(
      text.original(Int(atoms[start].start)..<Int(atoms[end - 1].end)), .knownOriginal, onlyPerson(run))
  }

  /// Джоэл Саймон (Joel Simon).
  private func original(after run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Finding? {
    let first = run.words.upperBound
    let end = first + run.parts
    guard end <= atoms.count, atoms[first - 1].kind.contains(.cyrillic),
      text.gap(atoms[first - 1], atoms[first]).elementsEqual([FoldTable.space, 0x28]),
      Int(atoms[end - 1].end) < text.scalars.count, text.scalars[Int(atoms[end - 1].end)] == 0x29
    else { return nil }
    for place in first..<end {
      guard atoms[place].isCapitalised, atoms[place].kind.contains(.latin),
        place == first || text.gap(atoms[place - 1], atoms[place]).elementsEqual([FoldTable.space])
      else { return nil }
    }
    return finding(
      text.original(Int(atoms[first].start)..<Int(atoms[end - 1].end)), .knownOriginal, onlyPerson(run))
  }
}

extension NormalisedText {
  /// Whether the word ends as surnames do, in any case.
  func isSurname(_ atom: Atom) -> Bool {
    let word = scalars[atom.range]
    return word.count > 4 && Self.surnameEndings.contains { word.suffix($0.count).elementsEqual($0) }
  }

  /// Whether the word ends as only women's surnames do, undeclined.
  func isWomansSurname(_ atom: Atom) -> Bool {
    let word = scalars[atom.range]
    return word.count > 4 && Self.womensEndings.contains { word.suffix($0.count).elementsEqual($0) }
  }

  private static let womensEndings = ["ова", "ева", "ина", "ына", "ская", "цкая"].map(EndingClass.scalars)

  private static let surnameEndings: [[UInt32]] = {
    var all: [String] = []
    for stem in ["ов", "ев", "ин"] {
      all += ["", "а", "у", "ым", "е", "ой", "ы", "ых", "тың", "тің", "қа", "ке", "ты", "ті", "пен"].map { stem + $0 }
    }
    for stem in ["ск", "цк"] {
      all += ["ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ие", "их"].map { stem + $0 }
    }
    all += [
      "енко", "швили", "дзе", "ov", "ova", "ev", "eva", "yev", "yeva", "sky", "skiy", "skii", "skaya", "skaia", "enko",
    ]
    return all.map(EndingClass.scalars)
  }()
}
