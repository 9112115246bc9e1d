import Records

/// A commit that does not count, kept with its records until a custodian accepts them one by one.
struct QuarantinedCommit: Codable, Hashable, Sendable {
  enum Reason: String, Codable, Sendable {
    /// Written in a removed member's log after the last commit that was accepted.
    case removed
    /// Its log has two commits of one number.
    case forked
    /// Its log was admitted by nobody who could.
    case unadmitted
  }

  struct Entry: Codable, Hashable, Sendable {
    /// The encoded line.
    @Base64Coded var line: [UInt8]
    var isAccepted: Bool
  }

  let at: Coordinate
  /// SHA-256 of the note.
  @Base64Coded var hash: [UInt8]
  let sequence: Int
  let time: String
  let reason: Reason
  var records: [Entry]

  var place: CommitPlace { CommitPlace(sequence: sequence, log: at.log, number: at.number, time: time, roles: []) }
}
