import OpenFormats
import Records
import Sodium

/// A commit whose signature, chain, root and heads have been checked. Only the ledger makes one.
struct VerifiedCommit: Sendable {
  let sequence: Int
  let text: CommitText
  let hash: [UInt8]
  let author: ID<Member>
  let lines: [RecordLine]
  /// Record lines the author was entitled to write.
  let accepted: [RecordLine]
  /// What it decided, whether or not that counts.
  let decisions: [ControlRecord]

  var place: CommitPlace { CommitPlace(sequence: sequence, log: text.log, number: text.number, time: text.time) }
}

/// A commit that opened under its ledger key: no signature has been looked at, nothing in it decides anything yet.
struct UnverifiedCommit: Sendable {
  /// The log it claims to belong to.
  let log: LogID
  let hash: [UInt8]
  let note: UnverifiedNote
  let lines: CommitLines
  /// Names the ledger key it was sealed under.
  let epoch: EpochID
  let ledgerKey: GuardedKey
}

/// Where a line stands: which commit of which log, and when its author's clock said it was.
struct CommitPlace: Hashable, Sendable {
  let sequence: Int
  let log: LogID
  let number: Int
  let time: String
}

/// Verifies commits one after another and folds what they decide into the state and the key ring.
struct LedgerFold: Sendable {
  let identity: Identity
  var state: VaultState?
  var ring: KeyRing

  init(identity: Identity) {
    self.identity = identity
    state = nil
    ring = KeyRing()
    ring.add(identity.device.sealing)
  }

  init(identity: Identity, state: VaultState, ring: KeyRing) {
    self.identity = identity
    self.state = state
    self.ring = ring
  }

  /// Opens the key material that was sealed to this device before it held the ledger key.
  mutating func bootstrap(_ connection: Database.Connection) throws {
    let recipient = RecipientID(identity.device.sealing.publicKey)
    for (_, sealed) in try connection.bootstraps() {
      guard var list = try? Bootstrap.open(sealed, for: recipient, with: identity.device.sealing, vault: identity.vault)
      else { continue }
      defer { wipe(&list) }
      for key in try GrantedKey.list(list, vault: identity.vault) { try ring.add(key) }
    }
  }

  /// Opens a stored commit with the ledger key it names.
  func unsealed(_ stored: StoredCommit) throws -> UnverifiedCommit {
    func damaged(_ what: String) -> VaultError { .damaged(.commit(sequence: stored.sequence, what)) }
    guard let epoch = EpochID(bytes: stored.epoch) else { throw damaged("no ledger key is named") }
    guard let ledgerKey = ring.key(epoch) else {
      // Not a member any longer, or never one, or the name was altered.
      throw !ring.hasLedgerKey
        ? VaultError.notAMember : damaged("sealed under a ledger key not given to this member")
    }
    guard let note = try? openNote(stored, epoch, ledgerKey), let unverified = try? UnverifiedNote(note),
      let log = Self.log(signing: unverified)
    else { throw damaged("its text was altered") }
    guard let encodedLines = try? openLines(stored, epoch, ledgerKey, note),
      let lines = CommitLines(encoded: encodedLines)
    else { throw damaged("its lines were altered") }
    return UnverifiedCommit(
      log: log, hash: Digest256.hash(note), note: unverified, lines: lines, epoch: epoch, ledgerKey: ledgerKey)
  }

  /// Verifies one commit and folds it. On any mismatch nothing has changed and ``VaultError/damaged(_:)`` is thrown.
  mutating func apply(_ stored: StoredCommit, _ connection: Database.Connection) throws -> VerifiedCommit {
    try apply(unsealed(stored), stored, connection)
  }

  mutating func apply(
    _ commit: UnverifiedCommit, _ stored: StoredCommit, _ connection: Database.Connection
  ) throws -> VerifiedCommit {
    func damaged(_ what: String) -> VaultError { .damaged(.commit(sequence: stored.sequence, what)) }
    let (log, hash, unverified, lines) = (commit.log, commit.hash, commit.note, commit.lines)
    let ledgerKey = commit.ledgerKey
    // A replica numbers what it keeps without gaps, so a lost row shows even where no chain runs through it.
    guard stored.sequence == (state?.sequence ?? 0) + 1 else { throw damaged("commits before it are missing") }
    let controls = try openControls(lines.lines, log, ledgerKey, connection)
    let author: ID<Member>
    let verifyKey: VerifyKey
    var next: VaultState
    if let known = state {
      guard let entry = known.logs[log] else { throw damaged("its log belongs to no member") }
      author = entry.member
      verifyKey = try VerifyKey(entry.verifyKey)
      next = known
    } else {
      guard hash == identity.foundingHash, case .founding(let terms)? = controls.first?.record,
        let device = terms.founder.devices.first, terms.vault == identity.vault
      else { throw damaged("it is not this vault's founding") }
      author = terms.founder.member
      verifyKey = try VerifyKey(device.verifyKey)
      next = VaultState(founding: terms, foundingHash: hash, ledgerEpoch: commit.epoch)
      next.admit(terms.founder, at: "")
    }
    guard LogID(verifyKey) == log, let verifier = try? NoteVerifier(name: Self.signer(log), key: verifyKey),
      let signed = try? unverified.verified(by: [verifier])
    else { throw damaged("its signature does not verify") }
    guard let text = CommitText(text: String(decoding: signed.text, as: UTF8.self)), text.vault == identity.vault,
      text.log == log
    else { throw damaged("it belongs to another vault or log") }
    let head = next.logs[log]?.head
    guard text.number == (head?.number ?? -1) + 1, text.previous == head?.hash ?? Self.noHash else {
      throw damaged("it does not follow its log's last commit")
    }
    next.logs[log]?.head = LogHead(number: text.number, hash: hash)
    if state == nil { next.members[author]?.admittedAt = text.time }
    guard text.records == lines.lines.count,
      text.root == MerkleTree.root(of: lines.lines.map { MerkleTree.leafHash($0.encoded) }),
      text.heads == CommitLines.headsHash(salt: lines.headsSalt, heads: lines.heads)
    else { throw damaged("its lines are not those that were signed") }
    for seen in lines.heads {
      guard seen.log != log, let known = next.logs[seen.log]?.head,
        known.number > seen.head.number || known == seen.head
      else { throw damaged("it has seen commits that are missing here") }
    }

    for entry in controls {
      let refusal =
        entry.record.map { next.fold($0, by: author, at: text.time) } ?? "a decision this program does not know"
      if let refusal {
        next.refusals.append(.init(sequence: stored.sequence, reason: refusal))
      }
    }
    var nextRing = ring
    for line in lines.lines where line.kind == .grant {
      if let refusal = try takeGrant(line, log, author, ledgerKey, connection, &next, &nextRing) {
        next.refusals.append(.init(sequence: stored.sequence, reason: refusal))
      }
    }
    var accepted: [RecordLine] = []
    for line in lines.lines {
      guard case .record(let kind) = line.kind else { continue }
      if let refusal = next.refusal(of: line, kind: kind, by: author) {
        next.refusals.append(.init(sequence: stored.sequence, reason: refusal))
      } else {
        next.cases[ID<Case>(line.caseID)]?.lines += 1
        accepted.append(line)
      }
    }
    next.sequence = stored.sequence
    state = next
    ring = nextRing
    return VerifiedCommit(
      sequence: stored.sequence, text: text, hash: hash, author: author, lines: lines.lines, accepted: accepted,
      decisions: controls.compactMap(\.record))
  }

  static let noHash = [UInt8](repeating: 0, count: 32)

  /// The signer's name in a commit's note.
  static func signer(_ log: LogID) -> String { signerPrefix + log.hex }
  private static let signerPrefix = "casevault/"

  // MARK: Opening

  /// The log a note claims to belong to: its one signature's name. The signature decides whether that is true.
  private static func log(signing note: UnverifiedNote) -> LogID? {
    guard note.signatures.count == 1, let name = note.signatures.first?.name, name.hasPrefix(signerPrefix) else {
      return nil
    }
    return [UInt8](hex: String(name.dropFirst(signerPrefix.count))).flatMap { LogID(bytes: $0) }
  }

  private func openNote(_ stored: StoredCommit, _ epoch: EpochID, _ key: GuardedKey) throws -> [UInt8] {
    try CommitContext.unpadded(
      AEAD.open(
        stored.text, context: CommitContext.text(identity.vault, epoch),
        key: Derivation.key(key, label: Label.ledgerTextKey)))
  }

  private func openLines(_ stored: StoredCommit, _ epoch: EpochID, _ key: GuardedKey, _ note: [UInt8]) throws -> [UInt8]
  {
    try AEAD.open(
      stored.lines, context: CommitContext.lines(identity.vault, epoch, note: note),
      key: Derivation.key(key, label: Label.ledgerTextKey))
  }

  private func openControls(
    _ lines: [RecordLine], _ log: LogID, _ ledgerKey: GuardedKey, _ connection: Database.Connection
  ) throws -> [(line: RecordLine, record: ControlRecord?)] {
    try lines.filter { $0.kind == .control }.map { line in
      let plain = try openLedgerBody(line, log, ledgerKey, connection)
      // Signed nonsense counts for nothing; it must not keep everybody out of the vault.
      return (line, RecordBody(encoded: plain).flatMap { try? ControlCoding.decode($0.json) })
    }
  }

  private func openLedgerBody(
    _ line: RecordLine, _ log: LogID, _ ledgerKey: GuardedKey, _ connection: Database.Connection
  ) throws -> [UInt8] {
    guard let sealed = try connection.body(line.id) else { throw VaultError.damaged(.missingBody(line.id)) }
    guard Digest256.hash(sealed) == line.bodyHash else { throw VaultError.damaged(.body(line.id)) }
    do {
      return try AEAD.open(
        sealed, context: BodyContext.bytes(vault: identity.vault, log: log, line: line),
        key: RecordBody.key(ledgerKey))
    } catch { throw VaultError.damaged(.body(line.id)) }
  }

  // MARK: Grants

  /// Returns why a grant does not count, or `nil`. A member who signs a grant that does not open must not be able to
  /// keep its recipient out of the vault.
  private func takeGrant(
    _ line: RecordLine, _ log: LogID, _ author: ID<Member>, _ ledgerKey: GuardedKey,
    _ connection: Database.Connection, _ state: inout VaultState, _ ring: inout KeyRing
  ) throws -> String? {
    let encoded = try openLedgerBody(line, log, ledgerKey, connection)
    guard let grant = Grant(encoded: encoded) else { return "a grant is malformed" }
    guard state.mayGrant(grant.epochs, by: author) else { return "the author may not hand on these keys" }
    guard state.isOwed(grant.epochs, to: grant.recipient) else { return "the recipient is not to have these keys" }
    for epoch in grant.epochs { state.granted[epoch, default: []].insert(grant.recipient) }
    guard let key = ring.sealing[grant.recipient] else {
      state.unopened[grant.recipient, default: []].append(
        .init(id: line.id, log: log, bodyHash: line.bodyHash, epoch: line.epoch))
      return nil
    }
    return try open(grant, log, key, connection, &state, &ring) ? nil : "a grant to this member does not open"
  }

  /// Whether the grant opened; its keys, and those that wait for them, are then in the ring.
  private func open(
    _ grant: Grant, _ log: LogID, _ key: SealingKey, _ connection: Database.Connection, _ state: inout VaultState,
    _ ring: inout KeyRing
  ) throws -> Bool {
    guard let keys = try? grant.open(with: key, vault: identity.vault, log: log) else { return false }
    for granted in keys {
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
    guard let sealed = try connection.body(waiting.id) else { throw VaultError.damaged(.missingBody(waiting.id)) }
    guard let key = ring.key(waiting.epoch) else { return nil }
    guard Digest256.hash(sealed) == waiting.bodyHash else { throw VaultError.damaged(.body(waiting.id)) }
    let context = BodyContext.bytes(
      vault: identity.vault, log: waiting.log, caseID: .none, compartment: 0, epoch: waiting.epoch, id: waiting.id,
      kind: .grant)
    guard let encoded = try? AEAD.open(sealed, context: context, key: RecordBody.key(key)) else {
      throw VaultError.damaged(.body(waiting.id))
    }
    return Grant(encoded: encoded)
  }
}
