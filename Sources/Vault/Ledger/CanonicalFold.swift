import Records

/// Every commit of a ledger, in the order of the fold.
struct CanonicalLedger: Sendable {
  let commits: [OpenedCommit]
  let graph: CausalGraph

  /// Keys of all devices that are spoken of.
  var certifiedKeys: [LogID: [UInt8]] {
    commits.reduce(into: [:]) { keys, commit in keys.merge(commit.certifiedKeys) { known, _ in known } }
  }

  /// `commits` are placed in `graph`.
  init(_ commits: [OpenedCommit], graph: CausalGraph) {
    self.graph = graph
    self.commits = commits.map { (graph.key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

extension CanonicalLedger {
  /// Opens every commit of the database with the keys `fold` has. A commit lies after those it follows, and none is
  /// missing, or the database is damaged.
  init(foundingHash: [UInt8], opening fold: LedgerFold, _ connection: Database.Connection) throws {
    var graph = CausalGraph(foundingHash: foundingHash)
    var commits: [OpenedCommit] = []
    try connection.commits(after: .min) { stored in
      func damaged(_ what: String) -> VaultError { .damaged(.commit(sequence: stored.sequence, what)) }
      guard stored.sequence == commits.count + 1 else { throw damaged("commits before it are missing") }
      let commit = try fold.open(stored, connection)
      if let misfit = graph.insert(commit) { throw damaged(misfit.words) }
      commits.append(commit)
    }
    self.init(commits, graph: graph)
  }
}

extension LedgerFold {
  /// Folds a whole ledger from the founding commit.
  ///
  /// What a commit decides depends on its past alone, except that a removal and a fork also end logs whose commits may
  /// lie before them in the order of the fold. So removals are settled one after another, by the seniority of who
  /// decided them, then in the order of the fold, and everything is folded again with the ends known so far until no
  /// removal is unsettled. Of two custodians who remove each other the senior's comes first, and ends the log the
  /// junior's stands in. A removal that was settled stays so: it is the safe side.
  mutating func foldAll(_ ledger: CanonicalLedger, _ connection: Database.Connection) throws -> [VerifiedCommit] {
    let start = (state, ring)
    var ends: [LogID: Int] = ledger.graph.forks.mapValues { $0 - 1 }
    settled = []
    endsLogs = false
    defer { endsLogs = true }
    while true {
      (state, ring) = start
      var folded: [VerifiedCommit] = []
      folded.reserveCapacity(ledger.commits.count)
      for commit in ledger.commits {
        guard let node = ledger.graph.nodes[commit.hash] else { continue }
        var past = node.past
        past.note(node.coordinate)
        if state == nil {
          folded.append(try apply(commit, .everything, depth: node.depth, connection))
          state?.cutoffs = ends
          // A commit may have been signed before its device's admission was seen.
          for (log, key) in ledger.certifiedKeys where state?.logs[log] == nil {
            state?.strangers[log] = Base64Coded(wrappedValue: key)
          }
          state?.forks = Set(ledger.graph.forks.keys)
        } else {
          folded.append(try apply(commit, .past(past), depth: node.depth, connection))
        }
      }
      guard let result = state else { return folded }
      let open = result.unsettledRemovals(settled)
      guard let first = open.first else { return folded }
      let reaching = open.filter { removal in removal.ends.contains { result.hasFolded(beyond: $0.1, of: $0.0) } }
      // Where none reaches back, the order does not matter and nothing needs to be folded again.
      for removal in reaching.isEmpty ? open : [first] {
        settled.insert(removal.id)
        for (log, number) in removal.ends { ends[log] = min(ends[log] ?? .max, number) }
      }
      if reaching.isEmpty {
        state?.cutoffs = ends
        return folded
      }
    }
  }
}

extension VaultState {
  struct UnsettledRemoval {
    let id: SettledRemoval
    let ends: [(LogID, Int)]
  }

  /// Removals that count and whose ends are not known yet, the most senior author's first.
  fileprivate func unsettledRemovals(_ settled: Set<SettledRemoval>) -> [UnsettledRemoval] {
    var found: [(seniority: Int, order: Int, member: ID<Member>, removal: UnsettledRemoval)] = []
    for (member, entry) in members {
      for removal in entry.removals {
        let id = SettledRemoval(at: removal.at, member: member)
        guard !settled.contains(id) else { continue }
        found.append(
          (
            members[removal.by]?.ordinal ?? .max, removal.order, member,
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
