/// Which endings may follow a stem.
enum EndingClass: UInt8, CaseIterable {
  /// The form stands alone.
  case none
  /// -ов, -ев, -ин, -ын and their feminines.
  case possessiveSurname
  /// -ский, -цкий and other adjectives in -ий.
  case softAdjective
  /// -ый, -ой.
  case hardAdjective
  /// Masculine names that end in a consonant.
  case consonant
  /// The same after ж, ш, щ, ч, ц.
  case sibilant
  /// Stem before -ь.
  case softSign
  /// Stem before -й.
  case shortI
  /// Stem before -а.
  case hardFeminine
  /// Stem before -я.
  case softFeminine
  /// Stem of a patronymic before -на.
  case feminePatronymic
  /// Oblique cases on a stem that has lost its vowel (Павел, Павла).
  case fleeting
  /// Kazakh plural and case.
  case kazakh
  /// Kazakh chains that hold a possessive, or say what belongs or is alike.
  case kazakhPossessed
  /// The same on a stem whose last letter was voiced (Серік, Серігі).
  case kazakhAfterVoicing
  /// English plural and possessive on Latin forms.
  case latin
  /// Kazakh chains in Latin letters, after back and front vowels.
  case kazakhLatinBack
  case kazakhLatinFront

  /// Whether a form may stand without any ending.
  var isWhole: Bool {
    switch self {
    case .none, .kazakh, .latin, .consonant, .sibilant, .possessiveSurname: true
    default: false
    }
  }

  var isKazakh: Bool {
    switch self {
    case .kazakh, .kazakhPossessed, .kazakhAfterVoicing, .kazakhLatinBack, .kazakhLatinFront: true
    default: false
    }
  }

  /// Russian endings as written; Kazakh chains are composed by `KazakhSuffixes`.
  var russian: [String] {
    switch self {
    case .possessiveSurname: Self.words("- а у ым ом е ой ою ы ых ыми")
    case .softAdjective: Self.words("ий ой ого ому им ом ая ую ою ие их ими яя юю его ему ем ей ею")
    case .hardAdjective: Self.words("ый ой ого ому ым ом ая ую ою ые ых ыми")
    case .consonant: Self.words("- а у ом е ы и ов ам ами ах")
    case .sibilant: Self.words("- а у ом ем е ы и ов ев ей ам ами ах")
    case .softSign: Self.words("ь я ю ем е и ью ей ям ями ях")
    case .shortI: Self.words("й я ю ем е и ев ям ями ях")
    case .hardFeminine: Self.words("а ы и е у ой ою ей ею ам ами ах")
    case .softFeminine: Self.words("я и е ю ей ею й ь ям ями ях")
    case .feminePatronymic: Self.words("а ы е у ой ою")
    case .fleeting: Self.words("а у ом ем е ы и ов ев ам ами ах")
    default: []
    }
  }

  private static func words(_ list: String) -> [String] {
    list.split(separator: " ").map { $0 == "-" ? "" : String($0) }
  }

  /// Hashes of the endings of every class in the key alphabet, by raw value.
  static let hashes: [Set<UInt64>] = allCases.map { ending in
    switch ending {
    case .none: [NameKey.seed]
    case .kazakh: plainKazakh
    case .kazakhPossessed: KazakhSuffixes.hashes(in: .cyrillic).subtracting(plainKazakh)
    case .kazakhAfterVoicing: KazakhSuffixes.hashes(in: .cyrillic, onlyVowelFirst: true)
    case .kazakhLatinBack: KazakhSuffixes.hashes(in: .latin, of: [KazakhSuffixes.back])
    case .kazakhLatinFront: KazakhSuffixes.hashes(in: .latin, of: [KazakhSuffixes.front])
    case .latin: Set(["", "s", "es"].map { NameKey.hash(scalars($0)) })
    default: Set(ending.russian.map(cyrillic))
    }
  }

  private static let plainKazakh = KazakhSuffixes.hashes(
    in: .cyrillic, of: [KazakhSuffixes.back, KazakhSuffixes.front].map { [$0[0], $0[2]] })

  private static func cyrillic(_ ending: String) -> UInt64 { NameKey.hash(NameKey.key(scalars(ending))) }

  static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
}

/// The chains a Kazakh noun takes: plural, possessive, case, and what may follow. Harmony holds along the chain; the
/// first sound is not checked against the stem, since borrowed names break that rule.
enum KazakhSuffixes {
  enum Script { case cyrillic, latin }

  /// A beginning of a chain: the hash of its key, and its last letter, which a Latin key does not write twice.
  private struct Chain: Hashable {
    var hash = NameKey.seed
    var last: UInt32 = 0

    func appending(_ piece: [UInt32], _ script: Script) -> Chain {
      var chain = self
      for letter in piece where script == .cyrillic || letter != chain.last {
        chain.hash = NameKey.extend(chain.hash, letter)
        chain.last = letter
      }
      return chain
    }
  }

  /// Hashes of the keys of all chains. The chains are never spelled out: there are some twenty thousand.
  static func hashes(
    in script: Script, of harmonies: [[String]] = [back, front], onlyVowelFirst: Bool = false
  ) -> Set<UInt64> {
    var all: Set<UInt64> = []
    if !onlyVowelFirst { all.insert(NameKey.seed) }
    for slots in harmonies {
      var open: Set<Chain> = [Chain()]
      for slot in slots {
        let pieces = slot.split(separator: " ").map { EndingClass.scalars(String($0)) }
        let keys = pieces.map { (piece: $0, key: script == .cyrillic ? NameKey.key($0) : latin($0)) }
        var next = open
        for chain in open {
          let isFirst = chain.hash == NameKey.seed
          for (piece, key) in keys where !(isFirst && onlyVowelFirst) || beginsWithVowel(piece) {
            next.insert(chain.appending(key, script))
          }
        }
        open = next
      }
      all.formUnion(open.map(\.hash))
    }
    if onlyVowelFirst { all.remove(NameKey.seed) }
    return all
  }

  private static func latin(_ piece: [UInt32]) -> [UInt32] { Transliteration.common.key(of: piece) }

  private static func beginsWithVowel(_ piece: [UInt32]) -> Bool {
    piece.first.map { EndingClass.scalars("ыіауеи").contains($0) } ?? false
  }

  /// Plural, possessive, case, and what may follow, after back vowels.
  static let back = [
    "лар дар тар",
    "ым м ың ң ы сы ымыз мыз ыңыз ңыз лары",
    "ның дың тың ға қа на а ны ды ты н да та нда дан тан нан мен бен пен менен",
    "ғы дікі нікі тікі дай тай ша мын сың сыз пын",
  ]
  /// The same after front vowels.
  static let front = [
    "лер дер тер",
    "ім м ің ң і сі іміз міз іңіз ңіз лері",
    "нің дің тің ге ке не е ні ді ті н де те нде ден тен нен мен бен пен менен",
    "гі дікі нікі тікі дей тей ше мін сің сіз пін",
  ]
}
