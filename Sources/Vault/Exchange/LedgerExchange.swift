public import Records
import Sodium

/// What an exchange took in and could not take in.
public struct ExchangeReport: Sendable {
  /// Commits that are new here.
  public internal(set) var received = 0
  /// Commits that wait for others that have not arrived, or for a key: kept, not yet part of the ledger.
  public internal(set) var waiting: [PackageName] = []
  /// Those among them that are sealed under a ledger key this member was never given.
  public internal(set) var withoutKey = 0
  /// Files that are not what any member sealed: damaged, forged or exchanged.
  public internal(set) var refused: [PackageName] = []
  /// Records that came in and are sealed under a key somebody holds who left, because their author had not heard of it:
  /// how many of each case. They can read those; the next record in each compartment takes a fresh key.
  public internal(set) var unaware: [ID<Case>: Int] = [:]
  /// Recovery keys by which two orders arrived together, of which neither was taken: words were used twice, or stolen.
  public internal(set) var disputedOrders = 0
  /// Whether this device's own log has commits here that this copy did not have: it is an older copy.
  public internal(set) var isOlderCopy = false
}

/// A vault's side of an exchange of commits with somewhere else: what it can give, and what it takes. It opens the
/// whole ledger once; a command makes one and lets it go.
public final class LedgerExchange {
  private let vault: OpenVault
  private var ring: KeyRing
  private var graph: CausalGraph
  private var rows: [PackageName: OpenedCommit] = [:]
  /// Names of commits as they were before some of their records were destroyed, and their present names.
  public private(set) var outdated: [PackageName: PackageName] = [:]
  private var certified: [LogID: [UInt8]] = [:]
  /// Verification keys of recovery that are spoken of.
  private var recoveryKeys: Set<[UInt8]> = []
  private var usedRecoveryKeys: Set<[UInt8]> = []
  private var arrivals: [Arrival] = []
  private var report = ExchangeReport()

  private struct Arrival {
    let name: PackageName
    let package: Package
    let commit: OpenedCommit
    /// Records whose bodies are not in it: they were destroyed, or it is not whole.
    let without: Set<VaultState.ErasedRecord>
    /// As they were fetched.
    let files: [[UInt8]]
  }

  /// What may lie waiting, in bytes: more stays where it came from.
  private static let waitingLimit = 256 << 20

  /// Opens the vault's ledger. A vault whose admission has not arrived yet has none.
  public init(_ vault: OpenVault) throws {
    self.vault = vault
    ring = vault.fold.ring
    var ledger = CanonicalLedger(foundingHash: vault.identity.foundingHash)
    let keys = try vault.reading { try $0.bootstraps().map(\.sealed) }
    try vault.bootstrap(keys, into: &ring)
    if vault.isFounded {
      var fold = vault.fold
      fold.ring = ring
      ledger = try vault.reading { try vault.opened.canonical(with: fold, $0) }
    }
    graph = ledger.graph
    certified = ledger.certifiedKeys
    recoveryKeys = ledger.recoveryKeys
    usedRecoveryKeys = ledger.usedRecoveryKeys
    for commit in ledger.commits {
      let full = PackageName(commit.hash, vault: vault.vaultID)
      let present = name(of: commit)
      rows[present] = commit
      if full != present { outdated[full] = present }
    }
  }

  private func name(of commit: OpenedCommit) -> PackageName {
    PackageName(commit.hash, vault: vault.vaultID, without: destroyed(of: commit))
  }

  private func destroyed(of commit: OpenedCommit) -> [RecordID] {
    commit.destroyed { vault.fold.state?.isErased($0) == true }
  }

  /// The commits that are here, by the names they travel under.
  public var names: Set<PackageName> { Set(rows.keys) }

  /// Those among `names` that had reached a remote when its logs had reached these numbers.
  public func known(_ names: [PackageName], before heads: [LogID: Int]) -> Int {
    names.count { name in
      guard let text = rows[name]?.text, let number = heads[text.log] else { return false }
      return text.number <= number
    }
  }

  /// Commits here that the last one of some other device does not follow: somebody may be waiting for them. The latest
  /// first, at most so many.
  public func unconfirmed(limit: Int) throws -> [PackageName] {
    let state = try vault.state
    let own = vault.identity.device.log
    let others = state.logs.filter { $0.key != own && state.members[$0.value.member]?.isRemoved == false }.keys
    let clocks = others.map { log -> Clock in
      guard let node = state.heads[log].flatMap({ graph.nodes[$0.hash] }) else { return Clock() }
      var clock = node.past
      clock.note(node.coordinate)
      return clock
    }
    let open = rows.filter { _, commit in clocks.contains { !$0.includes(commit.coordinate) } }
    return open.sorted { graph.key($0.value) > graph.key($1.value) }.prefix(limit).map(\.key)
  }

  /// More bytes than a commit travels as.
  public func sizeLimit(of name: PackageName) -> Int {
    (rows[name]?.lines.lines ?? []).reduce(1 << 20) { $0 + 2 * (Int($1.size) + RecordLine.count) }
  }

  /// Whether what lies elsewhere under a commit's name is that commit, whole. `part` fetches its files by number.
  public func isSound(_ name: PackageName, part: (Int) throws -> [UInt8]?) throws -> Bool {
    do {
      let package = try Package(name, vault: vault.vaultID, ring: ring, part: part)
      guard let (commit, without) = open(package) else { return false }
      return PackageName(commit.hash, vault: vault.vaultID, without: without) == name
    } catch is Package.Refusal { return false }
  }

  // MARK: Giving

  /// The files one commit travels as, wrapped in the present ledger key.
  public func files(of name: PackageName) throws -> [[UInt8]] {
    guard let commit = rows[name] else { throw VaultError.unknown(what: "commit") }
    guard let ledger = try vault.state.ledgerKey(in: ring) else { throw VaultError.noLedgerKey }
    return try vault.reading { connection in
      guard let stored = try connection.commit(commit.row) else {
        throw VaultError.damaged(.commit(sequence: commit.row, "it is missing"))
      }
      var items: [Package.Item] = []
      let gone = Set(destroyed(of: commit))
      for line in commit.lines.lines where !gone.contains(line.id) {
        let isBootstrap = line.kind == .bootstrap
        let sealed =
          try isBootstrap
          ? connection.bootstrap(line.id)
          : connection.body(line.id, digest: line.bodyHash)
        guard let sealed else { throw VaultError.damaged(.missingBody(line.id)) }
        guard Digest256.hash(sealed) == line.bodyHash else { throw VaultError.damaged(.body(line.id)) }
        items.append(.init(isBootstrap: isBootstrap, id: line.id, sealed: sealed))
      }
      return try Package(epoch: stored.epoch, text: stored.text, lines: stored.lines, items: items)
        .files(name, vault: vault.vaultID, ledger: ledger)
    }
  }

  /// Ledger keys sealed to members, as they lie in the vault: whoever has been given one opens what was wrapped in it.
  public func keyFiles() throws -> [(name: PackageName, bytes: [UInt8])] {
    try vault.reading { connection in
      try connection.bootstraps().compactMap { id, sealed in PackageName(bytes: id.bytes).map { ($0, sealed) } }
    }
  }

  // MARK: Taking

  /// Takes ledger keys out of those that were sealed to this device or member.
  public func take(keys: [[UInt8]]) throws {
    try vault.bootstrap(keys, into: &ring)
  }

  /// Reads one commit; it becomes part of the ledger with ``finish()``. `part` fetches its files by number.
  public func take(_ name: PackageName, part: (Int) throws -> [UInt8]?) throws {
    guard rows[name] == nil, outdated[name] == nil else { return }
    var files: [[UInt8]] = []
    do {
      let package = try Package(name, vault: vault.vaultID, ring: ring) { number in
        guard let file = try part(number) else { return nil }
        files.append(file)
        return file
      }
      guard let (commit, without) = open(package),
        PackageName(commit.hash, vault: vault.vaultID, without: without) == name
      else { throw Package.Refusal.damaged }
      // Known already, with other records destroyed than here.
      guard graph.nodes[commit.hash] == nil else { return }
      let absent = Set(without)
      let missing = commit.lines.lines.filter { absent.contains($0.id) }
        .map { VaultState.ErasedRecord(caseID: $0.caseID, record: $0.id) }
      arrivals.append(Arrival(name: name, package: package, commit: commit, without: Set(missing), files: files))
    } catch let refusal as Package.Refusal {
      switch refusal {
      case .damaged: report.refused.append(name)
      case .incomplete: report.waiting.append(name)
      case .unknownKey:
        report.waiting.append(name)
        report.withoutKey += 1
      }
    }
  }

  /// A package's commit, if everything it names is what was signed for, and the records that are not in it.
  private func open(_ package: Package) -> (OpenedCommit, without: [RecordID])? {
    let opener = CommitOpener(vault: vault.vaultID, ring: ring)
    var bodies: [RecordID: [UInt8]] = [:]
    var bootstraps: [RecordID: [UInt8]] = [:]
    for item in package.items {
      let earlier =
        item.isBootstrap
        ? bootstraps.updateValue(item.sealed, forKey: item.id) : bodies.updateValue(item.sealed, forKey: item.id)
      guard earlier == nil else { return nil }
    }
    let stored = StoredCommit(sequence: 0, epoch: package.epoch, text: package.text, lines: package.lines)
    guard let unverified = try? opener.unsealed(stored),
      let commit = try? opener.opened(unverified, row: 0, body: { bodies[$0.id] }),
      package.items.count <= commit.lines.lines.count
    else { return nil }
    var without: [RecordID] = []
    for line in commit.lines.lines {
      let sealed = line.kind == .bootstrap ? bootstraps[line.id] : bodies[line.id]
      if sealed == nil, case .record = line.kind {
        without.append(line.id)
        continue
      }
      guard let sealed, sealed.count == Int(line.size), Digest256.hash(sealed) == line.bodyHash else { return nil }
    }
    return (commit, without)
  }

  /// Puts what arrived into the ledger, each commit after those it follows, in one transaction, and folds it. What has
  /// to wait is kept beside it, and tried again with every exchange.
  public func finish() throws -> ExchangeReport {
    let waiting = try vault.reading { try $0.waiting() }
    for (name, parts) in Dictionary(grouping: waiting, by: \.name) {
      guard let name = PackageName(bytes: name), !arrivals.contains(where: { $0.name == name }) else { continue }
      try take(name) { parts.indices.contains($0) ? parts[$0].file : nil }
    }
    var placed: [Arrival] = []
    let ordered = Set(
      arrivals.flatMap { $0.commit.decisions }.flatMap { decision -> [VaultState.ErasedRecord] in
        guard case .erasure(let id, let records, _, _)? = decision else { return [] }
        return records.map { VaultState.ErasedRecord(caseID: id.record, record: $0) }
      }
    ).union(vault.fold.state?.erased ?? [])
    // Without an order to destroy them, records are missing: another copy may have them yet.
    var left = arrivals.filter { ordered.isSuperset(of: $0.without) }
    report.waiting += arrivals.filter { !ordered.isSuperset(of: $0.without) }.map(\.name)
    var here = Set<[UInt8]>()
    // One commit may be there under several names; the one with most records in it is taken.
    left = left.sorted { $0.without.count < $1.without.count }.filter { here.insert($0.commit.hash).inserted }
    let orders = Set(left.compactMap(\.commit.order))
    let disputed = Set(orders.map(\.verifyKey).filter { key in orders.count { $0.verifyKey == key } > 1 })
    report.disputedOrders = disputed.count
    var isMoving = true
    while isMoving {
      isMoving = false
      var next: [Arrival] = []
      for arrival in left {
        switch fate(of: arrival.commit, disputed) {
        case .placed:
          placed.append(arrival)
          certified.merge(arrival.commit.certifiedKeys) { known, _ in known }
          recoveryKeys.formUnion(arrival.commit.recoveryKeys)
          if let order = arrival.commit.order { usedRecoveryKeys.insert(order.verifyKey) }
          isMoving = true
        case .waits: next.append(arrival)
        case .refused: report.refused.append(arrival.name)
        }
      }
      left = next
    }
    report.waiting = Set(report.waiting).union(left.map(\.name)).sorted()
    report.received = placed.count
    let known = Set(waiting.map(\.name))
    // Once somebody has removed the false one of two orders, the other is taken.
    left = left.filter { arrival in arrival.commit.order.map { !disputed.contains($0.verifyKey) } ?? true }
    try vault.keepWaiting(
      left.filter { !known.contains($0.name.bytes) }.map { ($0.name, $0.files) }, limit: Self.waitingLimit,
      without: known.subtracting(left.map(\.name.bytes)))
    report.isOlderCopy = placed.contains { $0.commit.text.log == vault.identity.device.log } && vault.isFounded
    if !placed.isEmpty {
      try vault.integrate(placed.map { ($0.package, $0.commit) })
      let state = try vault.state
      let held = Set(state.quarantine.map(\.hash))
      for commit in placed.map(\.commit) where !held.contains(commit.hash) {
        for line in commit.lines.lines where isUnaware(line, of: commit, state) {
          report.unaware[ID<Case>(line.caseID), default: 0] += 1
        }
      }
    }
    return report
  }

  /// Whether a record is sealed under a key that its author would not have used, had they heard of who left meanwhile.
  private func isUnaware(_ line: RecordLine, of commit: OpenedCommit, _ state: VaultState) -> Bool {
    guard case .record(let kind) = line.kind, var sight = graph.nodes[commit.hash]?.past,
      let kept = state.cases[ID<Case>(line.caseID)]?.compartments[kind.compartment],
      kept.epochs.contains(where: { $0.id == line.epoch })
    else { return false }
    let departures = state.rotations.map(\.at) + kept.changes.changes.filter { !$0.remove.isEmpty }.map(\.at)
    let unheard = departures.filter {
      !sight.includes($0) && graph.past(of: $0)?.includes(commit.coordinate) == false
    }
    guard !unheard.isEmpty else { return false }
    sight.note(commit.coordinate)
    for departure in unheard { sight.note(departure) }
    return !state.isPresent(line.epoch, of: kept, in: .past(sight))
  }

  private enum Fate {
    case placed
    case waits
    case refused
  }

  private func fate(of commit: OpenedCommit, _ disputed: Set<[UInt8]>) -> Fate {
    switch graph.misfit(commit) {
    case .unchained?, .unseenHead?: return .waits
    case .repeated?, .unfounded?: return .refused
    case nil: break
    }
    var key = certified[commit.text.log]
    if commit.hash == graph.foundingHash {
      key = commit.certifiedKeys[commit.text.log]
    } else if case .recovery? = commit.decisions.first, key == nil {
      // All that it follows is here, so the recovery key that signed it would be known. A key signs one order: words that
      // were used could claim not to know of it, for ever. Of two that arrive together nobody can tell which came first.
      guard let order = commit.order, recoveryKeys.contains(order.verifyKey),
        !usedRecoveryKeys.contains(order.verifyKey)
      else { return .refused }
      if disputed.contains(order.verifyKey) { return .waits }
      key = commit.certifiedKeys[commit.text.log]
    }
    guard let key else { return .waits }
    guard commit.isSigned(by: key) else { return .refused }
    return graph.insert(commit) == nil ? .placed : .refused
  }
}
