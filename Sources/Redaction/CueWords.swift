/// Words that change what stands beside them, as stems in the alphabet of `NormalisedText` (case folded, ё as е).
enum CueWords {
  static let iin = list("иин жсн iin инн")
  static let account = list("iban счет шот карт card account kz")
  static let passport = list("паспорт төлқұжат passport")
  static let identityCard = list("удостоверени удв куәлі куали identity id card жеке")
  static let phone = list(
    "тел телефон моб мобильн сотов номер whatsapp telegram phone tel mobile call ұялы звони позвони қоңырау нөмір нөмер"
  )
  static let birth = list("род рожд рожден родил туған туган born birth dob туылған")
  static let plate = list("номер госномер гос нөмір машин автомоб автокөлі көлік vehicle car plate registration")

  static func list(_ words: String) -> [[UInt32]] {
    words.split(separator: " ").map { $0.unicodeScalars.map(\.value) }
  }
}

extension NormalisedText {
  /// Whether the atom begins with one of the stems. A stem of up to three letters must be the whole word.
  func begins(_ atom: Atom, withAny stems: [[UInt32]]) -> Bool {
    let word = scalars[atom.range]
    return stems.contains { stem in
      stem.count <= 3
        ? word.elementsEqual(stem) : word.count >= stem.count && word.prefix(stem.count).elementsEqual(stem)
    }
  }

  /// Whether one of the stems stands among the `before` words before or the `after` words after `range`, in the same
  /// sentence.
  func hasCue(
    _ stems: [[UInt32]], atoms: [Atom], around range: Range<Int>, before: Int, after: Int = 0
  ) -> Bool {
    var index = range.lowerBound - 1
    while index >= max(0, range.lowerBound - before), !endsSentence(atoms[index], atoms[index + 1]) {
      if begins(atoms[index], withAny: stems) { return true }
      index -= 1
    }
    index = range.upperBound
    while index < min(atoms.count, range.upperBound + after), !endsSentence(atoms[index - 1], atoms[index]) {
      if begins(atoms[index], withAny: stems) { return true }
      index += 1
    }
    return false
  }

  /// A full stop and a capital, or an empty line, between two neighbours.
  private func endsSentence(_ left: Atom, _ right: Atom) -> Bool {
    let gap = gap(left, right)
    let lines = gap.count { $0 == FoldTable.newline }
    return lines > 1 || right.isCapitalised && gap.contains { $0 == 0x2E || $0 == 0x21 || $0 == 0x3F }
  }
}
