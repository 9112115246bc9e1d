import Platform
import Records
import Sodium

extension OpenVault {
  /// Checks everything from the disk, trusting nothing remembered: see ``VaultAccess/verify(_:progress:)``.
  public func verify(progress: ((VerificationProgress) -> Void)? = nil) throws -> VerificationReport {
    let report = try VaultAccess(folder).verify(identity, progress: progress)
    if report.cacheMadeAgain { try reload() }
    return report
  }
}

extension VaultAccess {
  /// Checks everything from the disk, trusting nothing remembered, also where the vault no longer opens: file forms,
  /// SQLite's structure, every commit from the founding one on, every body's bytes, every body and attached file
  /// this member has a key for, and who was given which key. Collects all damage instead of stopping at the first.
  ///
  /// Throws ``VaultError/noVaultHere``, ``VaultError/newerFormat(version:)`` and what says nothing about the stored
  /// bytes, as a full disk (SQLite needs room even to read); everything else is in the report.
  public func verify(_ identity: Identity, progress: ((VerificationProgress) -> Void)? = nil) throws
    -> VerificationReport
  {
    guard try Folder.exists(folder.description) || Folder.exists(folder.database) else { throw VaultError.noVaultHere }
    let verification = Verification(folder: folder, identity: identity, progress: progress)
    try verification.run()
    return verification.report
  }

  /// What is visibly wrong without any key: files that are not in the form they were written in, or of another vault.
  public func visibleDamage() throws -> [Damage] { try FileCheck(folder: folder).run(vault: nil) }
}

/// One run over a vault. Every step adds what it finds to the report, and a step that cannot go on lets the next begin.
final class Verification {
  let folder: VaultFolder
  let identity: Identity
  let progress: ((VerificationProgress) -> Void)?
  var report = VerificationReport()
  private var known: Set<Damage> = []

  init(folder: VaultFolder, identity: Identity, progress: ((VerificationProgress) -> Void)?) {
    self.folder = folder
    self.identity = identity
    self.progress = progress
  }

  func note(_ damage: Damage) {
    if known.insert(damage).inserted { report.damage.append(damage) }
  }

  /// Runs a step; what it throws is damage, unless the system could not even look.
  func attempt(_ step: () throws -> Void) throws {
    do { try step() } catch {
      if Self.isSystemFailure(error) { throw error }
      note(Self.damage(error))
    }
  }

  /// Whether an error says nothing about the stored bytes: no room, no permission, no memory, no free descriptor.
  /// A read error of the disk does say something.
  static func isSystemFailure(_ error: any Error) -> Bool {
    switch error {
    case VaultError.diskFull, PlatformError.diskFull, PlatformError.notPermitted, PlatformError.unavailable: true
    // SQLITE_NOMEM, SQLITE_BUSY and SQLITE_CANTOPEN: the primary code is the low byte.
    case VaultError.storage(let code): [5, 7, 14].contains(code & 0xff)
    default: false
    }
  }

  static func damage(_ error: any Error) -> Damage {
    switch error {
    case VaultError.damaged(let damage): damage
    case VaultError.notAMember: .database("nothing in it was sealed to this identity")
    case VaultError.storage(let code): .database("it cannot be read (SQLite error \(code))")
    case let error as PlatformError: .database("it cannot be read (\(error))")
    default: .database("it cannot be read")
    }
  }

  func run() throws {
    for damage in try FileCheck(folder: folder).run(vault: identity.vault) { note(damage) }
    // Before the database: the mark never runs ahead of it.
    let mark = try? HighWaterMark.stored(folder)
    let ledger = LedgerCheck(identity: identity)
    try attempt {
      guard try Folder.exists(folder.database) else { throw VaultError.damaged(.database("it is missing")) }
      let database = try Database(path: folder.database, examining: true)
      try attempt {
        try database.read { connection in for what in try connection.structuralDamage() { note(.database(what)) } }
      }
      // One consistent view: other commands may be writing.
      try database.read { connection in
        try attempt { try ledger.run(self, connection) }
        checkMark(mark, ledger)
        try attempt { try BodyCheck(ledger: ledger).run(self, connection) }
        try attempt { try CacheCheck(ledger: ledger, device: identity.device).run(self, connection) }
      }
    }
    if let state = ledger.fold.state {
      report.pending = state.undelivered().map { PendingDelivery(principal: $0.key, keys: $0.value.count) }
        .sorted { $0.principal < $1.principal }
      report.refusals = state.refusals.map { RefusedEntry(sequence: $0.sequence, reason: $0.reason) }
    }
    try attempt { try FileContentCheck(folder: folder, ledger: ledger).run(self) }
    if report.damage == [.cache] {
      try attempt {
        try OpenVault(folder: folder, identity: identity, database: Database(path: folder.database)).rebuild()
        report.cacheMadeAgain = true
      }
    }
  }

  private func checkMark(_ stored: [UInt8]?, _ ledger: LedgerCheck) {
    // Without a ledger key nothing can be said, and that it is missing has been said.
    guard ledger.fold.ring.hasLedgerKey else { return }
    guard let stored, let mark = HighWaterMark(stored: stored, vault: identity.vault, ring: ledger.fold.ring) else {
      return note(.file("ledger.mark"))
    }
    if mark.commits > ledger.lastRow {
      note(.database("its last commits are missing"))
    } else if let hash = ledger.hashes[mark.commits], hash != mark.hash {
      note(.commit(sequence: mark.commits, "another commit stood in its place"))
    }
  }
}
