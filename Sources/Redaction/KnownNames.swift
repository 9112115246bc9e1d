/// Layer 1, names: finds every form of every known name and puts neighbouring parts together.
struct KnownNames {
  private var index = StemIndex()
  /// Undeclined forms, looked for inside longer words: handles, file names, words run together.
  private var nominatives = StemIndex()
  private var misspellings = MisspellingIndex()
  private(set) var roster = Roster()

  init(_ identities: [KnownIdentity]) {
    var names: [(KnownName, Int32)] = []
    roster.enter(identities) { names.append(($0, $1)) }
    for (name, place) in names { insert(name, place) }
    index.seal()
    nominatives.seal()
    misspellings.seal()
  }

  private mutating func insert(_ name: KnownName, _ place: Int32) {
    let parts: [(text: String, part: NamePart)] = [
      (name.surname, NamePart.surname), (name.given, .given), (name.patronymic, .patronymic),
    ].compactMap { text, part in text.map { ($0, part) } }
    let isKazakhName = parts.contains { text, _ in
      (try? NormalisedText(text)).map(KazakhSpelling.isLikelyName) ?? false
    }
    for (text, part) in parts {
      for form in NameForms.forms(of: text, part, isKazakhName: isKazakhName) {
        index.insert(form, person: place, part: part)
        if form.ending == .kazakh || form.ending == .latin, form.stem.count >= Self.shortestPiece {
          nominatives.insert(form, person: place, part: part)
        }
        insertMisspellings(of: form, place, part)
        if part == .surname, form.ending.isWhole, form.traits.isDisjoint(with: [.inflected, .fragment]) {
          roster.addSurname(form.stem, of: place)
        }
        if part == .given, form.ending.isWhole { roster.addBeginning(ofGiven: form.stem, of: place) }
      }
      roster.addInitials(text, of: place, part)
    }
  }

  /// Of names as they were entered, in their Russian cases too; spellings nobody entered are doubtful enough.
  private mutating func insertMisspellings(of form: NameForm, _ place: Int32, _ part: NamePart) {
    guard form.traits.isDisjoint(with: [.inflected, .fragment]) else { return }
    if form.ending.isWhole { misspellings.insert(form.stem, person: place, part) }
    for ending in form.ending.russian {
      misspellings.insert(form.stem + NameKey.key(EndingClass.scalars(ending)), person: place, part)
    }
  }

  private static let shortestPiece = 3
  /// A name this long is recognised inside a longer word by itself.
  private static let shortestEmbedded = 6

  /// Words that hold a known name somewhere inside.
  func embedded(in text: NormalisedText, atoms: [Atom]) -> [Range<Int>] {
    guard !nominatives.isEmpty else { return [] }
    var key: [UInt32] = []
    return atoms.compactMap { atom in
      guard !atom.isDigits, atom.length >= Self.shortestEmbedded,
        let piece = piece(of: atom, text, &key, where: { $0.range.count >= Self.shortestEmbedded })
      else { return nil }
      return text.original(piece.span)
    }
  }

  /// Words past the key's length are cut into overlapping pieces, lest a long one hide a name.
  private func piece(
    of atom: Atom, _ text: NormalisedText, _ key: inout [UInt32], where isName: (StemIndex.Place) -> Bool
  ) -> (span: Range<Int>, person: Int32)? {
    var start = Int(atom.start)
    while start < Int(atom.end) {
      let piece = start..<min(start + NameKey.longest, Int(atom.end))
      for letters in readings(text.scalars[piece], atom) {
        NameKey.append(letters, isLatin: !atom.kind.contains(.cyrillic), to: &key)
        if let person = person(in: key, where: isName) { return (piece, person) }
      }
      start += NameKey.longest / 2
    }
    return nil
  }

  /// The letters, and the same with each h apart from what stands before it: rhyshughes is not Рышугес.
  private func readings(_ letters: ArraySlice<UInt32>, _ atom: Atom) -> [ArraySlice<UInt32>] {
    guard !atom.kind.contains(.cyrillic) else { return [letters] }
    let apart = letters.indices.dropFirst(2).filter { letters[$0] == 0x68 }
    return [letters] + apart.map { (letters[..<$0] + [FoldTable.apostrophe] + letters[$0...])[...] }
  }

  private func person(in key: [UInt32], where isName: (StemIndex.Place) -> Bool) -> Int32? {
    let places = nominatives.places(in: key)
    if let place = places.first(where: { isName($0) && !NamesThatAreWords.isCommon(Array(key[$0.range])) }) {
      return place.person
    }
    // Two parts of one name run together: ержансериков.
    for first in places {
      let second = places.first {
        $0.range.lowerBound == first.range.upperBound && $0.person == first.person && $0.part != first.part
      }
      if let second { return second.person }
    }
    return nil
  }

  func findings(in text: NormalisedText, atoms: [Atom]) -> [Finding] {
    guard !index.isEmpty else { return [] }
    var findings: [Finding] = []
    var scratch = Scratch(isKazakhText: text.likelyLanguage == .kazakh)
    var at = 0
    while at < atoms.count {
      guard let word = word(at: at, text, atoms, &scratch) else {
        if let finding = unusual(atoms[at], text, &scratch) ?? divided(at, text, atoms, &scratch) {
          findings.append(finding)
        }
        at += 1
        continue
      }
      let run = run(from: word, text, atoms, &scratch)
      if let finding = finding(run, text, atoms) {
        findings.append(finding)
        if finding.rule == .knownFullName {
          findings += [bracketed(after: run, text, atoms), spoken(before: run, text, atoms)].compactMap(\.self)
        }
      }
      at = run.words.upperBound
    }
    return findings
  }

  struct Scratch {
    /// In a Kazakh text a word is Kazakh without showing a Kazakh letter.
    var isKazakhText = false
    /// In a handle or file name what looks like a word everybody uses may well be the name.
    var isTechnical = false
    var key: [UInt32] = []
    var hits: [StemIndex.Hit] = []
  }

  /// A word that is no form of a name but holds one, in a handle, an address or a file name.
  private func unusual(_ atom: Atom, _ text: NormalisedText, _ scratch: inout Scratch) -> Finding? {
    guard !atom.isDigits, atom.length >= Self.shortestEmbedded, text.isTechnical(atom),
      let piece = piece(of: atom, text, &scratch.key, where: { $0.range.count >= Self.shortestEmbedded })
    else { return nil }
    // A soft sign's apostrophe goes with it.
    let hasSign =
      piece.span.upperBound < text.scalars.count && text.scalars[piece.span.upperBound] == FoldTable.apostrophe
    let span = hasSign ? piece.span.lowerBound..<(piece.span.upperBound + 1) : piece.span
    return finding(text.original(span), .knownEmbedded, piece.person)
  }

  /// A name with a blank, a tabulator or another sign in it: «Сейт калиев».
  private func divided(
    _ at: Int, _ text: NormalisedText, _ atoms: [Atom], _ scratch: inout Scratch
  ) -> Finding? {
    guard at + 1 < atoms.count, case let (head, tail) = (atoms[at], atoms[at + 1]), head.isCapitalised,
      !head.isDigits, !tail.isDigits, head.isAllCapitals ? tail.isCapitalised : !tail.isCapitalised,
      min(head.length, tail.length) > 1, head.length + tail.length >= Self.shortestEmbedded,
      head.length + tail.length <= NameKey.longest
    else { return nil }
    let gap = text.gap(head, tail)
    guard gap.count == 1, let between = gap.first,
      between == FoldTable.space || between == 0x5F || between == 0x2E || between == 0xB7
    else { return nil }
    let letters = Array(text.scalars[head.range]) + text.scalars[tail.range]
    guard let word = lookUp(letters[...], head, at..<(at + 1), &scratch),
      word.hits.contains(where: { $0.part == .surname && !$0.isFragment || Int($0.stemLength) > head.length })
    else { return nil }
    return finding(text.original(atoms: at..<(at + 2), of: atoms), .knownDivided, nil)
  }

  func finding(_ span: Range<Int>, _ rule: Rule, _ person: Int32?) -> Finding {
    Finding(
      start: span.lowerBound, end: span.upperBound, category: .person, identifier: .direct, rule: rule,
      person: person.map { roster.persons[Int($0)].id })
  }

  /// The word at an atom, when some person may be meant: the hyphenated whole first, then the atom alone.
  func word(at: Int, _ text: NormalisedText, _ atoms: [Atom], _ scratch: inout Scratch) -> NameWord? {
    let atom = atoms[at]
    guard !atom.isDigits, atom.length > 1 else { return nil }
    scratch.isTechnical = text.isTechnical(atom)
    var end = at + 1
    while end < atoms.count, end - at < 3, joins(atoms[end - 1], atoms[end], text), !atoms[end].isDigits { end += 1 }
    while end > at + 1 {
      let letters = text.scalars[Int(atom.start)..<Int(atoms[end - 1].end)].filter {
        $0 != FoldTable.hyphen && $0 != FoldTable.space
      }
      if let word = lookUp(letters[...], atom, at..<end, &scratch) { return word }
      end -= 1
    }
    if let word = lookUp(text.scalars[atom.range], atom, at..<end, &scratch) { return word }
    return withoutStrays(atom, at..<end, text, &scratch) ?? misspelt(atom, at..<end, text, &scratch)
  }

  /// A letter-spaced name that swallowed a word of one letter beside it: «Видели С е р и к о в а в коридоре».
  private func withoutStrays(
    _ atom: Atom, _ range: Range<Int>, _ text: NormalisedText, _ scratch: inout Scratch
  ) -> NameWord? {
    guard text.isLetterSpaced(atom), atom.length > 4 else { return nil }
    for (front, back) in [(0, 1), (1, 0), (1, 1)] {
      let letters = text.scalars[atom.range].dropFirst(front).dropLast(back)
      guard var word = lookUp(letters, atom, range, &scratch) else { continue }
      word.strays = (front, back)
      return word
    }
    return nil
  }

  private func misspelt(
    _ atom: Atom, _ range: Range<Int>, _ text: NormalisedText, _ scratch: inout Scratch
  ) -> NameWord? {
    guard atom.isCapitalised, atom.length >= MisspellingIndex.shortest, atom.length <= NameKey.longest,
      !misspellings.isEmpty
    else { return nil }
    NameKey.append(text.scalars[atom.range], isLatin: !atom.kind.contains(.cyrillic), to: &scratch.key)
    guard let (person, part) = misspellings.lookUp(scratch.key) else { return nil }
    let hit = StemIndex.Hit(
      person: person, part: part, traits: [.inflected, .misspelt], isKazakh: false, isPossessed: false,
      stemLength: UInt8(scratch.key.count))
    return NameWord(atoms: range, hits: [hit], length: atom.length)
  }

  /// A hyphen, or the blank before a patronymic's second half.
  private func joins(_ left: Atom, _ right: Atom, _ text: NormalisedText) -> Bool {
    let gap = text.gap(left, right)
    guard gap.count == 1, let between = gap.first else { return false }
    return between == FoldTable.hyphen || between == FoldTable.space && text.begins(right, withAny: CueWords.kinship)
  }

  private func lookUp(
    _ letters: ArraySlice<UInt32>, _ atom: Atom, _ range: Range<Int>, _ scratch: inout Scratch
  ) -> NameWord? {
    let isLatin = !atom.kind.contains(.cyrillic)
    let isKazakh = !isLatin && (scratch.isKazakhText || letters.contains(where: KazakhSpelling.isKazakh))
    NameKey.append(letters, isLatin: isLatin, to: &scratch.key)
    index.lookUp(scratch.key, isKazakh: isKazakh, into: &scratch.hits)
    if scratch.hits.isEmpty, let apostrophe = letters.lastIndex(of: FoldTable.apostrophe),
      apostrophe > letters.startIndex
    {
      NameKey.append(letters[..<apostrophe], isLatin: isLatin, to: &scratch.key)
      index.lookUp(scratch.key, isKazakh: isKazakh, into: &scratch.hits)
    }
    if range.count > 1 {
      // Only what has two halves is written with a hyphen: Нұр-Сұлтан is a city, Нұрсұлтан is not.
      scratch.hits.removeAll { !$0.traits.contains(.joined) && $0.part != .patronymic }
    } else {
      scratch.hits.removeAll { $0.traits.contains(.joined) && $0.traits.contains(.fragment) }
    }
    // Only the name as it was entered may look like a word everybody uses.
    if !scratch.isTechnical, scratch.hits.contains(where: \.isInflected), NamesThatAreWords.isFrequent(letters) {
      scratch.hits.removeAll(where: \.isInflected)
    }
    guard !scratch.hits.isEmpty else { return nil }
    return NameWord(
      atoms: range, hits: scratch.hits,
      isCommon: scratch.hits.contains(where: \.isCommon) || NamesThatAreWords.isCommon(scratch.key),
      length: letters.count)
  }
}

extension NormalisedText {
  /// Whether the atom belongs to a handle, a link, a file name or another word for machines.
  func isTechnical(_ atom: Atom) -> Bool {
    func touches(_ index: Int, _ beyond: Int) -> Bool {
      guard scalars.indices.contains(index) else { return false }
      if kinds[index].contains(.digit) { return true }
      switch scalars[index] {
      // @ # _ / \ = & ~
      case 0x40, 0x23, 0x5F, 0x2F, 0x5C, 0x3D, 0x26, 0x7E: return true
      // A point with a letter or digit straight after it ends no sentence.
      case 0x2E: return scalars.indices.contains(beyond) && !kinds[beyond].isDisjoint(with: [.letter, .digit])
      default: return false
      }
    }
    return touches(Int(atom.start) - 1, Int(atom.start) - 2) || touches(Int(atom.end), Int(atom.end) + 1)
  }
}
