internal import CPlatform
internal import Glibc

/// A file without a name that lives in memory and ends with its last descriptor.
public enum MemoryFile {
  /// An empty one, which no child process inherits.
  public static func make() throws(PlatformError) -> PosixFile {
    let descriptor = unsafe cv_memfd("casevault")
    guard descriptor >= 0 else { throw .unavailable }
    let file = PosixFile(adopting: descriptor)
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw .last }
    return file
  }
}
