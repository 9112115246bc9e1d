import OpenFormats
import Records
import Sodium

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

/// A commit whose lines are those its text names, with its decisions and grants opened. Still nobody's word.
struct OpenedCommit: Sendable {
  /// Its row in the database.
  let row: Int
  let hash: [UInt8]
  let note: UnverifiedNote
  let text: CommitText
  let lines: CommitLines
  let ledgerKey: GuardedKey
  /// `nil` for a decision this program does not know, or one that does not open.
  let decisions: [ControlRecord?]
  /// `nil` for one that does not open.
  let grants: [(line: RecordLine, grant: Grant?)]

  var coordinate: Coordinate { Coordinate(log: text.log, number: text.number) }
}

/// Opens commits with the ledger keys a member holds.
struct CommitOpener {
  let vault: ID<VaultTag>
  let ring: KeyRing

  /// Opens a stored commit with the ledger key it names.
  func unsealed(_ stored: StoredCommit) throws -> UnverifiedCommit {
    func damaged(_ what: String) -> VaultError { .damaged(.commit(sequence: stored.sequence, what)) }
    guard let epoch = EpochID(bytes: stored.epoch) else { throw damaged("no ledger key is named") }
    guard let ledgerKey = ring.key(epoch) else {
      guard ring.hasLedgerKey else { throw VaultError.notAMember }
      // Not a member any longer; or, where another key opens it, the name was altered.
      throw isSealed(stored.text, underAnyOf: ring) ? damaged("its ledger key is misnamed") : VaultError.noLedgerKey
    }
    guard let key = try? Derivation.key(ledgerKey, label: Label.ledgerTextKey),
      let padded = try? AEAD.open(stored.text, context: CommitContext.text(vault, epoch), key: key),
      let note = try? CommitContext.unpadded(padded), let unverified = try? UnverifiedNote(note),
      let log = Self.log(signing: unverified)
    else { throw damaged("its text was altered") }
    guard
      let encoded = try? AEAD.open(stored.lines, context: CommitContext.lines(vault, epoch, note: note), key: key),
      let lines = CommitLines(encoded: encoded)
    else { throw damaged("its lines were altered") }
    return UnverifiedCommit(
      log: log, hash: Digest256.hash(note), note: unverified, lines: lines, epoch: epoch, ledgerKey: ledgerKey)
  }

  /// Whether a commit's text opens under some ledger key that is held.
  private func isSealed(_ text: [UInt8], underAnyOf ring: KeyRing) -> Bool {
    ring.keys.values.contains { held in
      guard held.kind == .ledger, let key = try? Derivation.key(held.key, label: Label.ledgerTextKey) else {
        return false
      }
      return (try? AEAD.open(text, context: CommitContext.text(vault, held.epoch), key: key)) != nil
    }
  }

  /// Compares the lines with the text that names them, and opens decisions and grants. `body` finds sealed bytes.
  func opened(_ commit: UnverifiedCommit, row: Int, body: (RecordLine) throws -> [UInt8]?) throws -> OpenedCommit {
    func damaged(_ what: String) -> VaultError { .damaged(.commit(sequence: row, what)) }
    let lines = commit.lines
    guard let text = CommitText(text: String(decoding: commit.note.text, as: UTF8.self)), text.vault == vault,
      text.log == commit.log
    else { throw damaged("it belongs to another vault or log") }
    guard text.records == lines.lines.count,
      try text.root == CommitLines.root(of: lines.lines),
      text.heads == CommitLines.headsHash(salt: lines.headsSalt, heads: lines.heads)
    else { throw damaged("its lines are not those that were signed") }
    guard !CommitLimit.isExceeded(by: lines.lines) else { throw damaged("it decides more than a commit may") }
    func plain(_ line: RecordLine) throws -> [UInt8]? {
      guard let sealed = try body(line) else { throw VaultError.damaged(.missingBody(line.id)) }
      guard Digest256.hash(sealed) == line.bodyHash else { throw VaultError.damaged(.body(line.id)) }
      // What was signed like that and does not open, or says that it belongs elsewhere, counts for nothing; it must keep
      // nobody out of the vault.
      guard line.caseID == .none, line.compartment == 0, line.epoch == commit.epoch else { return nil }
      return try? AEAD.open(
        sealed, context: BodyContext.bytes(vault: vault, log: commit.log, line: line),
        key: RecordBody.key(commit.ledgerKey))
    }
    var decided = 0
    let decisions = try lines.lines.filter { $0.kind == .control }.map { line -> ControlRecord? in
      guard let json = try plain(line).flatMap({ RecordBody(encoded: $0) })?.json else { return nil }
      let decision = try? ControlCoding.decode(json)
      if decision?.listsRecords != true { decided += json.count }
      return decision
    }
    guard decided <= CommitLimit.decidedBytes else { throw damaged("it decides more than a commit may") }
    let grants = try lines.lines.filter { $0.kind == .grant }.map { line in
      (line, try plain(line).flatMap { Grant(encoded: $0) })
    }
    return OpenedCommit(
      row: row, hash: commit.hash, note: commit.note, text: text, lines: lines, ledgerKey: commit.ledgerKey,
      decisions: decisions, grants: grants)
  }

  /// The log a note claims to belong to: its one signature's name. The signature decides whether that is true.
  private static func log(signing note: UnverifiedNote) -> LogID? {
    guard note.signatures.count == 1, let name = note.signatures.first?.name, name.hasPrefix(LedgerFold.signerPrefix)
    else { return nil }
    return [UInt8](hex: String(name.dropFirst(LedgerFold.signerPrefix.count))).flatMap { LogID(bytes: $0) }
  }
}

extension OpenedCommit {
  /// Records of it whose bodies are nowhere kept: destroyed, and named by no other line of it.
  func destroyed(_ isErased: (RecordLine) -> Bool) -> [RecordID] {
    let erased = lines.lines.filter(isErased).map(\.id)
    guard !erased.isEmpty else { return [] }
    let left = Set(lines.lines.filter { !isErased($0) }.map(\.id))
    return erased.filter { !left.contains($0) }
  }

  /// Verification keys of the devices its decisions speak of, whether or not those count. A log is named after its key,
  /// so there is no other key such a log could have.
  var certifiedKeys: [LogID: [UInt8]] {
    var keys: [LogID: [UInt8]] = [:]
    for decision in decisions {
      let devices: [DeviceCertificate] =
        switch decision {
        case .founding(let terms): [terms.founder.device]
        case .member(let certificate): [certificate.device]
        case .device(_, let certificate): [certificate]
        case .recovery(let order): order.isSigned ? [order.member.device] : []
        default: []
        }
      for device in devices {
        if let key = try? VerifyKey(device.verifyKey) { keys[LogID(key)] = device.verifyKey }
      }
    }
    return keys
  }

  /// The order of recovery it begins with, if the key it names signed it.
  var order: RecoveryOrder? {
    guard text.number == 0, case .recovery(let order)? = decisions.first, order.isSigned else { return nil }
    return order
  }

  /// Verification keys of recovery its decisions speak of, whether or not those count.
  var recoveryKeys: [[UInt8]] {
    decisions.compactMap { decision in
      switch decision {
      case .founding(let terms): terms.recoveryVerifyKey
      case .recovery(let order): order.next.verifyKey
      default: nil
      }
    }
  }

  /// Whether `key`, which the log is named after, signed it.
  func isSigned(by key: [UInt8]) -> Bool {
    guard let key = try? VerifyKey(key), LogID(key) == text.log,
      let verifier = try? NoteVerifier(name: LedgerFold.signer(text.log), key: key)
    else { return false }
    return (try? note.verified(by: [verifier])) != nil
  }
}
