import OpenFormats
public import Records

/// From a line to its content.
extension OpenVault {
  /// The lines of one case that count, in ledger order, each with its place.
  func lines(of caseID: ID<Case>) throws -> [(line: RecordLine, place: CommitPlace)] {
    let segments = try segments(of: caseID)
    var lines: [(line: RecordLine, place: CommitPlace)] = []
    lines.reserveCapacity(segments.lineCount)
    for segment in segments { for line in segment.lines { lines.append((line, segment.place)) } }
    return lines
  }

  /// The commit a line stands in. Rows are in the order commits came in, places in the order of the fold: the same
  /// where nothing came from elsewhere.
  func commit(at place: CommitPlace, _ connection: Database.Connection) throws -> UnverifiedCommit {
    func opened(_ stored: StoredCommit) -> UnverifiedCommit? {
      guard let commit = try? fold.opener.unsealed(stored), commit.log == place.log,
        CommitText(text: String(decoding: commit.note.text, as: UTF8.self))?.number == place.number
      else { return nil }
      return commit
    }
    if let commit = try connection.commit(place.sequence).flatMap(opened) { return commit }
    var found: UnverifiedCommit?
    try connection.commits(after: .min) { stored in found = found ?? opened(stored) }
    guard let found else { throw VaultError.damaged(.commit(sequence: place.sequence, "it cannot be found")) }
    return found
  }

  /// Opens one body: digest, then key, then seal. Nothing else leads to content.
  func open(_ line: RecordLine, log: LogID, _ connection: Database.Connection) throws -> [UInt8] {
    guard fold.state?.isErased(line) != true else { throw VaultError.erased(line.id) }
    guard let sealed = try connection.body(line.id, digest: line.bodyHash) else {
      throw VaultError.damaged(.missingBody(line.id))
    }
    return try BodyReader(vault: vaultID, ring: fold.ring, keys: bodyKeys).open(sealed[...], line, log: log)
  }

  /// Whether some key of the compartment is held.
  public func holdsKey(_ compartment: Compartment, of caseID: ID<Case>) -> Bool {
    fold.state?.cases[caseID]?.compartments[compartment]?.epochs.contains { fold.ring.key($0.id) != nil } ?? false
  }
}
