/// Why a release cannot go out.
public enum ReleaseProblem: Error, Equatable, Sendable {
  /// Cells, in words, that a reader could work out; alone or together with earlier releases.
  case givesAway([String])
  /// Cells, in words, for which another number was published before.
  case contradicts([String])
  /// A package that cannot be read: which file, and what of it.
  case unreadable(file: String, line: Int, reason: String)
  /// A file that must be there is not.
  case missing(file: String)

  /// What the caller can do about it, in one sentence.
  public var hint: String {
    switch self {
    case .givesAway: "use coarser categories or a longer period, or leave out what was published before"
    case .contradicts: "publish a correction: a new release that names the one it replaces"
    case .unreadable, .missing: "get the package again from where it was published"
    }
  }
}
