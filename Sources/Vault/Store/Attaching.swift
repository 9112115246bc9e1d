import OpenFormats
public import Platform
public import Records
import Sodium

extension OpenVault {
  /// Encrypts everything left in `input`, a file or a pipe, on all cores and bounded in memory, and keeps it as a
  /// record. `record` makes the record of the details: ``AttachedFile`` or ``MedicalFile``; it may change what the
  /// details say about origin, capture or media type, which is guessed from the first bytes.
  ///
  /// It is called twice, first with provisional details, so that what cannot be recorded is refused before a large
  /// file is read. The ciphertext is on the disk before the commit that names it; on an error neither is left.
  /// `progress` hears the bytes done.
  @discardableResult
  public func attach<Content: FileRecord>(
    _ input: PosixFile, named name: String, to caseID: ID<Case>, codebook: Codebook = .standard,
    progress: (@Sendable (Int) -> Void)? = nil, as record: (FileDetails) throws -> Content
  ) throws -> ID<Content> {
    try requireWritable(Content.kind, caseID)
    var random = SodiumRandom()
    let id = ID<Content>(random: &random)
    let named = ID<Blob>(vault: vaultID, log: identity.device.log, case: caseID, record: id.record)
    try record(try Self.provisional(name, named)).validate(codebook)
    let blobs = BlobFolder(folder: folder)
    let blob = try blobs.seal(input, as: named, progress: progress)
    do {
      var exposed = blob.key.exposed()
      defer { wipe(&exposed) }
      guard let digest = ContentDigest(bytes: blob.content.digest), let key = FileKey(bytes: exposed) else {
        throw VaultError.storage(code: 0)
      }
      let content = try record(
        FileDetails(
          fileName: name, sha256: digest, size: blob.content.size,
          mediaType: MediaType.guess(from: blob.beginning).rawValue, blob: blob.id, fileKey: key))
      try content.validate(codebook)
      // Until the commit nobody else has the key, so nobody can have put another payload there within one tick.
      blob.stamp?.settle()
      try write { draft in
        try draft.noteHeld(blob.id)
        try draft.add(content, to: caseID, id: id)
      }
      if let stamp = blob.stamp, stamp.isSettled { remember(content.file, at: stamp) }
      return id
    } catch {
      // After a failing disk the commit may yet turn out to be there; evidence must not be gone then.
      if case VaultError.storage = error { throw error }
      blobs.discard(blob.id)
      throw error
    }
  }

  /// The details of an attached file, among them its key: whoever has them opens the file.
  public func file(_ id: RecordID, in caseID: ID<Case>) throws -> FileDetails {
    let found = try lines(of: caseID).filter { $0.line.id == id && $0.line.namesFile }
    guard let first = found.first else { throw VaultError.unknown(what: "file") }
    // Somebody else's record may have the same identifier; the file is named after only one of them.
    let own = found.count == 1 ? first : found.first { isOwner($0.line, $0.place.log) } ?? first
    return try file(of: own.line, log: own.place.log)
  }

  /// Whether the ciphertext that a record names was named after that very record.
  func isOwner(_ line: RecordLine, _ log: LogID) -> Bool {
    let name = ID<Blob>(vault: vaultID, log: log, case: ID<Case>(line.caseID), record: line.id)
    return (try? file(of: line, log: log).blob) == name
  }

  /// The details that one line's record gives of its file.
  func file(of line: RecordLine, log: LogID) throws -> FileDetails {
    let id = line.id
    let plain = try reading { try open(line, log: log, $0) }
    switch line.kind {
    // Checked on reading too: whoever wrote it may have used a program of their own.
    case .record(.attachedFile):
      let content = try Self.decode(AttachedFile.self, plain, id: id).0
      try content.validate(.standard)
      return content.file
    case .record(.medicalFile):
      let content = try Self.decode(MedicalFile.self, plain, id: id).0
      try content.validate(.standard)
      return content.file
    default: throw VaultError.unknown(what: "file")
    }
  }

  /// Decrypts an attached file to `path`, readable by its owner only. It has its name only once it is complete and has
  /// the SHA-256 and size that were recorded. An existing file stays unless `replacing`.
  @discardableResult
  public func get(
    _ id: RecordID, in caseID: ID<Case>, to path: String, replacing: Bool = false,
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> FileDetails {
    let details = try file(id, in: caseID)
    guard try replacing || !Folder.exists(path) else { throw PlatformError.alreadyExists }
    let target = Folder.parent(of: path)
    TemporaryFile.sweep(target)
    let making = try TemporaryFile(in: target)
    do {
      try open(details, of: id, to: making.file, progress: progress)
      try making.file.sync()
      try making.publish(as: path, replacing: replacing)
    } catch {
      making.discard()
      throw error
    }
    try Folder.sync(target)
    return details
  }

  /// Decrypts an attached file into a pipe or any open file. Each part is authentic before it is released, but only
  /// when this returns has the whole proven to be the file that was attached: the caller must fail visibly otherwise.
  @discardableResult
  public func get(
    _ id: RecordID, in caseID: ID<Case>, to output: PosixFile, progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> FileDetails {
    let details = try file(id, in: caseID)
    try reading(details, of: id) { try $0.stream(details, of: id, to: output, progress: progress) }
    return details
  }

  /// Lends an attached file's content piece by piece, with the bytes handed out so far; the caller must drop what it made
  /// of them unless this returns.
  public func read(_ id: RecordID, in caseID: ID<Case>, _ body: ([UInt8], Int) throws -> Void) throws {
    let details = try file(id, in: caseID)
    try reading(details, of: id) { try $0.pieces(details, of: id, body) }
  }

  /// Lends the folder of ciphertexts; one that is not there is damage if it was.
  func reading<R>(_ file: FileDetails, of record: RecordID, _ body: (BlobFolder) throws -> R) throws -> R {
    do { return try body(BlobFolder(folder: folder)) } catch VaultError.notHeldHere { throw absence(of: file, record) }
  }

  /// Refuses at once what the ledger would refuse at the end.
  func requireWritable(_ kind: RecordKind, _ caseID: ID<Case>) throws {
    let state = try state
    guard let entry = state.cases[caseID] else { throw VaultError.unknown(what: "case") }
    guard !entry.closed else { throw VaultError.caseClosed }
    guard state.mayOpen(member, kind.compartment, of: caseID) else {
      throw VaultError.noKey(case: caseID, compartment: kind.compartment)
    }
    guard state.roles(of: member).contains(where: { $0.mayWrite(kind) }) else {
      throw VaultError.notEntitled(action: "your roles do not record a \(kind.displayName)")
    }
  }

  private static func provisional(_ name: String, _ blob: ID<Blob>) throws -> FileDetails {
    guard let digest = ContentDigest(bytes: SodiumRandom.bytes(32)), let key = FileKey(bytes: SodiumRandom.bytes(16))
    else { throw VaultError.storage(code: 0) }
    return FileDetails(
      fileName: name, sha256: digest, size: 0, mediaType: MediaType.unknown.rawValue,
      blob: blob, fileKey: key)
  }
}
