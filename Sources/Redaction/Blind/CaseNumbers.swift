/// Layer 2: numbers that courts, prisons and police give, recognised by their form or by the word before them.
struct CaseNumbers {
  let text: NormalisedText
  let atoms: [Atom]
  let marks: [Lexicon.Marks]

  func findings() -> [Finding] {
    var findings: [Finding] = []
    var index = 0
    while index < atoms.count {
      if let (rule, range, kind) = match(at: index) {
        let span = text.original(atoms: range, of: atoms)
        findings.append(
          Finding(
            start: span.lowerBound, end: span.upperBound, category: rule == .cell ? .location : .code,
            identifier: kind, rule: rule))
        index = range.upperBound
      } else {
        index += 1
      }
    }
    return findings
  }

  private func match(at index: Int) -> (Rule, Range<Int>, IdentifierKind)? {
    let atom = atoms[index]
    if atom.isDigits, let range = application(at: index) { return (.application, range, .direct) }
    guard atom.isDigits || atom.length <= 4 else { return nil }
    if atom.isDigits, let cue = cue(before: index) {
      if cue == .cell, atom.length <= 4 { return (.cell, index..<(index + 1), .quasi) }
      if cue == .badge, (2...10).contains(atom.length) { return (.badge, index..<(index + 1), .direct) }
    }
    // "камера" after its number: "№ 7 камера", "7-камера".
    if atom.isDigits, atom.length <= 3, index + 1 < atoms.count, marks[index + 1].contains(.cell),
      text.gap(atom, atoms[index + 1]).count <= 2, hasNumberSign(index) || isHyphen(index)
    {
      return (.cell, index..<(index + 1), .quasi)
    }
    guard let range = compound(at: index), isProceeding(before: index) else { return nil }
    return (.caseNumber, range, .direct)
  }

  /// NNNNN/YY, as the European Court of Human Rights numbers applications; one or two digits need a cue.
  private func application(at index: Int) -> Range<Int>? {
    guard index + 1 < atoms.count, atoms[index + 1].isDigits, atoms[index + 1].length == 2,
      text.gap(atoms[index], atoms[index + 1]).elementsEqual([Self.slash]), !isJoined(before: index),
      !isJoined(before: index + 2)
    else { return nil }
    switch atoms[index].length {
    case 4...5: return index..<(index + 2)
    case 1...3: return cue(before: index) == .application ? index..<(index + 2) : nil
    default: return nil
    }
  }

  /// Digits and short groups of letters joined by / - or a point, with two groups of digits at least.
  private func compound(at index: Int) -> Range<Int>? {
    guard !isJoined(before: index) else { return nil }
    var end = index + 1
    while end < atoms.count, end - index < 8, isJoined(before: end), atoms[end].isDigits || atoms[end].length <= 3 {
      end += 1
    }
    let digits = atoms[index..<end].filter(\.isDigits)
    let length = digits.reduce(0) { $0 + $1.length }
    guard digits.count >= 2, length >= 3 else { return length >= 6 && digits.count == 1 ? index..<end : nil }
    return index..<end
  }

  /// Whether a joining mark, not a blank, stands before the atom.
  private func isJoined(before index: Int) -> Bool {
    guard index > 0, index < atoms.count else { return false }
    let gap = text.gap(atoms[index - 1], atoms[index])
    if gap.isEmpty { return true }
    guard gap.count == 1, let mark = gap.first else { return false }
    return mark == Self.slash || mark == FoldTable.hyphen || mark == 0x3A
      || mark == 0x2E && atoms[index].isDigits && atoms[index - 1].isDigits
  }

  private func isHyphen(_ index: Int) -> Bool {
    text.gap(atoms[index], atoms[index + 1]).elementsEqual([FoldTable.hyphen])
  }

  private func hasNumberSign(_ index: Int) -> Bool {
    let start = Int(atoms[index].start)
    return (1...2).contains { start >= $0 && Self.numberSigns.contains(text.scalars[start - $0]) }
  }

  /// A cue among the four atoms before, in the same sentence; words for "number" and other numbers of a list may stand
  /// between.
  private func cue(before index: Int) -> Lexicon.Marks? {
    var at = index - 1
    while at >= max(0, index - 4), !endsSentence(at) {
      for cue in [Lexicon.Marks.application, .cell, .badge] where marks[at].contains(cue) { return cue }
      guard marks[at].contains(.number) || atoms[at].isDigits || atoms[at].length <= 3 else { return nil }
      at -= 1
    }
    return nil
  }

  /// A word for proceedings within the six words before, and a word or sign for "number" before the number itself.
  private func isProceeding(before index: Int) -> Bool {
    guard hasNumberSign(index) || index > 0 && marks[index - 1].contains(.number) else { return false }
    var at = index - 1
    while at >= max(0, index - 6), !endsSentence(at) {
      if !marks[at].isDisjoint(with: [.proceeding, .application]) { return true }
      at -= 1
    }
    return false
  }

  /// A line break, or a full stop that is not that of "no.", follows the atom.
  private func endsSentence(_ index: Int) -> Bool {
    guard index + 1 < atoms.count else { return true }
    let gap = text.gap(atoms[index], atoms[index + 1])
    if gap.contains(FoldTable.newline) { return true }
    return gap.contains(0x2E) && atoms[index].length > 4
  }

  private static let slash = UInt32(0x2F)
  private static let numberSigns: [UInt32] = [0x2116, 0x23]
}
