public import Platform
public import Records
import Sodium
public import Vault

/// A folder as a remote: a USB stick, a shared drive, a folder something else synchronises. Items lie in
/// `<vault>/commits`, `keys` and `blobs`. Whoever else writes there may put anything in it: links are not followed,
/// only regular files are read, and only names that are an item's are ever opened.
public struct FolderRemote: Remote {
  private enum Area: String, CaseIterable {
    case commits
    case keys
    case blobs
  }

  private let root: String

  /// Its path.
  public var identifier: String { root }

  /// The part of `folder`, which must exist, that belongs to one vault; made where it is missing.
  public init(_ folder: String, vault: ID<VaultTag>) throws {
    guard try Folder.isFolder(folder, followingLinks: true) else { throw SyncError.notAFolder }
    root = folder + "/" + vault.hex
    for path in [root] + Area.allCases.map({ root + "/" + $0.rawValue }) {
      do { try Folder.create(path) } catch PlatformError.alreadyExists {}
      // Through a link, files would land outside the folder.
      guard try Folder.isFolder(path) else { throw SyncError.notAFolder }
    }
  }

  private func area(_ item: RemoteItem) -> Area {
    switch item {
    case .package: .commits
    case .key: .keys
    case .blob: .blobs
    }
  }

  private func name(_ item: RemoteItem) -> String {
    switch item {
    case .package(let name, let part): "\(name.hex)-\(part)"
    case .key(let name): name.hex
    case .blob(let id): id.hex
    }
  }

  private func folder(_ area: Area) -> String { root + "/" + area.rawValue }
  private func path(_ item: RemoteItem) -> String { folder(area(item)) + "/" + name(item) }

  private func item(_ area: Area, _ name: String) -> RemoteItem? {
    switch area {
    case .commits:
      let halves = name.split(separator: "-", omittingEmptySubsequences: false)
      guard halves.count == 2, let package = PackageName(hex: String(halves[0])), let part = Int(halves[1]),
        (0..<100_000).contains(part), "\(part)" == halves[1]
      else { return nil }
      return .package(package, part: part)
    case .keys: return PackageName(hex: name).map { .key($0) }
    case .blobs: return ID<Blob>(hex: name).flatMap { $0.hex == name ? .blob($0) : nil }
    }
  }

  /// Every item, and how much else there is.
  public func list() throws -> (items: [RemoteItem: Int], foreign: Int) {
    var items: [RemoteItem: Int] = [:]
    var foreign = 0
    for area in Area.allCases {
      guard try Folder.isFolder(folder(area)) else { throw SyncError.notAFolder }
      for name in try Folder.list(folder(area)) {
        guard let item = item(area, name),
          let size = try? PosixFile.readingRegular(path(item), followingLinks: false).size()
        else {
          foreign += 1
          continue
        }
        items[item] = size
      }
    }
    return (items, foreign)
  }

  private func reading(_ item: RemoteItem) throws -> PosixFile? {
    do { return try PosixFile.readingRegular(path(item), followingLinks: false) } catch PlatformError.notFound {
      return nil
    } catch PlatformError.notAFile { return nil }
  }

  /// A whole item; `nil` for a link, a pipe or anything too large.
  public func get(_ item: RemoteItem, limit: Int) throws -> [UInt8]? {
    do { return try reading(item)?.readAll(limit: limit) } catch PlatformError.tooLarge { return nil }
  }

  /// Written under another name, synced, then renamed.
  public func put(_ item: RemoteItem, _ bytes: [UInt8]) throws -> Bool {
    try put(item) { try $0.write(bytes, count: bytes.count, at: 0) }
  }

  /// Written under another name, synced, then renamed.
  public func put(_ item: RemoteItem, from file: PosixFile) throws -> Bool {
    try put(item) { try Self.copy(file, to: $0, limit: .max) }
  }

  private func put(_ item: RemoteItem, _ write: (PosixFile) throws -> Void) throws -> Bool {
    guard try Folder.isFolder(folder(area(item))) else { throw SyncError.notAFolder }
    guard try !Folder.exists(path(item)) else { return false }
    let temporary = folder(area(item)) + "/." + SodiumRandom.bytes(16).map { String($0, radix: 16) }.joined() + ".new"
    let file = try PosixFile.creating(temporary)
    do {
      try write(file)
      try file.sync()
      try Folder.rename(temporary, to: path(item))
      try Folder.sync(folder(area(item)))
      return true
    } catch PlatformError.alreadyExists {
      try? Folder.remove(temporary)
      return false
    } catch {
      try? Folder.remove(temporary)
      throw error
    }
  }

  /// Copies an item; `false` where there is none of at most `limit` bytes.
  public func copy(_ item: RemoteItem, to file: PosixFile, limit: Int) throws -> Bool {
    guard let input = try reading(item), try input.size() <= limit else { return false }
    try Self.copy(input, to: file, limit: limit)
    return true
  }

  private static func copy(_ input: PosixFile, to output: PosixFile, limit: Int) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while true {
      let count = try input.read(into: &buffer, count: buffer.count, at: offset)
      guard count <= limit - offset else { throw PlatformError.tooLarge(limit: limit) }
      try output.write(buffer, count: count, at: offset)
      offset += count
      if count < buffer.count { return }
    }
  }

  /// Removes an item; harmless where there is none.
  public func remove(_ item: RemoteItem) throws {
    do { try Folder.remove(path(item)) } catch PlatformError.notFound {}
  }
}
