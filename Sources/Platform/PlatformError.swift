internal import Glibc

/// What the operating system can answer. No case carries a path or content: the caller knows which file it
/// named and adds it.
public enum PlatformError: Error, Equatable, Sendable {
  /// Nothing is there.
  case notFound
  /// Something is there already.
  case alreadyExists
  /// The owner, the mode or the mount forbids it.
  case notPermitted
  /// The disk, the quota or the largest possible file is full.
  case diskFull
  /// Whoever read our output has gone.
  case brokenPipe
  /// More bytes than the given limit.
  case tooLarge(limit: Int)
  /// A folder, a link or a device where a file was expected, or the other way round.
  case notAFile
  /// There is no controlling terminal, or it went away while reading.
  case noTerminal
  /// A line longer than a terminal can deliver (4,095 bytes); the rest of it is lost. Lines count from 1.
  case lineTooLong(line: Int)
  /// A signal ended the input and the process lived on.
  case interrupted
  /// An empty line, or the end of the input, where a passphrase was expected.
  case noPassphrase
  /// The kernel refuses this facility here; use the next one.
  case unavailable
  /// Anything else, as `errno`.
  case io(Int32)

  /// What to try next, or nil.
  public var hint: String? {
    switch self {
    case .notFound: "check the name, and that the disk is mounted"
    case .alreadyExists: "choose another name, or move the existing one away"
    case .notPermitted: "check the owner and the mode, and whether the disk is mounted read-only"
    case .diskFull: "free some space and run the command again; nothing was half-written"
    case .tooLarge(let limit): "at most \(limit) bytes are accepted here"
    case .notAFile: "give a plain file"
    case .noTerminal: "run it in a terminal, or hand the input over through a file descriptor"
    case .lineTooLong: "put the text into a file, or pass it through standard input"
    case .noPassphrase: "a passphrase needs at least one character"
    case .brokenPipe, .interrupted, .unavailable, .io: nil
    }
  }

  init(code: Int32) {
    self =
      switch code {
      case ENOENT, ENOTDIR: .notFound
      case EEXIST, ENOTEMPTY: .alreadyExists
      case EACCES, EPERM, EROFS: .notPermitted
      case ENOSPC, EDQUOT, EFBIG: .diskFull
      case EPIPE: .brokenPipe
      case EISDIR, ELOOP: .notAFile
      default: .io(code)
      }
  }

  /// The error of the system call that just failed on this thread.
  static var last: PlatformError { PlatformError(code: errno) }
}
