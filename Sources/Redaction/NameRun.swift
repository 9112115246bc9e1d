/// A word of the text with the persons it may mean.
struct NameWord {
  var atoms: Range<Int>
  var hits: [StemIndex.Hit] = []
  var isCommon = false
  /// Letters as written.
  var length = 0
  /// Letters at its beginning and end that are none of it.
  var strays = (front: 0, back: 0)
}

/// Words of one name in sequence.
struct NameRun {
  var words: Range<Int>
  var hits: [StemIndex.Hit]
  var parts = 1
  var first: NameWord
  var isMixed = false
  /// Whether initials stand beside it, and whether they fit.
  var initials: Bool?
}

extension KnownNames {
  private static let mostParts = 6

  func run(from word: NameWord, _ text: NormalisedText, _ atoms: [Atom], _ scratch: inout Scratch) -> NameRun {
    var run = NameRun(words: word.atoms, hits: word.hits, first: word)
    var used = Set(word.hits.map(\.part))
    while run.parts < Self.mostParts, run.words.upperBound < atoms.count {
      let place = run.words.upperBound
      let gap = text.gap(atoms[place - 1], atoms[place])
      guard Self.joins(gap) else { break }
      guard let next = self.word(at: place, text, atoms, &scratch) else {
        guard let end = bridge(run, place, text, atoms, &scratch) else { break }
        run.words = run.words.lowerBound..<end
        run.parts += 1
        continue
      }
      let shared = next.hits.filter { hit in
        run.hits.contains {
          $0.person == hit.person
            && ($0.part != hit.part
              || $0.traits.contains(.several) && hit.traits.contains(.several)
                && (gap.count == 1 || gap.elementsEqual([0x2E, FoldTable.space]) || gap.elementsEqual([0x2E, 0x5F])))
        }
      }
      if !shared.isEmpty {
        run.hits = shared
      } else if used.isDisjoint(with: next.hits.map(\.part)), atoms[next.atoms.lowerBound].isCapitalised,
        atoms[place - 1].isCapitalised, gap.elementsEqual([FoldTable.space]),
        !(next.hits + run.hits).contains(where: { $0.isFragment || $0.traits.contains(.misspelt) })
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
    addPatronymic(to: &run, text, atoms)
    while run.parts > 1, run.parts < Self.mostParts, isUnknownName(run.words.upperBound, text, atoms, least: 2),
      atoms[run.words.upperBound].length <= 3, !atoms[run.words.upperBound].isAllCapitals,
      atoms[run.words.upperBound].kind.contains(.cyrillic), !isInitial(atoms[run.words.upperBound], text)
    {
      // Ким Чен Ир, whatever parts were entered as which.
      run.words = run.words.lowerBound..<(run.words.upperBound + 1)
      run.parts += 1
    }
    addInitials(to: &run, text, atoms)
    return run
  }

  /// Between two parts of one name stand a blank, a line break, a hyphen, a point, or a comma after the surname.
  private static func joins(_ gap: ArraySlice<UInt32>) -> Bool {
    // A soft sign's apostrophe may end the first of them.
    let gap = gap.first == FoldTable.apostrophe ? gap.dropFirst() : gap
    return (1...3).contains(gap.count)
      && gap.allSatisfy {
        $0 == FoldTable.space || $0 == FoldTable.newline || $0 == FoldTable.hyphen || $0 == 0x2E || $0 == 0x2C
          || $0 == 0x5F
      }
  }

  private func isUnknownName(_ place: Int, _ text: NormalisedText, _ atoms: [Atom], least: Int = 3) -> Bool {
    place > 0 && place < atoms.count && atoms[place].isCapitalised && atoms[place].length >= least
      && text.gap(atoms[place - 1], atoms[place]).elementsEqual([FoldTable.space])
  }

  /// A middle name or initial nobody entered stands between two parts of the same person's name.
  private func bridge(
    _ run: NameRun, _ place: Int, _ text: NormalisedText, _ atoms: [Atom], _ scratch: inout Scratch
  ) -> Int? {
    guard run.parts <= 2, atoms[place - 1].isCapitalised else { return nil }
    var next = place
    while next < place + 2, next + 1 < atoms.count, atoms[next].isCapitalised {
      let before = text.gap(atoms[next - 1], atoms[next])
      let after = text.gap(atoms[next], atoms[next + 1])
      let isLetter =
        isInitial(atoms[next], text) && (after.elementsEqual([0x2E, FoldTable.space]) || after.elementsEqual([0x2E]))
      guard isLetter || atoms[next].length > 2 && after.elementsEqual([FoldTable.space]),
        before.count == 1 && (before.first == FoldTable.space || before.first == FoldTable.hyphen)
          || before.first == 0x2E
      else { return nil }
      next += 1
      guard atoms[next].isCapitalised || atoms[next].length <= 3, let beyond = word(at: next, text, atoms, &scratch)
      else {
        continue
      }
      let fits = beyond.hits.contains { hit in run.hits.contains { $0.person == hit.person && $0.part != hit.part } }
      return fits ? next : nil
    }
    return nil
  }

  /// A patronymic nobody entered goes with the name before it.
  private func addPatronymic(to run: inout NameRun, _ text: NormalisedText, _ atoms: [Atom]) {
    let place = run.words.upperBound
    guard isUnknownName(place, text, atoms), run.hits.contains(where: { $0.part == .given }),
      !run.hits.contains(where: { $0.part == .patronymic && !$0.traits.contains(.several) }),
      atoms[place - 1].isCapitalised, text.isPatronymic(atoms[place])
    else { return }
    run.words = run.words.lowerBound..<(place + 1)
    run.parts += 1
  }

  private func addInitials(to run: inout NameRun, _ text: NormalisedText, _ atoms: [Atom]) {
    let hasSurname = run.hits.contains { $0.part == .surname }
    var letters: [UInt32] = []
    var start = run.words.lowerBound
    var end = run.words.upperBound
    while hasSurname, start > 0, letters.count < 3, isInitial(atoms[start - 1], text),
      Self.isInitialGap(text.gap(atoms[start - 1], atoms[start]))
    {
      start -= 1
      letters.append(text.scalars[Int(atoms[start].start)])
    }
    if letters.isEmpty {
      while end < atoms.count, letters.count < 3, isInitial(atoms[end], text),
        Self.isBlank(text.gap(atoms[end - 1], atoms[end]), isFirst: end == run.words.upperBound)
      {
        letters.append(text.scalars[Int(atoms[end].start)])
        end += 1
      }
    }
    let keys = letters.compactMap { NameKey.key([$0]).first ?? $0 } + letters
    let fitting = run.hits.filter { hit in
      let person = roster.persons[Int(hit.person)]
      var initials = hasSurname || run.parts > 1 ? person.initials : []
      if !hasSurname { initials.formUnion(person.surnameInitials) }
      return keys.contains { initials.contains($0) }
    }
    // A given name with a letter after it is only a name where the letter fits the surname.
    guard !letters.isEmpty, hasSurname || letters.count == 1 && !fitting.isEmpty else {
      if letters.isEmpty, hasSurname { addBareInitials(to: &run, text, atoms) }
      return
    }
    run.words = start..<end
    run.initials = !fitting.isEmpty
    if !fitting.isEmpty { run.hits = fitting }
  }

  /// СЕРИКОВ Е Б, СЕРИКОВ ЕБ, Сериков_Е, as forms, lists and file names have it: letters without points, taken only
  /// where they fit.
  private func addBareInitials(to run: inout NameRun, _ text: NormalisedText, _ atoms: [Atom]) {
    var end = run.words.upperBound
    while end < atoms.count, end < run.words.upperBound + 2, atoms[end].isCapitalised,
      atoms[end].length == 1 || atoms[end].length == 2 && atoms[end].isAllCapitals && end == run.words.upperBound,
      case let gap = text.gap(atoms[end - 1], atoms[end]),
      gap.elementsEqual([FoldTable.space]) || gap.elementsEqual([0x5F])
    {
      let keys = text.scalars[atoms[end].range].map { NameKey.key([$0]).first ?? $0 }
      let fitting = run.hits.filter { roster.persons[Int($0.person)].initials.isSuperset(of: keys) }
      guard !fitting.isEmpty else { break }
      run.hits = fitting
      run.initials = true
      end += 1
    }
    run.words = run.words.lowerBound..<end
  }

  func isInitial(_ atom: Atom, _ text: NormalisedText) -> Bool {
    guard atom.isCapitalised, atom.length <= 2, Int(atom.end) < text.scalars.count,
      text.scalars[Int(atom.end)] == 0x2E
    else { return false }
    return atom.length == 1 || !Self.abbreviations.contains(Array(text.scalars[atom.range]))
  }

  private static let abbreviations = Set(CueWords.list("st mr ms dr гр ул пр др им"))

  private static func isInitialGap(_ gap: ArraySlice<UInt32>) -> Bool {
    gap.first == 0x2E && gap.count <= 3
      && gap.dropFirst().allSatisfy {
        $0 == FoldTable.space || $0 == FoldTable.newline || $0 == FoldTable.hyphen
      }
  }

  private static func isBlank(_ gap: ArraySlice<UInt32>, isFirst: Bool) -> Bool {
    gap.count <= 2
      && gap.allSatisfy {
        $0 == FoldTable.space || $0 == FoldTable.newline
          || (isFirst ? $0 == 0x2C || $0 == 0x5F || $0 == FoldTable.hyphen : $0 == 0x2E || $0 == FoldTable.hyphen)
      }
  }
}

extension NormalisedText {
  /// Whether the word ends like a patronymic of either tradition, in any case.
  func isPatronymic(_ atom: Atom) -> Bool {
    let word = scalars[atom.range]
    guard word.count > 5 else { return false }
    return Self.patronymicEndings.contains { word.count > $0.count + 2 && word.suffix($0.count).elementsEqual($0) }
      || Self.kinshipStems.contains { stem in
        // Kazakh suffixes follow the second half.
        (0...8).contains { tail in
          word.dropLast(tail).suffix(stem.count).elementsEqual(stem) && word.count > stem.count + tail + 2
        }
      }
  }

  private static let patronymicEndings: [[UInt32]] = {
    var all: [[UInt32]] = []
    for stem in ["ович", "евич"] {
      for end in ["", "а", "у", "ем", "е"] { all.append(EndingClass.scalars(stem + end)) }
    }
    for stem in ["овн", "евн", "ичн"] {
      for end in ["а", "ы", "е", "у", "ой", "ою"] { all.append(EndingClass.scalars(stem + end)) }
    }
    return all + ["ovich", "evich", "ovna", "evna"].map(EndingClass.scalars)
  }()

  private static let kinshipStems = ["ұлы", "улы", "қызы", "кызы", "uly", "kyzy", "qyzy"].map(EndingClass.scalars)
}
