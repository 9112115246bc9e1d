internal import CPlatform
internal import Glibc

/// An open file descriptor, closed with its last reference. Positional calls may run on several threads.
public final class PosixFile: Sendable {
  /// The number the kernel knows it by.
  public let descriptor: Int32
  private let closes: Bool

  /// Takes over an open descriptor. With `closing: false` (standard input and output) it is left open.
  public init(adopting descriptor: Int32, closing: Bool = true) {
    self.descriptor = descriptor
    closes = closing
  }

  deinit { if closes { close(descriptor) } }

  /// Opens a file, pipe or device for reading. Throws ``PlatformError/notAFile`` for a folder, and for a
  /// symbolic link unless `followingLinks`.
  public static func reading(_ path: String, followingLinks: Bool = true) throws(PlatformError) -> PosixFile {
    let file = try open(path, O_RDONLY | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW))
    guard try file.type() != S_IFDIR else { throw .notAFile }
    return file
  }

  /// Opens a regular file for reading and nothing else: a pipe somebody put in its place must not make us wait.
  public static func readingRegular(_ path: String, followingLinks: Bool = true) throws(PlatformError) -> PosixFile {
    let file = try open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW))
    guard file.isRegular else { throw .notAFile }
    return file
  }

  /// Creates a file that does not exist yet, readable and writable by its owner only (0600).
  public static func creating(_ path: String) throws(PlatformError) -> PosixFile {
    try open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
  }

  static func open(_ path: String, _ flags: Int32) throws(PlatformError) -> PosixFile {
    let result = try unsafe withPath(path) { path in
      var descriptor: Int32
      repeat { descriptor = unsafe cv_open(path, flags | O_CLOEXEC, 0o600) } while descriptor < 0 && errno == EINTR
      return descriptor
    }
    return PosixFile(adopting: result)
  }

  /// Size in bytes. Throws ``PlatformError/notAFile`` for a pipe or a device, which have none.
  public func size() throws(PlatformError) -> Int {
    let status = try status()
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    return Int(status.st_size)
  }

  /// Whether positional reads and writes work: false for pipes, terminals and other devices.
  public var isRegular: Bool { (try? type()) == S_IFREG }

  func type() throws(PlatformError) -> mode_t { try status().st_mode & S_IFMT }

  func status() throws(PlatformError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
    return status
  }

  /// Reads `count` bytes at `offset` into `buffer` from `start` on. Returns fewer only at the end of the file.
  public func read(
    into buffer: inout [UInt8], from start: Int = 0, count: Int, at offset: Int
  ) throws(PlatformError) -> Int {
    try unsafe transfer(&buffer, start, count) { into, wanted, done in
      unsafe pread(descriptor, into, wanted, off_t(offset + done))
    }
  }

  /// Reads the next `count` bytes of a pipe, a terminal or a file. Returns fewer only at its end.
  public func readNext(into buffer: inout [UInt8], from start: Int = 0, count: Int) throws(PlatformError) -> Int {
    try unsafe transfer(&buffer, start, count) { into, wanted, _ in unsafe Glibc.read(descriptor, into, wanted) }
  }

  /// Reads what a pipe, a terminal or a file has ready, at most `count` bytes; waits only while there is nothing. Returns
  /// 0 only at its end.
  public func readAvailable(into buffer: inout [UInt8], count: Int) throws(PlatformError) -> Int {
    var isFirst = true
    return try unsafe transfer(&buffer, 0, count) { into, wanted, _ in
      guard isFirst else { return 0 }
      let moved = unsafe Glibc.read(descriptor, into, wanted)
      isFirst = moved < 0
      return moved
    }
  }

  /// Writes `count` bytes of `bytes` at `offset`.
  public func write(_ bytes: [UInt8], from start: Int = 0, count: Int, at offset: Int) throws(PlatformError) {
    try unsafe emit(bytes, start, count) { from, left, done in
      unsafe pwrite(descriptor, from, left, off_t(offset + done))
    }
  }

  /// Writes `count` bytes of `bytes` to a pipe or at the file's own position.
  public func writeNext(_ bytes: [UInt8], from start: Int = 0, count: Int) throws(PlatformError) {
    try unsafe emit(bytes, start, count) { from, left, _ in unsafe Glibc.write(descriptor, from, left) }
  }

  /// Waits until the content is on the disk (`fsync`); a pipe or device has nothing to wait for.
  public func sync() throws(PlatformError) {
    while fsync(descriptor) != 0 {
      if errno == EINTR { continue }
      guard errno == EINVAL || errno == ENOTSUP else { throw .last }
      return
    }
  }

  private func transfer(
    _ buffer: inout [UInt8], _ start: Int, _ count: Int, _ call: (UnsafeMutableRawPointer, Int, Int) -> Int
  ) throws(PlatformError) -> Int {
    guard start >= 0, count >= 0, start <= buffer.count - count else { throw .io(EINVAL) }
    var done = 0
    while done < count {
      let moved = unsafe buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe call(base + start + done, count - done, done)
      }
      if moved == 0 { break }
      if moved < 0 { try recover(POLLIN) } else { done += moved }
    }
    return done
  }

  private func emit(
    _ bytes: [UInt8], _ start: Int, _ count: Int, _ call: (UnsafeRawPointer, Int, Int) -> Int
  ) throws(PlatformError) {
    guard start >= 0, count >= 0, start <= bytes.count - count else { throw .io(EINVAL) }
    var done = 0
    while done < count {
      let moved = unsafe bytes.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe call(base + start + done, count - done, done)
      }
      if moved < 0 { try recover(POLLOUT) } else { done += moved }
    }
  }

  /// A descriptor inherited from a shell may be non-blocking: waits for it instead of failing.
  func recover(_ event: Int32) throws(PlatformError) {
    if errno == EINTR { return }
    guard errno == EAGAIN else { throw .last }
    var wait = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    _ = unsafe poll(&wait, 1, -1)
  }

  /// Reads a whole file, pipe or device of at most `limit` bytes. Throws ``PlatformError/tooLarge(limit:)``
  /// without reading further.
  public static func readAll(_ path: String, limit: Int) throws(PlatformError) -> [UInt8] {
    try reading(path).readAll(limit: limit)
  }

  /// Reads a whole regular file of at most `limit` bytes; anything else is ``PlatformError/notAFile``.
  public static func readRegular(_ path: String, limit: Int) throws(PlatformError) -> [UInt8] {
    try readingRegular(path).readAll(limit: limit)
  }

  /// Reads from the file's own position to its end, at most `limit` bytes.
  public func readAll(limit: Int) throws(PlatformError) -> [UInt8] {
    if let size = try? size(), size > limit { throw .tooLarge(limit: limit) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try readNext(into: &buffer, count: buffer.count)
      guard count <= limit - content.count else { throw .tooLarge(limit: limit) }
      content += buffer[..<count]
      if count < buffer.count { return content }
    }
  }
}

/// Lends a path to a system call that answers below zero on failure. A path with a NUL inside names nothing.
func withPath(_ path: String, _ call: (UnsafePointer<CChar>) -> Int32) throws(PlatformError) -> Int32 {
  guard !path.utf8.contains(0) else { throw .notFound }
  let (result, code) = unsafe path.withCString { start in
    let result = unsafe call(start)
    return (result, errno)
  }
  guard result >= 0 else { throw PlatformError(code: code) }
  return result
}
