import FoundationEssentials
import Records
import Sodium

/// What the trustees decide together when nobody else can: who is admitted with which device, who is removed, and which
/// recovery keys come next. Signed by the recovery key, it stands in the first commit of the device it admits.
struct RecoveryOrder: Hashable, Sendable, Codable {
  let vault: ID<VaultTag>
  /// SHA-256 of the founding commit's note, in hexadecimal.
  let founding: String
  /// Ed25519 recovery key that signs it.
  @Base64Coded private(set) var verifyKey: [UInt8]
  /// Who is admitted; the one device is that whose first commit this is.
  let member: MemberCertificate
  let removed: [Removed]
  /// What everything is sealed to from here on, instead of the key that signs.
  let next: RecoveryKeys
  /// Ed25519 over the context of label `recovery-order` and this with an empty signature.
  @Base64Coded private(set) var signature: [UInt8]

  struct Removed: Hashable, Sendable, Codable {
    let member: ID<Member>
    let cutoffs: [Cutoff]
  }

  init(
    vault: ID<VaultTag>, foundingHash: [UInt8], member: MemberCertificate, removed: [Removed], next: RecoveryKeys,
    signedBy key: SigningKey
  ) throws {
    self.vault = vault
    founding = foundingHash.hex
    _verifyKey = Base64Coded(wrappedValue: key.verifyKey.bytes)
    self.member = member
    self.removed = removed
    self.next = next
    _signature = Base64Coded(wrappedValue: [])
    signature = try key.sign(try signed())
  }

  private func signed() throws -> [UInt8] {
    var blank = self
    blank.signature = []
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Label.context(Label.recoveryOrder, [UInt8](try encoder.encode(blank)))
  }

  /// Whether the key it names signed it. Whether that is a recovery key of this vault is another question.
  var isSigned: Bool {
    guard let key = try? VerifyKey(verifyKey), let signed = try? signed() else { return false }
    return (try? key.verify(signature, of: signed)) != nil
  }
}
