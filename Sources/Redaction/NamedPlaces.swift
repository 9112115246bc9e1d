/// Streets and institutions named after somebody.
extension KnownNames {
  /// Whether the name is that of a place: left to the reviewer, since the person may be meant after all.
  func isPlace(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let before = run.words.lowerBound - 1
    if before >= 0, Self.isNear(text.gap(atoms[before], atoms[before + 1])),
      isPlace(run, after: before, text, atoms)
    {
      return true
    }
    if run.hits.contains(where: \.isInflected), isSecondStreet(run, text, atoms) { return true }
    let after = run.words.upperBound
    guard after < atoms.count, Self.isNear(text.gap(atoms[after - 1], atoms[after])) else { return false }
    return text.begins(atoms[after], withAny: CueWords.placeAfter) || isEnglishPlace(after, text, atoms)
  }

  private func isPlace(_ run: NameRun, after before: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    if text.begins(atoms[before], withAny: CueWords.streetBefore) {
      // "по имени" introduces a person, "имени" an institution.
      return before == 0 || !text.begins(atoms[before], withAny: CueWords.named)
        || !text.begins(atoms[before - 1], withAny: CueWords.by)
    }
    if before > 0 {
      let gap = text.gap(atoms[before - 1], atoms[before])
      // пр-т, б-р, м-н.
      if gap.elementsEqual([FoldTable.hyphen]), CueWords.streetTails.contains(Array(text.scalars[atoms[before].range])),
        atoms[before - 1].length <= 3
      {
        return true
      }
      if CueWords.after.contains(Array(text.scalars[atoms[before].range])),
        text.begins(atoms[before - 1], withAny: CueWords.calledAfter)
      {
        return true
      }
    }
    // Other institutions take the genitive; a name in the nominative after such a word begins something new, but not
    // one in quotation marks.
    let isQuoted = text.gap(atoms[before], atoms[before + 1]).contains { $0 == 0x22 || $0 == 0xAB || $0 == 0x201C }
    return (isQuoted || run.hits.contains(where: \.isInflected))
      && text.begins(atoms[before], withAny: CueWords.institutionBefore)
  }

  /// На углу Абая и Ауэзова.
  private func isSecondStreet(_ run: NameRun, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    var place = run.words.lowerBound - 1
    guard place > 1, CueWords.and.contains(Array(text.scalars[atoms[place].range])) else { return false }
    place -= 1
    let farthest = max(0, place - 3)
    while place > farthest, atoms[place].isCapitalised, Self.isNear(text.gap(atoms[place - 1], atoms[place])) {
      place -= 1
      if text.begins(atoms[place], withAny: CueWords.streetBefore) { return true }
    }
    return false
  }

  /// Rothwell Street, Rothwell Police Station: up to two words between, all of them with capitals.
  private func isEnglishPlace(_ after: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    for place in after..<min(after + 3, atoms.count) {
      guard atoms[place].isCapitalised == atoms[after - 1].isCapitalised,
        Self.isNear(text.gap(atoms[place - 1], atoms[place])),
        place == after || atoms[place].isCapitalised && !atoms[place].isAllCapitals
      else { return false }
      if CueWords.englishPlaces.contains(Array(text.scalars[atoms[place].range])) { return true }
    }
    return false
  }

  private static func isNear(_ gap: ArraySlice<UInt32>) -> Bool {
    gap.count <= 3
      && gap.allSatisfy {
        $0 == FoldTable.space || $0 == 0x2E || $0 == 0x22 || $0 == 0xAB || $0 == 0xBB || $0 == 0x201C || $0 == 0x201D
      }
  }
}
