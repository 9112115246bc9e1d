internal import CPlatform
internal import Glibc

/// What a process that holds secrets does first.
public enum ProcessGuard {
  /// Core dumps off and memory closed to debuggers of the same user; a reader that goes away becomes an error
  /// instead of a silent death; a crash prints nothing; new files are private (umask 077). Throws ``PlatformError/unavailable`` when
  /// the kernel refuses the first; the rest is done all the same.
  public static func apply() throws(PlatformError) {
    _ = signal(SIGPIPE, SIG_IGN)
    // A file at its largest size (ulimit -f) is a full disk, an error that can be cleaned up after; not a death.
    _ = signal(SIGXFSZ, SIG_IGN)
    umask(0o077)
    // The language's crash reporter prints registers and the memory they point at.
    for crash in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGQUIT] { _ = signal(crash, SIG_DFL) }
    guard cv_disable_dumps() == 0 else { throw .unavailable }
  }
}
