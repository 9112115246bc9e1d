/// Layer 5: what was accepted once is searched in the whole text, numbers in any grouping, names in any inflection.
struct Propagation {
  struct Term {
    var text: String
    var category: Category
    var identifier: IdentifierKind
    var person: String?
    /// Whether the words of a name count by themselves too.
    var isName: Bool
  }

  private let terms: [Term]
  private var phrases = PhraseIndex()
  private var codes: [UInt64: Int] = [:]
  private var names: KnownNames

  init(_ terms: [Term]) throws(RedactionError) {
    self.terms = terms
    var persons: [KnownIdentity] = []
    for (index, term) in terms.enumerated() {
      let text = try NormalisedText(term.text)
      phrases.insert(text, tag: index)
      let code = CodeRun.canonical(text)
      if code.count >= CodeRun.shortest, code.count <= CodeRun.longest,
        code.filter({ (0x30...0x39).contains($0) }).count >= 4
      {
        codes[CodeRun.national(code).codeHash] = index
      }
      if term.isName {
        let words = term.text.split(whereSeparator: \.isWhitespace).map(String.init)
        persons.append(
          KnownIdentity(id: String(index), names: words.map { KnownName(surname: $0, given: $0) }))
      }
    }
    names = KnownNames(persons)
  }

  func findings(in text: NormalisedText, atoms: [Atom]) -> [Finding] {
    matches(in: text, atoms: atoms).map(\.0)
  }

  /// What was found, each with the place of its term.
  func matches(in text: NormalisedText, atoms: [Atom]) -> [(Finding, Int)] {
    guard !terms.isEmpty else { return [] }
    var matches: [(Finding, Int)] = []
    func add(_ span: Range<Int>, _ index: Int) {
      let term = terms[index]
      let finding = Finding(
        start: span.lowerBound, end: span.upperBound, category: term.category, identifier: term.identifier,
        rule: .repeated, person: term.person)
      matches.append((finding, index))
    }
    phrases.matches(in: text, atoms: atoms) { range, index in add(text.original(atoms: range, of: atoms), index) }
    if !codes.isEmpty {
      var run = CodeRun()
      for index in atoms.indices where run.read(at: index, text, atoms) {
        for end in run.ends.reversed() where end.characters >= CodeRun.shortest {
          guard let term = codes[run.nationalHash(end)] else { continue }
          add(text.original(atoms: run.atoms(end), of: atoms), term)
          break
        }
      }
    }
    for finding in names.findings(in: text, atoms: atoms) where finding.decision == .apply {
      // Words that several added names share belong to the first of them.
      let index = finding.person.flatMap { Int($0) } ?? terms.firstIndex { $0.isName } ?? 0
      add(finding.start..<finding.end, index)
    }
    return matches
  }
}

/// A number recognised by its form in one place is masked in others, where it lacks the country code or the cue.
struct Repetitions {
  private static let mostTerms = 10_000

  private var terms: [Propagation.Term] = []
  private var seen: Set<String> = []

  /// Takes over what is masked without being anybody known; known people are searched everywhere anyway.
  mutating func add(_ findings: [Finding], in text: NormalisedText) {
    for finding in findings where finding.decision == .apply && !finding.rule.isKnown {
      guard terms.count < Self.mostTerms, let value = text.folded(finding.start..<finding.end),
        seen.insert(value).inserted
      else { continue }
      terms.append(
        Propagation.Term(
          text: value, category: finding.category, identifier: finding.identifier, person: finding.person,
          isName: false))
    }
  }

  /// What looks for them; none when there is nothing to look for.
  func propagation() throws(RedactionError) -> Propagation? { terms.isEmpty ? nil : try Propagation(terms) }
}
