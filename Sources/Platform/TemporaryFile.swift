internal import CPlatform
internal import Glibc
internal import Sodium

/// A file that has no name until it is complete, so that a command killed half-way leaves nothing behind. Where the
/// file system needs a name (FAT, some network shares), it is locked while its maker lives, and ``sweep(_:)`` removes
/// what a killed one left.
public struct TemporaryFile: Sendable {
  /// The file, empty at first, readable and writable by its owner only.
  public let file: PosixFile
  private let folder: String
  private let name: String?

  /// Begins a file that is to lie in `folder`.
  public init(in folder: String) throws(PlatformError) {
    self.folder = folder
    let unnamed = try unsafe withPath(folder) { path in
      let descriptor = unsafe cv_open_unnamed(path)
      return descriptor < 0 && [EOPNOTSUPP, EISDIR, EINVAL].contains(errno) ? Int32.max : descriptor
    }
    guard unnamed == Int32.max else {
      file = PosixFile(adopting: unnamed)
      name = nil
      return
    }
    (file, name) = try Self.named(in: folder)
  }

  /// Gives it its name, in the same folder. Without `replacing`, an existing target is ``PlatformError/alreadyExists``.
  /// Neither content nor name is synced.
  public func publish(as path: String, replacing: Bool = false) throws(PlatformError) {
    if let name { return try Folder.rename(name, to: path, replacing: replacing) }
    guard replacing else { return try link(as: path) }
    let passing = Self.path(in: folder)
    try link(as: passing)
    do throws(PlatformError) { try Folder.rename(passing, to: path, replacing: true) } catch {
      try? Folder.remove(passing)
      throw error
    }
  }

  /// Removes what has a name and none was given to.
  public func discard() { if let name { try? Folder.remove(name) } }

  /// Removes from `folder` what killed commands of this user left: regular files named as ``init(in:)`` names them that
  /// no living process holds. Nothing is reported; what cannot be removed stays.
  public static func sweep(_ folder: String) {
    for name in (try? Folder.list(folder)) ?? [] where isOwn(name) {
      let path = folder + "/" + name
      guard let file = try? PosixFile.readingRegular(path, followingLinks: false),
        (try? file.status())?.st_uid == geteuid(), flock(file.descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      try? Folder.remove(path)
    }
  }

  /// `.<32 hex digits>.new`
  static func isOwn(_ name: String) -> Bool {
    guard name.hasPrefix("."), name.hasSuffix(".new"), name.utf8.count == 37 else { return false }
    return name.utf8.dropFirst().prefix(32).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  static func named(in folder: String) throws(PlatformError) -> (PosixFile, String) {
    // A sweep may come between creating and locking; then another name is tried.
    for _ in 0..<8 {
      let path = path(in: folder)
      let file = try PosixFile.creating(path)
      // A file system without locks is not swept either.
      let isHeld = flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
      if isHeld, try file.status().st_nlink > 0 { return (file, path) }
    }
    throw .unavailable
  }

  private static func path(in folder: String) -> String {
    let digits = Array("0123456789abcdef")
    return folder + "/." + String(SodiumRandom.bytes(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
      + ".new"
  }

  private func link(as path: String) throws(PlatformError) {
    _ = try unsafe withPath(path) { path in
      unsafe "/proc/self/fd/\(file.descriptor)".withCString { open in
        unsafe linkat(AT_FDCWD, open, AT_FDCWD, path, AT_SYMLINK_FOLLOW)
      }
    }
  }
}
