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
    // Where the ledger itself cannot be folded that far, there is nothing to compare with.
    guard let kept = ledger.keptFold, let state = kept.state else {
      if snapshot.state.sequence > ledger.lastSequence { verification.note(.database("its last commits are missing")) }
      return
    }
    guard try cache.stateCount(connection) == 1, state == snapshot.state,
      ring.order == kept.ring.order, try segmentsAgree(snapshot, cache, connection)
    else { return verification.note(.cache) }
  }

  private func segmentsAgree(
    _ snapshot: LocalCache.Snapshot, _ cache: LocalCache, _ connection: Database.Connection
  ) throws -> Bool {
    var expected: [ID<Case>: [LocalCache.Segment]] = [:]
    for entry in ledger.accepted where entry.place.sequence <= snapshot.state.sequence {
      for (caseID, lines) in Dictionary(grouping: entry.lines, by: \.caseID) {
        expected[ID<Case>(caseID), default: []].append(.init(place: entry.place, lines: lines))
      }
    }
    guard snapshot.segments == expected.mapValues(\.count) else { return false }
    for id in snapshot.state.cases.keys {
      guard try cache.segments(of: id, connection) == expected[id] ?? [] else { return false }
    }
    return true
  }
}
