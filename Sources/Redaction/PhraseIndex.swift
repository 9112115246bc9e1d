/// Finds given strings word by word, whatever stands between the words.
struct PhraseIndex {
  struct Phrase {
    var words: [UInt64]
    var anchor: Int
    /// A single word given with a capital is not looked for written small: the name Ли is not the particle.
    var needsCapital: Bool
    /// The caller's number for it.
    var tag: Int
  }

  private var byAnchor: [UInt64: [Phrase]] = [:]

  var isEmpty: Bool { byAnchor.isEmpty }

  /// Whether the phrase has a word to look for.
  @discardableResult
  mutating func insert(_ phrase: NormalisedText, tag: Int) -> Bool {
    let atoms = phrase.atoms()
    // The longest word is the rarest: every address begins with "street", few hold the same name.
    guard let anchor = atoms.indices.max(by: { atoms[$0].length < atoms[$1].length }) else { return false }
    let words = atoms.map { phrase.wordHash($0) }
    byAnchor[words[anchor], default: []].append(
      Phrase(
        words: words, anchor: anchor, needsCapital: atoms.count == 1 && atoms[0].isCapitalised, tag: tag))
    return true
  }

  func matches(in text: NormalisedText, atoms: [Atom], found: (Range<Int>, Int) -> Void) {
    guard !byAnchor.isEmpty else { return }
    for index in atoms.indices {
      guard let phrases = byAnchor[text.wordHash(atoms[index])] else { continue }
      for phrase in phrases {
        let first = index - phrase.anchor
        let range = first..<(first + phrase.words.count)
        guard first >= 0, range.upperBound <= atoms.count else { continue }
        if phrase.needsCapital, !atoms[first].isCapitalised { continue }
        let fits = range.allSatisfy { at in
          text.wordHash(atoms[at]) == phrase.words[at - first]
            && (at == first || text.gap(atoms[at - 1], atoms[at]).count <= 6)
        }
        if fits { found(range, phrase.tag) }
      }
    }
  }
}

extension NormalisedText {
  func wordHash(_ atom: Atom) -> UInt64 { NameKey.hash(scalars[atom.range]) }

  func original(atoms range: Range<Int>, of atoms: [Atom]) -> Range<Int> {
    guard let first = atoms[range].first, let last = atoms[range].last else { return 0..<0 }
    return original(Int(first.start)..<Int(last.end))
  }
}
