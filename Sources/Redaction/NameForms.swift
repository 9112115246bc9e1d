/// Which part of a name a form belongs to.
enum NamePart: UInt8 {
  case surname, given, patronymic
}

/// A stem in the key alphabet with the endings it takes.
struct NameForm: Hashable {
  var stem: [UInt32]
  var ending: EndingClass
  /// The stem alone is a Russian or English inflection written out, not the name as given.
  var isInflected: Bool
  /// The name is an ordinary word as well.
  var isCommon: Bool
}

/// Every form of one name part: Russian declension, Kazakh suffixes, Latin transliterations.
enum NameForms {
  /// Forms of one part, which may hold several words or a hyphen; each word counts, and so does the whole.
  static func forms(of part: String, _ kind: NamePart) -> [NameForm] {
    // The limit on values bounds this text far below the one that throws.
    guard let text = try? NormalisedText(part) else { return [] }
    var words: [[UInt32]] = []
    for atom in text.atoms() where !atom.isDigits { words.append(text.scalars[atom.range].filter { $0 != 0x27 }) }
    words.removeAll { $0.isEmpty || $0.count > NameKey.longest }
    var forms: Set<NameForm> = []
    for word in words where words.count == 1 || word.count > 2 { add(word, kind, to: &forms) }
    if words.count > 1 {
      let whole = Array(words.joined())
      if whole.count <= NameKey.longest { add(whole, kind, to: &forms) }
    }
    return Array(forms)
  }

  private static func add(_ word: [UInt32], _ kind: NamePart, to forms: inout Set<NameForm>) {
    guard word.contains(where: { (0x400...0x52F).contains($0) }) else {
      let key = NameKey.key(word)
      guard !key.isEmpty else { return }
      addLatin(key, isInflected: false, isCommon: CommonWords.keys.contains(key), to: &forms)
      return
    }
    for spelling in spellings(word, kind) { addCyrillic(spelling, kind, to: &forms) }
  }

  /// Kazakh і is written и or ы in Russian; a patronymic is contracted in speech.
  private static func spellings(_ word: [UInt32], _ kind: NamePart) -> [[UInt32]] {
    var all = [word]
    if word.contains(0x456) { all.append(word.map { $0 == 0x456 ? 0x44B : $0 }) }
    guard kind == .patronymic else { return all }
    for pair in [("ович", "ыч"), ("евич", "ич"), ("овна", "на"), ("евна", "на")] {
      let long = EndingClass.scalars(pair.0)
      if word.count > long.count + 2, word.suffix(long.count).elementsEqual(long) {
        all.append(word.dropLast(long.count) + EndingClass.scalars(pair.1))
      }
    }
    return all
  }

  private static func addCyrillic(_ word: [UInt32], _ kind: NamePart, to forms: inout Set<NameForm>) {
    let nominative = NameKey.key(word)
    let isCommon = CommonWords.keys.contains(nominative)
    func add(_ stem: [UInt32], _ ending: EndingClass, isInflected: Bool) {
      forms.insert(NameForm(stem: stem, ending: ending, isInflected: isInflected, isCommon: isCommon))
    }
    add(nominative, .none, isInflected: false)
    add(nominative, .kazakh, isInflected: false)
    if let voiced = voiced(word) { add(NameKey.key(voiced), .kazakhAfterVoicing, isInflected: true) }
    var written: Set<[UInt32]> = [word]
    for (stem, ending) in declensions(word, kind) where stem.count > 1 {
      add(NameKey.key(stem), ending, isInflected: false)
      for ending in ending.russian { written.insert(stem + EndingClass.scalars(ending)) }
    }
    for scheme in Transliteration.allCases {
      addLatin(scheme.key(of: word), isInflected: true, isCommon: isCommon, to: &forms)
      for form in written where form != word { add(scheme.key(of: form), .none, isInflected: true) }
    }
    // A word made only of letters alike in both scripts may be typed wholly in the wrong one.
    let alike = word.compactMap { Lookalikes.latin(for: $0, isUpper: false) }
    if alike.count == word.count, word.count > 2 { add(NameKey.key(alike), .none, isInflected: true) }
  }

  private static func addLatin(_ key: [UInt32], isInflected: Bool, isCommon: Bool, to forms: inout Set<NameForm>) {
    let vowel = key.last { EndingClass.scalars("aoueiy").contains($0) }
    var endings: [EndingClass] = [.latin]
    // Harmony is checked here alone: Maria takes -ga, and must not be found in marriage.
    if vowel != 0x65 { endings.append(.kazakhLatinBack) }
    if vowel != 0x61, vowel != 0x6F { endings.append(.kazakhLatinFront) }
    for ending in endings {
      forms.insert(NameForm(stem: key, ending: ending, isInflected: isInflected, isCommon: isCommon))
    }
  }

  private static func voiced(_ word: [UInt32]) -> [UInt32]? {
    guard word.count > 2, let last = word.last else { return nil }
    let pairs: [UInt32: UInt32] = [0x43A: 0x433, 0x49B: 0x493, 0x43F: 0x431]  // к г, қ ғ, п б
    return pairs[last].map { word.dropLast() + [$0] }
  }

  /// Stems and classes of Russian declension, by the end of the word.
  static func declensions(_ word: [UInt32], _ kind: NamePart) -> [(stem: [UInt32], ending: EndingClass)] {
    func ends(_ suffix: String) -> Bool {
      word.suffix(suffix.unicodeScalars.count).elementsEqual(EndingClass.scalars(suffix))
    }
    func without(_ count: Int) -> [UInt32] { Array(word.dropLast(count)) }
    func endsIn(_ list: String) -> Bool { list.split(separator: " ").contains { ends(String($0)) } }
    if kind == .patronymic {
      if endsIn("на") { return [(without(1), .feminePatronymic)] }
      if endsIn("улы ұлы қызы кызы оглы") { return [] }
    }
    if kind == .surname {
      if endsIn("ова ева ина ына") { return [(without(1), .possessiveSurname), (without(1), .hardFeminine)] }
      if endsIn("ов ев ин ын") { return [(word, .possessiveSurname)] }
      if endsIn("ий") { return [(without(2), .softAdjective), (without(1), .shortI)] }
      if endsIn("ая") { return [(without(2), .hardAdjective), (without(2), .softAdjective)] }
      if endsIn("ый ой") { return [(without(2), .hardAdjective), (without(1), .shortI)] }
      if endsIn("их ых") { return [] }
    }
    guard let last = word.last, let letter = Unicode.Scalar(last) else { return [] }
    switch letter {
    case "а", "ә": return [(without(1), .hardFeminine)]
    case "я": return [(without(1), .softFeminine)]
    case "ь": return [(without(1), .softSign)]
    case "й": return [(without(1), .shortI)]
    case "е", "о", "у", "ұ", "ү", "ы", "и", "і", "э", "ю", "ө": return []
    default: return [(word, .consonant)] + fleeting(word)
    }
  }

  /// Павел, Павла; Лев, Льва; Кравец, Кравца; Гаец, Гайца.
  private static func fleeting(_ word: [UInt32]) -> [(stem: [UInt32], ending: EndingClass)] {
    guard word.count > 2 else { return [] }
    let vowel = word[word.count - 2]
    let last = word[word.count - 1]
    let before = word[word.count - 3]
    guard vowel == 0x435 || vowel == 0x43E, EndingClass.scalars("цклвнр").contains(last) else { return [] }
    let head = word.dropLast(2)
    var stems = [head + [last]]
    if before == 0x43B { stems.append(head + [0x44C, last]) }
    if EndingClass.scalars("аеиоуэюя").contains(before) { stems = [head + [0x439, last]] }
    return stems.filter { $0.count > 2 }.map { (Array($0), .fleeting) }
  }
}
