import Platform

/// The first hundred bytes of the database file, read without SQLite ("Database File Format", section 1.3).
///
/// SQLite takes several of them on trust: with another page count or reserved size it would write new pages over
/// evidence, and others it quietly puts right when it next writes. So they are looked at before it opens the file.
enum DatabaseHeader {
  private static let count = 100
  /// What never changes in a vault's file, by offset. The counters in between are SQLite's own.
  private static let fixed: [(offset: Int, bytes: [UInt8], name: String)] = [
    (0, Array("SQLite format 3\u{0}".utf8), "its first line"),
    (16, [UInt8(Database.pageSize >> 8), UInt8(Database.pageSize & 0xff)], "page size"),
    (18, [2, 2], "write and read version"),
    (20, [0], "reserved space"),
    (21, [64, 32, 32], "payload fractions"),
    (44, [0, 0, 0, 4], "schema format"),
    (48, [0, 0, 0, 0], "cache size"),
    (52, [0, 0, 0, 0], "vacuum root"),
    (56, [0, 0, 0, 1], "text encoding"),
    (60, word(Database.formatVersion), "format version"),
    (64, [0, 0, 0, 0], "vacuum mode"),
    (68, word(Database.applicationID), "application id"),
    (72, [UInt8](repeating: 0, count: 20), "reserved bytes"),
  ]

  /// What is wrong with the header, or `nil`. Throws when the file cannot be read.
  static func damage(_ path: String) throws -> String? {
    var found: String?
    // Another command may be moving pages into the file at this moment; then its size is read again.
    for _ in 0..<20 {
      let file = try PosixFile.readingRegular(path, followingLinks: false)
      var header = [UInt8](repeating: 0, count: count)
      guard try file.read(into: &header, count: count, at: 0) == count else { return "it is shorter than its header" }
      for field in fixed where Array(header[field.offset..<field.offset + field.bytes.count]) != field.bytes {
        return "its header was altered: \(field.name)"
      }
      let pages = header[28..<32].reduce(0) { $0 << 8 | Int($1) }
      let freePages = header[36..<40].reduce(0) { $0 << 8 | Int($1) }
      found = nil
      if freePages >= pages { found = "its header was altered: free pages" }
      // With a write-ahead log the file may still be short of pages.
      if try pages * Database.pageSize != file.size(), try !hasLog(path) {
        found = "its length is not what its header says"
      }
      if found == nil { return nil }
    }
    return found
  }

  private static func hasLog(_ path: String) throws -> Bool {
    do { return try PosixFile.readingRegular(path + "-wal").size() > 0 } catch PlatformError.notFound { return false }
  }

  private static func word(_ value: Int) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
