import Records
import Sodium

/// The ledger as far as one command has opened it: folding again, and an exchange, need every commit, and opening and
/// placing them costs more than folding them.
final class OpenedLedger {
  private var entries: [Int: Entry] = [:]
  private var ledger: CanonicalLedger?
  private var lastRow = 0

  private struct Entry {
    let text: [UInt8]
    let lines: [UInt8]
    let commit: OpenedCommit
  }

  /// The commit of a row; opened with `fold` where that very commit was not yet.
  func commit(_ stored: StoredCommit, with fold: LedgerFold, _ connection: Database.Connection) throws -> OpenedCommit {
    if let known = entries[stored.sequence], known.text == stored.text, known.lines == stored.lines {
      return known.commit
    }
    let commit = try fold.open(stored, connection)
    entries[stored.sequence] = Entry(text: stored.text, lines: stored.lines, commit: commit)
    return commit
  }

  /// Every commit of the database, in the order of the fold. Opens those that are new with the keys `fold` has. A commit
  /// lies after those it follows, and none is missing, or the database is damaged.
  func canonical(with fold: LedgerFold, _ connection: Database.Connection) throws -> CanonicalLedger {
    var ledger = ledger ?? CanonicalLedger(foundingHash: fold.identity.foundingHash)
    // A failure leaves nothing half-placed behind.
    self.ledger = nil
    let first = lastRow
    lastRow = 0
    var row = first
    var added: [OpenedCommit] = []
    try connection.commits(after: first) { stored in
      func damaged(_ what: String) -> VaultError { .damaged(.commit(sequence: stored.sequence, what)) }
      guard stored.sequence == row + 1 else { throw damaged("commits before it are missing") }
      let commit = try commit(stored, with: fold, connection)
      if let misfit = ledger.place(commit) { throw damaged(misfit.words) }
      added.append(commit)
      row += 1
    }
    ledger.merge(added)
    self.ledger = ledger
    lastRow = row
    return ledger
  }

  /// Forgets what a transaction placed that was rolled back: its rows will be others.
  func rollBack() {
    ledger = nil
    lastRow = 0
  }
}
