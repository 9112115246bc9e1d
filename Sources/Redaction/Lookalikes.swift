/// Letters that look alike in Latin, Cyrillic and Greek, after case folding.
enum Lookalikes {
  /// Lower-case forms alike in both scripts.
  private static let lower: [(latin: Unicode.Scalar, cyrillic: Unicode.Scalar)] = [
    ("a", "а"), ("c", "с"), ("e", "е"), ("i", "і"), ("o", "о"), ("p", "р"), ("x", "х"), ("y", "у"), ("s", "ѕ"),
    ("j", "ј"), ("h", "һ"), ("k", "к"), ("m", "м"), ("t", "т"),
  ]
  /// Capitals alike whose small forms are not.
  private static let upper: [(latin: Unicode.Scalar, cyrillic: Unicode.Scalar)] = [("b", "в"), ("h", "н"), ("y", "ү")]

  /// Greek and Armenian letters, small and then capital where the capital is like another.
  private static let greek: [UInt32: (latin: String, cyrillic: String)] = Dictionary(
    uniqueKeysWithValues: [
      ("α", "a", "а"), ("β", "b", "в"), ("γ", "yr", "уг"), ("δ", "d", "д"), ("ε", "e", "е"), ("ζ", "z", "з"),
      ("η", "nh", "пн"), ("ι", "i", "і"), ("κ", "k", "к"), ("λ", "l", "л"), ("μ", "um", "им"), ("ν", "vn", "вн"),
      ("ο", "o", "о"), ("π", "n", "п"), ("ρ", "p", "р"), ("σ", "o", "о"), ("ς", "s", "с"), ("τ", "t", "т"),
      ("υ", "uy", "иу"), ("φ", "f", "ф"), ("χ", "x", "х"), ("ω", "w", "ш"), ("օ", "o", "о"), ("ս", "u", "и"),
      ("հ", "h", "һ"), ("ո", "n", "п"),
    ].compactMap { (letter: String, latin, cyrillic) in
      letter.unicodeScalars.first.map { ($0.value, (latin, cyrillic)) }
    })

  static func cyrillic(for latin: UInt32, isUpper: Bool) -> UInt32? {
    if isUpper, latin != 0x79, let pair = upper.first(where: { $0.latin.value == latin }) { return pair.cyrillic.value }
    return lower.first { $0.latin.value == latin }?.cyrillic.value
  }

  static func latin(for cyrillic: UInt32, isUpper: Bool) -> UInt32? {
    if isUpper, let pair = upper.first(where: { $0.cyrillic.value == cyrillic }) { return pair.latin.value }
    return lower.first { $0.cyrillic.value == cyrillic }?.latin.value
  }

  /// A Cyrillic word in Latin letters that look the same, if every letter has one.
  static func latin(of word: [UInt32], isUpper: Bool) -> [UInt32]? {
    var letters: [UInt32] = []
    for scalar in word {
      guard let letter = latin(for: scalar, isUpper: isUpper) else { return nil }
      letters.append(letter)
    }
    return letters
  }

  /// What a letter of neither script looks like in one of them.
  static func letter(for other: UInt32, isUpper: Bool, inLatin: Bool) -> UInt32? {
    guard let pair = greek[other] else { return nil }
    let letters = (inLatin ? pair.latin : pair.cyrillic).unicodeScalars
    return (isUpper ? letters.last : letters.first)?.value
  }

  /// What a digit between small letters looks like.
  static func letter(forDigit digit: UInt32, inLatin: Bool) -> UInt32? {
    switch digit {
    case 0x30: inLatin ? 0x6F : 0x43E
    case 0x31: inLatin ? 0x6C : nil
    case 0x33: inLatin ? nil : 0x437
    default: nil
    }
  }
}

extension NormalisedText {
  /// Makes every word one of one script where that can be done by what its letters look like.
  mutating func unifyScripts() {
    var index = 0
    while index < scalars.count {
      guard kinds[index].contains(.letter) else {
        readDigit(at: index)
        guard kinds[index].contains(.letter) else {
          index += 1
          continue
        }
        // The word goes on, and is looked at whole.
        while index > 0, kinds[index - 1].contains(.letter) { index -= 1 }
        continue
      }
      var scripts: FoldTable.Kind = []
      var hasOther = false
      let start = index
      while index < scalars.count, kinds[index].contains(.letter) {
        scripts.formUnion(kinds[index])
        if kinds[index].isDisjoint(with: [.latin, .cyrillic]) { hasOther = true }
        index += 1
      }
      let isMixed = scripts.isSuperset(of: [.latin, .cyrillic])
      if isMixed || hasOther && !scripts.isDisjoint(with: [.latin, .cyrillic]) { unify(start..<index) }
    }
  }

  /// Петух0в, Co1dwell: a digit alone inside a word of small letters.
  private mutating func readDigit(at index: Int) {
    func isSmall(_ place: Int) -> Bool { isLetter(place) && !kinds[place].contains(.upper) }
    guard kinds[index].contains(.digit), isLetter(index - 1), isSmall(index + 1),
      isLetter(index - 2) || isSmall(index + 2),
      isSmall(index - 1) || !isLetter(index - 2),
      let letter = Lookalikes.letter(forDigit: scalars[index], inLatin: kinds[index - 1].contains(.latin)),
      !hasDigit(index - 1, -1), !hasDigit(index + 1, 1)
    else { return }
    scalars[index] = letter
    kinds[index] = kinds[index - 1].subtracting(.upper)
  }

  /// Whether what goes on from a letter without a gap holds a digit: then it is a code, not a word.
  private func hasDigit(_ start: Int, _ step: Int) -> Bool {
    var index = start
    while scalars.indices.contains(index), abs(index - start) < NameKey.longest, kinds[index].contains(.letter) {
      index += step
    }
    return scalars.indices.contains(index) && kinds[index].contains(.digit)
  }

  private mutating func unify(_ word: Range<Int>) {
    var onlyLatin = 0
    var onlyCyrillic = 0
    for index in word {
      let isUpper = kinds[index].contains(.upper)
      if kinds[index].contains(.latin), Lookalikes.cyrillic(for: scalars[index], isUpper: isUpper) == nil {
        onlyLatin += 1
      } else if kinds[index].contains(.cyrillic), Lookalikes.latin(for: scalars[index], isUpper: isUpper) == nil,
        // Uzbek habit keeps the signs in Latin words.
        scalars[index] != 0x44C, scalars[index] != 0x44A
      {
        onlyCyrillic += 1
      }
    }
    let hasCyrillic = kinds[word].contains { $0.contains(.cyrillic) }
    let toLatin = onlyLatin > onlyCyrillic || !hasCyrillic
    for index in word {
      let isUpper = kinds[index].contains(.upper)
      let isOther = kinds[index].isDisjoint(with: [.latin, .cyrillic])
      let other: UInt32? =
        if isOther {
          Lookalikes.letter(for: scalars[index], isUpper: isUpper, inLatin: toLatin)
        } else if toLatin {
          kinds[index].contains(.cyrillic) ? Lookalikes.latin(for: scalars[index], isUpper: isUpper) : nil
        } else {
          kinds[index].contains(.latin) ? Lookalikes.cyrillic(for: scalars[index], isUpper: isUpper) : nil
        }
      guard let other else { continue }
      scalars[index] = other
      kinds[index].subtract([.latin, .cyrillic])
      kinds[index].insert(toLatin ? .latin : .cyrillic)
    }
  }
}
