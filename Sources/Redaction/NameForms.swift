/// Which part of a name a form belongs to.
enum NamePart: UInt8 {
  case surname, given, patronymic
}

/// What else is true of a form.
struct FormTraits: OptionSet, Hashable {
  let rawValue: UInt8
  /// The stem alone is an inflection or another spelling written out, not the name as given.
  static let inflected = FormTraits(rawValue: 1)
  /// The name is an ordinary word as well.
  static let common = FormTraits(rawValue: 2)
  /// Only words that hold a letter of Kazakh are meant.
  static let needsKazakh = FormTraits(rawValue: 4)
  /// A word of a part of several words which says nothing alone: Ле Пен, бин Ладен.
  static let fragment = FormTraits(rawValue: 8)
  /// A word of a part of several words.
  static let several = FormTraits(rawValue: 16)
  /// Several words run together as one, which may stand with hyphens.
  static let joined = FormTraits(rawValue: 32)
  /// One letter off.
  static let misspelt = FormTraits(rawValue: 64)
}

/// A stem in the key alphabet with the endings it takes.
struct NameForm: Hashable {
  var stem: [UInt32]
  var ending: EndingClass
  var traits: FormTraits
}

/// Every form of one name part: Russian declension, Kazakh suffixes, spellings of the other language, transliterations,
/// diminutives.
struct NameForms {
  private let kind: NamePart
  /// Whether Kazakh spellings of a Russian name are worth looking for.
  private let isKazakhName: Bool
  /// Whether Latin spellings take Kazakh suffixes; an English name does not.
  private let takesKazakhSuffixes: Bool
  private var forms: Set<NameForm> = []
  private var whole: FormTraits = []

  private init(_ part: String, _ kind: NamePart, isKazakhName: Bool) {
    self.kind = kind
    self.isKazakhName = isKazakhName
    takesKazakhSuffixes = isKazakhName || part.unicodeScalars.contains { (0x400...0x52F).contains($0.value) }
  }

  /// Forms of one part, which may hold several words or a hyphen; each word counts, and so does the whole.
  static func forms(of part: String, _ kind: NamePart, isKazakhName: Bool = false) -> [NameForm] {
    var all = NameForms(part, kind, isKazakhName: isKazakhName)
    // Folding makes ё an е, which no transliteration would bring back; ѣ keeps its place.
    let marked = String(String.UnicodeScalarView(part.unicodeScalars.map { $0 == "ё" || $0 == "Ё" ? "ѣ" : $0 }))
    // The limit on values bounds this text far below the one that throws.
    guard let text = try? NormalisedText(marked) else { return [] }
    var words: [[UInt32]] = []
    for atom in text.atoms() where !atom.isDigits { words.append(text.scalars[atom.range].filter { $0 != 0x27 }) }
    words.removeAll { $0.isEmpty || $0.count > NameKey.longest }
    for word in words {
      let isFragment = words.count > 1 && (word.count <= 2 || particles.contains(word))
      all.whole = isFragment ? [.several, .fragment] : words.count > 1 ? .several : []
      // An initial given for a name is no form of it.
      if words.count == 1 && word.count > 1 || words.count > 1 { all.add(word) }
    }
    all.whole = .joined
    if words.count > 1 {
      let whole = Array(words.joined())
      if whole.count <= NameKey.longest, whole.count > 3 { all.add(whole) }
      all.addDeclinedHalves(words)
    }
    all.whole = words.count > 1 ? .several : []
    for word in diacritics(part) {
      for spelling in LatinSpelling.cyrillic(word).prefix(4) { all.addCyrillic(spelling) }
    }
    return Array(all.forms)
  }

  /// Соколову-Мирскую broken at its hyphen is one word, of which both halves are declined.
  private mutating func addDeclinedHalves(_ words: [[UInt32]]) {
    guard words.count == 2, !words.joined().contains(where: { !(0x400...0x52F).contains($0) }) else { return }
    let halves = words.map { RussianDeclension.stems($0.map { $0 == Self.yat ? 0x435 : $0 }, kind) }
    for (first, endings) in halves[0] {
      for ending in endings.russian {
        let head = NameKey.key(first + EndingClass.scalars(ending))
        for (second, last) in halves[1] { insert(head + NameKey.key(second), last, .inflected) }
      }
    }
  }

  /// Words before surnames that are none.
  private static let particles = Set(
    "van von der den de di da du del la le el al ibn bin ben bint ван фон дер ден де ди да дю дель ла ле эль аль ибн бин бен оглы"
      .split(separator: " ").map { EndingClass.scalars(String($0)) })

  /// Words whose accents stand for other letters than the bare ones.
  private static func diacritics(_ part: String) -> [[UInt32]] {
    let letters: [Unicode.Scalar: String] = [
      "š": "sh", "ş": "sh", "č": "ch", "ç": "ch", "ž": "zh", "ŝ": "shch", "ż": "zh", "ı": "y",
    ]
    var text = ""
    var isChanged = false
    for scalar in part.unicodeScalars {
      let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      if let pair = letters[lower] { isChanged = true; text += pair } else { text.unicodeScalars.append(scalar) }
    }
    guard isChanged, let folded = try? NormalisedText(text) else { return [] }
    return folded.atoms().filter { !$0.isDigits }.map { Array(folded.scalars[$0.range]) }
  }

  private mutating func insert(_ stem: [UInt32], _ ending: EndingClass, _ traits: FormTraits) {
    guard !stem.isEmpty else { return }
    forms.insert(NameForm(stem: stem, ending: ending, traits: traits.union(whole)))
  }

  private mutating func add(_ word: [UInt32]) {
    if word.contains(where: { (0x400...0x52F).contains($0) }) { return addCyrillic(word) }
    let key = NameKey.key(word)
    insertLatin(key, NamesThatAreWords.isCommon(key) ? .common : [])
    let spellings = LatinSpelling.cyrillic(word)
    for (place, spelling) in spellings.enumerated() { addReadings(of: spelling, isLikely: place < 4) }
    guard kind == .given else { return }
    for other in ShortNames.english(of: key) { insertLatin(other, NamesThatAreWords.isCommon(other) ? .common : []) }
    for other in Diminutives.others(of: spellings.map(NameKey.key)) {
      addSpelling(other, isGiven: false, withLatin: true)
    }
  }

  /// What a Cyrillic spelling read out of Latin letters may be: a patronymic of either tradition, a name with a soft
  /// sign, a Kazakh name.
  private mutating func addReadings(of spelling: [UInt32], isLikely: Bool) {
    var readings = isLikely ? [spelling] + KazakhSpelling.others(of: spelling) : [spelling]
    if kind == .patronymic, isLikely { readings = readings.flatMap(Patronymics.all) }
    for reading in readings {
      addSpelling(reading, isGiven: false, withLatin: isLikely)
      guard isLikely else { continue }
      let marked = Self.restoringYo(reading, kind)
      if marked != reading {
        for scheme in Transliteration.frequent + Transliteration.rare { addScheme(scheme, marked) }
      }
      if let last = reading.last, EndingClass.scalars("лнрткдшвсзмбпфжчщ").contains(last), kind != .patronymic {
        for (stem, ending) in RussianDeclension.stems(reading + [0x44C], kind) {
          insert(NameKey.key(stem), ending, .inflected)
        }
      }
      for variant in KazakhSpelling.kazakh(reading) where variant != reading { addKazakh(variant) }
    }
  }

  private mutating func addCyrillic(_ marked: [UInt32]) {
    let word = marked.map { $0 == Self.yat ? 0x435 : $0 }
    let latin = Self.restoringYo(marked, kind)
    addSpelling(word, isGiven: true, withLatin: true)
    if latin != word { for scheme in Transliteration.frequent + Transliteration.rare { addScheme(scheme, latin) } }
    var spellings: [[UInt32]] =
      kind == .patronymic ? ([word] + KazakhSpelling.others(of: word)).flatMap(Patronymics.all) : []
    if kind == .given { spellings += Diminutives.others(of: [NameKey.key(word)]) }
    if kind == .given, isKazakhName { spellings += ShortNames.respectful(of: word) }
    spellings += ([word] + spellings).flatMap(KazakhSpelling.others)
    for spelling in spellings where spelling != word {
      addSpelling(spelling, isGiven: false, withLatin: true)
    }
    for spelling in [word] + spellings {
      for (place, variant) in KazakhSpelling.russian(spelling).enumerated() where variant != spelling {
        addSpelling(variant, isGiven: false, withLatin: place < 8)
      }
      let isTail = kind == .patronymic && spelling != word
      guard isTail || !spelling.contains(where: KazakhSpelling.isKazakh) else { continue }
      for variant in KazakhSpelling.kazakh(spelling) where variant != spelling {
        addKazakh(variant)
      }
    }
  }

  private static let yat: UInt32 = 0x463
  private static let shortestVariant = 5

  /// The word with ё where it was written, or where a name is known to have it though it seldom is.
  private static func restoringYo(_ marked: [UInt32], _ kind: NamePart) -> [UInt32] {
    if marked.contains(yat) { return marked.map { $0 == yat ? 0x451 : $0 } }
    func ends(_ suffix: String) -> Bool {
      marked.suffix(suffix.unicodeScalars.count).elementsEqual(EndingClass.scalars(suffix))
    }
    if kind == .surname, ends("ев") || ends("ева"), let place = marked.lastIndex(of: 0x435), place > 0,
      EndingClass.scalars("лнсвзтмпбдчшжщ").contains(marked[place - 1])
    {
      var word = marked
      word[place] = 0x451
      return word
    }
    let given = ["федор": 1, "петр": 1, "семен": 3, "артем": 3, "алена": 2, "матрена": 4]
    let text = String(String.UnicodeScalarView(marked.compactMap(Unicode.Scalar.init)))
    guard let place = given[text] else { return marked }
    var word = marked
    word[place] = 0x451
    return word
  }

  /// A Kazakh spelling of a Russian name: Kazakh suffixes, and only in words that show Kazakh letters.
  private mutating func addKazakh(_ word: [UInt32]) {
    // Shorter ones are words: Яна, ана.
    guard word.count >= Self.shortestVariant else { return }
    insert(NameKey.key(word), .kazakh, [.inflected, .needsKazakh])
    insert(NameKey.key(word), .kazakhPossessed, [.inflected, .needsKazakh])
    if isKazakhName { insert(Transliteration.common.key(of: word), .latin, .inflected) }
    if let voiced = Self.voiced(word) { insert(NameKey.key(voiced), .kazakhAfterVoicing, [.inflected, .needsKazakh]) }
  }

  private mutating func addSpelling(_ word: [UInt32], isGiven: Bool, withLatin: Bool) {
    let nominative = NameKey.key(word)
    let base: FormTraits = (isGiven ? [] : .inflected)
    let traits: FormTraits = NamesThatAreWords.isCommon(nominative) ? base.union(.common) : base
    insert(nominative, .none, traits)
    insert(nominative, .kazakh, traits)
    insert(nominative, .kazakhPossessed, traits)
    if let voiced = Self.voiced(word) {
      insert(NameKey.key(voiced), .kazakhAfterVoicing, traits.union(.inflected))
    }
    var written: Set<[UInt32]> = []
    for (stem, ending) in RussianDeclension.stems(word, kind) where stem.count > 1 {
      insert(NameKey.key(stem), ending, traits)
      guard withLatin else { continue }
      for ending in ending.russian { written.insert(stem + EndingClass.scalars(ending)) }
    }
    guard withLatin else { return }
    for scheme in Transliteration.frequent + Transliteration.rare { addScheme(scheme, word) }
    for scheme in Transliteration.frequent {
      for form in written where form != word {
        // Юли in Latin letters is July.
        for key in Self.keys(of: form, scheme) where key.count >= Self.shortestVariant {
          insert(key, .none, traits.union(.inflected))
        }
      }
    }
    // A word made only of letters alike in both scripts may be typed wholly in the wrong one.
    for form in written.union([word]) where form.count > 2 {
      for isUpper in [false, true] {
        guard let alike = Lookalikes.latin(of: form, isUpper: isUpper) else { continue }
        insert(NameKey.key(alike), .none, .inflected)
      }
    }
  }

  /// With х read together with the letter before it, and apart.
  private static func keys(of word: [UInt32], _ scheme: Transliteration) -> [[UInt32]] {
    let key = scheme.key(of: word)
    guard word.dropFirst().contains(where: { $0 == 0x445 || $0 == 0x4BB }) else { return [key] }
    let apart = scheme.key(of: word, isApart: true)
    return apart == key ? [key] : [key, apart]
  }

  private mutating func addScheme(_ scheme: Transliteration, _ word: [UInt32]) {
    for key in Self.keys(of: word, scheme) {
      insertLatin(key, NamesThatAreWords.isCommon(key) ? [.inflected, .common] : .inflected)
    }
  }

  private mutating func insertLatin(_ key: [UInt32], _ traits: FormTraits) {
    guard !key.isEmpty else { return }
    guard takesKazakhSuffixes, key.count >= 4 else { return insert(key, .latin, traits) }
    let vowel = key.last { EndingClass.scalars("aoueiy").contains($0) }
    insert(key, .latin, traits)
    // Harmony is checked here alone: Maria takes -ga, and must not be found in marriage.
    if vowel != 0x65 { insert(key, .kazakhLatinBack, traits) }
    if vowel != 0x61, vowel != 0x6F { insert(key, .kazakhLatinFront, traits) }
  }

  private static func voiced(_ word: [UInt32]) -> [UInt32]? {
    guard word.count > 2, let last = word.last else { return nil }
    let pairs: [UInt32: UInt32] = [0x43A: 0x433, 0x49B: 0x493, 0x43F: 0x431]  // к г, қ ғ, п б
    return pairs[last].map { word.dropLast() + [$0] }
  }
}
