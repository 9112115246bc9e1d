import OpenFormats
public import Platform
public import Records

/// An attached file that a record names and whose ciphertext is not here.
public struct MissingFile: Sendable {
  /// The ciphertext's name.
  public let blob: ID<Blob>
  let record: RecordID
  let details: FileDetails
}

/// What became of a file that was missing.
public enum FileArrival: Sendable {
  /// It is here, and what was attached.
  case taken
  /// There was none to take.
  case absent
  /// What was there is not what was attached.
  case damaged
}

extension OpenVault {
  /// Writes what others wait for before anything is published: a ledger key nobody holds who was removed, the key of a
  /// role somebody left, keys that are decided and not delivered.
  public func prepareToPublish() throws {
    guard try !isEnded else { return }
    let roles = try state.roles(of: member)
    let undelivered = try state.undelivered().values.joined().contains { fold.ring.keys[$0.epoch] != nil }
    let strays = try state.undeliveredLedgerKeys(by: member).keys.contains { fold.ring.keys[$0]?.kind == .ledger }
    let log = identity.device.log
    let orders = try state.erasures.contains { $0.unacknowledged.contains(log) }
    let missing = try !state.notReceived(by: member, fold.ring).isEmpty
    guard
      try state.ledgerKey(in: fold.ring) == nil || !state.rolesWithoutKey.isDisjoint(with: roles) || undelivered
        || strays || orders || missing
    else { return }
    try write { draft in
      draft.delivers = true
      if orders { try draft.decide(.erasureDone) }
    }
  }

  /// Whether nothing this device writes counts any longer.
  public var isEnded: Bool {
    get throws { try state.cutoffs[identity.device.log] != nil || !state.exists(member, in: .everything) }
  }

  /// Ciphertexts that are here under their final name, each to be opened when it is read.
  public func storedFiles() throws -> [(blob: ID<Blob>, file: () throws -> PosixFile)] {
    try Folder.list(folder.blobs).compactMap { ID<Blob>(hex: $0) }.map { id in
      (id, { [folder] in try PosixFile.readingRegular(folder.blob(id), followingLinks: false) })
    }
  }

  /// Attached files of the records this member can open whose ciphertext is not here. What a record calls its own and
  /// is named after another case's is not taken: it would lie in that one's place.
  public func missingFiles() throws -> [MissingFile] {
    let present = Set(try Folder.list(folder.blobs))
    var missing: [ID<Blob>: MissingFile] = [:]
    for id in try state.cases.keys.sorted(by: { $0.hex < $1.hex }) {
      let names = try fileNames(in: id)
      for (line, place) in try lines(of: id) {
        guard line.namesFile, fold.ring.key(line.epoch) != nil, fold.state?.isErased(line) != true,
          let details = try? file(of: line, log: place.log), names.contains(details.blob),
          !present.contains(details.blob.hex)
        else { continue }
        // What the record says that the file is named after goes before what others say of it.
        guard missing[details.blob] == nil || isOwner(line, place.log) else { continue }
        missing[details.blob] = MissingFile(blob: details.blob, record: line.id, details: details)
      }
    }
    return missing.values.sorted { $0.blob.hex < $1.blob.hex }
  }

  /// Takes a ciphertext from elsewhere if it decrypts to what was recorded. `fetch` writes it into a new file, at most
  /// so many bytes, and says whether there was one.
  public func receive(_ missing: MissingFile, fetch: (PosixFile, Int) throws -> Bool) throws -> FileArrival {
    let size = AgePayload.sealedSize(of: missing.details.size)
    let temporary = folder.blob(missing.blob) + ".new"
    try? Folder.remove(temporary)
    let file = try PosixFile.creating(temporary)
    do {
      guard try fetch(file, size) else {
        try Folder.remove(temporary)
        return .absent
      }
      guard try BlobFolder.check(missing.details, at: temporary) == .intact else {
        try Folder.remove(temporary)
        return .damaged
      }
      try file.sync()
      try Folder.rename(temporary, to: folder.blob(missing.blob))
      try Folder.sync(folder.blobs)
      try database.write { try $0.noteHeld(missing.blob, vaultID) }
      return .taken
    } catch {
      try? Folder.remove(temporary)
      throw error
    }
  }
}

extension LedgerExchange {
  /// Largest file of a commit in bytes.
  public static var fileLimit: Int { Package.byteLimit }
  /// Largest sealed key list in bytes.
  public static var keyLimit: Int { 1 << 20 }
}
