internal import Glibc
internal import Sodium

/// The terminal the user sits at (`/dev/tty`), whatever standard input and output are connected to.
public struct ControllingTerminal: Sendable {
  /// Longest passphrase in bytes.
  public static let passphraseLimit = 1024
  /// What a terminal in line mode delivers at most; the kernel drops the rest of the line without a word.
  static let lineLimit = 4095
  let file: PosixFile

  /// Throws ``PlatformError/noTerminal`` where there is none (cron, a pipe-only container).
  public init() throws(PlatformError) {
    guard let file = try? PosixFile.open("/dev/tty", O_RDWR | O_NOCTTY) else { throw .noTerminal }
    self.file = file
  }

  /// A terminal that is open already.
  init(file: PosixFile) { self.file = file }

  /// Writes to the terminal.
  public func show(_ text: String) throws(PlatformError) {
    let bytes = Array(text.utf8)
    do throws(PlatformError) { try file.writeNext(bytes, count: bytes.count) } catch { throw Self.lost(error) }
  }

  /// Asks for a line that is shown as it is typed. Nil at the end of the input (Ctrl-D).
  public func readLine(prompt: String) throws(PlatformError) -> String? {
    try show(prompt)
    guard let line = try nextLine() else { return nil }
    return String(decoding: line.last == 0x0A ? line.dropLast() : line[...], as: UTF8.self)
  }

  /// Reads lines until Ctrl-D at the beginning of one; at most `limit` bytes. Nothing typed is lost silently:
  /// a line the terminal cut short is ``PlatformError/lineTooLong(line:)``.
  public func readText(limit: Int) throws(PlatformError) -> [UInt8] {
    var text: [UInt8] = []
    // Growing would leave copies behind in freed memory.
    text.reserveCapacity(limit)
    var number = 1
    while var line = try nextLine(number: number) {
      defer { wipe(&line) }
      guard line.count <= limit - text.count else { throw .tooLarge(limit: limit) }
      text += line
      number += 1
    }
    return text
  }

  /// Up to a line feed or Ctrl-D; nil when nothing stood before it.
  private func nextLine(number: Int = 1) throws(PlatformError) -> [UInt8]? {
    var line: [UInt8] = []
    line.reserveCapacity(Self.lineLimit + 1)
    var buffer = [UInt8](repeating: 0, count: Self.lineLimit + 1)
    defer { wipe(&buffer) }
    while line.last != 0x0A {
      let count = unsafe read(file.descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.lost(.last) }
      if count == 0 {
        guard !hasHungUp() else { throw .noTerminal }
        return line.isEmpty ? nil : line
      }
      line += buffer[..<count]
      guard line.count < Self.lineLimit else { throw .lineTooLong(line: number) }
    }
    return line
  }

  /// After a hang-up reads end like Ctrl-D does; only `poll` tells them apart.
  func hasHungUp() -> Bool {
    var state = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&state, 1, 0) > 0 && state.revents & Int16(POLLHUP | POLLERR) != 0
  }

  static func lost(_ error: PlatformError) -> PlatformError {
    switch error {
    case .io(EIO), .io(ENXIO), .io(ENOTTY): .noTerminal
    default: error
    }
  }

  /// Whether a descriptor is a terminal: decides about colours, progress and tables that fit.
  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Width and height of the terminal behind a descriptor in characters, or nil when it is none or does not
  /// tell.
  public static func windowSize(_ descriptor: Int32 = 1) -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
