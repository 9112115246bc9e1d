/// One father, two traditions: Болатович and Болатұлы, Болатовна and Болатқызы. Whoever is known under one is looked for
/// under the other, and under what is said in haste (Болатыч).
enum Patronymics {
  /// Every patronymic of the same father and gender, the given one included. Folded Cyrillic.
  static func all(of word: [UInt32]) -> [[UInt32]] {
    guard let (fathers, isFeminine) = fathers(of: word) else { return [word] }
    var all: [[UInt32]] = [word]
    func add(_ stem: [UInt32], _ endings: String...) {
      for ending in endings { all.append(stem + EndingClass.scalars(ending)) }
    }
    for father in fathers + fathers.compactMap({ hasty[$0] }) {
      if isFeminine { add(father, "кызы", "кизи") } else { add(father, "улы", "углы", "оглы") }
      guard let last = father.last, let letter = Unicode.Scalar(last) else { continue }
      let shorter = Array(father.dropLast())
      switch letter {
      case "й":
        isFeminine ? add(shorter, "евна", "вна") : add(shorter, "евич", "ич")
        if shorter.last == 0x438 {
          isFeminine ? add(shorter.dropLast() + [0x44C], "евна") : add(shorter.dropLast() + [0x44C], "евич", "ич")
        }
      case "ь": isFeminine ? add(shorter, "евна") : add(shorter, "евич", "ич")
      case "а", "я":
        isFeminine ? add(father, "евна") : add(father, "евич")
        isFeminine ? add(shorter, "ична", "инична", "овна") : add(shorter, "ич", "ович")
        if letter == "я" { isFeminine ? add(shorter, "евна") : add(shorter, "евич") }
      case "у", "ү", "ұ", "и", "е", "о", "ы", "і", "ә", "ө":
        isFeminine ? add(father, "евна", "овна") : add(father, "евич", "ович")
      default: isFeminine ? add(father, "овна", "евна", "на") : add(father, "ович", "евич", "ыч")
      }
    }
    return all
  }

  /// What is left of the longest names when they are said fast: Михалыч, Палыч, Саныч.
  private static let hasty = Dictionary(
    uniqueKeysWithValues: [
      ("михаил", "михал"), ("михайл", "михал"), ("павл", "пал"), ("александр", "сан"), ("вячеслав", "чеслав"),
    ].map {
      (EndingClass.scalars($0), EndingClass.scalars($1))
    })

  private static func fathers(of word: [UInt32]) -> (names: [[UInt32]], isFeminine: Bool)? {
    func stem(_ endings: String) -> [UInt32]? {
      for ending in endings.split(separator: " ") {
        let ending = EndingClass.scalars(String(ending))
        if word.count > ending.count + 1, word.suffix(ending.count).elementsEqual(ending) {
          return Array(word.dropLast(ending.count))
        }
      }
      return nil
    }
    if let father = stem("ұлы улы оглы углы") { return ([father], false) }
    if let father = stem("қызы кызы кизи") { return ([father], true) }
    if let father = stem("ович") { return ([father], false) }
    if let father = stem("овна") { return ([father], true) }
    for (ending, isFeminine) in [("евич", false), ("евна", true)] {
      guard let father = stem(ending) else { continue }
      // Сергеевич, Юрьевич, Игоревич, Мусаевич: the father may be any of these.
      if father.last == 0x44C { return ([father.dropLast() + [0x438, 0x439]], isFeminine) }
      return ([father + [0x439], father + [0x44C], father, father + [0x438, 0x439]], isFeminine)
    }
    return nil
  }
}
