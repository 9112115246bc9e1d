import Platform
public import Records

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
  public func erase(_ records: [RecordID]?, in caseID: ID<Case>, reason: String) throws {
    let lines = try lines(of: caseID).map(\.line.id)
    let chosen = records ?? lines
    guard !chosen.isEmpty, Set(chosen).isSubset(of: lines) else { throw VaultError.unknown(what: "record") }
    let gone = try files(namedOnlyBy: Set(chosen)).sorted { $0.hex < $1.hex }
    try write { draft in
      try draft.decide(
        .erasure(case: caseID, records: chosen.sorted { $0.hex < $1.hex }, files: gone, reason: reason))
      try draft.destroy(chosen)
      for id in gone { try draft.forgetHeld(id) }
    }
    for id in gone { BlobFolder(folder: folder).discard(id) }
  }

  /// Ciphertexts that were ordered destroyed and that no record this member can open still names.
  public func erasedFiles() throws -> Set<ID<Blob>> {
    let ordered = try state.erasures.reduce(into: Set()) { $0.formUnion($1.files) }
    guard !ordered.isEmpty else { return [] }
    return ordered.subtracting(try files(of: { _ in true }))
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
    var gone: Set<RecordID> = []
    for id in Set(state.erasures.map(\.caseID)) {
      gone.formUnion(try lines(of: id).map(\.line).filter(state.isErased).map(\.id))
    }
    let held = try reading { connection in try gone.filter { try !connection.bodies(of: $0).isEmpty } }
    guard !held.isEmpty else { return }
    let files = try erasedFiles()
    try database.write { connection in
      for id in held { try connection.removeBodies(of: id) }
      for id in files { try connection.forgetHeld(id, vaultID) }
    }
    for id in files { BlobFolder(folder: folder).discard(id) }
  }

  /// Ciphertexts that these records alone name, as far as this member can tell.
  private func files(namedOnlyBy records: Set<RecordID>) throws -> Set<ID<Blob>> {
    let named = try files(of: { records.contains($0) })
    return named.isEmpty ? [] : named.subtracting(try files(of: { !records.contains($0) }))
  }

  /// Ciphertexts that records name which are not destroyed and which this member can open.
  private func files(of isChosen: (RecordID) -> Bool) throws -> Set<ID<Blob>> {
    var named: Set<ID<Blob>> = []
    for id in try state.cases.keys {
      for (line, _) in try lines(of: id)
      where line.kind == .record(.attachedFile) || line.kind == .record(.medicalFile) {
        guard isChosen(line.id), fold.ring.key(line.epoch) != nil, let details = try? file(line.id, in: id) else {
          continue
        }
        named.insert(details.blob)
      }
    }
    return named
  }
}
