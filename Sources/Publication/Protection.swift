extension FrequencyTable {
  /// The table as it may be published: primary rules, complementary suppression, then an audit of the result from the
  /// published numbers alone.
  ///
  /// Claim: among all tables of non-negative integers that agree with every published number and with the zero policy,
  /// each protected cell can be as low as the policy allows and can reach the threshold. It holds within this table
  /// only; what holds beside `earlier` tables is for ``ReleasePackage`` to audit. The same table beside the same others always
  /// gives the same result.
  /// - Parameters:
  ///   - earlier: tables that readers have already. Where a pattern can be found that is safe beside them, it is that one.
  ///   - corrected: the release it corrects; what that hid in the same table stays hidden.
  ///   - scope: what part of the world was counted, as in ``PublishedTable/scope``.
  /// - Throws: ``PublicationError/nothingToPublish(_:)`` when no cell could be shown,
  ///   ``PublicationError/cannotProtect(_:coarsen:)`` when the audit finds any protected cell short of its claim.
  public func protected(
    beside earlier: [PublishedTable] = [], correcting corrected: EarlierRelease? = nil,
    scope: [String: [String]] = [:],
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(PublicationError) -> ProtectedTable {
    do throws(PublicationError) {
      var primary = PrimaryRules(self)
      for cell in corrected?.hidden(in: shape, of: spec.unit, scope: scope) ?? [] where emptiness(of: cell) == nil {
        primary.hidden.insert(cell)
        // A zero that could not be more would be told.
        if counts[cell] == 0 { primary.small.insert(cell) }
      }
      if let joint = try JointSuppression(self, primary, beside: earlier, scope: scope) {
        do throws(PublicationError) {
          return try protected(hiding: joint.pattern { progress($0, 2 * $1) }, primary, progress)
        } catch {
          // The table alone then tells by its audit beside the others which cells are given away.
          // But not for lack of time, or the pattern would depend on the machine.
          guard case .cannotProtect(let failure, _) = error, failure != .outOfTime else { throw error }
        }
      }
      var suppression = ComplementarySuppression(
        SuppressionProblem(
          system: system, values: counts, threshold: spec.threshold, policy: spec.zeroPolicy,
          known: Set(empty.keys), hidden: primary.hidden, small: primary.small, goals: primary.spreads))
      return try protected(hiding: suppression.pattern { progress($0, 2 * $1) }, primary, progress)
    } catch {
      guard case .cannotProtect(let failure, _) = error else { throw error }
      throw .cannotProtect(failure, coarsen: dimensionsByCategories)
    }
  }

  private func protected(
    hiding hidden: Set<Int>, _ primary: PrimaryRules, _ progress: (_ done: Int, _ all: Int) -> Void
  ) throws(PublicationError) -> ProtectedTable {
    let shown: [PublishedCell] = (0..<system.cells).map { cell in
      if hidden.contains(cell) { return .suppressed }
      return emptiness(of: cell).map(PublishedCell.empty) ?? .value(counts[cell])
    }
    guard shown.contains(where: { ($0.number ?? 0) > 0 }) || hidden.isEmpty else {
      throw PublicationError.nothingToPublish(.everythingSuppressed)
    }
    return try audited(shown, hidden, primary, progress)
  }

  /// Why a cell counts nothing, where none of its inner cells was counted.
  func emptiness(of cell: Int) -> EmptyCell? {
    let reasons = system.leaves[cell].map { empty[$0] }
    guard let first = reasons[0], reasons.allSatisfy({ $0 != nil }) else { return nil }
    return reasons.allSatisfy { $0 == first } ? first : .notMonitored
  }

  /// Fails closed: nothing is returned when any cell falls short.
  private func audited(
    _ shown: [PublishedCell], _ hidden: Set<Int>, _ primary: PrimaryRules, _ progress: (_ done: Int, _ all: Int) -> Void
  ) throws(PublicationError) -> ProtectedTable {
    guard primary.hidden.isSubset(of: hidden), hidden.allSatisfy({ shown[$0] == .suppressed }) else {
      throw .cannotProtect(.auditFailed, coarsen: [])
    }
    // The audit looks at all hidden cells alike; which of them it must cover only shows here.
    let table = try PublishedTable(spec, shape, shown, scope: [:])
    let family = try PublishedFamily([table])
    guard family.shownElsewhere.isEmpty else { throw .cannotProtect(.auditFailed, coarsen: []) }
    let audit = try ReleaseAudit(family) { progress($0 + $1, 2 * $1) }
    for cell in hidden where primary.small.contains(cell) || counts[cell] == 0 {
      guard audit.witnesses.covers(family.cells[0][cell]) else { throw .cannotProtect(.auditFailed, coarsen: []) }
    }
    if !primary.spreads.isEmpty {
      var search = try WitnessSearch(table.published, spreads: primary.spreads)
      for goal in primary.spreads where try search.table(meeting: goal) == nil {
        throw .cannotProtect(.auditFailed, coarsen: [])
      }
    }
    return ProtectedTable(spec: spec, shape: shape, shown: shown, audit: audit, audited: family.published)
  }

  /// Dimensions worth coarsening, the finest first.
  private var dimensionsByCategories: [String] {
    spec.dimensions
      .sorted { ($1.categories.count, $0.name) < ($0.categories.count, $1.name) }
      .map(\.name)
  }
}
