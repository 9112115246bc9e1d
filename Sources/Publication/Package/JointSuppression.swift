/// Which cells of a new table must be hidden so that neither it nor any earlier table gives a cell away beside the other.
///
/// All tables are one system of unknowns. What an earlier table shows is known, what it hides stays hidden and must stay as
/// open as that table alone leaves it, and parts that no table shows (what was added since, for one) must not be told to be few. What is not
/// known of the earlier tables' hidden cells is taken from one table of integers that agrees with all that is.
struct JointSuppression {
  private let family: PublishedFamily
  private let problem: SuppressionProblem

  /// `nil` where nothing is tied to the table, where a table states that it shows all zeros, or where the numbers do not
  /// fit together: then the audit has the word.
  init?(
    _ table: FrequencyTable, _ primary: PrimaryRules, beside earlier: [PublishedTable], scope: [String: [String]]
  ) throws(PublicationError) {
    let tied = earlier.filter { $0.unit.code == table.spec.unit.code }
    guard !tied.isEmpty, !table.system.equations.isEmpty,
      table.spec.zeroPolicy == .maySuppress, tied.allSatisfy({ $0.zeroPolicy == .maySuppress })
    else { return nil }
    let counted = (0..<table.system.cells).map { cell in
      table.emptiness(of: cell).map(PublishedCell.empty) ?? .value(table.counts[cell])
    }
    let family = try PublishedFamily([PublishedTable(table.spec, table.shape, counted, scope: scope)] + tied)
    guard family.contradictions.isEmpty, let search = try? WitnessSearch(family.published) else { return nil }
    let values = search.found.table(0)
    let own = family.cells[0]
    var known: Set<Int> = []
    var hidden: Set<Int> = []
    for (cell, places) in family.places.enumerated() {
      let before = places.filter { $0.table > 0 }.map { tied[$0.table - 1].cells[$0.cell] }
      if before.contains(where: { $0.number != nil }) {
        known.insert(cell)
      } else if places.isEmpty || !before.isEmpty {
        hidden.insert(cell)
      }
    }
    for cell in table.empty.keys { known.insert(own[cell]) }
    let primaryCells = Set(primary.hidden.map { own[$0] })
    // Shown before, and now to be hidden: nothing hides it any more.
    guard primaryCells.isDisjoint(with: known) else { return nil }
    hidden.formUnion(primaryCells)
    var goals = primary.spreads.map { goal in
      if case .spread(let total, let part, let by) = goal {
        return ProtectionGoal.spread(total: own[total], part: own[part], by: by)
      }
      return goal
    }
    let threshold = family.published.threshold
    for cell in family.places.indices where family.places[cell].isEmpty && (1..<threshold).contains(values[cell]) {
      goals.append(.fall(cell: cell, to: 0))
    }
    for (number, table) in tied.enumerated() {
      let alone = try PublishedFamily([table])
      let audit = try ReleaseAudit(alone)
      for cell in table.cells.indices where table.cells[cell] == .suppressed {
        guard audit.witnesses.covers(alone.cells[0][cell]) else { continue }
        let unknown = family.cells[number + 1][cell]
        goals.append(.fall(cell: unknown, to: 0))
        goals.append(.rise(cell: unknown, to: table.threshold))
      }
    }
    self.family = family
    problem = SuppressionProblem(
      system: family.published.system, values: values, threshold: threshold, policy: .maySuppress, known: known,
      hidden: hidden, small: Set(primary.small.map { own[$0] }), goals: goals)
  }

  /// The cells of the new table to hide.
  func pattern(progress: (_ done: Int, _ all: Int) -> Void) throws(PublicationError) -> Set<Int> {
    var suppression = ComplementarySuppression(problem)
    let hidden = try suppression.pattern { progress($0, $1) }
    return Set(family.cells[0].indices.filter { hidden.contains(family.cells[0][$0]) })
  }
}
