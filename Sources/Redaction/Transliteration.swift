/// Cyrillic names in Latin letters, in the key alphabet of `NameKey`.
///
/// `NameKey` already equates most schemes; what remains are the letters that ISO 9 and the schemes with j write in a
/// way that collides with another letter of the others.
enum Transliteration: CaseIterable {
  /// BGN/PCGN, ICAO 9303, ALA-LC, passport habit, the Kazakh alphabet of 2021.
  case common
  /// ISO 9:1995 with its diacritics lost.
  case iso9
  /// Schemes with j for й.
  case withJ

  func key(of word: [UInt32]) -> [UInt32] {
    var spelling: [UInt32] = []
    for scalar in word {
      guard let letter = Unicode.Scalar(scalar) else { continue }
      spelling.append(contentsOf: (letters(letter) ?? String(Character(letter))).unicodeScalars.map(\.value))
    }
    return NameKey.key(spelling)
  }

  private func letters(_ letter: Unicode.Scalar) -> String? {
    switch (self, letter) {
    case (.iso9, "ж"): "z"
    case (.iso9, "й"), (.withJ, "й"): "j"
    case (.iso9, "ц"), (.withJ, "ц"): "c"
    case (.iso9, "ю"): "u"
    case (.iso9, "я"): "a"
    case (.withJ, "ю"): "ju"
    case (.withJ, "я"): "ja"
    case (_, "ж"): "zh"
    case (_, "й"): "i"
    case (_, "ц"): "ts"
    case (_, "ю"): "iu"
    case (_, "я"): "ia"
    default: Self.shared[letter]
    }
  }

  private static let shared: [Unicode.Scalar: String] = [
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "з": "z", "и": "i", "і": "i",
    "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ұ": "u", "ү": "u", "ў": "u", "ф": "f", "х": "h", "һ": "h", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
  ]
}
