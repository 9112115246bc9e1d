import GRDB
import Platform
import Records

extension VaultAccess {
  /// Copies everything of a damaged vault that can still be read to `target`, which must not exist, as a vault that
  /// opens again, and returns all that is damaged or lost, in the original and in the copy. The original is only read.
  ///
  /// Where SQLite's structure is damaged the tables are copied row by row. Where a commit is, the copy ends before it:
  /// nothing after it can be shown to belong to the vault. Bodies and files are copied as they are, altered or not.
  ///
  /// Throws ``VaultError/vaultExists``, ``VaultError/newerFormat(version:)`` and what the system refuses, as a full disk.
  public func salvage(
    to target: VaultFolder, as identity: Identity, progress: ((VerificationProgress) -> Void)? = nil
  ) throws -> VerificationReport {
    do { _ = try vaultID() } catch let error as VaultError {
      if case .newerFormat = error { throw error }
    }
    let before = try verify(identity, progress: progress).damage
    return try VaultCopy(source: folder, target: target).named { copy in
      // What it says follows from the identity.
      try AtomicFile.write(VaultDescription(vault: identity.vault).bytes(), to: copy.description)
      try Self.unlessUnreadable { try VaultCopy.file(folder.mark, to: copy.mark) }
      for alias in (try? IdentityFiles(folder).aliases()) ?? [] {
        try Self.unlessUnreadable { try VaultCopy.file(folder.identity(alias), to: copy.identity(alias)) }
      }
      try Database(path: folder.database, examining: true).salvage(to: copy.database)
      for id in ((try? Folder.list(folder.blobs)) ?? []).compactMap({ ID<Blob>(hex: $0) }) {
        try Self.unlessUnreadable { try VaultCopy.file(folder.blob(id), to: copy.blob(id)) }
      }
      var report = try VaultAccess(copy).verify(identity, progress: progress)
      if let first = report.damage.compactMap(\.commitSequence).min() {
        try Database(path: copy.database).cut(before: first)
        try? Folder.remove(copy.mark)
        report = try VaultAccess(copy).verify(identity, progress: progress)
      }
      _ = try VaultAccess(copy).open(identity).close()
      report.damage = before + report.damage.filter { !before.contains($0) }
      return report
    }
  }

  /// A file that cannot be read is lost and named by the verification; a full disk stops everything.
  private static func unlessUnreadable(_ copy: () throws -> Void) throws {
    do { try copy() } catch  where !Verification.isSystemFailure(error) {}
  }
}

extension Damage {
  fileprivate var commitSequence: Int? {
    if case .commit(let sequence, _) = self { sequence } else { nil }
  }
}

extension Database {
  /// Page by page where the structure is sound, else every row that still reads, into a new database.
  fileprivate func salvage(to path: String) throws {
    let isSound = (try? read { try $0.structuralDamage().isEmpty }) ?? false
    guard !isSound else { return try copy(to: path) }
    let target = try Database(path: path, creating: true)
    // The cache is made again from the ledger.
    for table in ["commits", "bodies", "bootstraps"] {
      try target.write { into in try copyRows(of: table, into: into.database) }
    }
    try target.checkpoint()
  }

  private func copyRows(of table: String, into target: GRDB.Database) throws {
    let size = (try? PosixFile.readingRegular(queue.path).size()) ?? 0
    // A row takes more than 32 bytes; a damaged last page must not make this count for ever.
    let most = size / 32
    try queue.read { source in
      let last = (try? Int.fetchOne(source, sql: "SELECT max(rowid) FROM \(table)")).flatMap { $0 } ?? most
      guard last > 0 else { return }
      for place in 1...max(1, min(last, most)) {
        guard let row = try? Row.fetchOne(source, sql: "SELECT * FROM \(table) WHERE rowid = ?", arguments: [place])
        else { continue }
        let marks = Array(repeating: "?", count: row.count).joined(separator: ", ")
        do {
          try target.execute(
            sql: "INSERT INTO \(table) VALUES (\(marks))", arguments: StatementArguments(row.databaseValues))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
          // A row that is not of the table's form was altered.
        }
      }
    }
  }

  /// Takes away the commits from `sequence` on and what was remembered of them.
  fileprivate func cut(before sequence: Int) throws {
    try write { connection in
      try connection.database.execute(sql: "DELETE FROM commits WHERE sequence >= ?", arguments: [sequence])
      try connection.database.execute(sql: "DELETE FROM cache")
    }
    try checkpoint()
  }
}
