/// A press draft, cut into sentences with the numbers they tell.
struct DraftText {
  /// A number as the draft has it, in digits or words.
  struct Number: Equatable {
    let value: Double
    let isPercentage: Bool
    /// Where it begins among the words of its sentence.
    let position: Int
    let line: Int

    /// The number, when it is a count.
    var count: Int? { isPercentage ? nil : Int(exactly: value) }
  }

  struct Sentence {
    let language: PageLanguage
    let words: [String]
    let numbers: [Number]
    let line: Int

    /// Whether one of these phrases stands between two places.
    func contains(_ phrases: [String], from start: Int, to end: Int) -> Bool {
      guard start < end else { return false }
      let text = " " + words[start..<end].joined(separator: " ") + " "
      return phrases.contains { text.contains(" \($0) ") }
    }
  }

  static let sizeLimit = 1 << 20
  /// Numbers beyond it count nobody, and are passed over.
  static let numberLimit = 1_000_000_000_000

  let sentences: [Sentence]

  init(_ text: String) {
    var sentences: [Sentence] = []
    var words: [(text: String, line: Int)] = []
    var line = 1
    var current = ""
    func endWord() {
      if !current.isEmpty { words.append((current.lowercased(), line)) }
      current = ""
    }
    func endSentence() {
      endWord()
      if !words.isEmpty { sentences.append(Self.sentence(words)) }
      words = []
    }
    let characters = Array(text)
    var isBlank = true
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      if character.isNewline {
        endWord()
        if isBlank { endSentence() }
        line += 1
        isBlank = true
        continue
      }
      isBlank = isBlank && character.isWhitespace
      switch character {
      case ".", "!", "?", "…":
        // 1.5 and "г." do not end a sentence before a digit or a small letter.
        if character == ".", current.last?.isNumber == true, next.isNumber {
          current.append(character)
        } else {
          endWord()
          let following = characters[(index + 1)...].first { !$0.isWhitespace }
          if following.map({ !$0.isLowercase }) ?? true, following?.isNumber != true || character != "." {
            endSentence()
          }
        }
      case ",":
        if current.last?.isNumber == true, next.isNumber { current.append(character) } else { endWord() }
      case "\u{a0}", "\u{202f}", "\u{2009}":
        // Thousands are often set apart by a narrow space.
        if current.last?.isNumber == true, next.isNumber { current.append("\u{a0}") } else { endWord() }
      case "-", "–", "—", "‑":
        if !current.isEmpty, next.isLetter || next.isNumber, character != "—" { current.append("-") } else { endWord() }
      case "%":
        endWord()
        words.append(("%", line))
      case _ where character.isLetter || character.isNumber: current.append(character)
      default: endWord()
      }
    }
    endSentence()
    self.sentences = sentences
  }

  /// Kazakh has letters Russian lacks; anything else in Cyrillic is taken as Russian.
  private static func language(_ words: [String]) -> PageLanguage {
    let text = words.joined()
    if text.contains(where: { "әғқңөұүһі".contains($0) }) { return .kazakh }
    return text.unicodeScalars.contains { (0x400...0x4ff).contains($0.value) } ? .russian : .english
  }

  private static func sentence(_ located: [(text: String, line: Int)]) -> Sentence {
    let words = located.map(\.text)
    let language = language(words)
    var numbers: [Number] = []
    var position = 0
    while position < words.count {
      let start = position
      var value: Double?
      if let digits = digits(words[position], language) {
        value = digits
        position += 1
        // 1 234
        while position < words.count, words[position].count == 3, let group = Int(words[position]), let head = value,
          head >= 1, head < 1_000_000, head == head.rounded(), words[position - 1].count <= 3
        {
          value = head * 1_000 + Double(group)
          position += 1
        }
      } else if let (number, length) = spoken(words, from: position, language) {
        value = Double(number)
        position += length
      } else if let share = NumberWords.share(words[position], language) {
        numbers.append(Number(value: share, isPercentage: true, position: start, line: located[start].line))
        position += 1
        continue
      }
      guard let value else {
        position += 1
        continue
      }
      let following = position < words.count ? words[position] : ""
      if isDate(value, words, start, position, language) { continue }
      let percent = [
        "%", "percent", "per", "процент", "процента", "процентов", "пайыз", "пайызы", "пайызын", "пайызға",
      ]
      numbers.append(
        Number(
          value: value, isPercentage: percent.contains(following), position: start, line: located[start].line))
    }
    return Sentence(language: language, words: words, numbers: numbers, line: located.first?.line ?? 1)
  }

  /// 21, 1,234, 12.5, 18-ти, 18-і; digits of any script, and a single ² or ②.
  private static func digits(_ word: String, _ language: PageLanguage) -> Double? {
    guard word.first?.isNumber == true, word.utf8.count <= 48 else { return nil }
    let stem = word.prefix { decimal($0) != nil || $0 == "," || $0 == "." || $0 == "\u{a0}" }
    if stem.isEmpty, word.count == 1 { return word.first?.wholeNumberValue.map(Double.init) }
    let rest = word.dropFirst(stem.count)
    // Letters behind a hyphen are an ending, ² behind digits a footnote; a letter right behind is a name such as A4.
    let isEnding = rest.first == "-" && rest.dropFirst().allSatisfy(\.isLetter)
    guard isEnding || rest.allSatisfy({ $0.isNumber }) else { return nil }
    var text = stem.compactMap { character in
      decimal(character).map(String.init) ?? (character == "\u{a0}" ? nil : "\(character)")
    }
    .joined()
    // In English a comma sets thousands apart, but 1,5 is what others write for 1.5.
    let groups = text.prefix { $0 != "." }.split(separator: ",", omittingEmptySubsequences: false)
    if language == .english, groups[0].count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) {
      text = text.replacing(",", with: "")
    } else {
      text = text.replacing(",", with: ".")
    }
    return Double(text).flatMap { $0 <= Double(numberLimit) ? $0 : nil }
  }

  /// A decimal digit of any script.
  private static func decimal(_ character: Character) -> Int? {
    guard character.unicodeScalars.first?.properties.generalCategory == .decimalNumber else { return nil }
    return character.wholeNumberValue
  }

  private static func spoken(
    _ words: [String], from start: Int, _ language: PageLanguage
  ) -> (value: Int, length: Int)? {
    var total = 0
    var group = 0
    var length = 0
    var last = Int.max
    loop: while start + length < words.count {
      let word = words[start + length]
      if length > 0, language == .english, word == "and", last == 100, start + length + 1 < words.count,
        case .plain = NumberWords.part(words[start + length + 1], language)
      {
        length += 1
        continue
      }
      switch NumberWords.part(word, language) {
      case .plain(let value):
        // Numbers in words go down: two numbers side by side are two numbers.
        guard value < last, last >= 10, !(value >= 10 && last < 100) else { break loop }
        group += value
        last = value
      case .multiplier(let factor):
        guard length > 0 || factor < 1_000 || language != .english, group < numberLimit / factor else { break loop }
        group = max(1, group) * factor
        if factor >= 1_000 {
          guard total < numberLimit else { break loop }
          total += group
          group = 0
        }
        last = factor
      case nil: break loop
      }
      length += 1
    }
    guard language == .english else { return length > 0 ? (total + group, length) : nil }
    let before = start > 0 ? words[start - 1] : ""
    let after = start + 1 < words.count ? words[start + 1] : ""
    if length == 0 {
      // "The only woman" is one; "the only 21" are not.
      let isAlone = words[start] == "only" && before == "the" && Double(after) == nil
      return isAlone && NumberWords.part(after, language) == nil ? (1, 1) : nil
    }
    if length == 1 {
      let isNone = ["no", "any", "some", "every", "each"].contains(before) || after == "another"
      // "No one", "one another", "not a single", "both here and there": not counts.
      if words[start] == "one", isNone { return nil }
      if words[start] == "single", start > 1, words[start - 2] == "not" { return nil }
      if words[start] == "both", words[(start + 1)...].prefix(6).contains("and") { return nil }
    }
    return (total + group, length)
  }

  private static let months: [String] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "январ", "феврал", "март", "апрел", "мая", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр",
    "декабр", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан",
  ]

  /// Days, years, and numbers of articles and orders count nothing.
  private static func isDate(
    _ value: Double, _ words: [String], _ start: Int, _ end: Int, _ language: PageLanguage
  ) -> Bool {
    let before = start > 0 ? words[start - 1] : ""
    let after = end < words.count ? words[end] : ""
    func isMonth(_ word: String) -> Bool { months.contains { word.hasPrefix($0) } && !word.isEmpty }
    if value >= 1, value <= 31, isMonth(after) || (isMonth(before) && language == .english) { return true }
    let yearWords = ["year", "год", "года", "году", "г", "гг", "жыл", "жылы", "жылғы", "жылдың"]
    if (1_900...2_100).contains(value), value == value.rounded(), words[start].count >= 4 {
      return yearWords.contains(after) || isMonth(before)
        || ["in", "since", "of", "by", "until", "в", "с", "за", "до"].contains(before)
        || language == .kazakh
    }
    return ["article", "no", "order", "статья", "статьи", "статье", "статью", "ст", "пункт", "бап", "тармақ", "бабы"]
      .contains(before)
  }
}
