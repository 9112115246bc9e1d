import Records
import Sodium

/// What a commit says about one body.
struct BodyClaim: Sendable {
  let line: RecordLine
  let log: LogID
}

/// Folds the whole ledger again from the founding commit and remembers what its commits claim.
final class LedgerCheck {
  private(set) var fold: LedgerFold
  private(set) var bodies: [RecordID: [BodyClaim]] = [:]
  private(set) var bootstraps: [RecordID: BodyClaim] = [:]
  /// Attached files that opened records name.
  var files: [NamedFile] = []
  /// Rows that say which ciphertexts have been here.
  private(set) var heldFiles: Set<[UInt8]> = []
  /// Hashes of the placed commits by their row.
  private(set) var hashes: [Int: [UInt8]] = [:]
  /// Highest row seen, folded or not.
  private(set) var lastRow = 0
  /// What was folded, in the order of the fold.
  private(set) var folded: [VerifiedCommit] = []
  private var history = FoldHistory()
  private var graph: CausalGraph
  private var commits: [OpenedCommit] = []
  private var isBroken = false

  init(identity: Identity) {
    fold = LedgerFold(identity: identity)
    graph = CausalGraph(foundingHash: identity.foundingHash)
  }

  func run(_ verification: Verification, _ connection: Database.Connection) throws {
    try verification.attempt { try fold.bootstrap(connection) }
    try verification.attempt { heldFiles = try connection.heldFiles() }
    let total = try connection.count(of: "commits")
    var done = 0
    try connection.commits(after: .min) { stored in
      take(stored, verification, connection)
      done += 1
      if done.isMultiple(of: 64) { verification.progress?(.init(stage: .ledger, done: done, total: total)) }
    }
    // An empty ledger is one that lost its founding commit.
    if done == 0 { verification.note(.commit(sequence: 1, "it is missing")) }
    try foldWhatIsSound(verification, connection)
    verification.report.commits = folded.count
    verification.report.records = folded.reduce(0) { $0 + $1.accepted.count + $1.adopted.count }
  }

  private func take(_ stored: StoredCommit, _ verification: Verification, _ connection: Database.Connection) {
    let expected = lastRow + 1
    lastRow = max(lastRow, stored.sequence)
    let commit: UnverifiedCommit
    do { commit = try fold.opener.unsealed(stored) } catch VaultError.noLedgerKey {
      isBroken = true
      return verification.note(
        .commit(sequence: stored.sequence, "sealed under a ledger key that was not given to this member"))
    } catch {
      isBroken = true
      return verification.note(Verification.damage(error))
    }
    claim(commit, stored, verification)
    func broken(_ what: String) {
      isBroken = true
      verification.note(.commit(sequence: stored.sequence, what))
    }
    guard !isBroken else {
      return broken("it cannot be checked in full, because a commit before it is damaged")
    }
    guard stored.sequence == expected else { return broken("commits before it are missing") }
    do {
      let opened = try fold.opener.opened(commit, row: stored.sequence) {
        try connection.body($0.id, digest: $0.bodyHash)
      }
      if let misfit = graph.insert(opened) { return broken(misfit.words) }
      commits.append(opened)
      hashes[stored.sequence] = opened.hash
    } catch {
      isBroken = true
      verification.note(Verification.damage(error))
    }
  }

  /// What lies before the first damage still tells who was entitled to what.
  private func foldWhatIsSound(_ verification: Verification, _ connection: Database.Connection) throws {
    var keys: [LogID: [UInt8]] = [:]
    for commit in commits { keys.merge(commit.certifiedKeys) { known, _ in known } }
    var sound: [OpenedCommit] = []
    for commit in commits {
      guard let key = keys[commit.text.log] else {
        verification.note(.commit(sequence: commit.row, "its log belongs to no member"))
        break
      }
      guard commit.isSigned(by: key) else {
        verification.note(.commit(sequence: commit.row, "its signature does not verify"))
        break
      }
      sound.append(commit)
    }
    guard !sound.isEmpty else { return }
    var ledger = CanonicalLedger(foundingHash: fold.identity.foundingHash)
    let placed = sound.filter { ledger.place($0) == nil }
    ledger.merge(placed)
    try verification.attempt { folded = try fold.foldAll(ledger, history: &history, connection) }
  }

  /// The ledger as it was when it had so many rows.
  func commits(upTo row: Int) -> CanonicalLedger {
    var ledger = CanonicalLedger(foundingHash: fold.identity.foundingHash)
    let earlier = commits.filter { $0.row <= row && ledger.place($0) == nil }
    ledger.merge(earlier)
    return ledger
  }

  /// Also where a commit cannot be folded, its lines tell which bytes its bodies had.
  private func claim(_ commit: UnverifiedCommit, _ stored: StoredCommit, _ verification: Verification) {
    for line in commit.lines.lines {
      let claim = BodyClaim(line: line, log: commit.log)
      let isRepeated: Bool
      if line.kind == .bootstrap {
        isRepeated = bootstraps.updateValue(claim, forKey: line.id) != nil
      } else {
        let earlier = bodies[line.id] ?? []
        // Only what is derived has one name wherever it is derived.
        isRepeated = earlier.contains { known in
          known.line.bodyHash == line.bodyHash
            || [known.line.kind, line.kind].contains { $0 != .record(.codedRecord) }
        }
        bodies[line.id] = earlier + [claim]
      }
      guard isRepeated else { continue }
      verification.note(.commit(sequence: stored.sequence, "it names a record that another line names"))
    }
  }
}
