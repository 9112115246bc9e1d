internal import Glibc
private import Synchronization

/// Set by the signal handler; zero when none arrived.
private let pending = Atomic<Int32>(0)
private let windowChanged = Atomic<Bool>(false)

/// The whole terminal for one program: keys as they are pressed, a screen of its own, and everything as it was before
/// when it is closed, stopped or ended by a signal. What was drawn does not stay in the scrollback. One at a time.
public final class FullScreen {
  private let terminal: ControllingTerminal
  private let original: termios
  private var handlers: SignalHandlers?

  /// Takes the terminal over. Throws ``PlatformError/noTerminal`` where there is none.
  public init(_ terminal: ControllingTerminal) throws(PlatformError) {
    self.terminal = terminal
    var original = termios()
    guard unsafe tcgetattr(terminal.file.descriptor, &original) == 0 else { throw .noTerminal }
    self.original = original
    try enter()
  }

  deinit { close() }

  /// Gives the terminal back. May be called twice.
  public func close() {
    guard let handlers else { return }
    try? terminal.show("\u{1b}[0m\u{1b}[?25h\u{1b}[?1049l")
    var original = original
    _ = unsafe tcsetattr(terminal.file.descriptor, TCSAFLUSH, &original)
    handlers.restore()
    self.handlers = nil
  }

  private func enter() throws(PlatformError) {
    pending.store(0, ordering: .sequentiallyConsistent)
    var raw = original
    raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INPCK | ISTRIP | IXON)
    raw.c_oflag &= ~tcflag_t(OPOST)
    raw.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
    guard unsafe tcsetattr(terminal.file.descriptor, TCSAFLUSH, &raw) == 0 else { throw .noTerminal }
    handlers = SignalHandlers([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH]) { signal in
      if signal == SIGWINCH {
        windowChanged.store(true, ordering: .sequentiallyConsistent)
      } else {
        pending.store(signal, ordering: .sequentiallyConsistent)
      }
    }
    try terminal.show("\u{1b}[?1049h\u{1b}[?25l\u{1b}[2J")
  }

  /// Columns and rows; 80 by 24 where the terminal does not tell.
  public var size: (columns: Int, rows: Int) {
    ControllingTerminal.windowSize(terminal.file.descriptor) ?? (80, 24)
  }

  /// Draws lines from the top, each cleared to its end, and clears what is below. They must fit the window and hold no
  /// control characters but those that set the style.
  public func draw(_ lines: [String]) throws(PlatformError) {
    try terminal.show("\u{1b}[H" + lines.map { $0 + "\u{1b}[0m\u{1b}[K" }.joined(separator: "\r\n") + "\u{1b}[J")
  }

  /// Waits for a key. A signal that ends the process gives the terminal back first; one that stops it does, too, and
  /// afterwards takes it again. Throws ``PlatformError/noTerminal`` when the terminal goes away.
  public func nextKey() throws(PlatformError) -> Key {
    while true {
      if windowChanged.exchange(false, ordering: .sequentiallyConsistent) { return .resized }
      guard let byte = try nextByte(waiting: nil) else { return .resized }
      switch byte {
      case 0x1B: if let key = try escape() { return key }
      case 0x1A: try stop(SIGTSTP); return .resized
      case 0x80...0xFF: if let scalar = try scalar(byte) { return .character(scalar) }
      default: if let key = Key.single(byte) { return key }
      }
    }
  }

  /// ESC alone is a key; with something behind it the beginning of one. Over a slow line its parts may come late.
  private func escape() throws(PlatformError) -> Key? {
    guard let first = try nextByte(waiting: 100) else { return .escape }
    guard first == UInt8(ascii: "[") || first == UInt8(ascii: "O") else { return nil }
    var bytes = [first]
    while bytes.count < Key.sequenceLimit, let byte = try nextByte(waiting: 100) {
      bytes.append(byte)
      if (0x40...0x7E).contains(byte) { break }
    }
    return Key.sequence(bytes)
  }

  private func scalar(_ first: UInt8) throws(PlatformError) -> Unicode.Scalar? {
    guard let count = Key.continuation(first) else { return nil }
    var bytes = [first]
    for _ in 0..<count {
      guard let byte = try nextByte(waiting: 100) else { return nil }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self)?.unicodeScalars.first
  }

  /// One byte; nil when `milliseconds` have passed, or, without a limit, when the window has changed.
  private func nextByte(waiting milliseconds: Int32?) throws(PlatformError) -> UInt8? {
    while true {
      let signal = pending.exchange(0, ordering: .sequentiallyConsistent)
      if signal != 0 {
        try stop(signal)
        return nil
      }
      if milliseconds == nil, windowChanged.load(ordering: .sequentiallyConsistent) { return nil }
      var state = pollfd(fd: terminal.file.descriptor, events: Int16(POLLIN), revents: 0)
      // A signal may be delivered to another thread, so that this call is not interrupted: look again soon.
      let ready = unsafe poll(&state, 1, milliseconds ?? 200)
      if ready < 0, errno != EINTR { throw .last }
      guard ready > 0 else {
        if milliseconds != nil, ready == 0 { return nil }
        continue
      }
      var byte: UInt8 = 0
      let count = unsafe read(terminal.file.descriptor, &byte, 1)
      if count == 1 { return byte }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      throw .noTerminal
    }
  }

  /// With the process's own disposition: most signals end it here.
  private func stop(_ signal: Int32) throws(PlatformError) {
    close()
    kill(getpid(), signal)
    guard signal == SIGTSTP else { throw .interrupted }
    try enter()
  }
}
