public import Records

/// What a verification found.
public struct VerificationReport: Sendable {
  /// Commits whose signature, chain, root and heads hold and that were folded.
  public internal(set) var commits = 0
  /// Record lines of those commits that count.
  public internal(set) var records = 0
  /// Sealed bodies opened with a key this member holds; decisions and grants are among them.
  public internal(set) var bodiesOpened = 0
  /// Sealed bodies of which this member can only check that their bytes are those that were signed for.
  public internal(set) var bodiesByDigest = 0
  /// Attached files decrypted and compared with the SHA-256 of their original.
  public internal(set) var files = 0
  /// Ciphertexts of attached files that no record this member can open names.
  public internal(set) var filesUnchecked = 0
  /// Ciphertexts no record names at all, left behind by a command that was cut off. Known only to a member who holds
  /// every key.
  public internal(set) var unclaimedFiles: [ID<Blob>] = []
  /// Records whose sealed bytes were ordered destroyed.
  public internal(set) var erased = 0
  /// Attached files that have not reached this copy.
  public internal(set) var filesNotHeld = 0
  /// Everything found that is not as it was written, once each.
  public internal(set) var damage: [Damage] = []
  /// Keys somebody is to have and nobody has delivered yet: not damage.
  public internal(set) var pending: [PendingDelivery] = []
  /// Signed entries whose author was not entitled to them, a key handed to an outsider among them; they change nothing.
  public internal(set) var refusals: [RefusedEntry] = []
  /// Whether what this device remembered was found altered and has been made again from the ledger.
  public internal(set) var cacheMadeAgain = false

  /// Whether everything is as it was written.
  public var isSound: Bool { damage.isEmpty }
}

/// A signed entry that does not count.
public struct RefusedEntry: Hashable, Sendable {
  /// The commit, by its place in the database.
  public let sequence: Int
  /// Why.
  public let reason: String
}

/// How far a verification has come.
public struct VerificationProgress: Sendable {
  /// What is being checked.
  public enum Stage: Sendable {
    /// Commits; counted.
    case ledger
    /// Sealed bodies; counted.
    case bodies
    /// Attached files; counted.
    case files
  }

  /// What is being checked.
  public let stage: Stage
  /// How many are done.
  public let done: Int
  /// How many there are.
  public let total: Int
}
