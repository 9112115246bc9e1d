import GRDB
import Platform
import Records
import Sodium

extension OpenVault {
  /// Copies the whole vault into `target`, which must not exist, while others may be writing, and proves that the copy
  /// opens: it is verified with this member's keys before it gets its name. Identity files go with it, sealed as they
  /// are. Returns what the verification of the copy found.
  ///
  /// The copy holds this device's keys: writing with the same identity in both forks its log, which every replica that
  /// meets both notices. It replaces a lost vault; it does not accompany one.
  ///
  /// Throws ``VaultError/vaultExists``, ``VaultError/diskFull`` and, when the copy is not sound, ``VaultError/damaged(_:)``
  /// with the first of its damage. On an error nothing is left behind.
  @discardableResult
  public func backup(to target: VaultFolder, progress: ((VerificationProgress) -> Void)? = nil) throws
    -> VerificationReport
  {
    try VaultCopy(source: folder, target: target).make(as: identity, progress: progress) { making in
      // Never ahead of the database, which may grow meanwhile.
      try VaultCopy.file(folder.mark, to: making.mark)
      try database.copy(to: making.database)
    }
  }
}

extension VaultAccess {
  /// Copies the backup in this folder to `target`, which must not exist, and proves that the copy opens as `identity`
  /// before it gets its name. The backup is only read. Errors as in ``OpenVault/backup(to:progress:)``.
  @discardableResult
  public func restore(
    to target: VaultFolder, as identity: Identity, progress: ((VerificationProgress) -> Void)? = nil
  ) throws -> VerificationReport {
    guard try vaultID() == identity.vault else { throw VaultError.notAMember }
    return try VaultCopy(source: folder, target: target).make(as: identity, progress: progress) { making in
      try VaultCopy.file(folder.mark, to: making.mark)
      try VaultCopy.file(folder.database, to: making.database)
      // A folder copied by other means while a command was at work has its last commits here.
      if try Folder.exists(folder.database + "-wal") {
        try VaultCopy.file(folder.database + "-wal", to: making.database + "-wal")
      }
    }
  }
}

/// One copy of a vault's folder, made under a temporary name.
struct VaultCopy {
  let source: VaultFolder
  let target: VaultFolder

  func make(
    as identity: Identity, progress: ((VerificationProgress) -> Void)?, database: (VaultFolder) throws -> Void
  ) throws -> VerificationReport {
    try named { making in
      try Self.file(source.description, to: making.description)
      for alias in try IdentityFiles(source).aliases() {
        try Self.file(source.identity(alias), to: making.identity(alias))
      }
      try database(making)
      // After the database: what it names is on the disk already.
      for id in try Folder.list(source.blobs).compactMap({ ID<Blob>(hex: $0) }) {
        try Self.file(source.blob(id), to: making.blob(id))
      }
      let report = try VaultAccess(making).verify(identity, progress: progress)
      if let damage = report.damage.first(where: { $0 != .cache || !report.cacheMadeAgain }) {
        throw VaultError.damaged(damage)
      }
      return report
    }
  }

  /// Lets `fill` work in a new folder and gives it the target's name when that has succeeded; else nothing is left.
  func named(_ fill: (VaultFolder) throws -> VerificationReport) throws -> VerificationReport {
    guard try !Folder.exists(target.path) else { throw VaultError.vaultExists }
    let parent = Folder.parent(of: target.path)
    guard try Folder.exists(parent) else { throw PlatformError.notFound }
    let making = VaultFolder(target.path + ".making-" + SodiumRandom.bytes(4).hex)
    do {
      for folder in [making.path, making.identities, making.blobs] { try Folder.create(folder) }
      let report = try fill(making)
      for folder in [making.identities, making.blobs, making.path] { try Folder.sync(folder) }
      try Folder.rename(making.path, to: target.path)
      try Folder.sync(parent)
      return report
    } catch {
      try? Folder.removeTree(making.path)
      switch error {
      case PlatformError.diskFull: throw VaultError.diskFull
      case PlatformError.alreadyExists: throw VaultError.vaultExists
      default: throw error
      }
    }
  }

  /// Copies one file and waits until it is on the disk.
  static func file(_ path: String, to copy: String) throws {
    let input = try PosixFile.readingRegular(path, followingLinks: false)
    let output = try PosixFile.creating(copy)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while true {
      let count = try input.read(into: &buffer, count: buffer.count, at: offset)
      try output.write(buffer, count: count, at: offset)
      offset += count
      if count < buffer.count { break }
    }
    try output.sync()
  }
}

extension Database {
  /// Copies the database page by page as one transaction sees it, in SQLite's own way (`sqlite3_backup_init`).
  func copy(to path: String) throws {
    _ = try PosixFile.creating(path)
    do {
      let copy = try DatabaseQueue(path: path)
      try queue.backup(to: copy)
      try copy.close()
    } catch let error as DatabaseError { throw Self.vaultError(error) }
    try PosixFile.readingRegular(path).sync()
  }
}
