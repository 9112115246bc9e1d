/// What an outsider can and cannot work out from a release and all before it, computed from published files alone.
struct ReleaseAudit {
  /// A suppressed cell that is not open over its whole required interval.
  struct Narrow: Equatable {
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
  init(_ family: PublishedFamily) throws(PublicationError) {
    let published = family.published
    var audit = try DisclosureAudit(
      published: published.numbers, system: published.system, policy: published.zeroPolicy,
      threshold: published.threshold, unshown: published.unshown)
    let open = (0..<published.system.cells).filter { published.numbers[$0] == nil }
    let suppressed = open.filter { !family.places[$0].isEmpty }
    var tables: [[Int]] = []
    var low: [Int: Int] = [:]
    var high: [Int: Int] = [:]
    var narrow: [Narrow] = []
    for cell in suppressed {
      let requirement = published.requirement(for: cell)
      var lowest = requirement.floor
      var highest: Int? = requirement.target
      if let table = tables.firstIndex(where: { $0[cell] <= requirement.floor }) {
        low[cell] = table
      } else {
        let table = try audit.table(minimising: [(cell, 1)])
        lowest = table[cell]
        if lowest <= requirement.floor {
          low[cell] = tables.count
          tables.append(table)
        }
      }
      if let table = tables.firstIndex(where: { $0[cell] >= requirement.target }) {
        high[cell] = table
      } else {
        let table = try audit.table(minimising: [(cell, -1)])
        highest = table[cell]
        if table[cell] >= requirement.target {
          high[cell] = tables.count
          tables.append(table)
        }
      }
      if low[cell] == nil || high[cell] == nil {
        if low[cell] != nil { lowest = try audit.interval(of: cell).lowest }
        if high[cell] != nil { highest = try audit.interval(of: cell).highest }
        narrow.append(Narrow(cell: cell, lowest: lowest, highest: highest))
      }
    }
    var givenAway: [Narrow] = []
    for cell in open where family.places[cell].isEmpty {
      // One table in which nobody, or enough, are there is enough.
      if tables.contains(where: { $0[cell] == 0 || $0[cell] >= published.threshold }) { continue }
      let interval = try audit.interval(of: cell)
      if interval.lowest > 0, let highest = interval.highest, highest < published.threshold {
        givenAway.append(Narrow(cell: cell, lowest: interval.lowest, highest: highest))
      }
    }
    self.suppressed = suppressed
    self.narrow = narrow
    self.givenAway = givenAway
    witnesses = Witnesses(tables: tables, low: low, high: high)
  }

  /// Cells a reader knows to be small, or parts that no table shows and that follow all the same.
  func disclosures(in family: PublishedFamily) -> [Narrow] {
    narrow.filter { narrow in narrow.highest.map { $0 < family.published.threshold } ?? false } + givenAway
  }
}
