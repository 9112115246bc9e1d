import Foundation
import OpenFormats
public import Records
import Sodium

/// What one command is about to do: bodies already sealed and inserted in the open transaction, decisions, and the
/// key material they call for. Becomes one signed commit, or nothing.
public final class CommitDraft {
  private let identity: Identity
  private(set) var state: VaultState
  private var ring: KeyRing
  private let connection: Database.Connection
  /// The ledger key this commit lies under; none until one is made that nobody who left holds.
  private var ledger: GrantedKey?
  private var lines: [RecordLine] = []
  private var bodyKeys: [EpochID: GuardedKey] = [:]
  private let time: String
  /// What it decides so far.
  private var decisions = 0
  private var decidedBytes = 0
  /// SHA-256 of the signed note, once finished.
  private(set) var commitHash = LedgerFold.noHash

  init(identity: Identity, state: VaultState, ring: KeyRing, connection: Database.Connection) throws {
    self.identity = identity
    self.state = state
    self.ring = ring
    self.connection = connection
    ledger = state.ledgerKey(in: ring)
    time = Timestamp.now()
  }

  private var log: LogID { identity.device.log }

  /// What this commit decides is decided by one who has seen everything that is here.
  private var act: Act {
    Act(
      by: identity.member, at: Coordinate(log: log, number: (state.heads[log]?.number ?? -1) + 1), time: time,
      sight: .everything)
  }

  // MARK: Records

  /// Seals one record into its compartment of `caseID`. `corrects` names the version it replaces.
  /// Throws ``VaultError/noKey(case:compartment:)`` where this member may not write, whatever their role says.
  @discardableResult
  public func add<Content: RecordContent>(
    _ content: Content, to caseID: ID<Case>, corrects: ID<Content>? = nil, id given: ID<Content>? = nil
  ) throws -> ID<Content> {
    var random = SodiumRandom()
    let id = given ?? ID<Content>(random: &random)
    var text: [UInt8] = []
    if let written = content as? any TextRecord { text = Array(written.text.utf8) }
    let body = RecordBody(json: try Envelope.wrap(content.json(), corrects: corrects?.record), text: text)
    try add(body, id: id.record, kind: Content.kind, to: caseID)
    return id
  }

  func add(_ body: RecordBody, id: RecordID, kind: RecordKind, to caseID: ID<Case>) throws {
    let epoch = try writableEpoch(kind.compartment, of: caseID)
    let (line, sealed) = try seal(
      body, id: id, kind: .record(kind), caseID: caseID.record,
      compartment: kind.compartment.wireCode, epoch: epoch, key: try bodyKey(epoch))
    try connection.insertBody(id, sealed)
    lines.append(line)
  }

  /// Takes a line whose body was sealed and inserted elsewhere in this transaction.
  func append(_ line: RecordLine, sealed: [UInt8]) throws {
    try connection.insertBody(line.id, sealed)
    lines.append(line)
  }

  /// What sealing a record of `kind` needs, so that many can be sealed on all cores.
  func recordSealer(_ kind: RecordKind, of caseID: ID<Case>) throws -> RecordSealer {
    let epoch = try writableEpoch(kind.compartment, of: caseID)
    return RecordSealer(
      vault: identity.vault, log: log, caseID: caseID.record, kind: kind, epoch: epoch, key: try bodyKey(epoch))
  }

  private func seal(
    _ body: RecordBody, id: RecordID, kind: LineKind, caseID: RecordID, compartment: UInt8, epoch: EpochID,
    key: GuardedKey
  ) throws -> (RecordLine, [UInt8]) {
    try RecordSealer.seal(
      body.encoded, commitment: body.commitment, vault: identity.vault, log: log, id: id, kind: kind, caseID: caseID,
      compartment: compartment, epoch: epoch, key: key)
  }

  private func bodyKey(_ epoch: EpochID) throws -> GuardedKey {
    if let known = bodyKeys[epoch] { return known }
    guard let key = ring.key(epoch) else { throw VaultError.unknown(what: "key") }
    let derived = try RecordBody.key(key)
    bodyKeys[epoch] = derived
    return derived
  }

  /// The epoch new records are sealed under: the lowest present one; made on first use.
  private func writableEpoch(_ compartment: Compartment, of caseID: ID<Case>) throws -> EpochID {
    guard let entry = state.cases[caseID] else { throw VaultError.unknown(what: "case") }
    guard !entry.closed else { throw VaultError.caseClosed }
    guard let kept = entry.compartments[compartment] else {
      throw VaultError.noKey(case: caseID, compartment: compartment)
    }
    let present = Set(kept.epochs.map(\.id)).filter { state.isPresent($0, of: kept) }.sorted()
    // Only a key that opens just this: somebody could have declared the name of a key that everybody holds.
    if let lowest = present.first(where: { ring.key($0, compartment, of: caseID) != nil }) { return lowest }
    guard state.mayOpen(identity.member, compartment, of: caseID) else {
      throw VaultError.noKey(case: caseID, compartment: compartment)
    }
    let key = GrantedKey(
      vault: identity.vault, kind: .compartment(compartment), scope: caseID.record, key: try .random())
    try ring.add(key)
    try decide(
      .epoch(case: caseID, compartment: compartment, epoch: key.epoch, recipients: kept.audience.sorted()))
    return key.epoch
  }

  // MARK: Decisions

  /// Opens a case. Its name commits to this log: nobody else can have spoken of it first.
  func openCase() throws -> ID<Case> {
    var random = SodiumRandom()
    let nonce = RecordID(random: &random)
    let id = ID<Case>(vault: identity.vault, opener: log, nonce: nonce)
    try decide(.caseOpened(case: id, nonce: nonce))
    return id
  }

  /// Adds a decision; refused at once where the ledger would refuse it.
  func decide(_ record: ControlRecord) throws {
    if let refusal = state.fold(record, act) {
      throw VaultError.notEntitled(action: refusal)
    }
    let json = try ControlCoding.encode(record)
    decisions += 1
    decidedBytes += json.count
    try insertLedgerBody(RecordBody(json: json, text: []).encoded, kind: .control)
  }

  /// Destroys the sealed bytes that these erased lines name, and no other, in the transaction that says so.
  func destroy(_ erased: [RecordLine], of vault: OpenVault) throws {
    for (id, digests) in try vault.bodies(ofErased: erased, state, connection) {
      try connection.removeBodies(of: id, digests: digests)
    }
  }

  /// Forgets that a ciphertext has been in the folder.
  func forgetHeld(_ blob: ID<Blob>) throws { try connection.forgetHeld(blob, identity.vault) }

  /// Remembers that a ciphertext lies in the folder.
  func noteHeld(_ blob: ID<Blob>) throws { try connection.noteHeld(blob, identity.vault) }

  func insertLedgerBody(_ plain: [UInt8], kind: LineKind) throws {
    let ledger = try ledgerKey()
    var random = SodiumRandom()
    let id = RecordID(random: &random)
    let commitment = Digest256.hash(plain)
    let (line, sealed) = try RecordSealer.seal(
      plain, commitment: commitment, vault: identity.vault, log: log, id: id, kind: kind, caseID: .none,
      compartment: 0, epoch: ledger.epoch, key: try bodyKey(ledger.epoch))
    try connection.insertBody(id, sealed)
    lines.append(line)
  }

  /// Seals keys to a device that does not hold the ledger key yet.
  func bootstrap(_ keys: [GrantedKey], to key: SealingPublicKey) throws {
    try insertBootstrap(Bootstrap.seal(keys, to: key, vault: identity.vault))
  }

  /// Takes what a newcomer sealed to their own device.
  func insertBootstrap(_ sealed: [UInt8]) throws {
    let ledger = try ledgerKey()
    var random = SodiumRandom()
    let id = RecordID(random: &random)
    try connection.insertBootstrap(id, sealed)
    lines.append(
      RecordLine(
        id: id, kind: .bootstrap, caseID: .none, compartment: 0, epoch: ledger.epoch, sealed: sealed,
        commitment: Digest256.hash(sealed)))
  }

  /// Makes a role's first key; it reaches the role's members with the grants of this very commit.
  func makeRoleKey(_ role: Role) throws {
    let seed = try GuardedKey.random()
    let pair = try SealingKey(seed: seed)
    let key = GrantedKey(vault: identity.vault, kind: .role(role), scope: .none, key: seed)
    try ring.add(key)
    try decide(.roleKey(key: RoleKey(role: role, sealingKey: pair.publicKey.bytes, epoch: key.epoch)))
  }

  /// Makes the key of each of these roles that has none, as far as this member may. For a role somebody is about to be
  /// given, before that is decided: a custodian makes the key of a role only while nobody else is in it.
  func makeMissingRoleKeys(_ roles: Set<Role>) throws {
    for role in Role.allCases where roles.contains(role) && state.roleKey(role) == nil {
      let isMember = state.roles(of: identity.member).contains(role)
      let hasOthers = state.members.values.contains {
        $0.roles.contains(role) && $0.certificate.member != identity.member
      }
      let isFirst = state.roleKeys[role] == nil
      guard isMember || state.roles(of: identity.member).contains(.custodian) && (isFirst || !hasOthers) else {
        continue
      }
      try makeRoleKey(role)
    }
  }

  /// Writes everything from here on under a fresh ledger key, which goes to everybody who is left and to recovery.
  /// Nothing of this commit may lie under the old one: whoever was removed holds it.
  func renewLedgerKey(deciding decision: ControlRecord? = nil) throws {
    let fresh = GrantedKey(vault: identity.vault, kind: .ledger, scope: .none, key: try .random())
    try ring.add(fresh)
    ledger = fresh
    if let decision { try decide(decision) }
    let everybody = state.presentMembers.keys.map { Principal.member($0) } + [.recovery]
    try deliverLedgerKey(fresh, to: everybody.sorted())
  }

  /// The ledger key this commit lies under; a fresh one where this member holds none that nobody holds who left.
  private func ledgerKey() throws -> GrantedKey {
    if ledger == nil {
      guard state.needsLedgerKey || state.roles(of: identity.member).contains(.custodian) else {
        throw VaultError.noLedgerKey
      }
      try renewLedgerKey()
    }
    guard let ledger else { throw VaultError.noLedgerKey }
    return ledger
  }

  /// Seals a ledger key to each of these, and says so.
  private func deliverLedgerKey(_ key: GrantedKey, to principals: [Principal]) throws {
    var reached: [Principal] = []
    for principal in principals {
      // A principal whose public key is unusable must not keep everybody else from writing.
      guard let recipient = state.sealingKey(of: principal), (try? bootstrap([key], to: recipient)) != nil else {
        continue
      }
      reached.append(principal)
    }
    guard !reached.isEmpty || !state.ledgerKeys.contains(where: { $0.epoch == key.epoch }) else { return }
    try decide(.ledgerKey(epoch: key.epoch, recipients: reached))
  }

  /// Seals ledger keys to those who were admitted while the keys were made elsewhere.
  private func deliverLedgerKeys() throws {
    for (epoch, principals) in state.undeliveredLedgerKeys(by: identity.member).sorted(by: { $0.key < $1.key }) {
      // The rest goes with the next commit.
      guard decisions < CommitLimit.decisions / 2, decidedBytes < CommitLimit.decidedBytes / 2 else { return }
      guard let key = ring.keys[epoch], key.kind == .ledger else { continue }
      try deliverLedgerKey(key, to: principals)
    }
  }

  /// Makes sure a compartment has a key.
  func prepare(_ compartment: Compartment, of caseID: ID<Case>) throws {
    _ = try writableEpoch(compartment, of: caseID)
  }

  // MARK: Grants

  /// Seals to each principal, in one seal, every key this member holds that the principal should have and lacks:
  /// new epochs, widened audiences, and what earlier commands could not deliver.
  private func deliver() throws {
    for (principal, owed) in state.undelivered().sorted(by: { $0.key < $1.key }) {
      let keys = owed.filter { state.mayGrant($0, by: identity.member) }
        .compactMap { ring.key($0.epoch, for: $0.purpose) }.filter(isDeclaredTruly)
      // A principal whose public key is unusable must not keep everybody else from writing.
      guard !keys.isEmpty, let recipient = state.sealingKey(of: principal),
        let grant = try? Grant(keys, to: recipient, vault: identity.vault, log: log)
      else { continue }
      try insertLedgerBody(grant.encoded, kind: .grant)
    }
  }

  /// Whether a role's declared public key is that of its secret: else its members would hold a key nobody seals to.
  private func isDeclaredTruly(_ key: GrantedKey) -> Bool {
    guard case .role(let role) = key.kind else { return true }
    let sealingKey = (try? SealingKey(seed: key.key))?.publicKey.bytes
    return state.roleKeys[role]?.contains { $0.key.epoch == key.epoch && $0.key.sealingKey == sealingKey } ?? false
  }

  // MARK: The commit

  /// Whether the commit is made also for nothing but what others wait for.
  var delivers = false

  func finish() throws -> StoredCommit? {
    guard !lines.isEmpty || delivers else { return nil }
    let ledger = try ledgerKey()
    try makeMissingRoleKeys(state.rolesWithoutKey)
    let missing = state.notReceived(by: identity.member, ring).prefix(CommitLimit.keys)
    if !missing.isEmpty { try decide(.notReceived(keys: Array(missing))) }
    try deliverLedgerKeys()
    try deliver()
    guard !lines.isEmpty else { return nil }
    let head = state.heads[log]
    return try seal(
      under: ledger, number: (head?.number ?? -1) + 1, previous: head?.hash ?? LedgerFold.noHash,
      heads: state.heads.filter { $0.key != log }.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 })
  }

  private func seal(
    under ledger: GrantedKey, number: Int, previous: [UInt8], heads: [(log: LogID, head: LogHead)]
  ) throws -> StoredCommit {
    let sealedLines = CommitLines(lines: lines, headsSalt: SodiumRandom.bytes(16), heads: heads)
    let text = CommitText(
      vault: identity.vault, log: identity.device.log, number: number, previous: previous, time: time,
      records: lines.count, root: try CommitLines.root(of: lines),
      heads: CommitLines.headsHash(salt: sealedLines.headsSalt, heads: heads))
    let signer = try NoteSigner(name: LedgerFold.signer(identity.device.log), key: identity.device.signing)
    let note = try SignedNote.sign(Array(text.text.utf8), with: [signer]).encoded
    commitHash = Digest256.hash(note)
    let textKey = try Derivation.key(ledger.key, label: Label.ledgerTextKey)
    let storedText = try AEAD.seal(
      CommitContext.padded(note), context: CommitContext.text(identity.vault, ledger.epoch), key: textKey)
    let storedLines = try AEAD.seal(
      sealedLines.encoded, context: CommitContext.lines(identity.vault, ledger.epoch, note: note), key: textKey)
    let sequence = try connection.insertCommit(epoch: ledger.epoch, text: storedText, lines: storedLines)
    return StoredCommit(sequence: sequence, epoch: ledger.epoch.bytes, text: storedText, lines: storedLines)
  }
}

/// The time as commits write it: UTC, to the second.
enum Timestamp {
  static func now() -> String { Date().formatted(.iso8601) }
}
