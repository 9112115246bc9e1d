public import Platform
public import Records
public import Vault

/// What lies in a remote: each item has one immutable content, or is not there.
public enum RemoteItem: Hashable, Sendable {
  /// One file of a commit.
  case package(PackageName, part: Int)
  /// A ledger key sealed to somebody.
  case key(PackageName)
  /// The ciphertext of an attached file.
  case blob(ID<Blob>)
}

/// A place ciphertext is left at and fetched from. Nothing in it is trusted, and nothing in it is ever changed: items
/// are put where there are none, and removed when what they hold was ordered destroyed.
public protocol Remote {
  /// Tells it from other remotes of this device, so that it is noticed when it shows less than it did.
  var identifier: String { get }
  /// Everything there is, with its size in bytes. Names that are no item's are counted, and otherwise left alone.
  func list() throws -> (items: [RemoteItem: Int], foreign: Int)
  /// A whole item of at most `limit` bytes; `nil` where there is none that can be read.
  func get(_ item: RemoteItem, limit: Int) throws -> [UInt8]?
  /// Leaves `bytes` unless the item is there already: whole and durable, or not at all. Whether it was left.
  @discardableResult func put(_ item: RemoteItem, _ bytes: [UInt8]) throws -> Bool
  /// The same for what lies in a file.
  @discardableResult func put(_ item: RemoteItem, from file: PosixFile) throws -> Bool
  /// Copies an item of at most `limit` bytes to `file`; `false` where there is none that can be read.
  func copy(_ item: RemoteItem, to file: PosixFile, limit: Int) throws -> Bool
  /// Removes an item; harmless where there is none.
  func remove(_ item: RemoteItem) throws
}

/// Why an exchange cannot go on.
public enum SyncError: Error, Equatable, Sendable {
  /// The place is not a folder, or something else lies where a folder of the exchange belongs.
  case notAFolder

  /// What to do about it.
  public var hint: String {
    switch self {
    case .notAFolder: "name a folder that exists; nothing was written outside it"
    }
  }
}
