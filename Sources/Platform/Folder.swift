internal import CPlatform
internal import Glibc

/// Folders and the names in them.
public enum Folder {
  /// Creates a folder only its owner may enter (0700); with `parents`, also those above it, and an existing
  /// folder is accepted as it is.
  public static func create(_ path: String, parents: Bool = false) throws(PlatformError) {
    guard parents else {
      _ = try unsafe withPath(path) { path in unsafe mkdir(path, 0o700) }
      return
    }
    if try kind(path) == S_IFDIR { return }
    let parent = parent(of: path)
    if parent != path { try create(parent, parents: true) }
    do throws(PlatformError) { try create(path) } catch .alreadyExists {
      guard try kind(path) == S_IFDIR else { throw .alreadyExists }
    }
  }

  /// The names in a folder, sorted, without `.` and `..`.
  public static func list(_ path: String) throws(PlatformError) -> [String] {
    let folder = try PosixFile.open(path, O_RDONLY | O_DIRECTORY)
    // The stream closes the descriptor it is given.
    let copy = fcntl(folder.descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw .last }
    guard let stream = unsafe fdopendir(copy) else {
      close(copy)
      throw .last
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw .last }
    return names.sorted()
  }

  /// Whether anything has this name; a dangling link counts.
  public static func exists(_ path: String) throws(PlatformError) -> Bool { try kind(path) != nil }

  /// Whether a folder has this name; a link to one only with `followingLinks`.
  public static func isFolder(_ path: String, followingLinks: Bool = false) throws(PlatformError) -> Bool {
    guard followingLinks else { return try kind(path) == S_IFDIR }
    do throws(PlatformError) {
      _ = try PosixFile.open(path, O_RDONLY | O_DIRECTORY)
      return true
    } catch .notFound { return false } catch .notAFile { return false }
  }

  /// Waits until the names of a folder are on the disk.
  public static func sync(_ path: String) throws(PlatformError) {
    try PosixFile.open(path, O_RDONLY | O_DIRECTORY).sync()
  }

  /// Renames within one file system. Without `replacing`, an existing target is
  /// ``PlatformError/alreadyExists``, decided by the kernel in one step.
  public static func rename(_ source: String, to target: String, replacing: Bool = false) throws(PlatformError) {
    guard !source.utf8.contains(0), !target.utf8.contains(0) else { throw .notFound }
    let code: Int32 = unsafe source.withCString { source in
      unsafe target.withCString { target in
        if replacing { return unsafe Glibc.rename(source, target) == 0 ? 0 : errno }
        if unsafe cv_rename_new(source, target) == 0 { return 0 }
        guard errno == EINVAL || errno == ENOSYS else { return errno }
        // Some file systems lack the flag; a hard link refuses an existing target just as well.
        guard unsafe link(source, target) == 0 else { return errno }
        return unsafe unlink(source) == 0 ? 0 : errno
      }
    }
    guard code == 0 else { throw PlatformError(code: code) }
  }

  /// Removes a file or a link, or an empty folder with `folder: true`.
  public static func remove(_ path: String, folder: Bool = false) throws(PlatformError) {
    _ = try unsafe withPath(path) { path in unsafe folder ? rmdir(path) : unlink(path) }
  }

  /// The folder part of a path; `.` for a bare name.
  public static func parent(of path: String) -> String {
    var rest = Substring(path)
    while rest.count > 1, rest.hasSuffix("/") { rest.removeLast() }
    guard let slash = rest.lastIndex(of: "/") else { return "." }
    rest = rest[..<slash]
    while rest.hasSuffix("/") { rest.removeLast() }
    return rest.isEmpty ? "/" : String(rest)
  }

  static func kind(_ path: String) throws(PlatformError) -> mode_t? {
    var status = stat()
    do throws(PlatformError) {
      _ = try unsafe withPath(path) { path in unsafe lstat(path, &status) }
    } catch .notFound { return nil }
    return status.st_mode & S_IFMT
  }

  /// Throws ``PlatformError/notPermitted`` unless `path` is a real folder of this user that nobody else may
  /// enter (0700 at most).
  static func requirePrivate(_ path: String) throws(PlatformError) -> PosixFile {
    let folder = try PosixFile.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    let status = try folder.status()
    guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else { throw .notPermitted }
    return folder
  }
}
