internal import Glibc

extension PosixFile {
  /// A pipe's two ends, closed with their last use and not inherited by other programs.
  public static func pipe() throws(PlatformError) -> (reading: PosixFile, writing: PosixFile) {
    var ends: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { throw .last }
    let files = (PosixFile(adopting: ends[0]), PosixFile(adopting: ends[1]))
    for end in ends where fcntl(end, F_SETFD, FD_CLOEXEC) != 0 { throw .last }
    return files
  }
}
