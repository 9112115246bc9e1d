/// Kazakh names as Russian spells them, and back. Official spelling follows no rule, habit follows these.
enum KazakhSpelling {
  private static let most = 40

  /// Russian spellings of a Kazakh one, the folded word first. `NameKey` already equates қ к, ғ г, ң н, ұ ү у, ө о, ә а,
  /// і и, һ х; what remains are the vowels heard differently.
  static func russian(_ word: [UInt32]) -> [[UInt32]] {
    variants(of: shortened(word)) { letter, previous, next, place in
      switch letter {
      case "ә": next == nil ? ["а"] : ["а", "я", "е"]
      case "ө": ["о", "у"]
      case "ү": ["у", "ю"]
      // High vowels are hardly heard, and often dropped.
      case "і":
        previous.map(isRounded) == true ? ["и", "у", "ы", "е"] : place == 0 ? ["и", "ы"] : ["и", "ы", "е", ""]
      case "ы": previous.map(isRounded) == true ? ["ы", "у", "и"] : place == 0 ? ["ы", "и"] : ["ы", "и", ""]
      case "қ": ["к", "х"]
      case "ң": ["н"]
      case "һ": ["х", "г"]
      default: nil
      }
    }
  }

  /// Kazakh spellings a Russian one may stand for; only for words that show a Kazakh letter.
  static func kazakh(_ word: [UInt32]) -> [[UInt32]] {
    // What every surname and patronymic ends in is spelled alike in both.
    let tail = fixedEndings.first { word.count > $0.count + 1 && word.suffix($0.count).elementsEqual($0) } ?? []
    return heads(Array(word.dropLast(tail.count))).map { $0 + tail }
  }

  private static let fixedEndings = "улы кызы ович евич овна евна ова ева ина ов ев ин".split(separator: " ").map {
    EndingClass.scalars(String($0))
  }

  private static func heads(_ word: [UInt32]) -> [[UInt32]] {
    variants(of: word) { letter, _, _, _ in
      switch letter {
      case "у": ["у", "о", "и", "ы"]
      case "ю": ["ю", "у"]
      case "и": ["и", "ы", "йи", "йы"]
      case "я": ["я", "а"]
      case "ы": ["ы", "и"]
      case "х": ["х", "к"]
      default: nil
      }
    }
  }

  static func isKazakh(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x4D9, 0x493, 0x49B, 0x4A3, 0x4E9, 0x4B1, 0x4AF, 0x4BB, 0x456: true
    default: false
    }
  }

  /// Whether a Russian spelling is likely that of a Kazakh name. Slavic ones have no Kazakh spelling of their own.
  static func seemsKazakh(_ word: [UInt32]) -> Bool {
    if word.contains(where: isKazakh) { return true }
    let text = String(String.UnicodeScalarView(word.compactMap(Unicode.Scalar.init)))
    return markers.contains { text.contains($0) }
  }

  /// The same for the part of a name in either script.
  static func isLikelyName(_ part: NormalisedText) -> Bool {
    seemsKazakh(part.scalars)
      || part.atoms().contains {
        $0.kind.contains(.latin)
          && LatinSpelling.cyrillic(Array(part.scalars[$0.range])).prefix(4).contains(where: seemsKazakh)
      }
  }

  private static let markers = [
    "бай", "баев", "ыбыра", "бек", "жан", "нур", "гул", "хан", "мух", "мет", "мурат", "кул", "кай", "жу", "жа", "кожа",
    "дуй",
    "туле", "утег",
    "али", "улы", "кызы", "газ", "гаф", "серик", "ерж", "ерб", "ерл", "асе", "ляз", "куан", "улык", "жол", "кар", "сул",
    "абд",
    "ибр", "сей", "тур", "тас", "темир", "ораз", "айд", "айг", "аж", "шын", "шин", "кым", "бол", "тог", "ток", "сад",
    "рах", "жум",
    "дау", "дин", "мад", "зейн", "кум", "кунан", "бот", "мейр", "сауле", "бахыт", "бакыт", "рыс", "мус", "юсуп", "ахм",
    "сеит",
  ]

  private static func isRounded(_ letter: Unicode.Scalar) -> Bool {
    letter == "ү" || letter == "ұ" || letter == "ө" || letter == "о"
  }

  /// Names of the Quran and the Bible came by different ways.
  private static let irregular: [(kazakh: [UInt32], russian: [UInt32])] = [
    ("ыбыра", "ибра"), ("шыңғыс", "чингиз"), ("шоқан", "чокан"), ("ықылас", "иклас"), ("сәтба", "сатпа"),
    ("ысқақ", "исхак"), ("ысмайыл", "исмаил"), ("жақып", "якуп"),
    ("мұхамед", "мухаммед"),
    ("ғұмар", "умар"),
    ("омар", "умар"), ("сүлеймен", "сулейман"), ("зейнолла", "зейнулла"), ("хайролла", "хайрулла"),
    ("ғабдолла", "габдулла"), ("ілияс", "ильяс"), ("жамбыл", "джамбул"), ("ыбырай", "ибрагим"), ("ибраһим", "ибрагим"),
    ("ж", "дж"),
  ].map { (EndingClass.scalars($0.0), EndingClass.scalars($0.1)) }

  /// Diphthongs heard as one letter: Сүйіндіков, Суюндиков; Дүйсебаев, Дюсебаев.
  private static let diphthongs: [(kazakh: [UInt32], russian: [UInt32])] = [
    ("үйі", "ую"), ("уйи", "ую"), ("дүй", "дю"), ("дуй", "дю"), ("түй", "тю"), ("туй", "тю"), ("сүй", "сю"),
    ("суй", "сю"),
  ].map { (EndingClass.scalars($0.0), EndingClass.scalars($0.1)) }

  /// The same name by another way, in either direction; also ы where Russian spelling wants и.
  static func others(of word: [UInt32]) -> [[UInt32]] {
    var all: [[UInt32]] = []
    for (kazakh, russian) in irregular {
      if word.starts(with: kazakh) { all.append(russian + word.dropFirst(kazakh.count)) }
      if word.starts(with: russian) { all.append(kazakh + word.dropFirst(russian.count)) }
    }
    for (kazakh, russian) in diphthongs {
      if let range = word.firstRange(of: kazakh) {
        all.append(word[..<range.lowerBound] + russian + word[range.upperBound...])
      }
      if let range = word.firstRange(of: russian), kazakh.contains(where: isKazakh) {
        all.append(word[..<range.lowerBound] + kazakh + word[range.upperBound...])
      }
    }
    let hissing = EndingClass.scalars("шжч")
    let vowels = EndingClass.scalars("аәоөуұүыіеэюяийь")
    var changed = word
    for place in word.indices.dropFirst() where word[place] == 0x438 && hissing.contains(word[place - 1]) {
      changed[place] = 0x44B
    }
    if changed != word { all.append(changed) }
    // Сәдуақасов, Садвакасов; Қуаныш, Кванышев: у between a consonant and а is heard as в.
    for place in word.indices.dropFirst(2).dropLast() where word[place] == 0x443 && word[place + 1] == 0x430 {
      all.append(word[..<place] + [0x432] + word[(place + 1)...])
    }
    for place in word.indices.dropFirst(2).dropLast() where word[place] == 0x432 && word[place + 1] == 0x430 {
      guard !vowels.contains(word[place - 1]) else { continue }
      all.append(word[..<place] + [0x443] + word[(place + 1)...])
    }
    // Тлеген, Тілеген: a high vowel dropped before л or р.
    for place in word.indices.dropFirst() where word[place] == 0x43B || word[place] == 0x440 {
      guard place < 4, !vowels.contains(word[place - 1]), word[place - 1] != word[place] else { continue }
      for vowel: UInt32 in [0x438, 0x44B] { all.append(word[..<place] + [vowel] + word[place...]) }
      break
    }
    return all
  }

  /// Нұрпейісов, Нурпеисов; Досмайыл, Досмаил.
  private static func shortened(_ word: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    for letter in word {
      let isGlide = (letter == 0x456 || letter == 0x44B) && result.last == 0x439
      if isGlide { result.removeLast() }
      result.append(isGlide ? 0x438 : letter)
    }
    return result
  }

  /// The word with every choice of replacements, most usual first, at most `most`.
  private static func variants(
    of word: [UInt32], _ choices: (Unicode.Scalar, Unicode.Scalar?, Unicode.Scalar?, Int) -> [String]?
  ) -> [[UInt32]] {
    var all: [[UInt32]] = [[]]
    var previousVowel: Unicode.Scalar?
    for (place, scalar) in word.enumerated() {
      guard let letter = Unicode.Scalar(scalar) else { continue }
      let next = place + 1 < word.count ? Unicode.Scalar(word[place + 1]) : nil
      if let choices = choices(letter, previousVowel, next, place) {
        let pieces = choices.map(EndingClass.scalars)
        // Breadth first, so that what the limit cuts off is what departs most from habit.
        all = Array(pieces.flatMap { piece in all.map { $0 + piece } }.prefix(most))
      } else {
        for index in all.indices { all[index].append(scalar) }
      }
      if "аәоөуұүыіеэюяи".unicodeScalars.contains(letter) { previousVowel = letter }
    }
    return all
  }
}
