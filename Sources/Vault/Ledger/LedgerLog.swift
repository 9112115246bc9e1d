public import Records

/// One commit as members read the ledger: who did what kind of thing, when, without content.
public struct LedgerEntry: Sendable {
  /// Its place in this copy of the vault.
  public let sequence: Int
  /// The device's log it stands in.
  public let log: LogID
  /// Its number in that log.
  public let number: Int
  /// When, by the author's clock.
  public let time: String
  /// Who signed it.
  public let author: ID<Member>
  /// How many records of each kind it added.
  public let records: [RecordKind: Int]
  /// The cases it touched.
  public let cases: [ID<Case>]
  /// What it decided, in words.
  public let decisions: [String]
  /// SHA-256 of the signed note.
  public let hash: String
}

extension OpenVault {
  /// Every commit from the founding one on, each verified again on the way.
  public func ledger() throws -> [LedgerEntry] {
    try reading { connection in
      var fold = LedgerFold(identity: identity)
      try fold.bootstrap(connection)
      var entries: [LedgerEntry] = []
      try connection.commits(after: 0) { stored in
        let commit = try fold.apply(stored, connection)
        var records: [RecordKind: Int] = [:]
        for line in commit.accepted { if case .record(let kind) = line.kind { records[kind, default: 0] += 1 } }
        entries.append(
          LedgerEntry(
            sequence: commit.sequence, log: commit.text.log, number: commit.text.number, time: commit.text.time,
            author: commit.author, records: records,
            cases: Array(Set(commit.accepted.map { ID<Case>($0.caseID) })).sorted(),
            decisions: commit.decisions.map { words($0) }, hash: commit.hash.hex))
      }
      return entries
    }
  }

  private func words(_ decision: ControlRecord) -> String {
    func names(_ principals: [Principal]) -> String {
      principals.map { principal in
        if case .member(let id) = principal { handle(of: id) } else { principal.text }
      }.joined(separator: ", ")
    }
    switch decision {
    case .founding: return "founded the vault"
    case .member(let certificate): return "admitted \(certificate.handle)"
    case .roles(let member, let add, let remove):
      let changes = add.map { "gave \($0.rawValue)" } + remove.map { "took \($0.rawValue)" }
      return "\(changes.joined(separator: ", ")): \(handle(of: member))"
    case .roleKey(let key): return "made the key of role \(key.role.rawValue)"
    case .caseOpened(let id): return "opened case \(id.short)"
    case .caseClosed(let id, let closed): return "\(closed ? "closed" : "reopened") case \(id.short)"
    case .audience(let id, let compartment, let add, let remove, let reason):
      let who = (add.isEmpty ? "" : " with \(names(add))") + (remove.isEmpty ? "" : " without \(names(remove))")
      return "shared \(compartment.rawValue) of \(id.short)\(who)" + (reason.map { " (override: \($0))" } ?? "")
    case .epoch(let id, let compartment, _, _): return "made a key for \(compartment.rawValue) of \(id.short)"
    case .opened(let id, let compartment): return "opened \(compartment.rawValue) of \(id.short)"
    }
  }
}
