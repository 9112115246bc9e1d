internal import CPlatform
internal import Glibc
public import Sodium

/// A session key handed to a subshell as an open memory file, where the kernel's keyring is refused. It lives
/// as long as a process holds the descriptor. Such a file can reach swap; the keyring cannot.
public enum SessionDescriptor {
  /// Puts `key` into a memory file that child processes inherit. Returns its descriptor number.
  public static func make(_ key: GuardedKey) throws(PlatformError) -> Int32 {
    let descriptor = unsafe cv_memfd("casevault")
    guard descriptor >= 0 else { throw .unavailable }
    var exposed = key.exposed()
    defer { wipe(&exposed) }
    let file = PosixFile(adopting: descriptor, closing: false)
    do throws(PlatformError) { try file.write(exposed, count: exposed.count, at: 0) } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// The key in an inherited descriptor. Throws ``PlatformError/notFound`` when the number is not an open
  /// memory file of exactly 32 bytes, and when the session was ended.
  public static func read(_ descriptor: Int32) throws(PlatformError) -> GuardedKey {
    let file = try memoryFile(descriptor)
    var bytes = [UInt8](repeating: 0, count: GuardedKey.count)
    defer { wipe(&bytes) }
    guard try file.read(into: &bytes, count: bytes.count, at: 0) == bytes.count, bytes.contains(where: { $0 != 0 })
    else { throw .notFound }
    do { return try GuardedKey(copying: bytes) } catch { throw .unavailable }
  }

  /// Overwrites the key for every process that inherited it.
  public static func erase(_ descriptor: Int32) throws(PlatformError) {
    let zeros = [UInt8](repeating: 0, count: GuardedKey.count)
    try memoryFile(descriptor).write(zeros, count: zeros.count, at: 0)
  }

  /// A file that still has a name is not ours: reading or overwriting it would harm the user's data.
  private static func memoryFile(_ descriptor: Int32) throws(PlatformError) -> PosixFile {
    let file = PosixFile(adopting: descriptor, closing: false)
    guard let status = try? file.status(), status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 0,
      status.st_size == GuardedKey.count, status.st_uid == geteuid()
    else { throw .notFound }
    return file
  }
}
