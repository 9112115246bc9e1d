public import Records
import Sodium

/// A case as this member sees it: without a title where testimony is closed to them.
public struct CaseSummary: Sendable {
  /// Identifier.
  public let id: ID<Case>
  /// The title, if this member may read testimony and one was given.
  public let title: String?
  /// Who opened it.
  public let opener: ID<Member>
  /// When.
  public let openedAt: String
  /// Whether it is closed to new records.
  public let closed: Bool
  /// The compartments this member holds a key of.
  public let readable: [Compartment]
  /// Number of records that count, of every kind.
  public let records: Int
}

/// Who may open one compartment of a case.
public struct CompartmentAccess: Sendable {
  /// The compartment.
  public let compartment: Compartment
  /// Who may open it.
  public let audience: [Principal]
  /// The decisions that made it so, oldest first.
  public let decisions: [AccessDecision]
  /// Whether any key exists yet.
  public let inUse: Bool
}

/// One change of an audience.
public struct AccessDecision: Sendable {
  /// Who decided.
  public let by: ID<Member>
  /// When, by their clock.
  public let at: String
  /// Who was added.
  public let add: [Principal]
  /// Who was removed.
  public let remove: [Principal]
  /// Why a rule of the field was overridden, if one was.
  public let reason: String?
  /// When it is to be looked at again.
  public let until: Day?
}

extension OpenVault {
  /// Opens a case; its title lies in testimony.
  public func openCase(title: CaseTitle) throws -> ID<Case> {
    try write { draft in
      let id = try draft.openCase()
      try draft.add(title, to: id)
      return id
    }
  }

  /// Closes a case to new records, or opens it again.
  public func setClosed(_ closed: Bool, _ caseID: ID<Case>) throws {
    try write { try $0.decide(.caseClosed(case: caseID, closed: closed)) }
  }

  /// All cases but the register, oldest first. Everybody sees that a case exists; what it is about, its readers only.
  public func cases() throws -> [CaseSummary] {
    let state = try state
    return try state.cases.filter { $0.key != state.founding.register }
      .sorted { $0.value.ordinal < $1.value.ordinal }
      .map { id, entry in try summary(id, entry) }
  }

  /// One case.
  public func caseSummary(_ id: ID<Case>) throws -> CaseSummary {
    guard let entry = try state.cases[id] else { throw VaultError.unknown(what: "case") }
    return try summary(id, entry)
  }

  private func summary(_ id: ID<Case>, _ entry: VaultState.CaseEntry) throws -> CaseSummary {
    let readable = Compartment.allCases.filter { holdsKey($0, of: id) }
    let title = readable.contains(.testimony) ? try records(CaseTitle.self, in: id).last?.content.title : nil
    return CaseSummary(
      id: id, title: title, opener: entry.opener, openedAt: entry.openedAt, closed: entry.closed, readable: readable,
      records: entry.lines)
  }

  /// The case of an identifier's beginning (four digits or more).
  public func caseID(_ text: String) throws -> ID<Case> {
    if let exact = ID<Case>(hex: text), try state.cases[exact] != nil { return exact }
    let matching = try state.cases.keys.filter { text.utf8.count >= 4 && $0.hex.hasPrefix(text) }
    guard let found = matching.first else { throw VaultError.unknown(what: "case") }
    guard matching.count == 1 else { throw VaultError.ambiguous(what: "case") }
    return found
  }

  /// Widens the audience of compartments and grants the keys they have. What a principal has read cannot be unread.
  /// `reason` says why it was done against a rule; it is recorded, and every member can read it. `until` reminds of it
  /// from that day on, and takes nothing back; given again, the later decision's day counts.
  public func share(
    _ caseID: ID<Case>, _ compartments: [Compartment], with principal: Principal, reason: String? = nil,
    until: Day? = nil
  ) throws {
    try write { draft in
      for compartment in compartments {
        guard let kept = draft.state.cases[caseID]?.compartments[compartment],
          !kept.audience.contains(principal) || until != nil && kept.until(principal) != until
        else { continue }
        try draft.prepare(compartment, of: caseID)
        try draft.decide(
          .audience(
            case: caseID, compartment: compartment, add: [principal], remove: [], reason: reason,
            until: until))
      }
    }
  }

  /// Who may open each compartment of a case, since when and by whose decision.
  public func access(to caseID: ID<Case>) throws -> [CompartmentAccess] {
    guard let entry = try state.cases[caseID] else { throw VaultError.unknown(what: "case") }
    return Compartment.allCases.compactMap { compartment in
      guard let kept = entry.compartments[compartment] else { return nil }
      return CompartmentAccess(
        compartment: compartment, audience: kept.audience.sorted(),
        decisions: kept.changes.changes.map {
          AccessDecision(
            by: $0.by, at: $0.time, add: $0.add, remove: $0.remove, reason: $0.reason,
            until: $0.until)
        },
        inUse: !kept.epochs.isEmpty)
    }
  }
}

extension OpenVault {
  /// Whether a case holds any record in a compartment.
  public func hasRecords(_ compartment: Compartment, in caseID: ID<Case>) throws -> Bool {
    try lines(of: caseID).contains { $0.line.compartment == compartment.wireCode }
  }

  /// The vault's codebook: the latest in the register, else the standard one.
  public func codebook() throws -> Codebook {
    let register = try register
    guard holdsKey(.reference, of: register) else { return .standard }
    return try records(Codebook.self, in: register).last?.content ?? .standard
  }

  /// The record of an identifier's beginning (four digits or more), in any case.
  public func place(ofRecord text: String) throws -> RecordPlace {
    guard text.utf8.count >= 4 else { throw VaultError.ambiguous(what: "record") }
    var found: RecordPlace?
    for id in try state.cases.keys {
      for place in try places(in: id) where place.id.hex.hasPrefix(text) {
        guard found == nil else { throw VaultError.ambiguous(what: "record") }
        found = place
      }
    }
    guard let found else { throw VaultError.unknown(what: "record") }
    return found
  }
}
