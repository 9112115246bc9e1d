/// What is found without knowing anybody: forms of courts and prisons, addresses, names by rule, the tagger, dates and ages.
///
/// The properties of the words are looked up once for all of them.
struct BlindLayers {
  let tagger: Tagger

  func findings(in text: NormalisedText, atoms: [Atom]) -> [Finding] {
    let marks = Lexicon.shared.marks(text, atoms[...])
    let rules = NamesByRule(text: text, atoms: atoms, marks: marks)
    let names = rules.names()
    let input = TaggerInput(text: text, atoms: atoms, marks: marks, names: names)
    let suggested = tagger.findings(input)
    let people = Spans(suggested.filter { $0.category == .person }.map { $0.start..<$0.end })
    // Where the tagger sees a person too, it knows better where a name made of common words begins and ends.
    let found = names.map(rules.finding).filter { $0.rule != .namePair || !people.overlaps($0.start..<$0.end) }
    return CaseNumbers(text: text, atoms: atoms, marks: marks).findings()
      + Addresses(text: text, atoms: atoms, marks: marks).findings() + found + suggested
      + QuasiIdentifiers(text: text, atoms: atoms, taggerFindsDates: tagger.finds(.datetime)).findings()
  }
}
