internal import Glibc

/// Handlers for the signals that would leave the terminal as it must not stay, put back by ``restore()``.
struct SignalHandlers {
  private var saved: [(signal: Int32, action: sigaction)] = []

  init(
    _ signals: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP],
    _ handler: @escaping @convention(c) (Int32) -> Void
  ) {
    for signal in signals {
      var old = sigaction()
      guard unsafe sigaction(signal, nil, &old) == 0 else { continue }
      // What the process ignores (nohup) stays ignored.
      if unsafe unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1 { continue }
      var new = sigaction()
      unsafe new.__sigaction_handler.sa_handler = handler
      if unsafe sigaction(signal, &new, nil) == 0 { saved.append((signal, old)) }
    }
  }

  func restore() {
    for entry in saved {
      var action = entry.action
      _ = unsafe sigaction(entry.signal, &action, nil)
    }
  }
}
