/// Whether a word is a given name, whoever bears it: enough to tell that a known surname beside one is somebody else's.
enum Namesakes {
  /// Whether a folded word is a given name in some case.
  static func isGivenName(_ word: ArraySlice<UInt32>) -> Bool {
    guard word.count > 2, word.count < 24 else { return false }
    let isLatin = word.first.map { $0 < 0x250 } ?? false
    var key: [UInt32] = []
    NameKey.append(word, isLatin: isLatin, to: &key)
    var hits: [StemIndex.Hit] = []
    index.lookUp(key, isKazakh: false, into: &hits)
    return !hits.isEmpty
  }

  /// Of the listed names those that are long enough to be no word: Сен reads like "seen".
  private static let listed: [[UInt32]] = [
    GivenNames.latin, GivenNames.russian, GivenNames.kazakh, GivenNames.further,
  ].flatMap {
    $0.split(separator: " ").map { name in
      name.unicodeScalars.map { FoldTable.entry($0, in: FoldTable.entries).folded }
    }
  }.filter { $0.count > 3 }

  private static let index: StemIndex = {
    var index = StemIndex()
    for name in Diminutives.names.joined() + listed {
      let key = NameKey.key(name)
      func insert(_ stem: [UInt32], _ ending: EndingClass) {
        index.insert(NameForm(stem: stem, ending: ending, traits: []), person: 0, part: .given)
      }
      insert(key, .none)
      insert(key, .kazakh)
      for (stem, ending) in RussianDeclension.stems(name, .given) where stem.count > 2 {
        insert(NameKey.key(stem), ending)
      }
      insert(Transliteration.common.key(of: name), .latin)
    }
    index.seal()
    return index
  }()
}
