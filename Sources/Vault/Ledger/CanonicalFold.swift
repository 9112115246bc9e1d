import Records

/// Every commit of a ledger, in the order of the fold.
struct CanonicalLedger: Sendable {
  private(set) var commits: [OpenedCommit] = []
  private(set) var graph: CausalGraph
  /// Keys of all devices that are spoken of.
  private(set) var certifiedKeys: [LogID: [UInt8]] = [:]
  /// Verification keys of recovery that are spoken of.
  private(set) var recoveryKeys: Set<[UInt8]> = []
  /// Those among them that have signed an order.
  private(set) var usedRecoveryKeys: Set<[UInt8]> = []

  init(foundingHash: [UInt8]) { graph = CausalGraph(foundingHash: foundingHash) }

  /// Finds a commit's place after those it follows; `nil` once it is placed, then it is to be merged.
  mutating func place(_ commit: OpenedCommit) -> CausalGraph.Misfit? { graph.insert(commit) }

  /// Puts commits that are placed into the order.
  mutating func merge(_ added: [OpenedCommit]) {
    guard !added.isEmpty else { return }
    for commit in added {
      certifiedKeys.merge(commit.certifiedKeys) { known, _ in known }
      recoveryKeys.formUnion(commit.recoveryKeys)
      if let order = commit.order { usedRecoveryKeys.insert(order.verifyKey) }
    }
    let sorted = added.map { (graph.key($0), $0) }.sorted { $0.0 < $1.0 }
    var merged: [OpenedCommit] = []
    merged.reserveCapacity(commits.count + sorted.count)
    var next = 0
    for commit in commits {
      while next < sorted.count, sorted[next].0 < graph.key(commit) {
        merged.append(sorted[next].1)
        next += 1
      }
      merged.append(commit)
    }
    merged += sorted[next...].map(\.1)
    commits = merged
  }
}

extension LedgerFold {
  /// Folds a whole ledger from the founding commit, or from where `history` has folded the same before, which then
  /// knows this too.
  ///
  /// What a commit decides depends on its past alone, except that a removal and a fork also end logs whose commits may
  /// lie before them in the order of the fold. So removals are settled one after another, by the seniority of who
  /// decided them, then in the order of the fold, and everything is folded again with the ends known so far until no
  /// removal is unsettled. Of two custodians who remove each other the senior's comes first, and ends the log the
  /// junior's stands in. A removal that was settled stays so: it is the safe side. Once all are, rights that were taken
  /// away undo what their holders decided without having heard; that is settled in the same way.
  mutating func foldAll(
    _ ledger: CanonicalLedger, history: inout FoldHistory, _ connection: Database.Connection
  ) throws -> [VerifiedCommit] {
    let bootstrapped = ring
    var earlier = history.passes
    history.passes = []
    var ends: [LogID: Int] = ledger.graph.forks.mapValues { $0 - 1 }
    settled = []
    losses = SettledLosses()
    endsLogs = false
    defer { endsLogs = true }
    while true {
      var pass = FoldHistory.Pass(forks: Set(ledger.graph.forks.keys), ends: ends, settled: settled, losses: losses)
      try fold(ledger, &pass, from: pass.start(ledger, earlier), bootstrapped, connection)
      history.passes.append(pass)
      // The next differs from this one less than from any before.
      earlier.append(pass)
      guard let result = state else { return pass.folded }
      let open = result.unsettledRemovals(settled)
      let reaching = open.filter { removal in removal.ends.contains { result.hasFolded(beyond: $0.1, of: $0.0) } }
      // Where none reaches back, the order does not matter and nothing needs to be folded again.
      for removal in reaching.isEmpty ? open : Array(open.prefix(1)) {
        settled.insert(removal.id)
        for (log, number) in removal.ends { ends[log] = min(ends[log] ?? .max, number) }
      }
      guard reaching.isEmpty else { continue }
      state?.cutoffs = ends
      let late = lossesReachingBack(ledger, pass.folded)
      guard !late.isEmpty else { return pass.folded }
      losses.settle(late)
    }
  }

  /// One time through the ledger, with the ends that are known.
  private mutating func fold(
    _ ledger: CanonicalLedger, _ pass: inout FoldHistory.Pass, from start: FoldHistory.Start?, _ bootstrapped: KeyRing,
    _ connection: Database.Connection
  ) throws {
    state = start?.place.state
    ring = start?.place.ring ?? bootstrapped
    pass.begin(with: start)
    if start != nil {
      for epoch in bootstrapped.order { if let key = bootstrapped.keys[epoch] { try ring.add(key) } }
      prepare(ledger, pass)
    }
    for (index, commit) in ledger.commits.enumerated().dropFirst(pass.folded.count) {
      guard let node = ledger.graph.nodes[commit.hash] else { continue }
      if state == nil {
        pass.folded.append(try apply(commit, .everything, depth: node.depth, connection))
        prepare(ledger, pass)
      } else {
        var past = node.past
        past.note(node.coordinate)
        pass.folded.append(try apply(commit, .past(past), depth: node.depth, connection))
      }
      if FoldHistory.isKept(index + 1, of: ledger.commits.count), let state { pass.keep(state, ring) }
    }
  }

  /// What the whole ledger says, whatever part of it is folded.
  private mutating func prepare(_ ledger: CanonicalLedger, _ pass: FoldHistory.Pass) {
    state?.cutoffs = pass.ends
    state?.forks = pass.forks
    // A commit may have been signed before its device's admission was seen.
    for (log, key) in ledger.certifiedKeys where state?.logs[log] == nil {
      state?.strangers[log] = Base64Coded(wrappedValue: key)
    }
  }
}

extension VaultState {
  struct UnsettledRemoval {
    let id: SettledRemoval
    let ends: [(LogID, Int)]
  }

  /// Removals that count and whose ends are not known yet: recovery's first, then the most senior author's.
  fileprivate func unsettledRemovals(_ settled: Set<SettledRemoval>) -> [UnsettledRemoval] {
    var found: [(seniority: Int, order: Int, member: ID<Member>, removal: UnsettledRemoval)] = []
    for (member, entry) in members {
      for removal in entry.removals {
        let id = SettledRemoval(at: removal.at, member: member)
        guard !settled.contains(id) else { continue }
        found.append(
          (
            isRecovery(removal.at) ? -1 : members[removal.by]?.ordinal ?? .max, removal.order, member,
            UnsettledRemoval(id: id, ends: ends(of: member, removal.cutoffs))
          ))
      }
    }
    return found.sorted { ($0.seniority, $0.order, $0.member.hex) < ($1.seniority, $1.order, $1.member.hex) }
      .map(\.removal)
  }

  /// Whether a commit that counts lies beyond a number of a log.
  fileprivate func hasFolded(beyond number: Int, of log: LogID) -> Bool {
    guard let head = heads[log], head.number > number else { return false }
    let held = Set(quarantine.filter { $0.at.log == log }.map(\.at.number))
    return (max(0, number + 1)...head.number).contains { !held.contains($0) }
  }

  /// Whether a log that ends now has commits beyond its end that were taken to count.
  var hasFoldedBeyondEnds: Bool { cutoffs.contains { hasFolded(beyond: $0.value, of: $0.key) } }
}
