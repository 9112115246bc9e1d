import Records
import Sodium

/// A public key with what it is for, as members find it in the ledger.
struct RoleKey: Hashable, Sendable, Codable {
  let role: Role
  /// X-Wing public key.
  @Base64Coded var sealingKey: [UInt8]
  /// Names the secret.
  let epoch: EpochID
}

/// Who a member is to the ledger: the keys, the roles, a handle. What they are called stands in their profile.
struct MemberCertificate: Hashable, Sendable, Codable {
  let member: ID<Member>
  /// What other members see in lists; a pseudonym by habit.
  let handle: String
  /// X-Wing public key of the member.
  @Base64Coded var sealingKey: [UInt8]
  /// The device they are admitted with; the member is named after its key and theirs.
  let device: DeviceCertificate
  let roles: [Role]
}

/// The keys of one replica's device.
struct DeviceCertificate: Hashable, Sendable, Codable {
  /// Ed25519; the device's log is named after it.
  @Base64Coded var verifyKey: [UInt8]
  /// X-Wing.
  @Base64Coded var sealingKey: [UInt8]
  /// Ed25519, by this device, over the context of label `device`, vault, member and X-Wing key: nobody takes a device
  /// for theirs that did not say so.
  @Base64Coded var signature: [UInt8]

  static func signed(_ vault: ID<VaultTag>, _ member: ID<Member>, sealingKey: [UInt8]) -> [UInt8] {
    Label.context(Label.device, vault.bytes, member.bytes, sealingKey)
  }

  /// The device's key, if it has vouched for being this member's.
  func key(vouchingFor member: ID<Member>, in vault: ID<VaultTag>) -> VerifyKey? {
    guard let key = try? VerifyKey(verifyKey), sealingKey.count == SealingPublicKey.count,
      (try? key.verify(signature, of: Self.signed(vault, member, sealingKey: sealingKey))) != nil
    else { return nil }
    return key
  }
}

/// What the vault is, said once by its first commit.
struct Founding: Hashable, Sendable, Codable {
  let format: Int
  let vault: ID<VaultTag>
  let founder: MemberCertificate
  /// X-Wing public key of the recovery role.
  @Base64Coded var recoverySealingKey: [UInt8]
  /// Ed25519 key that may certify a custodian or a device, and nothing else.
  @Base64Coded var recoveryVerifyKey: [UInt8]
  /// The case that holds facilities, visits, codebook and releases.
  let register: ID<Case>
  /// How many custodians must agree before another is admitted.
  let custodiansToAdmitCustodian: Int
}

/// The last commit of a removed member's log that still counts; `number` -1 and a hash of zeros where none does.
struct Cutoff: Hashable, Sendable, Codable {
  let log: LogID
  let number: Int
  /// SHA-256 of that commit's note.
  let hash: String
}

/// A change every member can read and every replica folds into the same state. Each is a decision of the commit's
/// author, who must have been entitled to it by what they had seen.
enum ControlRecord: Codable, Sendable {
  case founding(terms: Founding)
  case member(certificate: MemberCertificate)
  /// A further device of the author.
  case device(member: ID<Member>, certificate: DeviceCertificate)
  case roles(member: ID<Member>, add: [Role], remove: [Role])
  case roleKey(key: RoleKey)
  /// A ledger key, and whom this very commit seals it to; for a key that is known already, whom else.
  case ledgerKey(epoch: EpochID, recipients: [Principal])
  case removal(member: ID<Member>, cutoffs: [Cutoff], reason: String?)
  /// Records of a commit in quarantine, by the commit's hash.
  case accepted(commit: String, records: [RecordID])
  /// The case is named after the author's log and the nonce.
  case caseOpened(case: ID<Case>, nonce: RecordID)
  case caseClosed(case: ID<Case>, closed: Bool)
  /// `reason` is why a rule of the field was overridden, or access was taken back; every member can read it. `until` is
  /// a day to look at it again: it takes nothing back.
  case audience(
    case: ID<Case>, compartment: Compartment, add: [Principal], remove: [Principal], reason: String?, until: Day?)
  case epoch(case: ID<Case>, compartment: Compartment, epoch: EpochID, recipients: [Principal])
  /// A compartment was read; one such record a command, kept by an honest client.
  case opened(case: ID<Case>, compartment: Compartment)
  /// The bodies of these records are to be destroyed everywhere and never taken in again, and so are the ciphertexts of
  /// the files that they alone name.
  case erasure(case: ID<Case>, records: [RecordID], files: [ID<Blob>], reason: String)
  /// Keys that grants say were sealed to the author, or to a role of theirs, and that did not open: whoever holds them
  /// seals them again.
  case notReceived(keys: [EpochID])
  /// What the trustees decide, in the first commit of the device it admits.
  case recovery(order: RecoveryOrder)
  /// The author's copy has destroyed what it was asked to, as far as its past goes.
  case erasureDone
}
