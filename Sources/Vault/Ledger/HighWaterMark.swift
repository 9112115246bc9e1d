import Platform
import Records
import Sodium

/// How many commits the database has held, and the hash of the last: a file of its own beside the database, written
/// after each commit. Chains show a commit that is missing in the middle; this shows one that is missing at the end,
/// because its row, a page or the write-ahead log was lost or an older database was put back.
///
/// Stored: version (1) ‖ ledger key's name (32) ‖ sealed under it: commits (8) ‖ hash (32). Where the process ended
/// between commit and mark, the mark is one behind; it is never ahead.
struct HighWaterMark: Sendable, Equatable {
  private static let version: UInt8 = 1

  let commits: Int
  /// SHA-256 of the last commit's note.
  let hash: [UInt8]

  /// The stored bytes, or `nil` when there are none. To be read before the database, which may grow meanwhile.
  static func stored(_ folder: VaultFolder) throws -> [UInt8]? {
    do { return try PosixFile.readRegular(folder.mark, limit: 4096) } catch PlatformError.notFound {
      return nil
    } catch PlatformError.tooLarge { return [] }
  }

  /// `nil` unless the bytes are what a member of the vault sealed.
  init?(stored: [UInt8], vault: ID<VaultTag>, ring: KeyRing) {
    var reader = ByteReader(stored)
    guard reader.byte() == Self.version, let epoch = reader.take(EpochID.count).flatMap({ EpochID(bytes: $0) }),
      let ledger = ring.key(epoch), let key = try? Derivation.key(ledger, label: Label.highWater),
      let sealed = reader.take(reader.remaining),
      let plain = try? AEAD.open(sealed, context: Self.context(vault, epoch), key: key)
    else { return nil }
    var fields = ByteReader(plain)
    guard let commits = fields.uint64(), commits < UInt64(Int.max), let hash = fields.take(32), fields.remaining == 0
    else { return nil }
    self.init(commits: Int(commits), hash: hash)
  }

  init(commits: Int, hash: [UInt8]) {
    self.commits = commits
    self.hash = hash
  }

  func write(_ folder: VaultFolder, vault: ID<VaultTag>, ledger: GrantedKey) throws {
    var writer = ByteWriter()
    writer.append(UInt64(commits))
    writer.append(hash)
    let sealed = try AEAD.seal(
      writer.bytes, context: Self.context(vault, ledger.epoch),
      key: try Derivation.key(ledger.key, label: Label.highWater))
    try AtomicFile.write([Self.version] + ledger.epoch.bytes + sealed, to: folder.mark)
  }

  private static func context(_ vault: ID<VaultTag>, _ epoch: EpochID) -> [UInt8] {
    Label.context(Label.highWater, vault.bytes, epoch.bytes)
  }
}
