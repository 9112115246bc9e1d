import Records
import Sodium

/// A commit whose signature, chain, root and heads have been checked. Only the ledger makes one.
struct VerifiedCommit: Sendable {
  /// Its place in the order of the fold, from 1.
  let sequence: Int
  let text: CommitText
  let hash: [UInt8]
  let author: ID<Member>?
  /// The author's roles as they saw them; none where the commit lies in quarantine.
  let roles: Set<Role>
  let lines: [RecordLine]
  /// Record lines its author was entitled to write.
  let accepted: [RecordLine]
  /// Record lines of commits in quarantine that it made count.
  let adopted: [(place: CommitPlace, line: RecordLine)]
  /// What it decided, whether or not that counts.
  let decisions: [ControlRecord]
  /// Why none of it counts.
  let quarantined: QuarantinedCommit.Reason?

  var place: CommitPlace {
    CommitPlace(sequence: sequence, log: text.log, number: text.number, time: text.time, roles: roles)
  }

  /// Everything it adds to the cases, each line with the place it stands at.
  var additions: [(place: CommitPlace, lines: [RecordLine])] {
    (accepted.isEmpty ? [] : [(place, accepted)]) + adopted.map { ($0.place, [$0.line]) }
  }
}

/// Where a line stands: which commit of which log, and when its author's clock said it was.
struct CommitPlace: Hashable, Sendable {
  let sequence: Int
  let log: LogID
  let number: Int
  let time: String
  /// The author's roles as they saw them then: whether a correction counts does not change when its author leaves.
  let roles: Set<Role>
}

/// A removal that counts: the commit that decided it, and whom it removed.
struct SettledRemoval: Hashable, Sendable {
  let at: Coordinate
  let member: ID<Member>
}

/// Verifies commits one after another and folds what they decide into the state and the key ring.
struct LedgerFold: Sendable {
  let identity: Identity
  var state: VaultState?
  var ring: KeyRing
  /// Removals that count whatever else is known of their author: see ``foldAll(_:graph:_:)``.
  var settled: Set<SettledRemoval> = []
  /// Rights taken away that undo decisions made meanwhile.
  var losses = SettledLosses()
  /// Whether a removal ends the logs it names as soon as it is folded, as it does where nothing is concurrent.
  var endsLogs = true
  /// Signatures found correct, so that folding again need not verify them again.
  private var verified: Set<[UInt8]> = []
  private var openedGrants: [OpenedGrant: [GrantedKey]] = [:]
  /// Bootstraps that were tried, by their digest.
  private var bootstraps: (tried: [RecipientID: Set<[UInt8]>], opened: [[UInt8]: [GrantedKey]]) = ([:], [:])

  init(identity: Identity) {
    self.identity = identity
    state = nil
    ring = KeyRing()
    ring.add(identity.device.sealing)
  }

  init(identity: Identity, state: VaultState?, ring: KeyRing) {
    self.identity = identity
    self.state = state
    self.ring = ring
  }

  static let noHash = [UInt8](repeating: 0, count: 32)
  static let signerPrefix = "casevault/"

  /// The signer's name in a commit's note.
  static func signer(_ log: LogID) -> String { signerPrefix + log.hex }

  /// Takes over what another has verified and opened; not what it folded.
  mutating func learn(from other: LedgerFold) {
    verified = other.verified
    openedGrants = other.openedGrants
    bootstraps = other.bootstraps
  }

  var opener: CommitOpener { CommitOpener(vault: identity.vault, ring: ring) }

  /// Forgets what was folded, and keeps what need not be verified or opened twice.
  mutating func restart(_ connection: Database.Connection) throws {
    state = nil
    ring = KeyRing()
    ring.add(identity.device.sealing)
    try bootstrap(connection)
  }

  /// Opens the key material that was sealed to this device, or to its member, before it held the ledger key.
  mutating func bootstrap(_ connection: Database.Connection) throws {
    try bootstrap(try connection.bootstraps().map(\.sealed))
  }

  /// Opens those among `sealed` that are for this device or its member; none is tried twice.
  mutating func bootstrap(_ sealed: [[UInt8]]) throws {
    let digests = sealed.map { Digest256.hash($0) }
    for digest in digests { for key in bootstraps.opened[digest] ?? [] { try ring.add(key) } }
    var done: Set<RecipientID> = []
    while let (recipient, key) = ring.ownKeys.first(where: { !done.contains($0.0) }) {
      done.insert(recipient)
      for (sealed, digest) in zip(sealed, digests)
      where bootstraps.opened[digest] == nil && bootstraps.tried[recipient, default: []].insert(digest).inserted {
        guard var list = try? Bootstrap.open(sealed, for: recipient, with: key, vault: identity.vault) else { continue }
        defer { wipe(&list) }
        // Somebody may have sealed nonsense; it must keep nobody out.
        let keys = ((try? GrantedKey.list(list, vault: identity.vault)) ?? []).filter { key in
          key.kind == .ledger || key.kind == .member && key.scope == identity.member.record
        }
        bootstraps.opened[digest] = keys
        for key in keys { try ring.add(key) }
      }
    }
  }

  /// Opens one stored commit.
  func open(_ stored: StoredCommit, _ connection: Database.Connection) throws -> OpenedCommit {
    try opener.opened(opener.unsealed(stored), row: stored.sequence) { try connection.body($0.id, digest: $0.bodyHash) }
  }

  /// Whether the author had seen all that is folded: then the commit comes last in the order of the fold.
  func isNext(_ commit: OpenedCommit) -> Bool {
    guard let state else { return commit.text.number == 0 && commit.lines.heads.isEmpty }
    let own = state.heads[commit.text.log]
    guard commit.text.number == (own?.number ?? -1) + 1, commit.text.previous == own?.hash ?? Self.noHash else {
      return false
    }
    return commit.lines.heads.count == state.heads.count - (own == nil ? 0 : 1)
      && commit.lines.heads.allSatisfy { $0.log != commit.text.log && state.heads[$0.log] == $0.head }
  }

  /// Verifies a commit whose author had seen everything, and folds it, as ``apply(_:_:depth:_:)`` does.
  mutating func applyNext(_ commit: OpenedCommit, _ connection: Database.Connection) throws -> VerifiedCommit {
    try apply(commit, .everything, depth: (state?.depth ?? 0) + 1, connection)
  }

  /// Verifies one commit and folds it with what its author had seen. On any mismatch ``VaultError/damaged(_:)`` is
  /// thrown; after that nothing more is to be folded.
  mutating func apply(
    _ commit: OpenedCommit, _ sight: Sight, depth: Int, _ connection: Database.Connection
  ) throws -> VerifiedCommit {
    func damaged(_ what: String) -> VaultError { .damaged(.commit(sequence: commit.row, what)) }
    let text = commit.text
    let isFounding = state == nil
    var next: VaultState
    if let state { next = state } else { next = try founded(by: commit) }
    var nextRing = ring
    // Held once only, so that they change in place: copying them with every commit takes longer than all the rest.
    state = nil
    ring = KeyRing()
    var isFolded = false
    defer {
      state = isFounding && !isFolded ? nil : next
      ring = nextRing
    }
    let known = next.logs[text.log]?.verifyKey ?? next.strangers[text.log]?.wrappedValue
    guard let key = known ?? next.selfCertifiedKey(commit) else { throw damaged("its log belongs to no member") }
    if !verified.contains(commit.hash) {
      guard commit.isSigned(by: key) else { throw damaged("its signature does not verify") }
      verified.insert(commit.hash)
    }
    let sequence = next.sequence + 1
    next.heads[text.log] = LogHead(number: text.number, hash: commit.hash)
    next.depth = depth
    for index in next.erasures.indices where sight.includes(next.erasures[index].at) {
      next.erasures[index].unacknowledged.remove(text.log)
    }
    for (log, key) in commit.certifiedKeys where next.logs[log] == nil {
      next.strangers[log] = Base64Coded(wrappedValue: key)
    }

    if case .recovery(let order)? = commit.decisions.first, next.logs[text.log] == nil,
      !next.isForked(commit.coordinate)
    {
      let act = Act(by: order.member.member, at: commit.coordinate, time: text.time, sight: sight)
      if let refusal = next.recover(order, act) { next.refusals.append(.init(sequence: sequence, reason: refusal)) }
    }
    let author = next.logs[text.log]?.member
    var accepted: [RecordLine] = []
    var adopted: [(place: CommitPlace, line: RecordLine)] = []
    let reason = quarantineReason(commit, next, sight)
    if let reason {
      next.quarantine.append(
        QuarantinedCommit(
          at: commit.coordinate, hash: commit.hash, sequence: sequence, time: text.time, reason: reason,
          records: commit.lines.lines.filter { if case .record = $0.kind { true } else { false } }.map {
            .init(line: $0.encoded, isAccepted: false)
          }))
    }
    if let author {
      let act = Act(
        by: author, at: commit.coordinate, time: text.time, sight: sight,
        lost: losses.lost(at: commit.coordinate, sight))
      for decision in commit.decisions {
        if case .removal(let member, let cutoffs, let why)? = decision,
          settled.contains(.init(at: commit.coordinate, member: member))
        {
          // It stands, also where its author lost all authority by what was settled after it.
          next.remove(member, cutoffs, why, act)
          continue
        }
        guard reason == nil else {
          keep(decision, act, &next)
          continue
        }
        if let refusal = decision.map({ next.fold($0, act) }) ?? "a decision this program does not know" {
          next.refusals.append(.init(sequence: sequence, reason: refusal, unaware: act.lost.isEmpty ? nil : author))
          keep(decision, act, &next)
          continue
        }
        switch decision {
        case .accepted(let hash, let records)?: adopted += adopt(records, of: hash, sequence, &next)
        case .removal(let member, let cutoffs, _)? where endsLogs:
          for (log, number) in next.ends(of: member, cutoffs) { next.end(log, at: number) }
        case .recovery(let order)? where endsLogs:
          for removed in order.removed {
            for (log, number) in next.ends(of: removed.member, removed.cutoffs) { next.end(log, at: number) }
          }
        default: break
        }
      }
    }
    if reason == nil, let author {
      for (line, grant) in commit.grants {
        if let refusal = try take(grant, line, text.log, author, sight, connection, &next, &nextRing) {
          next.refusals.append(.init(sequence: sequence, reason: refusal))
        }
      }
      // Asked once for all records of a purpose: a commit can hold very many, and the answer rests on every decision.
      var answers: [BodyPurpose: String?] = [:]
      for line in commit.lines.lines {
        guard case .record(let kind) = line.kind else { continue }
        let known = answers[line.purpose]
        let answer = known ?? next.refusal(of: line, kind: kind, by: author, in: sight)
        if known == nil { answers[line.purpose] = .some(answer) }
        if let refusal = answer {
          next.refusals.append(.init(sequence: sequence, reason: refusal))
        } else {
          next.cases[ID<Case>(line.caseID)]?.lines += 1
          accepted.append(line)
        }
      }
    }
    for log in next.logs.keys where next.strangers[log] != nil { next.strangers[log] = nil }
    if isFounding, next.members.isEmpty { throw damaged("it is not this vault's founding") }
    next.sequence = sequence
    isFolded = true
    return VerifiedCommit(
      sequence: sequence, text: text, hash: commit.hash, author: author,
      roles: reason == nil ? author.map { next.roles(of: $0, in: sight) } ?? [] : [], lines: commit.lines.lines,
      accepted: accepted,
      adopted: adopted, decisions: commit.decisions.compactMap { $0 }, quarantined: reason)
  }

  /// The state the founding commit starts from, if it is the one this identity trusts.
  private func founded(by commit: OpenedCommit) throws -> VaultState {
    func damaged(_ what: String) -> VaultError { .damaged(.commit(sequence: commit.row, what)) }
    guard commit.hash == identity.foundingHash, case .founding(let terms)? = commit.decisions.first,
      terms.vault == identity.vault, let ledger = commit.lines.lines.first?.epoch
    else { throw damaged("it is not this vault's founding") }
    return VaultState(
      founding: terms, foundingHash: commit.hash, ledgerEpoch: ledger, at: commit.coordinate, time: commit.text.time)
  }

  private func quarantineReason(
    _ commit: OpenedCommit, _ state: VaultState, _ sight: Sight
  ) -> QuarantinedCommit.Reason? {
    if state.isRecovery(commit.coordinate), !state.isForked(commit.coordinate) { return nil }
    if let end = state.cutoffs[commit.text.log], commit.text.number > end {
      return state.forks.contains(commit.text.log) ? .forked : .removed
    }
    guard let entry = state.logs[commit.text.log], entry.admitted.contains(where: sight.includes) else {
      return .unadmitted
    }
    return state.exists(entry.member, in: sight) ? nil : .removed
  }

  /// Makes records count that lay in quarantine, if they have a key of their compartment.
  private func adopt(
    _ records: [RecordID], of hash: String, _ sequence: Int, _ state: inout VaultState
  ) -> [(place: CommitPlace, line: RecordLine)] {
    guard let commit = state.quarantine.first(where: { $0.hash.hex == hash }) else { return [] }
    let records = Set(records)
    var adopted: [(place: CommitPlace, line: RecordLine)] = []
    for entry in commit.records {
      var reader = ByteReader(entry.line)
      guard let line = RecordLine(&reader), records.contains(line.id), case .record(let kind) = line.kind else {
        continue
      }
      let id = ID<Case>(line.caseID)
      let epochs = state.cases[id]?.compartments[kind.compartment]?.epochs ?? []
      guard line.compartment == kind.compartment.wireCode, epochs.contains(where: { $0.id == line.epoch }) else {
        state.refusals.append(.init(sequence: sequence, reason: "a record was accepted that no known key opens"))
        continue
      }
      state.cases[id]?.lines += 1
      adopted.append((commit.place, line))
    }
    return adopted
  }

  // MARK: Grants

  /// Returns why a grant does not count, or `nil`. A member who signs a grant that does not open must not be able to
  /// keep its recipient out of the vault.
  private mutating func take(
    _ grant: Grant?, _ line: RecordLine, _ log: LogID, _ author: ID<Member>, _ sight: Sight,
    _ connection: Database.Connection, _ state: inout VaultState, _ ring: inout KeyRing
  ) throws -> String? {
    guard let grant else { return "a grant is malformed" }
    // Asked once for all keys of a purpose: a grant can hold very many.
    var asked: [KeyPurpose: (mayGrant: Bool, isOwed: Bool)] = [:]
    func answers(_ key: DeclaredKey) -> (mayGrant: Bool, isOwed: Bool) {
      if let known = asked[key.purpose] { return known }
      let found = (
        state.mayGrant(key, by: author, in: sight), state.isOwed(key, to: grant.recipient, in: sight)
      )
      asked[key.purpose] = found
      return found
    }
    let theirs = state.declarations(of: grant.epochs).map { $0.filter { answers($0).mayGrant } }
    guard theirs.allSatisfy({ !$0.isEmpty }) else { return "the author may not hand on these keys" }
    let owed = theirs.map { $0.filter { answers($0).isOwed } }
    guard owed.allSatisfy({ !$0.isEmpty }) else { return "the recipient is not to have these keys" }
    for key in owed.joined() {
      state.granted[key, default: []].insert(grant.recipient)
      state.unreceived[key]?.remove(grant.recipient)
    }
    guard let key = ring.sealing[grant.recipient] else {
      state.unopened[grant.recipient, default: []].append(
        .init(id: line.id, log: log, bodyHash: line.bodyHash, epoch: line.epoch))
      return nil
    }
    return try open(grant, log, key, connection, &state, &ring) ? nil : "a grant to this member does not open"
  }

  /// Whether the grant opened; its keys, and those that wait for them, are then in the ring.
  private mutating func open(
    _ grant: Grant, _ log: LogID, _ key: SealingKey, _ connection: Database.Connection,
    _ state: inout VaultState, _ ring: inout KeyRing
  ) throws -> Bool {
    let name = OpenedGrant(log: log, epochs: grant.epochs, sealed: grant.sealed)
    guard let keys = openedGrants[name] ?? (try? grant.open(with: key, vault: identity.vault, log: log)) else {
      return false
    }
    openedGrants[name] = keys
    for granted in keys where granted.kind != .member {
      // A role's key arrived: what was sealed to that role before can be opened now.
      guard let answerable = try ring.add(granted), let waiting = state.unopened.removeValue(forKey: answerable),
        let roleKey = ring.sealing[answerable]
      else { continue }
      for earlier in waiting {
        guard let grant = try earlierGrant(earlier, connection, ring) else { continue }
        _ = try open(grant, earlier.log, roleKey, connection, &state, &ring)
      }
    }
    return true
  }

  private func earlierGrant(
    _ waiting: VaultState.WaitingGrant, _ connection: Database.Connection, _ ring: KeyRing
  ) throws -> Grant? {
    guard let sealed = try connection.body(waiting.id, digest: waiting.bodyHash) else {
      throw VaultError.damaged(.missingBody(waiting.id))
    }
    guard let key = ring.key(waiting.epoch) else { return nil }
    guard Digest256.hash(sealed) == waiting.bodyHash else { throw VaultError.damaged(.body(waiting.id)) }
    let context = BodyContext.bytes(
      vault: identity.vault, log: waiting.log, caseID: .none, compartment: 0, epoch: waiting.epoch, id: waiting.id,
      kind: .grant)
    return (try? AEAD.open(sealed, context: context, key: RecordBody.key(key))).flatMap { Grant(encoded: $0) }
  }
}
