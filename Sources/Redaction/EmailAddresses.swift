/// E-mail addresses, also as people write them to hide them from machines: name [at] example.kz, имя собака example.kz.
struct EmailAddresses {
  func findings(in text: NormalisedText, atoms: [Atom], known: KnownValues) -> [Finding] {
    var marks = text.scalars.indices.filter { text.scalars[$0] == 0x40 }.map {
      Mark(range: $0..<($0 + 1), isSign: true)
    }
    for atom in atoms where (2...6).contains(atom.length) {
      let word = Array(text.scalars[atom.range])
      if Self.signs.contains(word) { marks.append(Mark(range: atom.range, isDog: word.count > 2)) }
    }
    return marks.compactMap { finding($0, text, known) }
  }

  /// What stands for @.
  private struct Mark {
    var range: Range<Int>
    var isSign = false
    /// In Russian the sign is called a dog.
    var isDog = false
  }

  private static let signs = Set(["at", "эт", "ат", "собака", "собачка"].map(EndingClass.scalars))
  private static let points = ["dot", "точка", "нүкте"].map(EndingClass.scalars)
  private static let longestLocal = 64
  private static let longestDomain = 254

  private func finding(_ mark: Mark, _ text: NormalisedText, _ known: KnownValues) -> Finding? {
    let (left, isOpened) = outside(mark.range.lowerBound, -1, text)
    let (right, isClosed) = outside(mark.range.upperBound, 1, text)
    let isApart = left < mark.range.lowerBound
    guard isApart == (right > mark.range.upperBound), mark.isSign || isApart else { return nil }
    let start = beginning(of: left, text)
    guard start < left, let (end, isSpelled, domain) = domain(from: right, text) else { return nil }
    // Without brackets "at" is a word: look at example.com.
    guard mark.isSign || mark.isDog || isOpened && isClosed || isSpelled else { return nil }
    let local = text.scalars[start..<left]
    if isApart, !local.allSatisfy({ $0 < 0x80 }) { return nil }
    let span = text.original(start..<end)
    if let value = known.email((local + [0x40] + domain)[...]) { return value.finding(span) }
    return Finding(
      start: span.lowerBound, end: span.upperBound, category: .contact, identifier: .direct, rule: .email)
  }

  /// Over one blank and one bracket, away from the mark.
  private func outside(_ place: Int, _ step: Int, _ text: NormalisedText) -> (place: Int, isBracket: Bool) {
    var place = place
    var isBracket = false
    for _ in 0..<3 {
      let index = step < 0 ? place - 1 : place
      guard text.scalars.indices.contains(index) else { break }
      switch text.scalars[index] {
      case FoldTable.space: break
      case 0x28, 0x5B, 0x7B, 0x29, 0x5D, 0x7D: isBracket = true
      default: return (place, isBracket)
      }
      place += step
    }
    return (place, isBracket)
  }

  private func beginning(of end: Int, _ text: NormalisedText) -> Int {
    var start = end
    while start > 0, end - start < Self.longestLocal, isLocal(start - 1, text) { start -= 1 }
    return start
  }

  /// Labels and points, which may be spelled out; a full stop at the end is the sentence's.
  private func domain(from start: Int, _ text: NormalisedText) -> (end: Int, isSpelled: Bool, letters: [UInt32])? {
    var letters: [UInt32] = []
    var isSpelled = false
    var place = start
    var end = start
    var last = 0
    while letters.count < Self.longestDomain {
      let first = place
      while place < text.scalars.count, place - first < Self.longestDomain, isLabel(place, text) { place += 1 }
      guard place > first else { break }
      letters += text.scalars[first..<place]
      end = place
      last = place - first
      if place < text.scalars.count, text.scalars[place] == 0x2E {
        place += 1
      } else if let next = spelledPoint(at: place, text) {
        place = next
        isSpelled = true
      } else {
        break
      }
      letters.append(0x2E)
    }
    if letters.last == 0x2E { letters.removeLast() }
    while letters.last == FoldTable.hyphen {
      letters.removeLast()
      end -= 1
      last -= 1
    }
    guard letters.contains(0x2E), letters.first != 0x2E, last > 1 else { return nil }
    return (end, isSpelled, letters)
  }

  /// Where the label after a spelled-out point begins.
  private func spelledPoint(at place: Int, _ text: NormalisedText) -> Int? {
    let (word, _) = outside(place, 1, text)
    guard word > place, let point = Self.points.first(where: { text.scalars[word...].starts(with: $0) }) else {
      return nil
    }
    let (next, _) = outside(word + point.count, 1, text)
    return next > word + point.count ? next : nil
  }

  private func isLocal(_ index: Int, _ text: NormalisedText) -> Bool {
    if !text.kinds[index].isDisjoint(with: [.letter, .digit]) { return true }
    switch text.scalars[index] {
    case 0x2E, 0x5F, 0x25, 0x2B, FoldTable.hyphen: return true
    default: return false
    }
  }

  private func isLabel(_ index: Int, _ text: NormalisedText) -> Bool {
    !text.kinds[index].isDisjoint(with: [.letter, .digit]) || text.scalars[index] == FoldTable.hyphen
  }
}
