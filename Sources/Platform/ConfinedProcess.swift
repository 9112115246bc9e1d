internal import CPlatform
internal import Glibc

/// Another program at work on bytes nobody else may see: through pipes only, with an empty environment, unable to
/// write any file (`RLIMIT_FSIZE` 0), within bounds of time, memory and output; where the kernel permits it, without
/// network (namespaces) and unable to read anything but programs, libraries and fonts (Landlock).
public enum ConfinedProcess {
  /// What a program answered.
  public struct Result: Sendable {
    /// What it wrote to standard output.
    public let output: [UInt8]
    /// Its exit status; 128 and the signal when it was killed.
    public let status: Int32
  }

  /// Where programs are looked for; the user's own path is not, since anything may lie there.
  public static let folders = ["/usr/bin", "/bin", "/usr/local/bin"]
  private static let memoryLimit: UInt64 = 4 << 30

  /// The path of an installed program, or nil.
  public static func find(_ name: String, in folders: [String] = folders) -> String? {
    folders.map { $0 + "/" + name }.first { path in unsafe path.withCString { unsafe access($0, X_OK) } == 0 }
  }

  /// Whether the kernel lets a program be cut off from the network here; asked once.
  public static let cutsNetwork = cv_can_cut_network() != 0

  /// Whether the kernel lets the user's files be kept from a program.
  public static let hidesFiles = cv_can_hide_files() != 0

  /// Runs a program to its end. What it says on standard error is discarded, since it may quote what it reads.
  ///
  /// - Parameters:
  ///   - arguments: without content and without the program's name.
  ///   - limit: bytes of output at most.
  ///   - seconds: of wall-clock time, and of processor time.
  /// - Throws: `tooLarge` and `interrupted` when a bound was passed; the program is then gone.
  public static func run(
    _ path: String, _ arguments: [String], input: [UInt8], limit: Int, seconds: Int
  ) throws(PlatformError) -> Result {
    let (inputRead, inputWrite) = try ends { unsafe cv_socket_pair(&$0) }
    let (outputRead, outputWrite) = try ends { unsafe cv_pipe(&$0) }
    let discard = try PosixFile.open("/dev/null", O_WRONLY)
    let child = try spawn(path, arguments, (inputRead, outputWrite, discard), seconds)
    inputRead.release()
    outputWrite.release()
    defer {
      // Its session is its own: whatever it started goes with it.
      kill(-child, SIGKILL)
    }
    let outcome: Swift.Result<[UInt8], PlatformError>
    do throws(PlatformError) {
      outcome = .success(try exchange(input, inputWrite, outputRead, limit, seconds))
    } catch { outcome = .failure(error) }
    if case .failure = outcome { kill(child, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 { guard errno == EINTR else { throw .last } }
    let signal = status & 0x7f
    return Result(output: try outcome.get(), status: signal == 0 ? (status >> 8) & 0xff : 128 + signal)
  }

  /// A descriptor that is closed before its owner goes.
  private final class End {
    private var file: PosixFile?
    let descriptor: Int32
    init(_ descriptor: Int32) {
      self.descriptor = descriptor
      file = PosixFile(adopting: descriptor)
    }
    func release() { file = nil }
  }

  private static func ends(_ make: (inout [Int32]) -> Int32) throws(PlatformError) -> (End, End) {
    var ends: [Int32] = [-1, -1]
    guard make(&ends) == 0 else { throw .last }
    return (End(ends[0]), End(ends[1]))
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ ends: (End, End, PosixFile), _ seconds: Int
  ) throws(PlatformError) -> Int32 {
    var copies = unsafe duplicates([path] + arguments)
    var environment = unsafe duplicates(["LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1"])
    defer { unsafe (copies + environment).forEach { unsafe free($0) } }
    let descriptors = [ends.0.descriptor, ends.1.descriptor, ends.2.descriptor]
    let child = unsafe path.withCString { path in
      unsafe cv_spawn_confined(path, &copies, &environment, descriptors, UInt64(seconds), memoryLimit)
    }
    guard child > 0 else { throw .last }
    return child
  }

  private static func duplicates(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    var copies: [UnsafeMutablePointer<CChar>?] = unsafe []
    for text in texts { unsafe copies.append(strdup(text)) }
    unsafe copies.append(nil)
    return unsafe copies
  }

  /// Writes and reads at once: a program that answers before it has read everything must not wait for us.
  private static func exchange(
    _ input: [UInt8], _ writing: End, _ reading: End, _ limit: Int, _ seconds: Int
  ) throws(PlatformError) -> [UInt8] {
    for end in [writing, reading] {
      guard fcntl(end.descriptor, F_SETFL, fcntl(end.descriptor, F_GETFL) | O_NONBLOCK) == 0 else { throw .last }
    }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var written = 0
    var isWriting = true
    while true {
      if isWriting, written == input.count {
        writing.release()
        isWriting = false
      }
      let left = deadline - ContinuousClock.now
      guard left > .zero else { throw .interrupted }
      var waits = [pollfd(fd: reading.descriptor, events: Int16(POLLIN), revents: 0)]
      if isWriting { waits.append(pollfd(fd: writing.descriptor, events: Int16(POLLOUT), revents: 0)) }
      guard unsafe poll(&waits, nfds_t(waits.count), 200) >= 0 || errno == EINTR else { throw .last }
      if isWriting, waits[1].revents != 0 {
        let sent = unsafe input.withUnsafeBytes { bytes in
          guard let base = bytes.baseAddress else { return 0 }
          return unsafe cv_send(writing.descriptor, base + written, input.count - written)
        }
        if sent >= 0 {
          written += sent
        } else if errno == EPIPE || errno == ECONNRESET {
          // It has read enough; what it answers decides.
          written = input.count
        } else if errno != EAGAIN, errno != EINTR {
          throw .last
        }
      }
      guard waits[0].revents != 0 else { continue }
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(reading.descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return output }
      if count < 0 {
        guard errno == EAGAIN || errno == EINTR else { throw .last }
        continue
      }
      guard count <= limit - output.count else { throw .tooLarge(limit: limit) }
      output += buffer[..<count]
    }
  }
}
