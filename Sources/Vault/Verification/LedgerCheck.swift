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
  private(set) var bodies: [RecordID: BodyClaim] = [:]
  private(set) var bootstraps: [RecordID: BodyClaim] = [:]
  /// Attached files that opened records name.
  var files: [NamedFile] = []
  /// Hashes of the folded commits by sequence.
  private(set) var hashes: [Int: [UInt8]] = [:]
  /// Highest sequence seen, folded or not.
  private(set) var lastSequence = 0
  /// Lines that count, in ledger order.
  private(set) var accepted: [(place: CommitPlace, lines: [RecordLine])] = []
  /// State and keys after a commit, kept for the sequences asked for.
  private(set) var keptFold: LedgerFold?
  private var keepingAt = 0
  /// Hashes of each log's commits in order.
  private var logs: [LogID: [[UInt8]]] = [:]
  private var isBroken = false

  init(identity: Identity) { fold = LedgerFold(identity: identity) }

  func run(_ verification: Verification, _ connection: Database.Connection) throws {
    keepingAt =
      (try? LocalCache(device: fold.identity.device).snapshot(connection, vault: fold.identity.vault))??.0.state
      .sequence ?? 0
    try verification.attempt { try fold.bootstrap(connection) }
    let total = try connection.count(of: "commits")
    var done = 0
    try connection.commits(after: .min) { stored in
      take(stored, verification, connection)
      done += 1
      if done.isMultiple(of: 64) { verification.progress?(.init(stage: .ledger, done: done, total: total)) }
    }
    // An empty ledger is one that lost its founding commit.
    if done == 0 { verification.note(.commit(sequence: 1, "it is missing")) }
    verification.report.commits = hashes.count
    verification.report.records = accepted.reduce(0) { $0 + $1.lines.count }
  }

  private func take(_ stored: StoredCommit, _ verification: Verification, _ connection: Database.Connection) {
    lastSequence = max(lastSequence, stored.sequence)
    let commit: UnverifiedCommit
    do { commit = try fold.unsealed(stored) } catch {
      isBroken = true
      return verification.note(Verification.damage(error))
    }
    claim(commit, stored, verification)
    guard !isBroken else {
      return verification.note(
        .commit(sequence: stored.sequence, "it cannot be checked in full, because a commit before it is damaged"))
    }
    do {
      let folded = try fold.apply(commit, stored, connection)
      keep(folded, commit, verification)
    } catch {
      isBroken = true
      verification.note(Verification.damage(error))
    }
  }

  /// Also where a commit cannot be folded, its lines tell which bytes its bodies had.
  private func claim(_ commit: UnverifiedCommit, _ stored: StoredCommit, _ verification: Verification) {
    for line in commit.lines.lines {
      let claim = BodyClaim(line: line, log: commit.log)
      let earlier =
        line.kind == .bootstrap
        ? bootstraps.updateValue(claim, forKey: line.id) : bodies.updateValue(claim, forKey: line.id)
      guard earlier != nil else { continue }
      verification.note(.commit(sequence: stored.sequence, "it names a record that another line names"))
    }
  }

  private func keep(_ folded: VerifiedCommit, _ commit: UnverifiedCommit, _ verification: Verification) {
    for seen in commit.lines.heads {
      let known = logs[seen.log] ?? []
      if !known.indices.contains(seen.head.number) || known[seen.head.number] != seen.head.hash {
        verification.note(.commit(sequence: folded.sequence, "it has seen a commit that is not in that log"))
      }
    }
    logs[folded.text.log, default: []].append(folded.hash)
    hashes[folded.sequence] = folded.hash
    accepted.append((folded.place, folded.accepted))
    if folded.sequence == keepingAt { keptFold = fold }
  }
}
