import Foundation
import GRDB
import Platform
import Records
import Sodium

/// The one SQLite file: sealed commits, sealed bodies, and a cache this device can make again.
///
/// Nothing here is readable without keys; row counts and padded sizes are what a locked disk shows.
final class Database: Sendable {
  static let formatVersion = 1
  /// "cvlt": so that `file` and this program know the database as a vault's.
  static let applicationID = 0x6376_6c74
  /// Padded notes of 2 KiB leave little of a page of this size unused, and a large import makes half as many pages.
  static let pageSize = 16_384

  let queue: DatabaseQueue

  /// Opens the database, or makes it when `creating`. With `examining` it is only read, however it looks.
  init(path: String, creating: Bool = false, examining: Bool = false) throws {
    if !creating, !examining, let what = try DatabaseHeader.damage(path) { throw VaultError.damaged(.database(what)) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { database in
      // Debian's default puts temporary tables into files.
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
      try database.execute(sql: "PRAGMA cell_size_check = ON")
      // 64 MiB, taken as needed: what keeps a large import from writing pages of the index over and over.
      try database.execute(sql: "PRAGMA cache_size = -65536")
      if examining {
        try database.execute(sql: "PRAGMA query_only = ON")
        return
      }
      if creating { try database.execute(sql: "PRAGMA page_size = \(Self.pageSize)") }
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    // SQLite would make it readable for others, and its log after it.
    if creating { _ = try PosixFile.creating(path) }
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
    CREATE TABLE bodies (place INTEGER PRIMARY KEY, id BLOB NOT NULL CHECK (length(id) = 16), \
    sealed BLOB NOT NULL) STRICT
    """,
    "CREATE INDEX bodies_by_id ON bodies (id)",
    """
    CREATE TABLE bootstraps (place INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK (length(id) = 16), \
    sealed BLOB NOT NULL) STRICT
    """,
    """
    CREATE TABLE cache (place INTEGER PRIMARY KEY, tag BLOB NOT NULL CHECK (length(tag) = 16), \
    sealed BLOB NOT NULL) STRICT
    """,
    "CREATE INDEX cache_by_tag ON cache (tag)",
    """
    CREATE TABLE waiting (place INTEGER PRIMARY KEY, name BLOB NOT NULL CHECK (length(name) = 16), \
    part INTEGER NOT NULL, file BLOB NOT NULL) STRICT
    """,
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
    } catch let error as DatabaseError { throw Self.vaultError(error) } catch is RowDecodingError {
      throw VaultError.damaged(.database("a row does not read as its table says"))
    }
  }

  /// A consistent view for reading.
  func read<R>(_ body: (Connection) throws -> R) throws -> R {
    do { return try queue.read { try body(Connection($0)) } } catch let error as DatabaseError {
      throw Self.vaultError(error)
    } catch is RowDecodingError {
      throw VaultError.damaged(.database("a row does not read as its table says"))
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

  static func vaultError(_ error: DatabaseError) -> VaultError {
    switch error.resultCode {
    case .SQLITE_FULL: .diskFull
    // The index of the write-ahead log needs room even for reading.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: .diskFull
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(.database("its structure is not intact"))
    case .SQLITE_ERROR, .SQLITE_SCHEMA: .damaged(.database("its schema is not a vault's"))
    default: .storage(code: Int(error.extendedResultCode.rawValue))
    }
  }

  /// The statements of one transaction.
  struct Connection {
    let database: GRDB.Database

    init(_ database: GRDB.Database) { self.database = database }

    func insertCommit(epoch: EpochID, text: [UInt8], lines: [UInt8]) throws -> Int {
      try database.cachedStatement(sql: "INSERT INTO commits (epoch, text, lines) VALUES (?, ?, ?)")
        .execute(arguments: [Data(epoch.bytes), Data(text), Data(lines)])
      return Int(database.lastInsertedRowID)
    }

    func insertBody(_ id: RecordID, _ sealed: [UInt8]) throws {
      try execute("INSERT INTO bodies (id, sealed) VALUES (?, ?)", id.bytes, sealed)
    }

    func insertBootstrap(_ id: RecordID, _ sealed: [UInt8]) throws {
      try execute("INSERT INTO bootstraps (id, sealed) VALUES (?, ?)", id.bytes, sealed)
    }

    /// Runs one statement with blobs for its arguments.
    func execute(_ sql: String, _ blobs: [UInt8]...) throws {
      try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(blobs.map { Data($0) }))
    }

    func body(_ id: RecordID) throws -> [UInt8]? {
      try blob("SELECT sealed FROM bodies WHERE id = ?", id.bytes)
    }

    /// The body of this identifier and SHA-256. Two replicas that derive the same coded record give it one identifier, so
    /// there may be several; where none has the digest, one that has not.
    func body(_ id: RecordID, digest: [UInt8]) throws -> [UInt8]? {
      let found = try bodies(of: id)
      guard found.count > 1 else { return found.first }
      return found.first { Digest256.hash($0) == digest } ?? found.first
    }

    /// Removes the bodies of this identifier that have one of these digests.
    func removeBodies(of id: RecordID, digests: Set<[UInt8]>) throws {
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: "SELECT place, sealed FROM bodies WHERE id = ?"), arguments: [Data(id.bytes)])
      for row in rows where digests.contains(Digest256.hash(try row.bytes(1))) {
        try database.cachedStatement(sql: "DELETE FROM bodies WHERE place = ?").execute(arguments: [row[0] as Int])
      }
    }

    func bodies(of id: RecordID) throws -> [[UInt8]] {
      try Data.fetchAll(
        database.cachedStatement(sql: "SELECT sealed FROM bodies WHERE id = ? ORDER BY place"),
        arguments: [Data(id.bytes)]
      ).map { [UInt8]($0) }
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
      while let row = try rows.next() { try each(StoredCommit(row)) }
    }

    func commit(_ sequence: Int) throws -> StoredCommit? {
      let statement = try database.cachedStatement(
        sql: "SELECT sequence, epoch, text, lines FROM commits WHERE sequence = ?")
      return try Row.fetchOne(statement, arguments: [sequence]).map { try StoredCommit($0) }
    }

    /// Every body in the order of its place, a batch at a time: at most `batch` of them, and fewer when they are large.
    func bodies(batch: Int, _ each: ([(id: RecordID, sealed: [UInt8])]) throws -> Void) throws {
      let rows = try Row.fetchCursor(database.cachedStatement(sql: "SELECT id, sealed FROM bodies ORDER BY place"))
      var batched: [(id: RecordID, sealed: [UInt8])] = []
      var size = 0
      while let row = try rows.next() {
        batched.append((try row.recordID(0), try row.bytes(1)))
        size += batched.last?.sealed.count ?? 0
        if batched.count == batch || size >= 8 << 20 {
          try each(batched)
          batched.removeAll(keepingCapacity: true)
          size = 0
        }
      }
      if !batched.isEmpty { try each(batched) }
    }

    func bodyIDs() throws -> [RecordID] {
      try Row.fetchAll(database.cachedStatement(sql: "SELECT id FROM bodies ORDER BY place")).map { try $0.recordID(0) }
    }

    func cached(_ tag: [UInt8]) throws -> [[UInt8]] {
      let next = try eachCached(tag)
      var found: [[UInt8]] = []
      while let sealed = try next() { found.append(sealed) }
      return found
    }

    /// The same, one by one until `nil`.
    func eachCached(_ tag: [UInt8]) throws -> () throws -> [UInt8]? {
      let rows = try Row.fetchCursor(
        database.cachedStatement(sql: "SELECT sealed FROM cache WHERE tag = ? ORDER BY place"), arguments: [Data(tag)])
      return { try rows.next()?.withUnsafeData(atIndex: 0) { [UInt8]($0 ?? Data()) } }
    }

    func cachedCount(_ tag: [UInt8]) throws -> Int {
      try Int.fetchOne(
        database.cachedStatement(sql: "SELECT count(*) FROM cache WHERE tag = ?"), arguments: [Data(tag)]) ?? 0
    }

    func addCached(_ tag: [UInt8], _ sealed: [UInt8]) throws {
      try execute("INSERT INTO cache (tag, sealed) VALUES (?, ?)", tag, sealed)
    }

    func removeCached(_ tag: [UInt8]) throws {
      try execute("DELETE FROM cache WHERE tag = ?", tag)
    }

    /// Tags of rows that only say that something was here.
    func heldFiles() throws -> Set<[UInt8]> {
      Set(try Data.fetchAll(database, sql: "SELECT tag FROM cache WHERE length(sealed) = 0").map { [UInt8]($0) })
    }

    /// Files of commits that cannot be placed yet, by name, in the order of their parts.
    func waiting() throws -> [(name: [UInt8], file: [UInt8])] {
      try Row.fetchAll(database.cachedStatement(sql: "SELECT name, file FROM waiting ORDER BY name, part")).map {
        (try $0.bytes(0), try $0.bytes(1))
      }
    }

    func addWaiting(_ name: [UInt8], part: Int, _ file: [UInt8]) throws {
      try database.cachedStatement(sql: "INSERT INTO waiting (name, part, file) VALUES (?, ?, ?)")
        .execute(arguments: [Data(name), part, Data(file)])
    }

    func removeWaiting(_ name: [UInt8]) throws { try execute("DELETE FROM waiting WHERE name = ?", name) }

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
      try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map { row in
        (try row.recordID(0), try row.bytes(1))
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

// GRDB's plain subscripts stop the process when a cell is not of the type asked for; a flipped bit is enough for that.
extension Row {
  fileprivate func bytes(_ index: Int) throws -> [UInt8] {
    guard case .blob(let data) = (self[index] as DatabaseValue).storage else {
      throw VaultError.damaged(.database("a row does not read as its table says"))
    }
    return [UInt8](data)
  }

  fileprivate func recordID(_ index: Int) throws -> RecordID {
    guard let id = RecordID(bytes: try bytes(index)) else {
      throw VaultError.damaged(.database("a row does not read as its table says"))
    }
    return id
  }
}

extension StoredCommit {
  fileprivate init(_ row: Row) throws {
    guard case .int64(let sequence) = (row[0] as DatabaseValue).storage else {
      throw VaultError.damaged(.database("a row does not read as its table says"))
    }
    self.init(sequence: Int(sequence), epoch: try row.bytes(1), text: try row.bytes(2), lines: try row.bytes(3))
  }
}
