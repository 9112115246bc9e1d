/// Stems and ending classes of Russian declension, by the end of the word (Zaliznyak, Grammatical Dictionary, "Proper
/// Names"). Forms nobody uses are accepted too: a name in a wrong case is still that name.
enum RussianDeclension {
  static func stems(_ word: [UInt32], _ kind: NamePart) -> [(stem: [UInt32], ending: EndingClass)] {
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
      if endsIn("ов ев ин ын") { return [(word, .possessiveSurname)] + fleeting(word) }
      if endsIn("ий") { return [(without(2), .softAdjective), (without(1), .shortI)] }
      if endsIn("ая") { return [(without(2), .hardAdjective), (without(2), .softAdjective)] }
      if endsIn("яя") { return [(without(2), .softAdjective)] }
      if endsIn("ый ой") {
        // After к, г, х and the hissing letters ы is written и: Трубецким.
        let isSoft = word.dropLast(2).last.map(EndingClass.scalars("кгхжшщч").contains) ?? false
        return [(without(2), .hardAdjective), (without(1), .shortI)] + (isSoft ? [(without(2), .softAdjective)] : [])
      }
      // Indeclinable in good style only: к Шевченке.
      if endsIn("ко"), word.count > 5 { return [(without(1), .hardFeminine)] }
      if endsIn("их ых") { return [] }
    }
    guard let last = word.last, let letter = Unicode.Scalar(last) else { return [] }
    switch letter {
    case "а", "ә": return [(without(1), .hardFeminine)]
    case "я": return [(without(1), .softFeminine)]
    case "ь": return [(without(1), .softSign)] + fleeting(without(1)).map { ($0.stem, .softSign) }
    case "й":
      // Воробей, Воробья.
      let fleeting: [(stem: [UInt32], ending: EndingClass)] = ends("ей") ? [(without(2) + [0x44C], .shortI)] : []
      return [(without(1), .shortI)] + fleeting
    case "е", "о", "у", "ұ", "ү", "ы", "и", "і", "э", "ю", "ө": return []
    case "ж", "ш", "щ", "ч", "ц": return [(word, .sibilant)] + fleeting(word)
    default: return [(word, .consonant)] + fleeting(word)
    }
  }

  /// Павел, Павла; Лев, Льва; Кравец, Кравца; Гаец, Гайца; Заяц, Зайца.
  private static func fleeting(_ word: [UInt32]) -> [(stem: [UInt32], ending: EndingClass)] {
    guard word.count > 2 else { return [] }
    let vowel = word[word.count - 2]
    let last = word[word.count - 1]
    let before = word[word.count - 3]
    if vowel == 0x44F, last == 0x446 { return [(word.dropLast(2) + [0x439, last], .fleeting)] }
    guard vowel == 0x435 || vowel == 0x43E || vowel == 0x451, EndingClass.scalars("цклвнр").contains(last) else {
      return []
    }
    // -ов and -ев of surnames keep their vowel, but for the name Лев.
    guard last != 0x432 || word.count == 3 else { return [] }
    let head = word.dropLast(2)
    var stems = [head + [last]]
    if before == 0x43B { stems.append(head + [0x44C, last]) }
    if EndingClass.scalars("аеиоуэюя").contains(before) { stems = [head + [0x439, last]] }
    return stems.filter { $0.count > 1 }.map { (Array($0), .fleeting) }
  }
}
