import OpenFormats
import Platform
public import Records
import Sodium

/// A vault in the hands of one member on one device: reads verify before they open, writes are one signed commit in
/// one transaction. Not shared between threads; a command makes one, uses it and lets it go.
public final class OpenVault {
  /// Where it lies.
  public let folder: VaultFolder
  let identity: Identity
  let database: Database
  let cache: LocalCache
  let bodyKeys = BodyKeys()
  let opened = OpenedLedger()
  private(set) var fold: LedgerFold
  /// Commits folded since the snapshot, with the lines that count.
  private var pending: [VerifiedCommit] = [] { didSet { pendingSegments = nil } }
  /// How many of them were folded again rather than new.
  private var refolded = 0
  private var pendingSegments: [ID<Case>: [LocalCache.Segment]]?
  private var history = FoldHistory()
  private var snapshotSequence = 0
  private var segmentCounts: [ID<Case>: Int] = [:]
  /// What is remembered stands in another order than what is folded now, and has to go first.
  private var isRememberedOtherwise = false
  /// The transaction this command is writing in, through which it also reads.
  private var writing: Database.Connection?
  /// What could not be read on the way, so that a command shows the rest and still ends as damaged.
  public private(set) var unreadable: [Damage] = []
  /// Cases whose identity this command has already said it opens.
  private var announced: Set<ID<Case>> = []

  /// This member.
  public var member: ID<Member> { identity.member }
  /// The vault's identifier.
  public var vaultID: ID<VaultTag> { identity.vault }

  var state: VaultState {
    get throws {
      guard let state = fold.state else { throw VaultError.notAMember }
      return state
    }
  }

  /// Opens the database and folds what is new since this device last looked.
  ///
  /// A device whose admission has not arrived yet opens only with `joining`, to receive it; one that recovery is about
  /// to admit opens with `recovering`.
  init(
    folder: VaultFolder, identity: Identity, database: Database, joining: Bool = false, recovering: Bool = false
  ) throws {
    self.folder = folder
    self.identity = identity
    self.database = database
    cache = try LocalCache(device: identity.device)
    fold = LedgerFold(identity: identity)
    let stored = try HighWaterMark.stored(folder)
    try database.read { try load($0) }
    if joining, fold.state == nil { return }
    guard let state = fold.state, recovering || state.members[identity.member] != nil else {
      throw VaultError.notAMember
    }
    if isRememberedOtherwise { try database.write { try flush($0) } }
    // An altered mark says nothing about the ledger; `verify` names it.
    if let stored, let mark = HighWaterMark(stored: stored, vault: identity.vault, ring: fold.ring),
      mark.commits > state.sequence
    {
      throw VaultError.damaged(.database("its last commits are missing"))
    }
  }

  /// Remembers what was folded again, and empties the write-ahead log, so that nothing lies outside the one file.
  public func close() throws {
    if isRememberedOtherwise { try database.write { try flush($0) } }
    try database.checkpoint()
  }

  // MARK: Folding

  private func load(_ connection: Database.Connection) throws {
    if let (snapshot, ring) = try cache.snapshot(connection, vault: identity.vault),
      snapshot.state.foundingHash == identity.foundingHash
    {
      var ring = ring
      ring.add(identity.device.sealing)
      fold = LedgerFold(identity: identity, state: snapshot.state, ring: ring)
      snapshotSequence = snapshot.state.sequence
      segmentCounts = snapshot.segments
    } else {
      fold = LedgerFold(identity: identity)
      try fold.bootstrap(connection)
      snapshotSequence = 0
      segmentCounts = [:]
    }
    pending = []
    refolded = 0
    try catchUp(connection)
  }

  private func catchUp(_ connection: Database.Connection) throws {
    var isConcurrent = false
    try connection.commits(after: fold.state?.sequence ?? 0) { stored in
      guard !isConcurrent else { return }
      // A replica numbers what it keeps without gaps, so a lost row shows even where no chain runs through it.
      guard stored.sequence == (fold.state?.sequence ?? 0) + 1 else {
        throw VaultError.damaged(.commit(sequence: stored.sequence, "commits before it are missing"))
      }
      let commit = try open(stored, connection)
      guard fold.isNext(commit) else {
        isConcurrent = true
        return
      }
      try take(commit, connection)
    }
    if isConcurrent { try foldAgain(connection) }
  }

  /// Opens a commit; a ledger key made since this device last looked may have been sealed to it meanwhile.
  private func open(_ stored: StoredCommit, _ connection: Database.Connection) throws -> OpenedCommit {
    if let epoch = EpochID(bytes: stored.epoch), fold.ring.key(epoch) == nil { try fold.bootstrap(connection) }
    return try opened.commit(stored, with: fold, connection)
  }

  /// Folds a commit whose author had seen everything; again from the beginning where it ends a log earlier on.
  @discardableResult
  private func take(_ commit: OpenedCommit, _ connection: Database.Connection) throws -> VerifiedCommit {
    let verified = try fold.applyNext(commit, connection)
    pending.append(verified)
    let removes = verified.decisions.contains { decision in
      switch decision {
      case .removal, .recovery: true
      default: false
      }
    }
    if removes, fold.state?.hasFoldedBeyondEnds == true { try foldAgain(connection) }
    return verified
  }

  /// Folds everything from the founding commit in its causal order, into memory: what is remembered is out of order.
  private func foldAgain(_ connection: Database.Connection) throws {
    var fresh = fold
    try fresh.restart(connection)
    let ledger = try opened.canonical(with: fresh, connection)
    pending = try fresh.foldAll(ledger, history: &history, connection)
    refolded = pending.count
    fold = fresh
    snapshotSequence = 0
    segmentCounts = [:]
    isRememberedOtherwise = true
  }

  /// Opens what is sealed to this key, too.
  func hold(_ key: SealingKey) { fold.ring.add(key) }

  /// Opens ledger keys that were sealed to this device or member, wherever they lie, into another ring than the fold's.
  func bootstrap(_ sealed: [[UInt8]], into ring: inout KeyRing) throws {
    var opening = fold
    opening.ring = ring
    try opening.bootstrap(sealed)
    ring = opening.ring
    fold.learn(from: opening)
  }

  /// Forgets what is in memory and reads again what the disk holds.
  func reload() throws { try database.read { try load($0) } }

  /// Folds again from the founding commit, trusting nothing this device remembered.
  func rebuild() throws {
    try database.write { connection in
      // Through damaged pages, clearing the cache could reach what is not cache.
      if let what = try connection.structuralDamage().first { throw VaultError.damaged(.database(what)) }
      history = FoldHistory()
      try foldAgain(connection)
      try flush(connection)
    }
  }

  /// Folding a few commits again is cheaper than rewriting the snapshot with every one, and the snapshot grows with the
  /// ledger.
  private func flushIfWorthwhile(_ connection: Database.Connection) throws {
    let few = max(32, snapshotSequence / 16)
    let new = pending.dropFirst(refolded)
    guard new.count >= few || new.reduce(0, { $0 + $1.lines.count }) >= 2048 else { return }
    try flush(connection)
  }

  private func flush(_ connection: Database.Connection) throws {
    guard let state = fold.state else { return }
    if isRememberedOtherwise {
      try cache.clear(state.cases.keys, connection)
      isRememberedOtherwise = false
    } else {
      // Another command of this device may have remembered more in the meantime; then that stands.
      guard try cache.snapshotSequence(connection) == snapshotSequence else { return }
    }
    for segment in LocalCache.segments(of: pending) {
      let ordinal = segmentCounts[segment.caseID, default: 0]
      try cache.append(segment.segment, of: segment.caseID, ordinal: ordinal, connection)
      segmentCounts[segment.caseID] = ordinal + 1
    }
    let keys = fold.ring.order.compactMap { fold.ring.keys[$0] }.map {
      Base64Coded(wrappedValue: GrantedKey.encode([$0]))
    }
    try cache.replaceSnapshot(.init(state: state, keys: keys, segments: segmentCounts), connection)
    snapshotSequence = state.sequence
    pending = []
    refolded = 0
  }

  func noteUnreadable(_ damage: Damage) { if !unreadable.contains(damage) { unreadable.append(damage) } }

  // MARK: Writing

  /// What is in memory, to be put back where a transaction is rolled back.
  private struct Before {
    private let memory: (LedgerFold, [VerifiedCommit], Int, Int, [ID<Case>: Int], Bool)

    init(_ vault: OpenVault) {
      memory = (
        vault.fold, vault.pending, vault.refolded, vault.snapshotSequence, vault.segmentCounts,
        vault.isRememberedOtherwise
      )
    }

    func restore(_ vault: OpenVault) {
      let learnt = vault.fold
      (
        vault.fold, vault.pending, vault.refolded, vault.snapshotSequence, vault.segmentCounts,
        vault.isRememberedOtherwise
      ) = memory
      vault.fold.learn(from: learnt)
      vault.opened.rollBack()
    }
  }

  /// Runs `body` and keeps everything it drafted as one signed commit, or nothing. A draft left empty makes none.
  @discardableResult
  public func write<R>(_ body: (CommitDraft) throws -> R) throws -> R {
    let before = Before(self)
    do {
      var written: VerifiedCommit?
      let result = try database.write { connection in
        writing = connection
        defer { writing = nil }
        try catchUp(connection)
        let draft = try CommitDraft(
          identity: identity, state: try state, ring: fold.ring, connection: connection)
        let result = try body(draft)
        if let stored = try draft.finish() {
          // What was just written goes the same way as what anybody wrote: verified, then folded.
          let verified = try take(try open(stored, connection), connection)
          if verified.quarantined != nil { throw VaultError.deviceEnded }
          if let refusal = try state.refusals.last, refusal.sequence == verified.sequence {
            throw VaultError.notEntitled(action: refusal.reason)
          }
          written = verified
          try flushIfWorthwhile(connection)
        }
        return result
      }
      if let written { raiseMark(commits: written.sequence, hash: written.hash) }
      return result
    } catch {
      before.restore(self)
      throw error
    }
  }

  /// The commit is kept already: a mark that lags is harmless, an error now would deny what has happened.
  private func raiseMark(commits: Int, hash: [UInt8]) {
    guard let ledger = fold.state?.ledgerKey(in: fold.ring) else { return }
    let stored = try? HighWaterMark.stored(folder)
    let known = stored.flatMap { HighWaterMark(stored: $0, vault: vaultID, ring: fold.ring) }
    guard (known?.commits ?? 0) < commits else { return }
    try? HighWaterMark(commits: commits, hash: hash).write(folder, vault: vaultID, ledger: ledger)
  }

  // MARK: Exchange

  /// Whether the founding commit is here: not before a newcomer's first exchange.
  public var isFounded: Bool { fold.state != nil }

  /// Keeps commits that arrived from elsewhere, in an order in which each follows its parents, and folds them: all of
  /// them, or none.
  func integrate(_ arrivals: [(package: Package, commit: OpenedCommit)]) throws {
    let before = Before(self)
    do {
      var last = 0
      try database.write { connection in
        try catchUp(connection)
        for (package, commit) in arrivals {
          let refused = Set(commit.destroyed { fold.state?.isErased($0) == true })
          for item in package.items where item.isBootstrap || !refused.contains(item.id) {
            try item.isBootstrap
              ? connection.insertBootstrap(item.id, item.sealed) : connection.insertBody(item.id, item.sealed)
          }
          guard let epoch = EpochID(bytes: package.epoch) else { throw VaultError.unknown(what: "key") }
          last = try connection.insertCommit(epoch: epoch, text: package.text, lines: package.lines)
        }
        try fold.bootstrap(connection)
        try catchUp(connection)
        guard fold.state != nil else { throw VaultError.notAMember }
        if !isRememberedOtherwise { try flush(connection) }
      }
      if let hash = arrivals.last?.commit.hash { raiseMark(commits: last, hash: hash) }
      try destroyErased()
    } catch {
      before.restore(self)
      throw error
    }
  }

  /// Keeps files of commits that wait, and drops those that need not wait longer.
  func keepWaiting(
    _ packages: [(name: PackageName, files: [[UInt8]])], limit: Int, without gone: Set<[UInt8]>
  ) throws {
    guard !packages.isEmpty || !gone.isEmpty else { return }
    try database.write { connection in
      for name in gone { try connection.removeWaiting(name) }
      var size = try connection.waiting().reduce(0) { $0 + $1.file.count }
      for (name, files) in packages {
        size += files.reduce(0) { $0 + $1.count }
        guard size <= limit else { return }
        for (part, file) in files.enumerated() { try connection.addWaiting(name.bytes, part: part, file) }
      }
    }
  }

  /// How many commits wait for others that have not arrived.
  public func waitingCommits() throws -> Int { Set(try reading { try $0.waiting() }.map(\.name)).count }

  /// Up to which number of each log commits were last seen in a remote.
  public func publishedHeads(in remote: String) throws -> [LogID: Int] {
    try reading { try cache.publishedHeads(remote, $0) }
  }

  /// Remembers that everything that is here was seen in a remote.
  public func rememberPublished(in remote: String) throws {
    let heads = try state.heads.mapValues(\.number)
    try database.write { try cache.rememberPublished(heads, remote, $0) }
  }

  // MARK: Reading

  /// Reads in the transaction that is open for writing, else in one of its own.
  func reading<R>(_ body: (Database.Connection) throws -> R) throws -> R {
    if let writing { return try body(writing) }
    return try database.read(body)
  }

  /// The lines of one case that count, in ledger order, by the commits they stand in.
  func segments(of caseID: ID<Case>) throws -> [LocalCache.Segment] {
    guard let entry = try state.cases[caseID] else { throw VaultError.unknown(what: "case") }
    if let segments = try rememberedSegments(of: caseID), segments.lineCount == entry.lines { return segments }
    // The index this device remembered is damaged or behind: make it again from the ledger, but not while writing.
    guard writing == nil else { throw VaultError.damaged(.cache) }
    try rebuild()
    guard let segments = try rememberedSegments(of: caseID),
      try segments.lineCount == state.cases[caseID]?.lines
    else { throw VaultError.damaged(.cache) }
    return segments
  }

  private func rememberedSegments(of caseID: ID<Case>) throws -> [LocalCache.Segment]? {
    let segments = isRememberedOtherwise ? [] : try reading { try cache.segments(of: caseID, $0) }
    guard let segments, segments.count == segmentCounts[caseID] ?? 0 else { return nil }
    return segments + (segmentsOfPending()[caseID] ?? [])
  }

  private func segmentsOfPending() -> [ID<Case>: [LocalCache.Segment]] {
    if let pendingSegments { return pendingSegments }
    let segments = Dictionary(grouping: LocalCache.segments(of: pending), by: \.caseID)
      .mapValues { $0.map(\.segment) }
    pendingSegments = segments
    return segments
  }

  /// Says in the ledger that this member opens the identity of these cases, once a command, before anything is shown:
  /// one commit for all of them, or for as many as one may decide about.
  public func announceIdentity(of cases: [ID<Case>]) throws {
    let state = try state
    let fresh = cases.filter {
      !announced.contains($0) && $0 != state.founding.register && holdsKey(.identity, of: $0)
    }
    for start in stride(from: 0, to: fresh.count, by: CommitLimit.decisions / 2) {
      try write { draft in
        for id in fresh[start...].prefix(CommitLimit.decisions / 2) {
          try draft.decide(.opened(case: id, compartment: .identity))
        }
      }
    }
    announced.formUnion(fresh)
  }

  func commitPlaces() throws -> [CommitPlace] { pending.map(\.place) }
}
