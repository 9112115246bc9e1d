/// Layer 6: ages, and dates where the tagger was taught none. They single people out together, so each is asked about.
struct QuasiIdentifiers {
  let text: NormalisedText
  let atoms: [Atom]
  /// Whether dates are left to the tagger.
  let taggerFindsDates: Bool

  func findings() -> [Finding] {
    var findings: [Finding] = []
    var index = 0
    func add(_ range: Range<Int>, _ category: Category, _ rule: Rule) {
      let span = text.original(atoms: range, of: atoms)
      findings.append(
        Finding(start: span.lowerBound, end: span.upperBound, category: category, identifier: .quasi, rule: rule))
      index = range.upperBound
    }
    while index < atoms.count {
      if let (_, range) = Ages.match(at: index, text, atoms) {
        add(range, .demographic, .age)
      } else if !taggerFindsDates,
        let range = Dates.match(at: index, text, atoms)?.atoms ?? Dates.day(at: index, text, atoms)
      {
        add(withYear(range), .datetime, .date)
      } else {
        index += 1
      }
    }
    return findings
  }

  private static let year = ["год", "года", "году", "г"].map(EndingClass.scalars)

  /// The word for a year after its number goes with it.
  private func withYear(_ range: Range<Int>) -> Range<Int> {
    let next = range.upperBound
    guard next < atoms.count, atoms[next - 1].isDigits, text.begins(atoms[next], withAny: Self.year),
      text.gap(atoms[next - 1], atoms[next]).count <= 1
    else { return range }
    return range.lowerBound..<(next + 1)
  }
}
