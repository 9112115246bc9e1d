extension FrequencyTable {
  /// The table as it may be published: primary rules, complementary suppression, then an audit of the result from the
  /// published numbers alone.
  ///
  /// Claim: among all tables of non-negative integers that agree with every published number and with the zero policy,
  /// each protected cell can be as low as the policy allows and can reach the threshold. It holds within this table
  /// only. The same table always gives the same result.
  /// - Throws: ``PublicationError/nothingToPublish(_:)`` when no cell could be shown,
  ///   ``PublicationError/cannotProtect(_:coarsen:)`` when the audit finds any protected cell short of its claim.
  public func protected() throws(PublicationError) -> ProtectedTable {
    do throws(PublicationError) {
      let primary = PrimaryRules(self)
      var suppression = ComplementarySuppression(
        SuppressionProblem(
          system: system, values: counts, threshold: spec.threshold, policy: spec.zeroPolicy,
          known: Set(impossible.indices.filter { impossible[$0] }), hidden: primary.hidden, small: primary.small,
          spreads: primary.spreads))
      let hidden = try suppression.pattern()
      let published: [PublishedCell] = (0..<system.cells).map { cell in
        if hidden.contains(cell) { return .suppressed }
        let cannotOccur = system.leaves[cell].allSatisfy { impossible[$0] }
        return cannotOccur ? .structuralZero : .value(counts[cell])
      }
      guard published.contains(where: { ($0.number ?? 0) > 0 }) || hidden.isEmpty else {
        throw PublicationError.nothingToPublish(.everythingSuppressed)
      }
      try audit(published, hidden, primary)
      return ProtectedTable(spec: spec, layout: layout, published: published)
    } catch {
      guard case .cannotProtect(let failure, _) = error else { throw error }
      throw .cannotProtect(failure, coarsen: dimensionsByCategories)
    }
  }

  /// Fails closed: nothing is returned when any cell falls short.
  private func audit(
    _ published: [PublishedCell], _ hidden: Set<Int>, _ primary: PrimaryRules
  ) throws(PublicationError) {
    var audit = try DisclosureAudit(
      published: published.map(\.number), system: system, policy: spec.zeroPolicy, threshold: spec.threshold)
    let protected = hidden.filter { primary.small.contains($0) || counts[$0] == 0 }.sorted()
    guard primary.hidden.isSubset(of: hidden) else { throw .cannotProtect(.auditFailed, coarsen: []) }
    try audit.require(protected: protected, spreads: primary.spreads, threshold: spec.threshold)
  }

  /// Dimensions worth coarsening, the finest first.
  private var dimensionsByCategories: [String] {
    [spec.row, spec.column].compactMap { $0 }
      .sorted { ($1.categories.count, $0.name) < ($0.categories.count, $1.name) }
      .map(\.name)
  }
}
