/// What an outsider can and cannot work out from a release and all before it, computed from published files alone.
struct ReleaseAudit: Sendable {
  /// A suppressed cell that is not open over its whole required interval.
  struct Narrow: Sendable, Equatable {
    let cell: Int
    let lowest: Int
    /// `nil` when there is no upper limit.
    let highest: Int?
  }

  /// Tables that show how far each suppressed cell is open.
  let witnesses: Witnesses
  /// Cells that are not open; a release says of them that they are not small.
  let narrow: [Narrow]
  /// Parts that no table shows and whose small value follows all the same.
  let givenAway: [Narrow]
  /// Suppressed cells looked at.
  let suppressed: [Int]

  /// - Throws: ``PublicationError/cannotProtect(_:coarsen:)`` when the numbers contradict each other.
  init(
    _ family: PublishedFamily, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(PublicationError) {
    let published = family.published
    var audit = try DisclosureAudit(published)
    var search = try WitnessSearch(published)
    let open = (0..<published.system.cells).filter { published.numbers[$0] == nil }
    let suppressed = open.filter { !family.places[$0].isEmpty }
    var low: [Int: Int] = [:]
    var high: [Int: Int] = [:]
    var narrow: [Narrow] = []
    try search.prepare(
      suppressed.flatMap { (cell: Int) -> [ProtectionGoal] in
        let requirement = published.requirement(for: cell)
        return [.fall(cell: cell, to: requirement.floor), .rise(cell: cell, to: requirement.target)]
      }, progress: { progress($0, 2 * $1) })
    for (done, cell) in suppressed.enumerated() {
      progress(suppressed.count + done, 2 * suppressed.count)
      let requirement = published.requirement(for: cell)
      low[cell] = search.found.number(meeting: .fall(cell: cell, to: requirement.floor))
      high[cell] = search.found.number(meeting: .rise(cell: cell, to: requirement.target))
      if low[cell] != nil, high[cell] != nil { continue }
      // Bounds over fractional tables are quick to find, and tell where to look for a table of integers.
      let interval = try audit.interval(of: cell)
      if low[cell] == nil, interval.lowest <= requirement.floor {
        low[cell] = try search.table(meeting: .fall(cell: cell, to: requirement.floor))
      }
      if high[cell] == nil, interval.highest ?? .max >= requirement.target {
        high[cell] = try search.table(meeting: .rise(cell: cell, to: requirement.target))
      }
      if low[cell] == nil || high[cell] == nil {
        narrow.append(Narrow(cell: cell, lowest: interval.lowest, highest: interval.highest))
      }
    }
    var givenAway: [Narrow] = []
    for cell in open where family.places[cell].isEmpty {
      // One table in which nobody, or enough, are there is enough.
      if try search.table(meeting: .fall(cell: cell, to: 0)) != nil { continue }
      let interval = try audit.interval(of: cell)
      if interval.lowest > 0, let highest = interval.highest, highest < published.threshold {
        givenAway.append(Narrow(cell: cell, lowest: interval.lowest, highest: highest))
      }
    }
    self.suppressed = suppressed
    self.narrow = narrow
    self.givenAway = givenAway
    // Only what a cell is listed with goes into the package.
    let used = Set(low.values).union(high.values).sorted()
    let (tables, place) = search.found.merged(used)
    low = low.compactMapValues { place[$0] }
    high = high.compactMapValues { place[$0] }
    witnesses = Witnesses(tables: tables, low: low, high: high)
    guard witnesses.hold(in: published) else { throw .cannotProtect(.auditFailed, coarsen: []) }
  }

  /// Cells a reader knows to be small, or parts that no table shows and that follow all the same.
  func disclosures(in family: PublishedFamily) -> [Narrow] {
    narrow.filter { narrow in narrow.highest.map { $0 < family.published.threshold } ?? false } + givenAway
  }

  /// Cells that are open as far as their own table tells, and no longer beside the others, though they may be small.
  func narrowedTogether(in family: PublishedFamily) throws(PublicationError) -> [Narrow] {
    var found: [Narrow] = []
    let narrow = narrow.filter { $0.lowest < family.published.threshold }
    guard family.tables.count > 1, !narrow.isEmpty else { return [] }
    for (number, table) in family.tables.enumerated() {
      let own = narrow.compactMap { narrow in
        family.places[narrow.cell].first { $0.table == number }.map { (narrow, $0.cell) }
      }
      guard !own.isEmpty else { continue }
      let alone = table.published
      var search = try WitnessSearch(alone)
      for (narrow, cell) in own {
        let requirement = alone.requirement(for: cell)
        guard try search.table(meeting: .fall(cell: cell, to: requirement.floor)) != nil,
          try search.table(meeting: .rise(cell: cell, to: requirement.target)) != nil
        else { continue }
        found.append(narrow)
      }
    }
    return found
  }
}
