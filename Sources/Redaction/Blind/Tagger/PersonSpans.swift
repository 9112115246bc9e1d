/// Where names end that the tagger cuts short or takes for somebody's, by rules for Russian and Kazakh texts: names of
/// short syllables, halves after a hyphen, particles, lists of people with their countries, rivers and towns.
struct PersonSpans {
  typealias Mention = (category: Category, atoms: Range<Int>)

  let input: TaggerInput

  private static let particles = [
    "бин", "бен", "ибн", "аль", "эль", "аз", "ас", "ван", "фон", "дер", "де", "да", "ди", "оглы", "оглу", "кызы",
  ].map(EndingClass.scalars)
  private static let articles = ["аль", "эль", "ас", "аз", "ан", "аш"].map(EndingClass.scalars)
  private static let longestSyllable = 4

  /// The same mentions, mended; sorted and without overlaps as before.
  func mended(_ found: [Mention]) -> [Mention] {
    let towns = namesOfPlaces()
    var result: [Mention] = []
    for mention in found {
      guard mention.category == .person, isCyrillic(mention.atoms.lowerBound) else {
        if result.last.map({ $0.atoms.upperBound <= mention.atoms.lowerBound }) ?? true { result.append(mention) }
        continue
      }
      if mention.atoms.count == 1, towns.contains(input.key(mention.atoms.lowerBound)) {
        result.append((.location, mention.atoms))
        continue
      }
      let whole = extended(mention.atoms, notBefore: result.last?.atoms.upperBound ?? 0)
      if let last = result.last, whole.lowerBound < last.atoms.upperBound {
        result[result.count - 1].atoms = last.atoms.lowerBound..<max(last.atoms.upperBound, whole.upperBound)
      } else {
        result.append((.person, whole))
      }
    }
    return withLists(result)
  }

  private func isCyrillic(_ index: Int) -> Bool { input.atoms[index].kind.contains(.cyrillic) }

  private func gap(before index: Int) -> ArraySlice<UInt32> {
    input.text.gap(input.atoms[index - 1], input.atoms[index])
  }

  private func follows(_ index: Int, after sign: UInt32) -> Bool { gap(before: index).elementsEqual([sign]) }

  private func isWord(_ index: Int, in list: [[UInt32]]) -> Bool {
    let word = input.text.scalars[input.atoms[index].range]
    return !input.atoms[index].isCapitalised && list.contains { word.elementsEqual($0) }
  }

  /// Capitalised, and nothing the lists know as something else.
  private func mayGoOn(_ index: Int) -> Bool {
    input.atoms[index].isCapitalised && !input.atoms[index].isAllCapitals && input.atoms[index].length > 1
      && input.marks[index].isDisjoint(with: [
        .place, .country, .city, .month, .institution, .title, .role, .law, .people, .initial,
      ])
  }

  private func isSyllable(_ index: Int) -> Bool {
    mayGoOn(index) && input.atoms[index].length <= Self.longestSyllable
      && !input.text.beginsSentence(input.atoms[index])
  }

  private func extended(_ range: Range<Int>, notBefore least: Int) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while end < input.count, end - start < 6 {
      if follows(end, after: FoldTable.hyphen), mayGoOn(end) {
        end += 1
      } else if follows(end, after: FoldTable.space), isSyllable(end),
        input.atoms[end - 1].length <= Self.longestSyllable
      {
        end += 1
      } else if end + 1 < input.count, follows(end, after: FoldTable.space), isWord(end, in: Self.particles),
        follows(end + 1, after: FoldTable.space) || follows(end + 1, after: FoldTable.hyphen), mayGoOn(end + 1)
      {
        end += 2
      } else {
        break
      }
    }
    while start > least, end - start < 6 {
      if follows(start, after: FoldTable.hyphen), mayGoOn(start - 1) || isWord(start - 1, in: Self.articles) {
        start -= 1
      } else if follows(start, after: FoldTable.space), isSyllable(start - 1), isSyllable(start) {
        start -= 1
      } else {
        break
      }
    }
    return start..<end
  }

  /// Words that stand somewhere right after "реки", "города" and the like: they are no people anywhere in this text.
  private func namesOfPlaces() -> Set<UInt32> {
    var keys: Set<UInt32> = []
    for index in input.atoms.indices.dropFirst()
    where input.atoms[index].isCapitalised && isCyrillic(index) && follows(index, after: FoldTable.space) {
      let before = input.marks[index - 1]
      if before.contains(.place), before.isDisjoint(with: [.city, .country]), !input.atoms[index - 1].isCapitalised {
        keys.insert(input.key(index))
      }
    }
    return keys
  }

  /// «• Горацио Элисондо (Аргентина)»: in a list, two or three words before a country in brackets.
  private func withLists(_ found: [Mention]) -> [Mention] {
    var added: [Range<Int>] = []
    for index in input.atoms.indices.dropFirst(2)
    where input.marks[index].contains(.country) && gap(before: index).elementsEqual([FoldTable.space, 0x28]) {
      var start = index - 1
      guard mayGoOn(start), isCyrillic(start) else { continue }
      while start > 0, index - start < 3, mayGoOn(start - 1),
        follows(start, after: FoldTable.space) || follows(start, after: FoldTable.hyphen)
      { start -= 1 }
      let isWhole = start == 0 || !follows(start, after: FoldTable.space)
      if index - start > 1, isWhole { added.append(start..<index) }
    }
    guard !added.isEmpty else { return found }
    let others = found.filter { mention in
      !added.contains { $0.overlaps(mention.atoms) && (mention.category == .person || $0 == mention.atoms) }
    }
    added.removeAll { range in others.contains { $0.atoms.overlaps(range) } }
    let kept = found.filter { mention in !added.contains { $0.overlaps(mention.atoms) } }
    return (kept + added.map { (.person, $0) }).sorted { $0.atoms.lowerBound < $1.atoms.lowerBound }
  }
}
