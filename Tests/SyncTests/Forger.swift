import OpenFormats
import Records
import Sodium

@testable import Sync
@testable import Vault

/// A member with a modified program: signs whatever decisions, grants and bootstraps, and claims to have seen only what
/// stood in a state that may be long past. Nothing of it is kept in a vault of theirs.
struct Forger {
  let identity: Identity
  /// What they say they have seen.
  let seen: VaultState
  /// The ledger key their commit lies under.
  let ledger: GrantedKey
  private var lines: [RecordLine] = []
  private var items: [Package.Item] = []

  init(_ identity: Identity, seen: VaultState, under ledger: GrantedKey) {
    self.identity = identity
    self.seen = seen
    self.ledger = ledger
  }

  /// With the ledger key a replica of theirs holds.
  init(_ name: String, seen: VaultState, in test: Replicas) throws {
    let vault = try test.open(name)
    guard let ledger = try vault.state.ledgerKey(in: vault.fold.ring) else { throw VaultError.notAMember }
    self.init(try test.identity(name), seen: seen, under: ledger)
  }

  mutating func decide(_ record: ControlRecord) throws {
    try seal(RecordBody(json: try ControlCoding.encode(record), text: []).encoded, .control)
  }

  /// A grant, in a line that says it belongs to `caseID`.
  mutating func grant(_ grant: Grant, of caseID: RecordID = .none) throws {
    try seal(grant.encoded, .grant, caseID: caseID)
  }

  /// A record under whatever identifier.
  mutating func add(
    _ kind: RecordKind, _ body: RecordBody, as id: RecordID, to caseID: ID<Case>, under key: GrantedKey
  ) throws {
    try seal(
      body.encoded, .record(kind), id: id, caseID: caseID.record, compartment: kind.compartment.wireCode, under: key,
      commitment: body.commitment)
  }

  private mutating func seal(
    _ plain: [UInt8], _ kind: LineKind, id: RecordID = .random(), caseID: RecordID = .none, compartment: UInt8 = 0,
    under key: GrantedKey? = nil, commitment: [UInt8]? = nil
  ) throws {
    let key = key ?? ledger
    let (line, sealed) = try RecordSealer.seal(
      plain, commitment: commitment ?? Digest256.hash(plain), vault: identity.vault, log: identity.device.log, id: id,
      kind: kind, caseID: caseID, compartment: compartment, epoch: key.epoch, key: RecordBody.key(key.key))
    lines.append(line)
    items.append(.init(isBootstrap: false, id: id, sealed: sealed))
  }

  mutating func bootstrap(_ sealed: [UInt8]) throws {
    let id = RecordID.random()
    lines.append(
      RecordLine(
        id: id, kind: .bootstrap, caseID: .none, compartment: 0, epoch: ledger.epoch, sealed: sealed,
        commitment: Digest256.hash(sealed)))
    items.append(.init(isBootstrap: true, id: id, sealed: sealed))
  }

  /// Leaves the commit in the shared folder, wrapped in `wrap` or the key it lies under.
  func publish(in test: Replicas, wrappedIn wrap: GrantedKey? = nil) throws {
    let log = identity.device.log
    let heads = seen.heads.filter { $0.key != log }.map { (log: $0.key, head: $0.value) }.sorted { $0.log < $1.log }
    let sealed = CommitLines(lines: lines, headsSalt: SodiumRandom.bytes(16), heads: heads)
    let own = seen.heads[log]
    let text = CommitText(
      vault: identity.vault, log: log, number: (own?.number ?? -1) + 1, previous: own?.hash ?? LedgerFold.noHash,
      time: "2022-01-17T10:00:00Z", records: lines.count, root: try CommitLines.root(of: lines),
      heads: CommitLines.headsHash(salt: sealed.headsSalt, heads: heads))
    let signer = try NoteSigner(name: LedgerFold.signer(log), key: identity.device.signing)
    let note = try SignedNote.sign(Array(text.text.utf8), with: [signer]).encoded
    let key = try Derivation.key(ledger.key, label: Label.ledgerTextKey)
    let package = Package(
      epoch: ledger.epoch.bytes,
      text: try AEAD.seal(
        CommitContext.padded(note), context: CommitContext.text(identity.vault, ledger.epoch), key: key),
      lines: try AEAD.seal(
        sealed.encoded, context: CommitContext.lines(identity.vault, ledger.epoch, note: note), key: key),
      items: items)
    let name = PackageName(Digest256.hash(note), vault: identity.vault)
    let remote = try FolderRemote(test.shared, vault: identity.vault)
    for (part, file) in try package.files(name, vault: identity.vault, ledger: wrap ?? ledger).enumerated() {
      _ = try remote.put(.package(name, part: part), file)
    }
  }
}

extension RecordID {
  fileprivate static func random() -> RecordID {
    var random = SodiumRandom()
    return RecordID(random: &random)
  }
}
