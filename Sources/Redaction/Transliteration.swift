/// Cyrillic names in Latin letters, in the key alphabet of `NameKey`.
///
/// `NameKey` already equates most schemes; a scheme stands here for each letter that some standard writes in a way
/// which collides with another letter of the others. Between them they cover ALA-LC, BGN/PCGN, BS 2979, GOST 16876-71,
/// 7.79-2000 A and B, 7.0.34-2014, R 52290, R 52535.1, ICAO 9303, ISO/R 9:1954 and 1968, ISO 9:1995, UNGEGN 1987, the
/// passport rules of 1997 and 2000, and the habits of maps, messengers and neighbours, for Russian; BGN/PCGN, ICAO 9303
/// and the alphabets of 2017, 2018 and 2021 for Kazakh.
struct Transliteration: Sendable {
  private let letters: [UInt32: [UInt32]]
  /// Names end in -ine where Russian has -ин, and г before е is gu.
  private let isFrench: Bool
  /// The soft sign before a vowel is written i: Григорьев, Grigoriev.
  private let isSoft: Bool

  private init(_ changes: [Unicode.Scalar: String], isFrench: Bool = false, isSoft: Bool = false) {
    letters = Dictionary(
      uniqueKeysWithValues: Self.shared.merging(changes) { $1 }.map { ($0.value, EndingClass.scalars($1)) })
    self.isFrench = isFrench
    self.isSoft = isSoft
  }

  /// The key of a folded Cyrillic word; letters not Cyrillic stay.
  ///
  /// - Parameter isApart: whether х after с keeps its own letter: Askhat, not Ashat, which reads like Ашат.
  func key(of word: [UInt32], isApart: Bool = false) -> [UInt32] {
    var spelling: [UInt32] = []
    spelling.reserveCapacity(word.count + 6)
    for (place, scalar) in word.enumerated() {
      guard let latin = letters[scalar] else {
        spelling.append(scalar)
        continue
      }
      if isApart, latin.first == 0x68, let last = spelling.last, Self.joining.contains(last) {
        spelling.append(FoldTable.apostrophe)
      }
      spelling += latin
      let next = place + 1 < word.count ? word[place + 1] : 0
      if isFrench, scalar == 0x433, Self.front.contains(next) { spelling.append(0x75) }
      if isSoft, scalar == 0x44C, Self.vowels.contains(next) { spelling.append(0x69) }
    }
    if isFrench, word.suffix(2).elementsEqual([0x438, 0x43D]) { spelling.append(0x65) }
    return NameKey.key(spelling)
  }

  private static let joining = EndingClass.scalars("skzcgp")
  private static let front = EndingClass.scalars("еиіэё")
  private static let vowels = EndingClass.scalars("еёиоюя")

  /// BGN/PCGN, ICAO 9303, ALA-LC, BS 2979, passport habit, the Kazakh alphabet of 2021.
  static let common = Transliteration([:])

  /// Schemes an inflected form is looked for in as well; in the rest only the name itself is.
  static let frequent: [Transliteration] = [
    common,
    // ISO 9:1995, GOST 7.79 A, their diacritics lost.
    Transliteration(["ж": "z", "й": "j", "ц": "c", "щ": "s", "ю": "u", "я": "a"]),
    // ISO/R 9, UNGEGN, scientific.
    Transliteration(["ж": "z", "й": "j", "ц": "c", "щ": "sc", "ю": "ju", "я": "ja", "ё": "jo"]),
    // German and Scandinavian habit.
    Transliteration(["й": "j", "ю": "ju", "я": "ja", "ё": "jo"]),
  ]

  static let rare: [Transliteration] = [
    Transliteration([:], isSoft: true),
    Transliteration(["ж": "z", "й": "j", "х": "x", "ц": "c", "щ": "sc", "ю": "ju", "я": "ja"]),
    // GOST 16876 without diacritics.
    Transliteration(["й": "jj", "ц": "c", "щ": "shh", "э": "eh", "ю": "ju", "я": "ja", "ё": "jo"]),
    // GOST 7.0.34, 7.79 B.
    Transliteration(["й": "j", "х": "x", "ц": "c", "щ": "shh", "ё": "yo"]),
    Transliteration(["й": "j", "х": "x", "ц": "cz", "щ": "shh", "ё": "yo"]),
    // GOST R 52535.1.
    Transliteration(["ц": "tc"]),
    Transliteration(["ё": "yo"]),
    // ICAO 9303 for the hard sign.
    Transliteration(["ъ": "ie"]),
    // Passports before 1997.
    Transliteration(
      ["ж": "j", "у": "ou", "ұ": "ou", "ү": "ou", "ю": "iou", "ч": "tch", "ш": "ch", "щ": "chtch", "ё": "e"],
      isFrench: true,
      isSoft: true),
    // Messengers.
    Transliteration(["ж": "j", "ц": "c", "щ": "sc"]),
    // Uzbek habit.
    Transliteration(["ж": "j", "х": "x", "ц": "s", "ё": "yo"]),
    // ISO/R 9:1968, alternative; Ukrainian habit.
    Transliteration(["и": "y", "ж": "zh"]),
    // Kazakh: BGN/PCGN, and the alphabet of 2018.
    Transliteration(["у": "w", "ң": "ng"]),
    Transliteration(["ң": "ng"]),
    Transliteration(["у": "y"]),
    Transliteration(["қ": "kh"]),
  ]

  private static let shared: [Unicode.Scalar: String] = [
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ў": "u", "ф": "f", "х": "h", "һ": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
  ]
}
