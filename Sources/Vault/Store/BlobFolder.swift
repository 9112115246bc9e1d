import OpenFormats
import Platform
import Records
import Sodium

/// The ciphertexts of attached files: each named after its record, in age's payload construction, under a key that only
/// its sealed record holds.
struct BlobFolder: Sendable {
  /// Of a ciphertext that was here.
  static let missing = "its ciphertext is missing"

  let folder: VaultFolder

  /// A ciphertext that is on the disk under its final name and that no commit names yet.
  struct Sealed {
    let id: ID<Blob>
    let key: AgeFileKey
    let content: AgePayload.Content
    /// The first bytes of the content, read back from what was written.
    let beginning: [UInt8]
    /// What it looks like on the disk, where the system tells.
    let stamp: FileStamp?
  }

  /// What a check of one ciphertext found.
  enum Condition: Hashable, Sendable {
    case intact
    case missing
    /// Other bytes than were attached; the first bad chunk of 64 KiB where it is known.
    case altered(chunk: Int?)
  }

  /// Encrypts everything left in `input`, a file or a pipe. On an error nothing is left behind.
  func seal(_ input: PosixFile, as id: ID<Blob>, progress: (@Sendable (Int) -> Void)?) throws -> Sealed {
    TemporaryFile.sweep(folder.blobs)
    let making = try TemporaryFile(in: folder.blobs)
    let output = making.file
    do {
      let key = try AgeFileKey.random()
      let content = try AgePayload.encrypt(from: input, to: output, key: key, progress: progress)
      let beginning = try PayloadReader(file: output, key: key).chunk(0)
      try output.sync()
      try making.publish(as: folder.blob(id))
      try Folder.sync(folder.blobs)
      return Sealed(id: id, key: key, content: content, beginning: beginning, stamp: try? FileStamp(output))
    } catch {
      making.discard()
      try? Folder.remove(folder.blob(id))
      throw Self.platform(error) ?? error
    }
  }

  /// Removes a ciphertext no commit names.
  func discard(_ id: ID<Blob>) { try? Folder.remove(folder.blob(id)) }

  /// Decrypts into a new file: on all cores, complete and proven to be what was attached when it returns. The content
  /// is not hashed where `isProven` says that a ciphertext with this stamp has been. Returns the stamp when it has been
  /// hashed now and can be remembered.
  func open(
    _ file: FileDetails, of record: RecordID, to output: PosixFile, isProven: (FileStamp) -> Bool = { _ in false },
    progress: (@Sendable (Int) -> Void)?
  ) throws -> FileStamp? {
    do {
      let input = try input(file)
      // Before its clock has moved on, a stamp would not show the next change.
      let stamp = (try? FileStamp(input)).flatMap { $0.isSettled ? $0 : nil }
      let proven = stamp.map(isProven) ?? false
      try decrypt(input, file, to: output, hashing: !proven, progress: progress)
      let isUnchanged = try stamp.map { try $0 == FileStamp(input) } ?? false
      if proven, !isUnchanged { try decrypt(input, file, to: output, hashing: true, progress: progress) }
      return isUnchanged && !proven ? stamp : nil
    } catch { throw Self.vault(error, record) }
  }

  private func decrypt(
    _ input: PosixFile, _ file: FileDetails, to output: PosixFile, hashing: Bool, progress: (@Sendable (Int) -> Void)?
  ) throws {
    let size = try AgePayload.decrypt(
      from: input, to: output, key: AgeFileKey(copying: file.fileKey.bytes),
      expecting: hashing ? file.sha256.bytes : nil, progress: progress)
    guard size == file.size else { throw AgeError.digestMismatch }
  }

  /// Hands out the content in order, each part once it is authentic, at the output's own position. What a reader of
  /// the other end holds is proven to be the whole file only when this returns.
  func stream(_ file: FileDetails, of record: RecordID, to output: PosixFile, progress: (@Sendable (Int) -> Void)?)
    throws
  {
    // A redirection that appends would put blocks written at their offsets in the order of their arrival.
    guard output.isRegular else {
      _ = try open(file, of: record, to: output, progress: progress)
      return
    }
    try pieces(file, of: record) { piece, done in
      do throws(PlatformError) { try output.writeNext(piece, count: piece.count) } catch {
        throw AgeError.output(error)
      }
      progress?(done)
    }
  }

  /// Lends the content in order, each piece authentic, with the bytes handed out up to its end. That the whole is the file
  /// that was attached is proven only when this returns.
  func pieces(_ file: FileDetails, of record: RecordID, _ body: ([UInt8], Int) throws -> Void) throws {
    do {
      let reader = try PayloadReader(file: try input(file), key: AgeFileKey(copying: file.fileKey.bytes))
      var digest = Digest256()
      var done = 0
      for index in 0..<reader.chunkCount {
        let chunk = try reader.chunk(index)
        digest.update(chunk)
        done += chunk.count
        try body(chunk, done)
      }
      guard digest.finalize() == file.sha256.bytes, done == file.size else { throw AgeError.digestMismatch }
    } catch { throw Self.vault(error, record) }
  }

  /// Decrypts a ciphertext without writing it and compares length and SHA-256. Throws only what says nothing about
  /// the stored bytes, as a failing disk.
  static func check(_ file: FileDetails, in folder: VaultFolder) throws -> Condition {
    try check(file, at: folder.blob(file.blob))
  }

  /// The same for a ciphertext that lies elsewhere.
  static func check(_ file: FileDetails, at path: String) throws -> Condition {
    do {
      let input = try input(file, at: path)
      let size = try AgePayload.decrypt(
        from: input, to: nil, key: AgeFileKey(copying: file.fileKey.bytes), expecting: file.sha256.bytes)
      return size == file.size ? .intact : .altered(chunk: nil)
    } catch AgeError.damagedChunk(let chunk) { return .altered(chunk: chunk) } catch AgeError.truncated {
      return .altered(chunk: nil)
    } catch AgeError.trailingData { return .altered(chunk: nil) } catch AgeError.digestMismatch {
      return .altered(chunk: nil)
    } catch PlatformError.notFound { return .missing } catch { throw platform(error) ?? error }
  }

  /// A link in the place of a ciphertext is not followed.
  private func input(_ file: FileDetails) throws -> PosixFile { try Self.input(file, at: folder.blob(file.blob)) }

  private static func input(_ file: FileDetails, at path: String) throws -> PosixFile {
    let input = try PosixFile.readingRegular(path, followingLinks: false)
    guard try input.size() == AgePayload.sealedSize(of: file.size) else { throw AgeError.truncated }
    return input
  }

  private static func vault(_ error: any Error, _ record: RecordID) -> any Error {
    if let error = platform(error) { return error }
    return switch error {
    case PlatformError.notFound: VaultError.notHeldHere(record)
    case PlatformError.notAFile: VaultError.damaged(.blob(record, "something else lies in its place"))
    case AgeError.damagedChunk(let chunk): VaultError.damaged(.blob(record, "altered in chunk \(chunk)"))
    case AgeError.truncated, AgeError.trailingData: VaultError.damaged(.blob(record, "its length was altered"))
    case AgeError.digestMismatch: VaultError.damaged(.blob(record, "its content is not what was attached"))
    default: error
    }
  }

  /// The system's answer inside an error of the payload, which the caller knows what to do about.
  private static func platform(_ error: any Error) -> PlatformError? {
    switch error {
    case AgeError.input(let inner), AgeError.output(let inner): inner
    default: nil
    }
  }
}
