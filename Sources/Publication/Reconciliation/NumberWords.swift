/// Number words of English, Russian and Kazakh, in the forms a press text has them.
enum NumberWords {
  /// What a word stands for in a number.
  enum Part: Equatable {
    /// Added: seven, twenty, двести.
    case plain(Int)
    /// Multiplies what stands before it: hundred, тысяч, мың.
    case multiplier(Int)
  }

  /// A share written as a word, in percent.
  static func share(_ word: String, _ language: PageLanguage) -> Double? {
    switch language {
    case .english: ["half": 50, "third": 100 / 3, "quarter": 25, "two-thirds": 200 / 3][word]
    case .russian:
      [
        "половина": 50, "половину": 50, "половины": 50, "половине": 50, "треть": 100 / 3, "трети": 100 / 3,
        "четверть": 25, "четверти": 25,
      ][word]
    case .kazakh: word.hasPrefix("жарты") ? 50 : nil
    }
  }

  static func part(_ word: String, _ language: PageLanguage) -> Part? {
    switch language {
    case .english: english[word]
    case .russian: russian[word.replacing("ё", with: "е")]
    case .kazakh: kazakh(word)
    }
  }

  private static let english: [String: Part] = {
    var words: [String: Part] = [
      "hundred": .multiplier(100), "thousand": .multiplier(1_000), "dozen": .multiplier(12), "dozens": .multiplier(12),
      "both": .plain(2), "couple": .plain(2), "pair": .plain(2), "trio": .plain(3), "single": .plain(1),
      "sole": .plain(1),
      "lone": .plain(1),
    ]
    let small = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
      "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    for (value, word) in small.enumerated() { words[word] = .plain(value) }
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    for (position, ten) in tens.enumerated() {
      words[ten] = .plain(20 + 10 * position)
      for unit in 1...9 { words["\(ten)-\(small[unit])"] = .plain(20 + 10 * position + unit) }
    }
    return words
  }()

  private static let russian: [String: Part] = {
    let forms: [Int: String] = [
      0: "ноль нуля нулю", 1: "один одна одно одного одной одному одним одну одном",
      2:
        "два две двух двум двумя двое двоих двоим вдвоем оба обе обоих обеих обоим обеим обоими обеими пара пары паре пару парой",
      3: "три трех трем тремя трое троих троим втроем",
      4: "четыре четырех четырем четырьмя четверо четверых вчетвером", 5: "пять пяти пятью пятеро пятерых",
      6: "шесть шести шестью шестеро шестерых", 7: "семь семи семью семеро семерых",
      8: "восемь восьми восемью восьмью", 9: "девять девяти девятью", 10: "десять десяти десятью",
      40: "сорок сорока", 50: "пятьдесят пятидесяти пятьюдесятью", 60: "шестьдесят шестидесяти шестьюдесятью",
      70: "семьдесят семидесяти семьюдесятью", 80: "восемьдесят восьмидесяти восемьюдесятью",
      90: "девяносто девяноста", 100: "сто ста", 200: "двести двухсот двумстам", 300: "триста трехсот тремстам",
      400: "четыреста четырехсот", 500: "пятьсот пятисот", 600: "шестьсот шестисот", 700: "семьсот семисот",
      800: "восемьсот восьмисот", 900: "девятьсот девятисот",
    ]
    var words: [String: Part] = [:]
    for (value, list) in forms { for word in list.split(separator: " ") { words[String(word)] = .plain(value) } }
    let stems = [
      "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат",
      "девятнадцат",
    ]
    for (position, stem) in (stems + ["двадцат", "тридцат"]).enumerated() {
      let value = position < 9 ? 11 + position : position == 9 ? 20 : 30
      for ending in ["ь", "и", "ью"] { words[stem + ending] = .plain(value) }
    }
    for word in ["тысяча", "тысячи", "тысяч", "тысячу", "тысячей"] { words[word] = .multiplier(1_000) }
    for word in ["дюжина", "дюжины", "дюжине", "дюжину", "дюжиной", "дюжин"] { words[word] = .multiplier(12) }
    for word in ["десяток", "десятка", "десятку", "десятком"] { words[word] = .multiplier(10) }
    for ending in ["ый", "ая", "ое", "ого", "ой", "ому", "ую", "ым", "ом"] {
      words["единственн" + ending] = .plain(1)
      words["один-единственн" + ending] = .plain(1)
    }
    return words
  }()

  private static let kazakhStems: [(stem: String, part: Part)] = [
    ("нөл", .plain(0)), ("жалғыз", .plain(1)), ("біреу", .plain(1)), ("бір", .plain(1)), ("қос", .plain(2)),
    ("жұп", .plain(2)), ("екеу", .plain(2)), ("екі", .plain(2)),
    ("үшеу", .plain(3)), ("үш", .plain(3)), ("төртеу", .plain(4)), ("төрт", .plain(4)), ("бесеу", .plain(5)),
    ("бес", .plain(5)), ("алтау", .plain(6)), ("алты", .plain(6)), ("жетеу", .plain(7)), ("жеті", .plain(7)),
    ("сегіз", .plain(8)), ("тоғыз", .plain(9)), ("он", .plain(10)), ("жиырма", .plain(20)), ("отыз", .plain(30)),
    ("қырық", .plain(40)), ("елу", .plain(50)), ("алпыс", .plain(60)), ("жетпіс", .plain(70)), ("сексен", .plain(80)),
    ("тоқсан", .plain(90)), ("жүз", .multiplier(100)), ("мың", .multiplier(1_000)),
  ]

  /// Endings of case and possession a number can carry.
  private static let kazakhEndings: Set<String> = [
    "", "і", "ы", "сі", "сы", "уі", "ні", "ны", "ін", "ын", "сін", "сын", "інің", "ының", "сінің", "сының", "нің",
    "ның",
    "тің", "тың", "дің", "дың", "ге", "ға", "ке", "қа", "іне", "ына", "сіне", "сына", "нен", "нан", "тен", "тан", "ден",
    "дан", "інен", "ынан", "сінен", "сынан", "де", "да", "те", "та", "мен", "бен", "пен", "імен", "ымен", "сімен",
  ]

  private static func kazakh(_ word: String) -> Part? {
    for (stem, part) in kazakhStems where word.hasPrefix(stem) {
      if kazakhEndings.contains(String(word.dropFirst(stem.count))) { return part }
    }
    return nil
  }
}
