public import Records

/// A commit that does not count, as a custodian reviews it.
public struct HeldCommit: Sendable {
  /// Whose device signed it; `nil` where nobody who could admitted the device.
  public let author: ID<Member>?
  /// When, by the author's clock.
  public let time: String
  /// Why it does not count.
  public let reason: String
  /// SHA-256 of its note.
  public let hash: String
  /// Its records that nobody has accepted yet.
  public let records: [RecordID]
}

extension OpenVault {
  /// Commits that are kept and do not count, with the records in them that may be accepted one by one.
  public func quarantined() throws -> [HeldCommit] {
    let state = try state
    return state.quarantine.map { commit in
      HeldCommit(
        author: state.logs[commit.at.log]?.member, time: commit.time, reason: commit.reason.words,
        hash: commit.hash.hex,
        records: commit.records.filter { !$0.isAccepted }.compactMap { entry in
          var reader = ByteReader(entry.line)
          return RecordLine(&reader)?.id
        })
    }
  }

  /// Makes records of a commit in quarantine count: what they say, not what the commit decided.
  public func accept(_ records: [RecordID], of commit: HeldCommit) throws {
    try write { try $0.decide(.accepted(commit: commit.hash, records: records)) }
  }
}

extension QuarantinedCommit.Reason {
  var words: String {
    switch self {
    case .removed: "written after its author was removed, or before they knew"
    case .forked: "its device has written two commits of one number: a copied device, or a fraud"
    case .unadmitted: "its device was admitted by nobody who could"
    }
  }
}
