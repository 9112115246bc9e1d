import Records
import Sodium

/// Which ciphertexts of attached files have been in this folder: one that is missing and was here is damage, one that
/// never arrived is not held here. Kept for all identities of the folder, in the table of what loses nothing when it is
/// deleted: then a missing ciphertext counts as one that never arrived.
enum HeldFiles {
  /// Names the row; says no more than the ciphertext's own name did while it lay there.
  static func tag(_ blob: ID<Blob>, _ vault: ID<VaultTag>) -> [UInt8] {
    Array(Digest256.hash(Label.context(Label.heldFile, vault.bytes, blob.bytes))[..<16])
  }
}

extension Database.Connection {
  func noteHeld(_ blob: ID<Blob>, _ vault: ID<VaultTag>) throws {
    let tag = HeldFiles.tag(blob, vault)
    if try cached(tag).isEmpty { try addCached(tag, []) }
  }

  func forgetHeld(_ blob: ID<Blob>, _ vault: ID<VaultTag>) throws { try removeCached(HeldFiles.tag(blob, vault)) }

  func wasHeld(_ blob: ID<Blob>, _ vault: ID<VaultTag>) throws -> Bool {
    try !cached(HeldFiles.tag(blob, vault)).isEmpty
  }
}

extension OpenVault {
  /// What to say of an attached file whose ciphertext is not in the folder.
  func absence(of file: FileDetails, _ record: RecordID) -> VaultError {
    let wasHeld = (try? reading { try $0.wasHeld(file.blob, vaultID) }) ?? true
    return wasHeld ? .damaged(.blob(record, BlobFolder.missing)) : .notHeldHere(record)
  }
}
