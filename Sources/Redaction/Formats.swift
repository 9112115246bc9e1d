/// Layer 2: numbers recognised by their own form, with checksums and cue words.
struct Formats {
  private struct Match {
    var category: Category
    var rule: Rule
    var end: CodeRun.End
  }

  func findings(in text: NormalisedText, atoms: [Atom], known: KnownValues) -> [Finding] {
    var findings: [Finding] = []
    var run = CodeRun()
    for index in atoms.indices {
      if let date = date(at: index, text, atoms, known) { findings.append(date) }
      guard run.read(at: index, text, atoms) else { continue }
      if let (value, end) = known.match(run) {
        findings.append(value.finding(span(run, end, text, atoms)))
        continue
      }
      guard let match = match(run, text, atoms), isOnOneLine(run, match, text, atoms) else { continue }
      let span = span(run, match.end, text, atoms)
      findings.append(
        Finding(
          start: span.lowerBound, end: span.upperBound, category: match.category, identifier: .direct, rule: match.rule)
      )
    }
    return findings
  }

  private func span(
    _ run: CodeRun, _ end: CodeRun.End, _ text: NormalisedText, _ atoms: [Atom]
  ) -> Range<Int> {
    let range = run.atoms(end)
    var start = Int(atoms[range.lowerBound].start)
    // The opening + and bracket of a telephone number go with it.
    while start > 0, atoms[range.lowerBound].isDigits, [0x2B, 0x28].contains(text.scalars[start - 1]) { start -= 1 }
    return text.original(start..<Int(atoms[range.upperBound - 1].end))
  }

  private func match(_ run: CodeRun, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    // The first twelve digits of a card may pass for an IIN.
    iban(run, text, atoms) ?? card(run, text, atoms) ?? iin(run, text, atoms) ?? phone(run, text, atoms)
      ?? document(run, text, atoms) ?? plate(run, text, atoms)
  }

  /// Numbers on two lines of a table are two numbers, unless a + or a cue word says that one was broken.
  private func isOnOneLine(_ run: CodeRun, _ match: Match, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let range = run.atoms(match.end)
    let start = Int(atoms[range.lowerBound].start)
    guard text.scalars[start..<Int(atoms[range.upperBound - 1].end)].contains(FoldTable.newline) else { return true }
    if start > 0, text.scalars[start - 1] == 0x2B { return true }
    return text.hasCue(CueWords.phone + CueWords.iin + CueWords.account, atoms: atoms, around: range, before: 3)
  }

  private func iban(_ run: CodeRun, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    guard atoms[run.first].length == 2, !atoms[run.first].isDigits, run.characters.count >= 15 else { return nil }
    let isKazakh = run.characters.starts(with: [0x4B, 0x5A])
    let lengths = Checksums.lengths(ofIBAN: run.characters.prefix(2))
    for end in run.ends.reversed() where lengths.contains(end.characters) {
      // A word of one letter after it reads like a group: «… 3520 в».
      let last = atoms[run.first + end.atoms - 1]
      guard last.isDigits || last.kind.contains(.upper) || last.kind.contains(.latin) else { continue }
      if Checksums.isIBAN(run.characters[..<end.characters]) {
        return Match(category: .account, rule: .iban, end: end)
      }
    }
    guard isKazakh, let end = run.end(after: 20) else { return nil }
    return Match(category: .account, rule: .ibanDoubtful, end: end)
  }

  private func iin(_ run: CodeRun, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    guard let end = run.end(after: 12), run.isDigits(12),
      !continues(run, end, text, atoms), !isPartOfCard(run, end, text, atoms),
      !isInternetAddress(run.first, text, atoms)
    else { return nil }
    let digits = run.characters[..<12]
    if Checksums.isIIN(digits) { return Match(category: .code, rule: .iin, end: end) }
    guard text.hasCue(CueWords.iin, atoms: atoms, around: run.atoms(end), before: 3, after: 1) else { return nil }
    return Match(category: .code, rule: .iinDoubtful, end: end)
  }

  /// Three groups of four beside another are no IIN.
  private func isPartOfCard(_ run: CodeRun, _ end: CodeRun.End, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let range = run.atoms(end)
    func isGroup(_ place: Int, _ left: Int) -> Bool {
      atoms.indices.contains(place) && atoms[place].isDigits && atoms[place].length == 4
        && text.gap(atoms[left], atoms[left + 1]).count == 1
    }
    return range.count == 3 && atoms[range].allSatisfy { $0.length == 4 }
      && (isGroup(range.lowerBound - 1, range.lowerBound - 1) || isGroup(range.upperBound, range.upperBound - 1))
  }

  private func card(_ run: CodeRun, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    // Of an account number that does not check the digits may still.
    if run.first > 0, atoms[run.first - 1].end == atoms[run.first].start, atoms[run.first - 1].length == 2,
      atoms[run.first - 1].isAllCapitals
    {
      return nil
    }
    for end in run.ends where (15...19).contains(end.characters) && end.characters != 17 && run.isDigits(end.characters)
    {
      let digits = run.characters[..<end.characters]
      guard let issuer = digits.first, (0x32...0x36).contains(issuer), Checksums.isLuhn(digits),
        end.atoms == 1 || isInFours(run, end, atoms), !continues(run, end, text, atoms)
      else { continue }
      return Match(category: .account, rule: .card, end: end)
    }
    return nil
  }

  private func isInFours(_ run: CodeRun, _ end: CodeRun.End, _ atoms: [Atom]) -> Bool {
    atoms[run.atoms(end)].dropLast().allSatisfy { $0.length == 4 || $0.length == 6 }
  }

  private func phone(_ run: CodeRun, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    let first = atoms[run.first]
    guard first.isDigits else { return nil }
    let start = Int(first.start)
    if start > 0, text.kinds[start - 1].contains(.letter) { return nil }
    let isAbroad = run.characters.starts(with: [0x30, 0x30]) && run.characters[2] != 0x30
    let hasPlus = isAbroad || (1...2).contains { start >= $0 && text.scalars[start - $0] == 0x2B }
    guard hasPlus && !isAbroad || !isPartOfNumber(run, text, atoms) else { return nil }
    for end in run.ends where end.characters == 11 && run.isDigits(11) && !continues(run, end, text, atoms) {
      let trunk = run.characters[0]
      guard trunk == 0x37 || trunk == 0x38 else { break }
      let code = run.characters[1..<4]
      let isTelling =
        hasPlus || isMobile(code) || isFixed(code)
        || isRussianArea(code)
          && (end.atoms > 2 || text.hasCue(CueWords.phone, atoms: atoms, around: run.atoms(end), before: 3))
      guard isTelling else { continue }
      // A numbered thing is one without a word that says what of.
      let isNumbered = end.atoms == 1 && !hasPlus && start > 1 && text.scalars[start - 2..<start].contains(0x2116)
      let isCalled = !isNumbered || text.hasCue(CueWords.phone, atoms: atoms, around: run.atoms(end), before: 3)
      return Match(category: .contact, rule: isCalled ? .phone : .phoneLocal, end: end)
    }
    if hasPlus {
      let lengths = isAbroad ? 10...17 : 8...15
      let fitting = run.ends.filter { lengths.contains($0.characters) && run.isDigits($0.characters) }
      if let end = fitting.last { return Match(category: .contact, rule: .phone, end: end) }
    }
    for end in run.ends where end.characters == 10 && run.isDigits(10) && !continues(run, end, text, atoms) {
      guard isMobile(run.characters[..<3]) || isFixed(run.characters[..<3]) else { break }
      if text.hasCue(CueWords.phone, atoms: atoms, around: run.atoms(end), before: 3) {
        return Match(category: .contact, rule: .phone, end: end)
      }
      if end.atoms > 1, first.length == 3 { return Match(category: .contact, rule: .phoneLocal, end: end) }
    }
    return nil
  }

  /// Whether other groups of the same number stand before it, or it is an address of the Internet.
  private func isPartOfNumber(_ run: CodeRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let first = run.first
    if first > 0, atoms[first - 1].isDigits, atoms[first - 1].length > 2, atoms[first].length < 10,
      text.gap(atoms[first - 1], atoms[first]).elementsEqual([FoldTable.space])
    {
      return true
    }
    return isInternetAddress(first, text, atoms)
  }

  /// 192.0.2.1
  private func isInternetAddress(_ first: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    func isPart(_ place: Int) -> Bool {
      place < atoms.count && atoms[place].isDigits && atoms[place].length <= 3
        && (place == first || text.gap(atoms[place - 1], atoms[place]).elementsEqual([0x2E]))
    }
    return (first..<first + 4).allSatisfy(isPart) && !isPart(first + 4)
  }

  /// Russian area codes, which are also beginnings of many other numbers.
  private func isRussianArea(_ code: ArraySlice<UInt8>) -> Bool {
    let code = code.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    return (301...499).contains(code) || (800...879).contains(code)
  }

  /// Kazakh mobile codes 70x, 747, 75x, 76x, 77x, 78x; Russian 9xx.
  private func isMobile(_ code: ArraySlice<UInt8>) -> Bool {
    let code = code.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    return (700...709).contains(code) || code == 747 || (750...789).contains(code) || (900...999).contains(code)
  }

  /// Kazakh area codes 71x and 72x.
  private func isFixed(_ code: ArraySlice<UInt8>) -> Bool {
    (710...729).contains(code.reduce(0) { $0 * 10 + Int($1) - 0x30 })
  }

  /// Whether the number goes straight on after the end, so that it is part of a longer one.
  private func continues(
    _ run: CodeRun, _ end: CodeRun.End, _ text: NormalisedText, _ atoms: [Atom]
  ) -> Bool {
    let next = run.first + end.atoms
    guard next < atoms.count else { return false }
    let gap = text.gap(atoms[next - 1], atoms[next])
    if gap.isEmpty { return true }
    let isGlued = gap.count == 1 && (gap.first == FoldTable.hyphen || gap.first == 0x2F)
    return isGlued && atoms[next].isDigits
  }

  private func document(_ run: CodeRun, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    guard let end = run.end(after: 9) else { return nil }
    if run.characters[0] == 0x4E || run.characters[0] == 0x48, end.atoms == 2, atoms[run.first].length == 1 {
      guard text.hasCue(CueWords.passport, atoms: atoms, around: run.atoms(end), before: 6) else { return nil }
      return Match(category: .document, rule: .passport, end: end)
    }
    guard end.atoms == 1, run.isDigits(9),
      text.hasCue(CueWords.identityCard, atoms: atoms, around: run.atoms(end), before: 6)
    else { return nil }
    return Match(category: .document, rule: .identityCard, end: end)
  }

  private func plate(_ run: CodeRun, _ text: NormalisedText, _ atoms: [Atom]) -> Match? {
    let words = atoms[run.first...].prefix(3)
    guard words.count == 3, run.ends.count >= 3 else { return nil }
    let lengths = words.map(\.length)
    let end = run.ends[2]
    let letters = run.characters[..<end.characters].filter { !(0x30...0x39).contains($0) }
    guard letters.allSatisfy({ (0x41...0x5A).contains($0) }), !continues(run, end, text, atoms) else { return nil }
    let digits = words.map(\.isDigits)
    let middle = words[words.startIndex + 1]
    if digits == [true, false, true], lengths[0] == 3, (2...3).contains(lengths[1]), lengths[2] == 2,
      middle.isAllCapitals
    {
      let region = run.characters[(end.characters - 2)..<end.characters].reduce(0) { $0 * 10 + Int($1) - 0x30 }
      return (1...20).contains(region) ? Match(category: .vehicle, rule: .plate, end: end) : nil
    }
    if digits == [false, true, false], lengths[0] == 1, lengths[1] == 3, (2...3).contains(lengths[2]),
      words.first?.isCapitalised == true, words.last?.isAllCapitals == true
    {
      return Match(category: .vehicle, rule: .plate, end: end)
    }
    return nil
  }

  private func date(at index: Int, _ text: NormalisedText, _ atoms: [Atom], _ known: KnownValues) -> Finding? {
    guard let match = Dates.match(at: index, text, atoms) else { return nil }
    let span = text.original(atoms: match.atoms, of: atoms)
    if let value = known.birthDate(match.date) { return value.finding(span) }
    guard
      text.hasCue(CueWords.birth, atoms: atoms, around: match.atoms, before: 4, after: 3)
        || isFollowedByYearOfBirth(match.atoms, text, atoms)
    else { return nil }
    return Finding(
      start: span.lowerBound, end: span.upperBound, category: .datetime, identifier: .quasi, rule: .birthDate)
  }

  /// "г.р.", two words of one letter that mean nothing apart.
  private func isFollowedByYearOfBirth(_ range: Range<Int>, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let next = range.upperBound
    return next + 1 < atoms.count && text.scalars[atoms[next].range].elementsEqual([0x433])
      && text.scalars[atoms[next + 1].range].elementsEqual([0x440])
  }
}
