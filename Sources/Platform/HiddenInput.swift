internal import Glibc
public import Sodium
private import Synchronization

/// Set by the signal handler; zero when none arrived.
private let pending = Atomic<Int32>(0)

extension ControllingTerminal {
  /// Asks for a passphrase without showing it. Echo comes back on success, error and every signal that ends or
  /// stops the process; after a stop (Ctrl-Z) the question is asked again. One caller at a time.
  public func readPassphrase(prompt: String) throws(PlatformError) -> Secret {
    var original = termios()
    guard unsafe tcgetattr(file.descriptor, &original) == 0 else { throw .noTerminal }
    var hidden = original
    hidden.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ECHONL)
    hidden.c_lflag |= tcflag_t(ICANON | ISIG)
    while true {
      pending.store(0, ordering: .sequentiallyConsistent)
      let handlers = SignalHandlers { pending.store($0, ordering: .sequentiallyConsistent) }
      defer { handlers.restore() }
      guard unsafe tcsetattr(file.descriptor, TCSAFLUSH, &hidden) == 0 else { throw .noTerminal }
      let result: Result<Void, PlatformError>
      var secret: Secret?
      do throws(PlatformError) {
        try show(prompt)
        secret = try hiddenLine()
        result = .success(())
      } catch { result = .failure(error) }
      _ = unsafe tcsetattr(file.descriptor, TCSAFLUSH, &original)
      try? show("\n")
      handlers.restore()
      let signal = pending.load(ordering: .sequentiallyConsistent)
      if signal != 0 {
        // Now with the process's own disposition: most signals end it here.
        kill(getpid(), signal)
        if signal == SIGTSTP { continue }
        throw .interrupted
      }
      try result.get()
      guard let secret = secret.take() else { throw .noPassphrase }
      return secret
    }
  }

  private func hiddenLine() throws(PlatformError) -> Secret {
    try unsafe PassphraseSource.collect { byte throws(PlatformError) in
      while true {
        guard pending.load(ordering: .sequentiallyConsistent) == 0 else { throw .interrupted }
        // A signal may be delivered to another thread, so that this call is not interrupted: look again soon.
        var state = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&state, 1, 200)
        if ready < 0, errno != EINTR { throw .last }
        guard ready > 0 else { continue }
        let count = unsafe read(file.descriptor, byte, 1)
        if count == 1 { return true }
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        if count < 0 { throw Self.lost(.last) }
        guard state.revents & Int16(POLLHUP | POLLERR) == 0 else { throw .noTerminal }
        return false
      }
    }
  }
}
