import Records
import Sodium

/// A public key with what it is for, as members find it in the ledger.
struct RoleKey: Hashable, Sendable, Codable {
  let role: Role
  /// X-Wing public key.
  let sealingKey: [UInt8]
  /// Names the secret.
  let epoch: EpochID
}

/// Who a member is to the ledger: the keys, the roles, a handle. What they are called stands in their profile.
struct MemberCertificate: Hashable, Sendable, Codable {
  let member: ID<Member>
  /// What other members see in lists; a pseudonym by habit.
  let handle: String
  /// X-Wing public key of the member.
  let sealingKey: [UInt8]
  /// Keys of the member's devices.
  let devices: [DeviceCertificate]
  let roles: [Role]
}

/// The keys of one replica's device.
struct DeviceCertificate: Hashable, Sendable, Codable {
  /// Ed25519; the device's log is named after it.
  let verifyKey: [UInt8]
  /// X-Wing.
  let sealingKey: [UInt8]
}

/// What the vault is, said once by its first commit.
struct Founding: Hashable, Sendable, Codable {
  let format: Int
  let vault: ID<VaultTag>
  let founder: MemberCertificate
  /// X-Wing public key of the recovery role.
  let recoverySealingKey: [UInt8]
  /// Ed25519 key that may certify a custodian or a device, and nothing else.
  let recoveryVerifyKey: [UInt8]
  /// The case that holds facilities, visits, codebook and releases.
  let register: ID<Case>
  /// How many custodians must agree before another is admitted.
  let custodiansToAdmitCustodian: Int
}

/// A change every member can read and every replica folds into the same state. Each is a decision of the commit's
/// author, who must have been entitled to it at that point.
enum ControlRecord: Codable, Sendable {
  case founding(terms: Founding)
  case member(certificate: MemberCertificate)
  case roles(member: ID<Member>, add: [Role], remove: [Role])
  case roleKey(key: RoleKey)
  case caseOpened(case: ID<Case>)
  case caseClosed(case: ID<Case>, closed: Bool)
  /// `reason` is why a rule of the field was overridden; every member can read it.
  case audience(case: ID<Case>, compartment: Compartment, add: [Principal], remove: [Principal], reason: String?)
  case epoch(case: ID<Case>, compartment: Compartment, epoch: EpochID, recipients: [Principal])
  /// A compartment was read; one such record a command, kept by an honest client.
  case opened(case: ID<Case>, compartment: Compartment)
}
