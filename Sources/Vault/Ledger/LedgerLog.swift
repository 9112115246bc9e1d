public import Records

/// One commit as members read the ledger: who did what kind of thing, when, without content.
public struct LedgerEntry: Sendable {
  /// Its place in the causal order, from 1: the same in every copy that holds the same commits.
  public let sequence: Int
  /// The device's log it stands in.
  public let log: LogID
  /// Its number in that log.
  public let number: Int
  /// When, by the author's clock.
  public let time: String
  /// Who signed it; `nil` where its device was admitted by nobody who could.
  public let author: ID<Member>?
  /// How many records of each kind it added.
  public let records: [RecordKind: Int]
  /// The cases it touched.
  public let cases: [ID<Case>]
  /// What it decided, in words.
  public let decisions: [String]
  /// SHA-256 of the signed note.
  public let hash: String
  /// Whether it counts for nothing: it came after its log was ended.
  public let isQuarantined: Bool
}

extension OpenVault {
  /// Every commit from the founding one on, each verified again on the way.
  public func ledger() throws -> [LedgerEntry] {
    try reading { connection in
      var fold = LedgerFold(identity: identity)
      try fold.bootstrap(connection)
      let ledger = try OpenedLedger().canonical(with: fold, connection)
      var history = FoldHistory()
      return try fold.foldAll(ledger, history: &history, connection).map { commit in
        var records: [RecordKind: Int] = [:]
        for line in commit.accepted { if case .record(let kind) = line.kind { records[kind, default: 0] += 1 } }
        return LedgerEntry(
          sequence: commit.sequence, log: commit.text.log, number: commit.text.number, time: commit.text.time,
          author: commit.author, records: records,
          cases: Array(Set(commit.accepted.map { ID<Case>($0.caseID) })).sorted(),
          decisions: commit.decisions.map { words($0) }, hash: commit.hash.hex,
          isQuarantined: commit.quarantined != nil)
      }
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
    case .device(let member, _): return "admitted another device of \(handle(of: member))"
    case .ledgerKey(let epoch, let recipients):
      return "sealed ledger key \(epoch.hex.prefix(8)) to \(names(recipients))"
    case .removal(let member, _, let reason):
      return "removed \(handle(of: member))" + (reason.map { " (\($0))" } ?? "")
    case .accepted(let commit, let records):
      return "accepted \(records.count) of the records of \(commit.prefix(8)) from quarantine"
    case .erasure(let id, let records, _, let reason):
      return "ordered \(records.count) records of \(id.short) destroyed (\(reason))"
    case .recovery(let order):
      let removed = order.removed.map { handle(of: $0.member) }.joined(separator: ", ")
      return "recovery admitted \(order.member.handle)" + (removed.isEmpty ? "" : ", removed \(removed)")
        + " and made new recovery keys"
    case .notReceived(let keys): return "said that \(keys.count) keys sealed to them did not open"
    case .erasureDone: return "destroyed what it was asked to"
    case .caseOpened(let id, _): return "opened case \(id.short)"
    case .caseClosed(let id, let closed): return "\(closed ? "closed" : "reopened") case \(id.short)"
    case .audience(let id, let compartment, let add, let remove, let reason, let until):
      let who = (add.isEmpty ? "" : " with \(names(add))") + (remove.isEmpty ? "" : " without \(names(remove))")
      return (add.isEmpty ? "took back" : "shared") + " \(compartment.rawValue) of \(id.short)\(who)"
        + (until.map { " until \($0)" } ?? "") + (reason.map { " (reason: \($0))" } ?? "")
    case .epoch(let id, let compartment, _, _): return "made a key for \(compartment.rawValue) of \(id.short)"
    case .opened(let id, let compartment): return "opened \(compartment.rawValue) of \(id.short)"
    }
  }
}
