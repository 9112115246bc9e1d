public import Records
import Sodium

/// Keeps a case's coded records true to what they derive from: rewritten in the very commit that changes it.
///
/// A coded record's identifier is a keyed digest of its source's, under a key only readers of testimony can derive:
/// they find the one to rewrite, an analyst cannot tell which record it came from. The identifier of a person in them is a
/// keyed digest as well: whoever is given the person's record, in a bundle for instance, cannot join it to the figures.
struct CodedRefresh {
  private let vault: OpenVault
  private let caseID: ID<Case>
  private var persons: [RecordID: Person] = [:]
  /// Every version of a person by the first one, which consents are gathered under.
  private var firstVersions: [RecordID: RecordID] = [:]
  private var consents: [Source<Consent>] = []
  private var interviews: [Source<Interview>] = []
  private var allegations: [Source<Allegation>] = []
  private var statements: [Source<Statement>] = []

  /// A record and the first version of it, which its coded record is named after.
  private struct Source<Content> {
    let first: RecordID
    let latest: RecordID
    let content: Content
  }

  /// Reads the case as it is, or as it will be once `erasing` are destroyed.
  init(_ vault: OpenVault, _ caseID: ID<Case>, erasing: Set<RecordID> = []) throws {
    self.vault = vault
    self.caseID = caseID
    func left<Content: RecordContent>(_ type: Content.Type) throws -> [StoredRecord<Content>] {
      try vault.versions(type, in: caseID).filter { !erasing.contains($0.id.record) }
    }
    if vault.holdsKey(.identity, of: caseID) {
      let all = try left(Person.self)
      // References may name any version; all lead to the latest.
      for record in all {
        persons[record.id.record] = Self.latest(of: record, among: all).content
        firstVersions[record.id.record] =
          record.corrects.flatMap { firstVersions[$0.record] } ?? record.id.record
      }
      let places = try vault.places(in: caseID)
      func isGone(_ place: RecordPlace) -> Bool { place.isErased || erasing.contains(place.id) }
      let gone = places.filter { $0.kind == .person && isGone($0) }.map(\.id)
      let everybody = Set(firstVersions.values).union(gone).map { ID<Person>($0) }
      let current = Dictionary(
        try Self.sources(left(Consent.self)).map { ($0.latest, $0) }, uniquingKeysWith: { first, _ in first })
      consents = places.filter { $0.kind == .consent }.flatMap { place in
        guard isGone(place) else { return current[place.id].map { [$0] } ?? [] }
        return Consent.objections(of: everybody, recorded: place.recordedAt)
          .map { Source(first: place.id, latest: place.id, content: $0) }
      }
    }
    if vault.holdsKey(.testimony, of: caseID) {
      interviews = try Self.sources(left(Interview.self))
      allegations = try Self.sources(left(Allegation.self))
      statements = try Self.sources(left(Statement.self))
    }
  }

  private static func latest<Content>(of record: StoredRecord<Content>, among all: [StoredRecord<Content>])
    -> StoredRecord<Content>
  {
    var current = record
    var remaining = all.count
    while let next = current.correctedBy, remaining > 0, let found = all.first(where: { $0.id == next }) {
      current = found
      remaining -= 1
    }
    return current
  }

  private static func sources<Content>(_ all: [StoredRecord<Content>]) -> [Source<Content>] {
    let firsts = all.filter { $0.corrects == nil }
    return firsts.map {
      let latest = latest(of: $0, among: all)
      return Source(first: $0.id.record, latest: latest.id.record, content: latest.content)
    }
  }

  /// Takes a change into account that is about to be written.
  mutating func note<Content: RecordContent>(_ content: Content, id: ID<Content>, corrects: ID<Content>?) {
    func changed<Other>(_ sources: [Source<Other>], _ value: Other) -> [Source<Other>] {
      if let index = sources.firstIndex(where: { $0.latest == corrects?.record }) {
        var sources = sources
        sources[index] = Source(first: sources[index].first, latest: id.record, content: value)
        return sources
      }
      return sources + [Source(first: id.record, latest: id.record, content: value)]
    }
    switch content {
    case let person as Person:
      if let corrects, let old = persons[corrects.record] {
        for (key, value) in persons where value == old { persons[key] = person }
      }
      persons[id.record] = person
      firstVersions[id.record] = corrects.flatMap { firstVersions[$0.record] } ?? id.record
    case let consent as Consent: consents = changed(consents, consent)
    case let interview as Interview: interviews = changed(interviews, interview)
    case let allegation as Allegation: allegations = changed(allegations, allegation)
    case let statement as Statement: statements = changed(statements, statement)
    default: break
    }
  }

  /// Writes what differs from the coded records there are.
  func write(to draft: CommitDraft) throws {
    guard let key = try namingKey(Label.codedName), let personKey = try namingKey(Label.codedPerson) else { return }
    let codebook = try vault.codebook()
    let register = try vault.register
    var facilities: [RecordID: Facility] = [:]
    let known = try vault.versions(Facility.self, in: register)
    for record in known { facilities[record.id.record] = Self.latest(of: record, among: known).content }
    var existing: [RecordID: CodedRecord] = [:]
    if vault.holdsKey(.coded, of: caseID) {
      for record in try vault.versions(CodedRecord.self, in: caseID) { existing[record.id.record] = record.content }
    }
    let gone = Set(try vault.places(in: caseID).filter { $0.kind == .codedRecord && $0.isErased }.map(\.id))
    func interview(_ id: ID<Interview>?) -> Interview? {
      id.flatMap { id in interviews.first { $0.first == id.record || $0.latest == id.record }?.content }
    }
    let decided = decisions()
    func context(_ person: ID<Person>?, _ facility: ID<Facility>?, _ interview: Interview?) -> CodedRecord.Context {
      var known = person.flatMap { persons[$0.record] }
      if let coded = known?.codedID { known?.codedID = Self.name(coded.bytes, personKey).map { ID<CodedPerson>($0) } }
      return CodedRecord.Context(
        person: known, facility: facility.flatMap { facilities[$0.record] }, interview: interview,
        publication: person.flatMap { decided[firstVersions[$0.record] ?? $0.record] })
    }
    func put(_ source: RecordID, _ coded: CodedRecord) throws {
      var version: UInt32 = 1
      var previous: RecordID?
      var id = name(source, version, key)
      // What was erased is not written again under its name.
      while existing[id] != nil || gone.contains(id) {
        if existing[id] != nil { previous = id }
        version += 1
        id = name(source, version, key)
      }
      if let previous, existing[previous] == coded { return }
      try draft.add(coded, to: caseID, corrects: previous.map { ID<CodedRecord>($0) }, id: ID<CodedRecord>(id))
    }
    for source in allegations {
      let talk = interview(source.content.interview)
      let context = context(source.content.person ?? talk?.person, source.content.facility ?? talk?.facility, talk)
      try put(source.first, CodedRecord.derive(source.content, in: context, codebook: codebook))
    }
    for source in statements {
      let alleged = source.content.allegations.compactMap { id in
        allegations.first { $0.first == id.record || $0.latest == id.record }?.content
      }
      let context = context(source.content.person, source.content.facility, nil)
      try put(source.first, CodedRecord.derive(source.content, allegations: alleged, in: context, codebook: codebook))
    }
    for source in interviews {
      let alleged = allegations.filter { $0.content.interview?.record == source.first }.map(\.content)
      let context = context(source.content.person, source.content.facility, source.content)
      try put(source.first, CodedRecord.derive(source.content, allegations: alleged, in: context, codebook: codebook))
    }
  }

  /// Coded records that derive from these, all versions.
  func derived(from sources: Set<RecordID>) throws -> [RecordID] {
    guard let key = try namingKey(Label.codedName) else { return [] }
    let coded = Set(try vault.places(in: caseID).filter { $0.kind == .codedRecord }.map(\.id))
    return sources.flatMap { source in
      (1...).lazy.map { name(source, $0, key) }.prefix { coded.contains($0) }
    }
  }

  /// What each person who was asked decided about being published.
  private func decisions() -> [RecordID: ConsentDecision] {
    let gathered = consents.map { source in
      var consent = source.content
      consent.person = firstVersions[consent.person.record].map { ID<Person>($0) } ?? consent.person
      return consent
    }
    var decided: [RecordID: ConsentDecision] = [:]
    for person in Set(gathered.filter { $0.purpose == .publish }.map(\.person)) {
      decided[person.record] = Consent.outcome(of: .publish, by: person, recorded: gathered)
    }
    return decided
  }

  private func namingKey(_ label: String) throws -> GuardedKey? {
    guard let epoch = vault.fold.state?.cases[caseID]?.compartments[.testimony]?.epochs.first,
      let key = vault.fold.ring.key(epoch.id)
    else { return nil }
    return try Derivation.key(key, label: label)
  }

  private func name(_ source: RecordID, _ version: UInt32, _ key: GuardedKey) -> RecordID {
    var writer = ByteWriter()
    writer.append(source.bytes)
    writer.append(version)
    return Self.name(writer.bytes, key) ?? source
  }

  private static func name(_ message: [UInt8], _ key: GuardedKey) -> RecordID? {
    RecordID(bytes: Array(Authentication.tag(message, key: key)[..<16]))
  }
}

extension OpenVault {
  /// Adds or corrects one record, and rewrites the coded records that derive from it, in one commit.
  @discardableResult
  public func record<Content: RecordContent>(
    _ content: Content, in caseID: ID<Case>, corrects: ID<Content>? = nil
  ) throws -> ID<Content> {
    var random = SodiumRandom()
    let id = ID<Content>(random: &random)
    var refresh = try codedRefresh(for: Content.kind, caseID)
    refresh?.note(content, id: id, corrects: corrects)
    try write { draft in
      try draft.add(content, to: caseID, corrects: corrects, id: id)
      try refresh?.write(to: draft)
    }
    return id
  }

  /// What has to be kept true when records of `kind` change; `nil` where nothing derives from them, or this member may
  /// not write it.
  func codedRefresh(for kind: RecordKind, _ caseID: ID<Case>) throws -> CodedRefresh? {
    let isSource = [.person, .consent, .interview, .allegation, .statement].contains(kind)
    return try isSource && mayCode(caseID) ? try CodedRefresh(self, caseID) : nil
  }

  /// Whether this member writes coded records of a case.
  func mayCode(_ caseID: ID<Case>) throws -> Bool {
    try mayEverOpen(.coded, of: caseID) && roles().contains { $0.mayWrite(.codedRecord) }
  }
}
