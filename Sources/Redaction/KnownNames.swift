/// Layer 1, names: finds every form of every known name and puts neighbouring parts together.
struct KnownNames {
  private var index = StemIndex()
  /// Undeclined forms of six letters and more, looked for inside longer words by the leak check.
  private var nominatives = StemIndex()
  private(set) var roster = Roster()

  init(_ identities: [KnownIdentity]) {
    var names: [(KnownName, Int32)] = []
    roster.enter(identities) { names.append(($0, $1)) }
    for (name, place) in names { insert(name, place) }
    index.seal()
    nominatives.seal()
  }

  private mutating func insert(_ name: KnownName, _ place: Int32) {
    let parts: [(String?, NamePart)] = [
      (name.surname, .surname), (name.given, .given), (name.patronymic, .patronymic),
    ]
    for case (let text?, let part) in parts {
      for form in NameForms.forms(of: text, part) {
        index.insert(form, person: place, part: part)
        if form.ending == .kazakh || form.ending == .latin, form.stem.count >= Self.shortestEmbedded,
          !form.isCommon
        {
          nominatives.insert(form, person: place, part: part)
        }
      }
      if part != .surname { roster.addInitials(text, of: place) }
    }
  }

  private static let shortestEmbedded = 6

  /// Words that hold a known name somewhere inside: handles, file names, words run together.
  func embedded(in text: NormalisedText, atoms: [Atom]) -> [Range<Int>] {
    guard !nominatives.isEmpty else { return [] }
    var found: [Range<Int>] = []
    var key: [UInt32] = []
    for atom in atoms where !atom.isDigits && atom.length >= Self.shortestEmbedded {
      // Words past the key's length are cut into overlapping pieces, lest a long one hide a name.
      var start = Int(atom.start)
      while start < Int(atom.end) {
        let piece = start..<min(start + NameKey.longest, Int(atom.end))
        NameKey.append(text.scalars[piece], isLatin: !atom.kind.contains(.cyrillic), to: &key)
        if nominatives.occurs(in: key) {
          found.append(text.original(piece))
        }
        start += NameKey.longest / 2
      }
    }
    return found
  }

  /// A word of the text with the persons it may mean.
  private struct Word {
    var atoms: Range<Int>
    var hits: [StemIndex.Hit] = []
    var isCommon = false
    var keyLength = 0
  }

  func findings(in text: NormalisedText, atoms: [Atom]) -> [Finding] {
    guard !index.isEmpty else { return [] }
    var findings: [Finding] = []
    var scratch = Scratch()
    var at = 0
    while at < atoms.count {
      guard let word = word(at: at, text, atoms, &scratch) else {
        at += 1
        continue
      }
      let run = run(from: word, text, atoms, &scratch)
      if let finding = finding(run, text, atoms) { findings.append(finding) }
      at = run.words.upperBound
    }
    return findings
  }

  private struct Scratch {
    var key: [UInt32] = []
    var hits: [StemIndex.Hit] = []
  }

  /// The word at an atom, when some person may be meant: the hyphenated whole first, then the atom alone.
  private func word(at: Int, _ text: NormalisedText, _ atoms: [Atom], _ scratch: inout Scratch) -> Word? {
    let atom = atoms[at]
    guard !atom.isDigits, atom.length > 1 else { return nil }
    var end = at + 1
    while end < atoms.count, end - at < 3, isHyphen(text.gap(atoms[end - 1], atoms[end])), !atoms[end].isDigits {
      end += 1
    }
    while end > at {
      let last = atoms[end - 1]
      var letters = text.scalars[Int(atom.start)..<Int(last.end)]
      if end - at > 1 { letters = letters.filter { $0 != FoldTable.hyphen }[...] }
      if let word = lookUp(letters, atom, at..<end, &scratch) { return word }
      end -= 1
    }
    return nil
  }

  private func lookUp(
    _ letters: ArraySlice<UInt32>, _ atom: Atom, _ range: Range<Int>, _ scratch: inout Scratch
  ) -> Word? {
    let isLatin = !atom.kind.contains(.cyrillic)
    NameKey.append(letters, isLatin: isLatin, to: &scratch.key)
    index.lookUp(scratch.key, into: &scratch.hits)
    if scratch.hits.isEmpty, let apostrophe = letters.lastIndex(of: FoldTable.apostrophe),
      apostrophe > letters.startIndex
    {
      NameKey.append(letters[..<apostrophe], isLatin: isLatin, to: &scratch.key)
      index.lookUp(scratch.key, into: &scratch.hits)
    }
    guard !scratch.hits.isEmpty else { return nil }
    return Word(
      atoms: range, hits: scratch.hits,
      isCommon: scratch.hits.contains(where: \.isCommon) || CommonWords.keys.contains(scratch.key),
      keyLength: scratch.key.count)
  }

  private func isHyphen(_ gap: ArraySlice<UInt32>) -> Bool {
    gap.count == 1 && gap.first == FoldTable.hyphen
  }

  /// Words of one name in sequence.
  private struct Run {
    var words: Range<Int>
    var hits: [StemIndex.Hit]
    var parts: Int
    var first: Word
    var isMixed = false
    var initials: Bool?
  }

  private func run(from word: Word, _ text: NormalisedText, _ atoms: [Atom], _ scratch: inout Scratch) -> Run {
    var run = Run(words: word.atoms, hits: word.hits, parts: 1, first: word)
    var used = Set(word.hits.map(\.part))
    while run.parts < 5, run.words.upperBound < atoms.count {
      let previous = atoms[run.words.upperBound - 1]
      let following = atoms[run.words.upperBound]
      guard Self.joins(text.gap(previous, following)),
        let next = self.word(at: run.words.upperBound, text, atoms, &scratch)
      else { break }
      let shared = next.hits.filter { hit in
        run.hits.contains { $0.person == hit.person && $0.part != hit.part }
      }
      if !shared.isEmpty {
        run.hits = shared
      } else if used.isDisjoint(with: next.hits.map(\.part)), atoms[next.atoms.lowerBound].isCapitalised,
        previous.isCapitalised, text.gap(previous, following).elementsEqual([FoldTable.space])
      {
        run.isMixed = true
        run.hits = next.hits
      } else {
        break
      }
      used.formUnion(next.hits.map(\.part))
      run.words = run.words.lowerBound..<next.atoms.upperBound
      run.parts += 1
    }
    if run.words.upperBound < atoms.count, text.begins(atoms[run.words.upperBound], withAny: CueWords.kinship),
      text.gap(atoms[run.words.upperBound - 1], atoms[run.words.upperBound]).elementsEqual([FoldTable.space])
    {
      run.words = run.words.lowerBound..<(run.words.upperBound + 1)
      run.parts += 1
    }
    addInitials(to: &run, text, atoms)
    return run
  }

  /// Between two parts of one name stand a blank, a line break, a hyphen, a point, or a comma after the surname.
  private static func joins(_ gap: ArraySlice<UInt32>) -> Bool {
    (1...3).contains(gap.count)
      && gap.allSatisfy {
        $0 == FoldTable.space || $0 == FoldTable.newline || $0 == FoldTable.hyphen || $0 == 0x2E || $0 == 0x2C
          || $0 == 0x5F
      }
  }

  private func addInitials(to run: inout Run, _ text: NormalisedText, _ atoms: [Atom]) {
    guard run.hits.contains(where: { $0.part == .surname }) else { return }
    var letters: [UInt32] = []
    var start = run.words.lowerBound
    while start > 0, letters.count < 2, isInitial(atoms[start - 1], text),
      Self.isInitialGap(text.gap(atoms[start - 1], atoms[start]))
    {
      start -= 1
      letters.append(text.scalars[Int(atoms[start].start)])
    }
    var end = run.words.upperBound
    if letters.isEmpty {
      while end < atoms.count, letters.count < 2, isInitial(atoms[end], text),
        Self.isBlank(text.gap(atoms[end - 1], atoms[end]), mayHavePoint: end > run.words.upperBound)
      {
        letters.append(text.scalars[Int(atoms[end].start)])
        end += 1
      }
    }
    guard !letters.isEmpty else { return }
    run.words = start..<end
    let keys = letters.compactMap { NameKey.key([$0]).first ?? $0 } + letters
    let fitting = run.hits.filter { hit in
      let initials = roster.persons[Int(hit.person)].initials
      return keys.contains { initials.contains($0) }
    }
    run.initials = !fitting.isEmpty
    if !fitting.isEmpty { run.hits = fitting }
  }

  private func isInitial(_ atom: Atom, _ text: NormalisedText) -> Bool {
    guard atom.isCapitalised, atom.length <= 2, Int(atom.end) < text.scalars.count else { return false }
    return text.scalars[Int(atom.end)] == 0x2E
  }

  private static func isInitialGap(_ gap: ArraySlice<UInt32>) -> Bool {
    gap.first == 0x2E && gap.count <= 3
      && gap.dropFirst().allSatisfy { $0 == FoldTable.space || $0 == FoldTable.newline }
  }

  private static func isBlank(_ gap: ArraySlice<UInt32>, mayHavePoint: Bool) -> Bool {
    gap.count <= 2
      && gap.allSatisfy {
        $0 == FoldTable.space || $0 == FoldTable.newline || mayHavePoint && $0 == 0x2E
      }
  }

  private func finding(_ run: Run, _ text: NormalisedText, _ atoms: [Atom]) -> Finding? {
    let first = atoms[run.words.lowerBound]
    var end = Int(atoms[run.words.upperBound - 1].end)
    // The point after closing initials belongs to the name.
    if run.initials != nil, isInitial(atoms[run.words.upperBound - 1], text) { end += 1 }
    guard let rule = rule(run, text, atoms) else { return nil }
    let span = text.original(Int(first.start)..<end)
    let persons = Set(run.hits.map(\.person))
    var person = persons.count == 1 ? persons.first : nil
    if rule == .knownMixed || rule == .knownOtherInitials || isSomebodyElse(run, text, atoms) { person = nil }
    return Finding(
      start: span.lowerBound, end: span.upperBound, category: .person, identifier: .direct, rule: rule,
      person: person.map { roster.persons[Int($0)].id })
  }

  /// One part of a known name beside an unknown capitalised word: masked, but not under the known person's number,
  /// which would say of one what the text says of another.
  private func isSomebodyElse(_ run: Run, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    guard run.parts == 1, run.initials == nil else { return false }
    func isName(_ index: Int, beside other: Int) -> Bool {
      guard atoms.indices.contains(index), atoms[index].isCapitalised, atoms[index].length > 2 else { return false }
      let gap = index < other ? text.gap(atoms[index], atoms[other]) : text.gap(atoms[other], atoms[index])
      return gap.elementsEqual([FoldTable.space]) && !text.beginsSentence(atoms[index])
        && !text.begins(atoms[index], withAny: CueWords.titles)
    }
    return isName(run.words.lowerBound - 1, beside: run.words.lowerBound)
      || isName(run.words.upperBound, beside: run.words.upperBound - 1)
  }

  private func rule(_ run: Run, _ text: NormalisedText, _ atoms: [Atom]) -> Rule? {
    if isPlace(run, text, atoms) { return .knownPlace }
    if run.isMixed { return .knownMixed }
    if run.parts > 1 {
      let isWritten = atoms[run.words].contains { $0.isCapitalised }
      return isWritten || !run.first.isCommon ? .knownFullName : .knownAmbiguous
    }
    if let fits = run.initials { return fits ? .knownInitials : .knownOtherInitials }
    let word = run.first
    let atom = atoms[word.atoms.lowerBound]
    let exact = run.hits.contains { !$0.isInflected }
    let stem = Int(run.hits.map(\.stemLength).max() ?? 0)
    guard atom.isCapitalised else {
      // Written small: chats and file names do, but so do ordinary words.
      return !word.isCommon && stem >= (exact ? 4 : 5) ? (exact ? .knownName : .knownInflection) : nil
    }
    if stem <= 2 { return exact ? .knownShort : nil }
    let isDoubtful = word.isCommon || (stem <= 3 && !exact)
    if isDoubtful, atom.isAllCapitals || text.beginsSentence(atom) { return .knownAmbiguous }
    return exact ? .knownName : .knownInflection
  }

  /// Streets and institutions named after somebody: left to the reviewer, since the person may be meant after all.
  private func isPlace(_ run: Run, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let before = run.words.lowerBound - 1
    if before >= 0, text.begins(atoms[before], withAny: CueWords.placeBefore),
      Self.isNear(text.gap(atoms[before], atoms[before + 1]))
    {
      // "по имени" introduces a person, "имени" an institution.
      return
        !(before > 0 && text.begins(atoms[before], withAny: CueWords.named)
        && text.begins(atoms[before - 1], withAny: CueWords.by))
    }
    let after = run.words.upperBound
    guard after < atoms.count else { return false }
    return text.begins(atoms[after], withAny: CueWords.placeAfter)
      && Self.isNear(text.gap(atoms[after - 1], atoms[after]))
  }

  private static func isNear(_ gap: ArraySlice<UInt32>) -> Bool {
    gap.count <= 3 && gap.allSatisfy { $0 == FoldTable.space || $0 == 0x2E || $0 == 0x22 || $0 == 0xAB || $0 == 0xBB }
  }
}
