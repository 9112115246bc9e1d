public import Records

/// A record as read back: its content, and what the signed ledger says about it.
public struct StoredRecord<Content: RecordContent>: Sendable {
  /// Identifier.
  public let id: ID<Content>
  /// The case it belongs to.
  public let caseID: ID<Case>
  /// The content, opened and verified.
  public let content: Content
  /// The version it corrects.
  public let corrects: ID<Content>?
  /// The version that corrects it, if any.
  public let correctedBy: ID<Content>?
  /// Who wrote it.
  public let author: ID<Member>
  /// When its commit was made, by the author's clock: UTC, seconds.
  public let recordedAt: String

  /// Whether no later version replaces it.
  public var isCurrent: Bool { correctedBy == nil }
}

/// A record as anybody who may see the case's graph sees it, opened or not.
public struct RecordPlace: Sendable, Hashable {
  /// Identifier.
  public let id: RecordID
  /// The case.
  public let caseID: ID<Case>
  /// What it is.
  public let kind: RecordKind
  /// Who wrote it.
  public let author: ID<Member>
  /// When, by the author's clock.
  public let recordedAt: String
  /// Whether this member holds the key, and the record was not destroyed.
  public let readable: Bool
  /// Whether it was ordered destroyed.
  public let isErased: Bool
}

extension OpenVault {
  /// Every version of a case's records of one kind, in ledger order.
  ///
  /// Throws ``VaultError/noKey(case:compartment:)`` when there are records of the kind and no key for them ever
  /// reached this member. Reading identity is announced in the ledger first.
  public func history<Content: RecordContent>(_ type: Content.Type, in caseID: ID<Case>) throws
    -> [StoredRecord<Content>]
  {
    if Content.kind.compartment == .identity { try announceIdentity(of: [caseID]) }
    return try versions(type, in: caseID)
  }

  /// The same without announcing: for work in which no person is shown to anybody.
  func versions<Content: RecordContent>(_ type: Content.Type, in caseID: ID<Case>) throws -> [StoredRecord<Content>] {
    var lines = try lines(of: caseID).filter { $0.line.kind == .record(Content.kind) }
    if Content.kind == .codedRecord {
      // Two replicas derived it without knowing of each other: it is one record all the same.
      let last = Dictionary(lines.enumerated().map { ($0.element.line.id, $0.offset) }, uniquingKeysWith: max)
      lines = lines.enumerated().filter { last[$0.element.line.id] == $0.offset }.map(\.element)
    }
    let known = try state
    lines.removeAll { known.isErased($0.line) }
    guard !lines.isEmpty else {
      guard mayEverOpen(Content.kind.compartment, of: caseID) else {
        throw VaultError.noKey(case: caseID, compartment: Content.kind.compartment)
      }
      return []
    }
    let opened = try reading { connection in
      try lines.compactMap {
        entry -> (
          id: RecordID, content: Content, corrects: RecordID?, place: CommitPlace
        )? in
        do {
          let plain = try open(entry.line, log: entry.place.log, connection)
          let (content, corrects) = try Self.decode(Content.self, plain, id: entry.line.id)
          return (entry.line.id, content, corrects, entry.place)
        } catch VaultError.damaged(let damage) { noteUnreadable(damage) } catch is RecordError {
          noteUnreadable(.content(entry.line.id))
        }
        // One record that was altered, or that somebody wrote malformed, must not hide all others.
        return nil
      }
    }
    let state = try state
    func author(_ place: CommitPlace) -> ID<Member>? { state.logs[place.log]?.member }
    let authors = Dictionary(opened.map { ($0.id, author($0.place)) }, uniquingKeysWith: { first, _ in first })
    var correctedBy: [RecordID: RecordID] = [:]
    for record in opened {
      guard let corrected = record.corrects, let by = author(record.place), let original = authors[corrected] else {
        continue
      }
      // Whose word it was may correct it, or who was a monitor then; anybody else's correction stands beside it.
      let isEntitled =
        by == original || record.place.roles.contains(Content.kind == .memberProfile ? .custodian : .monitor)
      if isEntitled || Content.kind == .codedRecord { correctedBy[corrected] = record.id }
    }
    return opened.map { id, content, corrects, place in
      StoredRecord(
        id: ID<Content>(id), caseID: caseID, content: content, corrects: corrects.map { ID<Content>($0) },
        correctedBy: correctedBy[id].map { ID<Content>($0) }, author: state.logs[place.log]?.member ?? identity.member,
        recordedAt: place.time)
    }
  }

  /// The current versions only.
  public func records<Content: RecordContent>(_ type: Content.Type, in caseID: ID<Case>) throws
    -> [StoredRecord<Content>]
  {
    try history(type, in: caseID).filter(\.isCurrent)
  }

  /// What the case holds, readable or not: kinds, authors and times, no content.
  public func places(in caseID: ID<Case>) throws -> [RecordPlace] {
    let state = try state
    return try lines(of: caseID).compactMap { line, place in
      guard case .record(let kind) = line.kind else { return nil }
      return RecordPlace(
        id: line.id, caseID: caseID, kind: kind, author: state.logs[place.log]?.member ?? identity.member,
        recordedAt: place.time, readable: fold.ring.key(line.epoch) != nil && !state.isErased(line),
        isErased: state.isErased(line))
    }
  }

  /// Whether this member belongs to the compartment's audience, or holds one of its keys.
  public func mayEverOpen(_ compartment: Compartment, of caseID: ID<Case>) -> Bool {
    holdsKey(compartment, of: caseID) || (fold.state?.mayOpen(identity.member, compartment, of: caseID) ?? false)
  }

  static func decode<Content: RecordContent>(_ type: Content.Type, _ plain: [UInt8], id: RecordID) throws
    -> (Content, RecordID?)
  {
    guard let body = RecordBody(encoded: plain), let (json, corrects) = Envelope.unwrap(body.json) else {
      throw VaultError.damaged(.body(id))
    }
    let content = try Content.decode(json: json)
    guard var written = content as? any TextRecord else { return (content, corrects) }
    written.text = String(decoding: body.text, as: UTF8.self)
    guard let complete = written as? Content else { throw VaultError.damaged(.body(id)) }
    return (complete, corrects)
  }
}
