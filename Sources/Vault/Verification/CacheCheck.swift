import Records

/// Compares what this device remembers with what the ledger gives. It may be absent or behind; it must not differ.
struct CacheCheck {
  let ledger: LedgerCheck
  let device: DeviceKeys

  func run(_ verification: Verification, _ connection: Database.Connection) throws {
    let cache = try LocalCache(device: device)
    let remembered = try cache.snapshot(connection, vault: ledger.fold.identity.vault)
    guard let (snapshot, ring) = remembered else {
      let leftover = try ledger.fold.state?.cases.keys.contains {
        try cache.segments(of: $0, connection)?.isEmpty != true
      }
      if try cache.stateCount(connection) > 0 || leftover == true { verification.note(.cache) }
      return
    }
    guard snapshot.state.sequence <= ledger.lastRow else {
      return verification.note(.database("its last commits are missing"))
    }
    // Where the ledger itself cannot be folded that far, there is nothing to compare with.
    guard let then = try asRemembered(snapshot, connection) else { return }
    guard try cache.stateCount(connection) == 1, then.fold.state == snapshot.state,
      Set(ring.order).isSubset(of: ledger.fold.ring.order), Set(ring.order).isSuperset(of: then.granted),
      try segmentsAgree(snapshot, then.folded, cache, connection)
    else { return verification.note(.cache) }
  }

  /// The ledger as far as it was folded when it was remembered. What came in between may lie before it in the order of
  /// the fold, so it is folded again where there is more.
  private func asRemembered(
    _ snapshot: LocalCache.Snapshot, _ connection: Database.Connection
  ) throws -> (fold: LedgerFold, folded: [VerifiedCommit], granted: [EpochID])? {
    guard ledger.folded.count == ledger.lastRow, let state = ledger.fold.state else { return nil }
    if state.sequence == snapshot.state.sequence { return (ledger.fold, ledger.folded, ledger.fold.ring.order) }
    var fold = ledger.fold
    try fold.restart(connection)
    let bootstrapped = Set(fold.ring.order)
    let earlier = ledger.commits(upTo: snapshot.state.sequence)
    // From the founding commit: what is checked must not depend on what it is checked with.
    var history = FoldHistory()
    let folded = try fold.foldAll(earlier, history: &history, connection)
    return (fold, folded, fold.ring.order.filter { !bootstrapped.contains($0) })
  }

  private func segmentsAgree(
    _ snapshot: LocalCache.Snapshot, _ folded: [VerifiedCommit], _ cache: LocalCache,
    _ connection: Database.Connection
  ) throws -> Bool {
    var expected: [ID<Case>: [LocalCache.Segment]] = [:]
    for (caseID, segment) in LocalCache.segments(of: folded) { expected[caseID, default: []].append(segment) }
    guard snapshot.segments == expected.mapValues(\.count) else { return false }
    for id in snapshot.state.cases.keys {
      guard try cache.segments(of: id, connection) == expected[id] ?? [] else { return false }
    }
    return true
  }
}
