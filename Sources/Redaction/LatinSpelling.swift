/// Cyrillic spellings that a name in Latin letters may stand for, so that somebody known from a passport is found in a
/// Russian or Kazakh text.
enum LatinSpelling {
  private static let most = 32

  /// Folded Latin letters to Cyrillic words in the alphabet of `NameKey`, most likely first.
  static func cyrillic(_ word: [UInt32]) -> [[UInt32]] {
    let letters = word.filter { $0 != FoldTable.apostrophe }.compactMap(Unicode.Scalar.init)
    guard letters.count > 1, letters.allSatisfy({ ("a"..."z").contains($0) }) else { return [] }
    var all: [[UInt32]] = [[]]
    var place = 0
    while place < letters.count {
      let (length, choices) = piece(letters, place)
      all = Array(choices.flatMap { choice in all.map { $0 + EndingClass.scalars(choice) } }.prefix(most))
      place += length
    }
    return all
  }

  private static let pieces: [(latin: [Unicode.Scalar], cyrillic: [String])] = [
    ("shch", ["щ"]), ("chtch", ["щ"]), ("tch", ["ч"]), ("sch", ["щ", "ш"]), ("dzh", ["дж", "ж"]), ("aiia", ["айя"]),
    ("aiya", ["айя"]), ("iia", ["ия"]),
    ("iya", ["ия"]), ("ija", ["ия"]), ("iiu", ["ию"]), ("iyu", ["ию"]), ("aye", ["ае"]), ("oye", ["ое"]),
    ("uye", ["уе"]),
    ("ieie", ["е"]), ("iee", ["е"]), ("ieia", ["я"]), ("ieiu", ["ю"]), ("sh", ["ш"]), ("zh", ["ж"]), ("ch", ["ч"]),
    ("kh", ["х", "к"]), ("gh", ["г"]), ("ph", ["ф"]),
    ("th", ["т"]), ("ts", ["ц", "тс"]), ("tc", ["ц"]), ("cz", ["ц"]), ("ck", ["к"]), ("dj", ["дж", "ж"]),
    ("ya", ["я"]), ("yu", ["ю"]), ("yo", ["е", "ио"]), ("ye", ["е"]), ("ja", ["жа", "я"]), ("ju", ["жу", "ю"]),
    ("jo", ["жо", "е"]), ("ee", ["ее", "и"]), ("oo", ["у"]), ("ou", ["у", "оу"]),
  ].map { (Array($0.0.unicodeScalars), $0.1) }

  private static func piece(_ letters: [Unicode.Scalar], _ place: Int) -> (Int, [String]) {
    let rest = letters[place...]
    let isFirst = place == 0
    let afterVowel = !isFirst && isVowel(letters[place - 1])
    // At the end of a word all of these are -ий or -ый.
    for ending in ["iy", "ii", "ij", "yy", "yi", "yj"] where rest.elementsEqual(ending.unicodeScalars) {
      return (2, ending.hasPrefix("i") ? ["ий", "и"] : ["ый"])
    }
    for (latin, cyrillic) in [("uly", "улы"), ("kyzy", "кызы"), ("qyzy", "кызы"), ("ogly", "оглы"), ("oglu", "оглы")]
    where rest.elementsEqual(latin.unicodeScalars) {
      return (latin.count, [cyrillic])
    }
    for (latin, cyrillic) in [("ia", "я"), ("iu", "ю")] where rest.starts(with: latin.unicodeScalars) {
      return (
        2,
        isFirst || afterVowel ? [cyrillic] : rest.count == 2 ? ["и" + cyrillic, cyrillic] : [cyrillic, "и" + cyrillic]
      )
    }
    // German ie is long и; Aliev has two vowels.
    if !isFirst, letters[place] == "i", rest.dropFirst().first == "e", let third = rest.dropFirst(2).first,
      !isVowel(third), third != "v"
    {
      return (2, ["ие", "и"])
    }
    for piece in pieces where rest.starts(with: piece.latin) { return (piece.latin.count, piece.cyrillic) }
    let next = place + 1 < letters.count ? letters[place + 1] : nil
    switch letters[place] {
    case "y":
      guard let next else { return (1, afterVowel ? ["й"] : ["ий", "ый", "и"]) }
      return (1, afterVowel && !isVowel(next) ? ["й"] : isVowel(next) ? ["й", "ы"] : ["ы", "и"])
    case "i": return (1, afterVowel && next.map(isVowel) != true ? ["й", "и"] : ["и", "ы"])
    case "j": return (1, afterVowel || next == nil ? ["й", "ж"] : ["ж", "й", "дж"])
    case "c": return (1, next == "e" || next == "i" ? ["с", "ц"] : ["к", "ц", "ч"])
    case "u": return (1, ["у"])
    case "w": return (1, ["в", "у"])
    case "x": return (1, isFirst ? ["кс", "х"] : ["кс", "х"])
    case "h": return (1, ["х", "г"])
    case let letter: return (1, [single[letter] ?? String(Character(letter))])
    }
  }

  private static let single: [Unicode.Scalar: String] = [
    "a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о",
    "p": "п",
    "q": "к", "r": "р", "s": "с", "t": "т", "v": "в", "z": "з",
  ]

  private static func isVowel(_ letter: Unicode.Scalar) -> Bool { "aeiouy".unicodeScalars.contains(letter) }
}
