/// What is found without knowing anybody: forms of courts and prisons, addresses, names by rule, the tagger.
///
/// The properties of the words are looked up once for all of them.
struct BlindLayers {
  func findings(in text: NormalisedText, atoms: [Atom], language: Language) throws(RedactionError) -> [Finding] {
    let marks = Lexicon.shared.marks(text, atoms[...])
    let rules = NamesByRule(text: text, atoms: atoms, marks: marks)
    let names = rules.names()
    let input = TaggerInput(text: text, atoms: atoms, marks: marks, names: names)
    return CaseNumbers(text: text, atoms: atoms, marks: marks).findings()
      + Addresses(text: text, atoms: atoms, marks: marks).findings()
      + names.map(rules.finding)
      + (try Tagger.of(language).findings(input))
  }
}
