import Platform
public import Records
import Sodium

/// An order to destroy records, and which copies have not been heard of since.
public struct ErasureSummary: Sendable {
  /// The case.
  public let caseID: ID<Case>
  /// How many records.
  public let records: Int
  /// Who ordered it.
  public let by: ID<Member>
  /// When, by their clock.
  public let at: String
  /// Why.
  public let reason: String
  /// Whose copies have not written since they knew of it: one entry a device.
  public let unacknowledged: [ID<Member>]
}

extension OpenVault {
  /// Orders records destroyed, or every record of the case, and destroys them here: their sealed bytes, and ciphertexts
  /// of attached files. Every copy does the same when it learns of it, and none takes them in again. The ledger keeps
  /// saying that there was a record, of which kind, by whom and when. What somebody copied elsewhere stays there.
  ///
  /// Coded records that derive from them go with them, and others of the case are rewritten where they say more than the
  /// consents left, if this member writes coded records. Returns how many were destroyed.
  @discardableResult
  public func erase(_ records: [RecordID]?, in caseID: ID<Case>, reason: String) throws -> Int {
    let state = try state
    let left = try lines(of: caseID).map(\.line).filter { !state.isErased($0) }
    let ids = Set(left.map(\.id))
    var chosen = Set(records ?? Array(ids))
    guard !chosen.isEmpty, chosen.isSubset(of: ids) else { throw VaultError.unknown(what: "record") }
    var refresh: CodedRefresh?
    if try mayCode(caseID) {
      let fresh = try CodedRefresh(self, caseID, erasing: chosen)
      chosen.formUnion(try fresh.derived(from: chosen).filter(ids.contains))
      // Nothing is written to a closed case.
      if state.cases[caseID]?.closed == false { refresh = fresh }
    }
    let gone = try files(namedOnlyBy: chosen, in: caseID).sorted { $0.hex < $1.hex }
    try write { draft in
      try draft.decide(
        .erasure(case: caseID, records: chosen.sorted { $0.hex < $1.hex }, files: gone, reason: reason))
      // Before anything is destroyed: it compares with the coded records there are.
      try refresh?.write(to: draft)
      try draft.destroy(left.filter { chosen.contains($0.id) }, of: self)
      for id in gone { try draft.forgetHeld(id) }
    }
    for id in gone { BlobFolder(folder: folder).discard(id) }
    return chosen.count
  }

  /// These records, and every version of theirs that this member can open: whoever erases one means all it has said.
  public func allVersions(of records: [RecordID], in caseID: ID<Case>) throws -> [RecordID] {
    let state = try state
    let lines = try lines(of: caseID).filter { !state.isErased($0.line) }
    let kinds = Set(lines.map(\.line).filter { records.contains($0.id) }.map(\.kind))
    let kept = lines.filter { kinds.contains($0.line.kind) }
    let authors = Dictionary(kept.map { ($0.line.id, state.logs[$0.place.log]?.member) }) { first, _ in first }
    var linked: [RecordID: Set<RecordID>] = [:]
    try reading { connection in
      for (line, place) in kept {
        guard let plain = try? open(line, log: place.log, connection), let body = RecordBody(encoded: plain),
          let earlier = Envelope.unwrap(body.json)?.corrects, let original = authors[earlier],
          original == state.logs[place.log]?.member || place.roles.contains(.monitor)
        else { continue }
        linked[line.id, default: []].insert(earlier)
        linked[earlier, default: []].insert(line.id)
      }
    }
    var found = Set(records)
    var next = records
    while let record = next.popLast() {
      for other in linked[record] ?? [] where found.insert(other).inserted { next.append(other) }
    }
    return found.sorted { $0.hex < $1.hex }
  }

  /// Ciphertexts that were ordered destroyed, are named after destroyed records of the order's own case, and that no
  /// record of it still names. Without the second, whoever may have one case destroyed could have it done to the files of
  /// all. Who cannot open all records with files that are left cannot tell, and leaves the ciphertext to those who can.
  public func erasedFiles() throws -> Set<ID<Blob>> {
    let state = try state
    var gone: Set<ID<Blob>> = []
    for (id, orders) in Dictionary(grouping: state.erasures.filter { !$0.files.isEmpty }, by: \.caseID) {
      let ordered = orders.reduce(into: Set()) { $0.formUnion($1.files) }
      let belonging = ordered.intersection(try fileNames(in: id) { state.isErased($0) })
      guard !belonging.isEmpty else { continue }
      let left = try lines(of: id).filter { $0.line.namesFile && !state.isErased($0.line) }
      let named = left.compactMap { try? file(of: $0.line, log: $0.place.log).blob }
      if named.count == left.count { gone.formUnion(belonging.subtracting(named)) }
    }
    return gone
  }

  /// Orders to destroy records, oldest first.
  public func erasures() throws -> [ErasureSummary] {
    let state = try state
    return state.erasures.map { erasure in
      ErasureSummary(
        caseID: erasure.caseID, records: erasure.records.count, by: erasure.by, at: erasure.time,
        reason: erasure.reason, unacknowledged: erasure.unacknowledged.sorted().compactMap { state.logs[$0]?.member })
    }
  }

  /// Destroys what others ordered destroyed, once it is known here.
  func destroyErased() throws {
    let state = try state
    let erased = try Set(state.erasures.map(\.caseID)).flatMap { try lines(of: $0).map(\.line).filter(state.isErased) }
    let bodies = try reading { try self.bodies(ofErased: erased, state, $0) }
    let ordered = try state.erasures.flatMap(\.files).filter { try Folder.exists(folder.blob($0)) }
    let files = ordered.isEmpty ? [] : try erasedFiles().intersection(ordered)
    guard !bodies.isEmpty || !files.isEmpty else { return }
    try database.write { connection in
      for (id, digests) in bodies { try connection.removeBodies(of: id, digests: digests) }
      for id in files { try connection.forgetHeld(id, vaultID) }
    }
    for id in files { BlobFolder(folder: folder).discard(id) }
  }

  /// Sealed bytes that are here, that erased lines name and that no other line of the whole ledger does, decisions and
  /// grants included: whoever may have one case destroyed could give a record of it the name of anything else.
  func bodies(
    ofErased erased: [RecordLine], _ state: VaultState, _ connection: Database.Connection
  ) throws -> [RecordID: Set<[UInt8]>] {
    var gone: [RecordID: Set<[UInt8]>] = [:]
    for line in erased { gone[line.id, default: []].insert(line.bodyHash) }
    for (id, digests) in gone {
      let held = digests.intersection(try connection.bodies(of: id).map { Digest256.hash($0) })
      gone[id] = held.isEmpty ? nil : held
    }
    guard !gone.isEmpty else { return [:] }
    try connection.commits(after: .min) { stored in
      for line in try fold.opener.unsealed(stored).lines.lines where gone[line.id] != nil && !state.isErased(line) {
        gone[line.id]?.remove(line.bodyHash)
      }
    }
    return gone.filter { !$0.value.isEmpty }
  }

  /// Ciphertexts that these records alone name, as far as this member can tell, and that are theirs.
  private func files(namedOnlyBy records: Set<RecordID>, in caseID: ID<Case>) throws -> Set<ID<Blob>> {
    let state = try state
    let own = try fileNames(in: caseID) { records.contains($0.id) || state.isErased($0) }
    let named = try files(in: caseID) { records.contains($0) }.intersection(own)
    return named.isEmpty ? [] : named.subtracting(try files(in: caseID) { !records.contains($0) })
  }

  /// How ciphertexts are called that belong to records of a case; no key is needed to tell.
  func fileNames(in caseID: ID<Case>, of isChosen: (RecordLine) -> Bool = { _ in true }) throws -> Set<ID<Blob>> {
    Set(
      try lines(of: caseID).filter { $0.line.namesFile && isChosen($0.line) }
        .map { ID<Blob>(vault: vaultID, log: $0.place.log, case: caseID, record: $0.line.id) })
  }

  /// Ciphertexts named by records of a case which are not destroyed and which this member can open.
  private func files(in caseID: ID<Case>, of isChosen: (RecordID) -> Bool) throws -> Set<ID<Blob>> {
    var named: Set<ID<Blob>> = []
    for (line, place) in try lines(of: caseID) where line.namesFile && isChosen(line.id) {
      guard fold.ring.key(line.epoch) != nil, let details = try? file(of: line, log: place.log) else { continue }
      named.insert(details.blob)
    }
    return named
  }
}

extension RecordLine {
  /// Whether the record is one that has an attached file.
  var namesFile: Bool { kind == .record(.attachedFile) || kind == .record(.medicalFile) }
}
