import Foundation
import GRDB
import Platform
import Records

/// The one SQLite file: sealed commits, sealed bodies, and a cache this device can make again.
///
/// Nothing here is readable without keys; row counts and padded sizes are what a locked disk shows.
final class Database: Sendable {
  static let formatVersion = 1
  /// "cvlt": so that `file` and this program know the database as a vault's.
  private static let applicationID = 0x6376_6c74
  static let pageSize = 8192

  private let queue: DatabaseQueue

  /// Opens the database, or makes it when `creating`.
  init(path: String, creating: Bool = false) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { database in
      // Debian's default puts temporary tables into files.
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
      try database.execute(sql: "PRAGMA cell_size_check = ON")
      if creating { try database.execute(sql: "PRAGMA page_size = \(Self.pageSize)") }
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      if creating { try queue.write(Self.createSchema) }
    } catch let error as DatabaseError { throw Self.vaultError(error) }
  }

  private static func createSchema(_ database: GRDB.Database) throws {
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(formatVersion)")
    for statement in schema { try database.execute(sql: statement) }
  }

  /// The schema, word for word as SQLite keeps it.
  static let schema = [
    """
    CREATE TABLE commits (sequence INTEGER PRIMARY KEY, epoch BLOB NOT NULL CHECK (length(epoch) = 32), \
    text BLOB NOT NULL, lines BLOB NOT NULL) STRICT
    """,
    """
    CREATE TABLE bodies (place INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK (length(id) = 16), \
    sealed BLOB NOT NULL) STRICT
    """,
    """
    CREATE TABLE bootstraps (place INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK (length(id) = 16), \
    sealed BLOB NOT NULL) STRICT
    """,
    """
    CREATE TABLE cache (place INTEGER PRIMARY KEY, tag BLOB NOT NULL CHECK (length(tag) = 16), \
    sealed BLOB NOT NULL) STRICT
    """,
    "CREATE INDEX cache_by_tag ON cache (tag)",
  ]

  /// One immediate transaction: everything in `body` is kept, or nothing.
  func write<R>(_ body: (Connection) throws -> R) throws -> R {
    do {
      return try queue.writeWithoutTransaction { database in
        var result: R?
        try database.inTransaction(.immediate) {
          result = try body(Connection(database))
          return .commit
        }
        guard let result else { throw VaultError.storage(code: 0) }
        return result
      }
    } catch let error as DatabaseError { throw Self.vaultError(error) }
  }

  /// A consistent view for reading.
  func read<R>(_ body: (Connection) throws -> R) throws -> R {
    do { return try queue.read { try body(Connection($0)) } } catch let error as DatabaseError {
      throw Self.vaultError(error)
    }
  }

  /// Moves everything from the write-ahead log into the file and empties it.
  func checkpoint() throws {
    do {
      try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
      // Another command is at work; it checkpoints when it ends.
    } catch let error as DatabaseError { throw Self.vaultError(error) }
  }

  private static func vaultError(_ error: DatabaseError) -> VaultError {
    switch error.resultCode {
    case .SQLITE_FULL: .diskFull
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(.database("its structure is not intact"))
    case .SQLITE_ERROR, .SQLITE_SCHEMA: .damaged(.database("its schema is not a vault's"))
    default: .storage(code: Int(error.extendedResultCode.rawValue))
    }
  }

  /// The statements of one transaction.
  struct Connection {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) { self.database = database }

    func insertCommit(epoch: EpochID, text: [UInt8], lines: [UInt8]) throws -> Int {
      try database.cachedStatement(sql: "INSERT INTO commits (epoch, text, lines) VALUES (?, ?, ?)")
        .execute(arguments: [Data(epoch.bytes), Data(text), Data(lines)])
      return Int(database.lastInsertedRowID)
    }

    func insertBody(_ id: RecordID, _ sealed: [UInt8]) throws {
      try database.cachedStatement(sql: "INSERT INTO bodies (id, sealed) VALUES (?, ?)")
        .execute(arguments: [Data(id.bytes), Data(sealed)])
    }

    func insertBootstrap(_ id: RecordID, _ sealed: [UInt8]) throws {
      try database.cachedStatement(sql: "INSERT INTO bootstraps (id, sealed) VALUES (?, ?)")
        .execute(arguments: [Data(id.bytes), Data(sealed)])
    }

    func body(_ id: RecordID) throws -> [UInt8]? {
      try blob("SELECT sealed FROM bodies WHERE id = ?", id.bytes)
    }

    func bootstrap(_ id: RecordID) throws -> [UInt8]? {
      try blob("SELECT sealed FROM bootstraps WHERE id = ?", id.bytes)
    }

    private func blob(_ sql: String, _ key: [UInt8]) throws -> [UInt8]? {
      try Data.fetchOne(database.cachedStatement(sql: sql), arguments: [Data(key)]).map { [UInt8]($0) }
    }

    func bootstraps() throws -> [(id: RecordID, sealed: [UInt8])] {
      try pairs("SELECT id, sealed FROM bootstraps ORDER BY place", [])
    }

    /// Commits after a sequence number, in order.
    func commits(after sequence: Int, _ each: (StoredCommit) throws -> Void) throws {
      let statement = try database.cachedStatement(
        sql: "SELECT sequence, epoch, text, lines FROM commits WHERE sequence > ? ORDER BY sequence")
      let rows = try Row.fetchCursor(statement, arguments: [sequence])
      while let row = try rows.next() {
        try each(
          StoredCommit(
            sequence: row[0], epoch: [UInt8](row[1] as Data), text: [UInt8](row[2] as Data),
            lines: [UInt8](row[3] as Data)))
      }
    }

    func commit(_ sequence: Int) throws -> StoredCommit? {
      var found: StoredCommit?
      let statement = try database.cachedStatement(
        sql: "SELECT sequence, epoch, text, lines FROM commits WHERE sequence = ?")
      if let row = try Row.fetchOne(statement, arguments: [sequence]) {
        found = StoredCommit(
          sequence: row[0], epoch: [UInt8](row[1] as Data), text: [UInt8](row[2] as Data),
          lines: [UInt8](row[3] as Data))
      }
      return found
    }

    /// Every body in the order of its place, a batch at a time.
    func bodies(batch: Int, _ each: ([(id: RecordID, sealed: [UInt8])]) throws -> Void) throws {
      let rows = try Row.fetchCursor(database.cachedStatement(sql: "SELECT id, sealed FROM bodies ORDER BY place"))
      var batched: [(id: RecordID, sealed: [UInt8])] = []
      while let row = try rows.next() {
        guard let id = RecordID(bytes: [UInt8](row[0] as Data)) else { continue }
        batched.append((id, [UInt8](row[1] as Data)))
        if batched.count == batch {
          try each(batched)
          batched.removeAll(keepingCapacity: true)
        }
      }
      if !batched.isEmpty { try each(batched) }
    }

    func bodyIDs() throws -> [RecordID] {
      try Data.fetchAll(database.cachedStatement(sql: "SELECT id FROM bodies ORDER BY place"))
        .compactMap { RecordID(bytes: [UInt8]($0)) }
    }

    func cached(_ tag: [UInt8]) throws -> [[UInt8]] {
      try Data.fetchAll(
        database.cachedStatement(sql: "SELECT sealed FROM cache WHERE tag = ? ORDER BY place"), arguments: [Data(tag)]
      ).map { [UInt8]($0) }
    }

    func addCached(_ tag: [UInt8], _ sealed: [UInt8]) throws {
      try database.cachedStatement(sql: "INSERT INTO cache (tag, sealed) VALUES (?, ?)")
        .execute(arguments: [Data(tag), Data(sealed)])
    }

    func removeCached(_ tag: [UInt8]) throws {
      try database.cachedStatement(sql: "DELETE FROM cache WHERE tag = ?").execute(arguments: [Data(tag)])
    }

    func count(of table: String) throws -> Int {
      try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
    }

    /// SQLite's own check of every page and index, and that the schema is word for word the one this program writes.
    func structuralDamage() throws -> [String] {
      var found = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
      let stored = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
      if stored != Database.schema { found.append("its schema is not a vault's") }
      if try Int.fetchOne(database, sql: "PRAGMA application_id") != Database.applicationID {
        found.append("its application id is not a vault's")
      }
      if try Int.fetchOne(database, sql: "PRAGMA user_version") != Database.formatVersion {
        found.append("its format version is not this program's")
      }
      return found
    }

    private func pairs(_ sql: String, _ arguments: StatementArguments) throws -> [(id: RecordID, sealed: [UInt8])] {
      try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
        RecordID(bytes: [UInt8](row[0] as Data)).map { ($0, [UInt8](row[1] as Data)) }
      }
    }
  }
}

/// One commit as it lies on disk.
struct StoredCommit: Sendable {
  let sequence: Int
  /// Names the ledger key it is sealed under.
  let epoch: [UInt8]
  let text: [UInt8]
  let lines: [UInt8]
}
