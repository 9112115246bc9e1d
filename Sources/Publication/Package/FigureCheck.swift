/// The published numbers of a release and all before it: sums, witnesses, and what a reader could work out.
struct FigureCheck {
  private(set) var findings: [ReleaseFinding] = []
  /// What can be worked out; absent when the numbers contradict each other.
  private(set) var audit: ReleaseAudit?

  private let auditFile: [UInt8]?
  private let witnesses: [UInt8]?

  /// - Parameter isWhole: whether all earlier releases it names are in the family.
  init(_ family: PublishedFamily, _ files: [String: [UInt8]], isWhole: Bool) {
    auditFile = files[ReleaseContents.auditName]
    witnesses = files[ReleaseContents.witnessesName]
    check(family, isWhole)
  }

  private mutating func check(_ family: PublishedFamily, _ isWhole: Bool) {
    let place = { (cell: Int) in family.name(of: cell) }
    findings += family.contradictions.map { .contradicts(cell: family.name(of: $0.1), other: family.name(of: $0.0)) }
    findings += family.shownElsewhere.map {
      .shownElsewhere(cell: family.name(of: $0.hidden), other: family.name(of: $0.shown))
    }
    let published = family.published
    for equation in published.system.equations {
      guard let total = published.numbers[equation.total] else { continue }
      let parts = equation.parts.map { published.numbers[$0] }
      let sum = parts.reduce(0) { $0 + ($1 ?? 0) }
      if parts.contains(nil) ? sum > total : sum != total { findings.append(.sum(cell: place(equation.total))) }
    }
    let complementary = complementary(family)
    if isWhole { addUp(family, complementary) }
    do {
      let audit = try ReleaseAudit(family)
      self.audit = audit
      let threshold = published.threshold
      for narrow in audit.disclosures(in: family) {
        findings.append(
          .givesAway(cell: place(narrow.cell), lowest: narrow.lowest, highest: narrow.highest ?? narrow.lowest))
      }
      for narrow in audit.narrow where !complementary.contains(narrow.cell) && narrow.highest ?? .max >= threshold {
        // What cannot be small gives nobody away, said or not.
        if narrow.lowest >= threshold { continue }
        findings.append(.narrow(cell: place(narrow.cell), lowest: narrow.lowest, highest: narrow.highest))
      }
    } catch {
      findings.append(.notChecked("the published numbers contradict each other"))
    }
  }

  /// The cells the release names as hidden for others' sake.
  private mutating func complementary(_ family: PublishedFamily) -> Set<Int> {
    guard let auditFile else { return [] }
    do throws(SpecificationProblem) {
      var fields = try LocatedJSON(auditFile).fields()
      var cells: Set<Int> = []
      for json in try fields.required("complementary").list() {
        var named = try json.fields()
        let place = try named.required("cell")
        guard let cell = try ReadWitnesses.cell(place), family.tables.indices.contains(cell.table),
          let own = family.tables[cell.table].shape.cell(codes: cell.codes)
        else { throw place.problem("there is no such cell") }
        cells.insert(family.cells[cell.table][own])
      }
      return cells
    } catch {
      findings.append(.unreadable(file: ReleaseContents.auditName, line: error.line, reason: error.reason))
      return []
    }
  }

  /// The witnesses: comparing and adding only.
  private mutating func addUp(_ family: PublishedFamily, _ complementary: Set<Int>) {
    guard let witnesses else { return }
    let published = family.published
    let open = (0..<published.system.cells).filter { published.numbers[$0] == nil }
    do throws(SpecificationProblem) {
      let read = try ReadWitnesses(witnesses)
      let expected = open.map { cell -> ReadWitnesses.Cell? in
        guard let place = family.places[cell].first else { return nil }
        return .init(table: place.table, codes: family.tables[place.table].shape.codes(of: place.cell))
      }
      guard read.cells == expected else { return findings.append(.witnessCells) }
      var faulty: Set<Int> = []
      let shown = published.numbers.map { $0 ?? 0 }
      let tables = read.tables.map { values in
        var table = shown
        for (cell, value) in zip(open, values) { table[cell] = value }
        return table
      }
      for (number, table) in tables.enumerated() where !published.admits(table) { faulty.insert(number) }
      for (position, cell) in open.enumerated() where !family.places[cell].isEmpty {
        let requirement = published.requirement(for: cell)
        var isCovered = true
        for (index, holds) in [
          (read.low[position], { (value: Int) in value <= requirement.floor }),
          (read.high[position], { (value: Int) in value >= requirement.target }),
        ] {
          guard let index else {
            isCovered = false
            continue
          }
          guard tables.indices.contains(index), holds(tables[index][cell]) else {
            faulty.insert(index)
            continue
          }
        }
        if !isCovered, !complementary.contains(cell) { findings.append(.uncovered(cell: family.name(of: cell))) }
      }
      findings += faulty.sorted().map(ReleaseFinding.witness)
    } catch {
      findings.append(.unreadable(file: ReleaseContents.witnessesName, line: error.line, reason: error.reason))
    }
  }
}
