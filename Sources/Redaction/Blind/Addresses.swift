/// Layer 2: postal addresses, a word for a street with a name, and whatever house and flat numbers follow.
struct Addresses {
  let text: NormalisedText
  let atoms: [Atom]
  let marks: [Lexicon.Marks]

  func findings() -> [Finding] {
    var findings: [Finding] = []
    var index = 0
    while index < atoms.count {
      guard let street = before(at: index) ?? after(at: index) else {
        index += 1
        continue
      }
      let whole = withHouse(street)
      let span = text.original(atoms: whole, of: atoms)
      findings.append(
        Finding(
          start: span.lowerBound, end: span.upperBound, category: .address,
          identifier: whole == street ? .quasi : .direct, rule: .address))
      index = max(whole.upperBound, index + 1)
    }
    return findings
  }

  /// "ул. Абая", "проспекте Аль-Фараби", "мкр. Самал-2", "улица 8 Марта".
  private func before(at index: Int) -> Range<Int>? {
    guard marks[index].contains(.streetBefore), index + 1 < atoms.count else { return nil }
    var end = index + 1
    while end < atoms.count, end - index <= 4, isOnward(end, mayHavePoint: true),
      atoms[end].isCapitalised || atoms[end].isDigits && (end == index + 1 || isHyphenated(end))
    {
      end += 1
    }
    // "ул." means the street; a bare "пер" or "пл" without a name means nothing.
    guard end > index + 1, atoms[(index + 1)..<end].contains(where: { $0.isCapitalised }) else { return nil }
    return index..<end
  }

  /// "Абай көшесінде", "Al-Farabi Avenue", "Самал-2 шағын ауданы".
  private func after(at index: Int) -> Range<Int>? {
    guard marks[index].contains(.streetAfter), index > 0 else { return nil }
    let isLatin = atoms[index].kind.contains(.latin)
    // "a street", "in court": an English street is written with a capital.
    guard !isLatin || atoms[index].isCapitalised && !marks[index].contains(.institution) else { return nil }
    var start = index
    while start > 0, index - start < 4, isOnward(start, mayHavePoint: false),
      atoms[start - 1].isCapitalised || atoms[start - 1].isDigits && (isHyphenated(start) || isHouse(start - 1)),
      !(start == index && atoms[start - 1].isDigits && !isHyphenated(start) && isLatin)
    {
      start -= 1
      if atoms[start].isDigits, isLatin { break }
    }
    guard atoms[start..<index].contains(where: { $0.isCapitalised }) else { return nil }
    // "шағын ауданы" is two words.
    var end = index + 1
    if end < atoms.count, marks[end].contains(.place), text.scalars[atoms[index].range].elementsEqual(Self.small) {
      end += 1
    }
    return start..<end
  }

  private static let small: [UInt32] = "шағын".unicodeScalars.map(\.value)

  /// House, building and flat after the street.
  private func withHouse(_ street: Range<Int>) -> Range<Int> {
    var end = street.upperBound
    var accepted = end
    while end < atoms.count, end - street.upperBound < 10, isOnward(end, mayHavePoint: true) {
      if atoms[end].isDigits, atoms[end].length <= 4 {
        accepted = end + 1
      } else if marks[end].contains(.house) {
        if accepted == end { accepted = isHouse(end - 1) ? end + 1 : accepted }
      } else if accepted == end, atoms[end].length == 1, text.gap(atoms[end - 1], atoms[end]).count <= 1 {
        accepted = end + 1
      } else {
        break
      }
      end += 1
    }
    return street.lowerBound..<accepted
  }

  private func isHouse(_ index: Int) -> Bool { atoms[index].isDigits && atoms[index].length <= 4 }

  private func isHyphenated(_ index: Int) -> Bool {
    index > 0 && text.gap(atoms[index - 1], atoms[index]).elementsEqual([FoldTable.hyphen])
  }

  /// Whether the atom goes on from the one before: blanks, commas, hyphens, № and points of abbreviations between.
  private func isOnward(_ index: Int, mayHavePoint: Bool) -> Bool {
    guard index > 0, index < atoms.count else { return false }
    let gap = text.gap(atoms[index - 1], atoms[index])
    guard gap.count <= 4 else { return false }
    var points = 0
    for scalar in gap {
      switch scalar {
      case FoldTable.space, FoldTable.hyphen, 0x2116, 0x2F: break
      case 0x2C: guard mayHavePoint else { return false }
      case 0x2E: points += 1
      default: return false
      }
    }
    // A point ends the sentence unless an abbreviation stands before it.
    return points == 0
      || mayHavePoint && (atoms[index - 1].length <= 4 && !atoms[index - 1].isDigits)
  }
}
