/// Whether a name that is also a word stands there as a name: what comes before it, and what is said of it.
extension KnownNames {
  func isAmongCapitals(_ run: NameRun, _ atoms: [Atom]) -> Bool {
    let near = [run.words.lowerBound - 1, run.words.upperBound].filter { atoms.indices.contains($0) }
    return near.contains { atoms[$0].isAllCapitals }
  }

  /// A title, a role or a relation stands before it.
  func isIntroduced(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let before = run.words.lowerBound - 1
    guard before >= 0, text.begins(atoms[before], withAny: CueWords.titles) else { return false }
    return text.gap(atoms[before], atoms[before + 1]).allSatisfy { $0 == FoldTable.space || $0 == 0x2E }
  }

  /// "Айгүл деген гүл", a flower called so.
  func isCalledSo(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    run.words.upperBound < atoms.count && text.begins(atoms[run.words.upperBound], withAny: CueWords.calledSo)
  }

  /// What follows is said of people only.
  func isActing(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let after = run.words.upperBound
    guard after < atoms.count, text.gap(atoms[after - 1], atoms[after]).elementsEqual([FoldTable.space]) else {
      return false
    }
    if text.begins(atoms[after], withAny: CueWords.deeds) { return true }
    if CueWords.auxiliaries.contains(Array(text.scalars[atoms[after].range])), after + 1 < atoms.count,
      text.begins(atoms[after + 1], withAny: CueWords.deeds + CueWords.states)
    {
      return true
    }
    var last = after
    while last + 1 < atoms.count, last - after < 10,
      text.gap(atoms[last], atoms[last + 1]).allSatisfy({ $0 == FoldTable.space })
    { last += 1 }
    return text.begins(atoms[last], withAny: CueWords.kazakhDeeds)
  }

  /// An English word with an article or the like before it, or a month beside what makes a date of it.
  func isWordHere(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let (before, after) = (run.words.lowerBound - 1, run.words.upperBound)
    let word = text.scalars[atoms[run.words.lowerBound].range]
    func isBeside(_ place: Int, _ words: Set<[UInt32]>) -> Bool {
      guard atoms.indices.contains(place) else { return false }
      let gap = place < after ? text.gap(atoms[place], atoms[place + 1]) : text.gap(atoms[place - 1], atoms[place])
      return gap.elementsEqual([FoldTable.space])
        && (words.contains(Array(text.scalars[atoms[place].range])) || words.isEmpty && atoms[place].isDigits)
    }
    if isBeside(before, CueWords.determiners) { return true }
    guard CueWords.months.contains(Array(word)) else { return false }
    return isBeside(before, []) || isBeside(after, []) || isBeside(before, CueWords.beforeMonths)
  }
}
