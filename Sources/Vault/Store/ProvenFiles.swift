import Platform
import Records

/// Which ciphertexts this device has seen to be the files that were attached, so that taking one out again need not
/// hash it again: hashing on one core takes longer than decrypting on all.
///
/// Each chunk is authenticated all the same. What the digest adds is that nobody who holds the file's key has put
/// another payload in its place; an unchanged stamp says that nothing has been put there at all. Whoever could forge
/// that, a process of the same user or root, could as well replace the program.
extension LocalCache {
  /// Whether the ciphertext with this stamp was seen to have this key, digest and size.
  func hasProven(_ file: FileDetails, at stamp: FileStamp, _ connection: Database.Connection) throws -> Bool {
    let tag = Self.name(file)
    guard let sealed = try connection.cached(self.tag(tag)).first, let plain = try? open(sealed, self.tag(tag), 0)
    else { return false }
    return plain == stamp.bytes
  }

  /// Remembers it until the file or the boot changes.
  func remember(_ file: FileDetails, at stamp: FileStamp, _ connection: Database.Connection) throws {
    let tag = tag(Self.name(file))
    try connection.removeCached(tag)
    try connection.addCached(tag, try seal(stamp.bytes, tag, 0))
  }

  /// The key and the digest are part of the name: one ciphertext can decrypt differently under another key, and a
  /// later version of the record may claim another digest.
  private static func name(_ file: FileDetails) -> String {
    "file \(file.blob.hex) \(file.fileKey.bytes.hex) \(file.sha256.hex) \(file.size)"
  }
}

extension OpenVault {
  /// Decrypts an attached file on all cores, proven to be what was attached when it returns: hashed now, or unchanged
  /// since this device hashed it.
  func open(
    _ file: FileDetails, of record: RecordID, to output: PosixFile, progress: (@Sendable (Int) -> Void)?
  ) throws {
    let proof = try reading(file, of: record) { blobs in
      try blobs.open(
        file, of: record, to: output,
        isProven: { stamp in (try? self.reading { try self.cache.hasProven(file, at: stamp, $0) }) ?? false },
        progress: progress)
    }
    if let proof { remember(file, at: proof) }
  }

  /// Failing to remember loses time, not truth: the folder may be read-only.
  func remember(_ file: FileDetails, at stamp: FileStamp) {
    try? database.write { try cache.remember(file, at: stamp, $0) }
  }
}
