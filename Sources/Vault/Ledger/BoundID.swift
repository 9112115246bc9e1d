import Records
import Sodium

/// Identifiers that commit to whose they are. Anybody's commit may be folded before that of the owner, since its author
/// chooses what it has seen; so no identifier may be had by being the first to speak of it.
extension ID<Member> {
  /// The member of this key who is admitted with this device: the first 16 bytes of a labelled digest of both.
  init(vault: ID<VaultTag>, verifyKey: [UInt8], sealingKey: [UInt8]) {
    self.init(RecordID(digest: Label.context(Label.member, vault.bytes, verifyKey, sealingKey)))
  }
}

extension ID<Case> {
  /// The case that a log opens with this nonce: the first 16 bytes of a labelled digest.
  init(vault: ID<VaultTag>, opener: LogID, nonce: RecordID) {
    self.init(RecordID(digest: Label.context(Label.caseID, vault.bytes, opener.bytes, nonce.bytes)))
  }
}

extension ID<Blob> {
  /// The ciphertext of the file that this record was the first to name: the first 16 bytes of a labelled digest. Who
  /// orders a record destroyed names its case, so that everybody can tell whether a ciphertext belongs to it; and a
  /// record that somebody else gives the same identifier does not get the same name.
  init(vault: ID<VaultTag>, log: LogID, case: ID<Case>, record: RecordID) {
    self.init(RecordID(digest: Label.context(Label.blobName, vault.bytes, log.bytes, `case`.bytes, record.bytes)))
  }
}

extension RecordID {
  /// The first 16 bytes of SHA-256.
  fileprivate init(digest context: [UInt8]) {
    let digest = Digest256.hash(context)
    self = RecordID(bytes: Array(digest[..<Self.byteCount])) ?? .none
  }
}
