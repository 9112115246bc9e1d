public import Records
import Sodium

/// The leaf keys of one replica: what signs its log and what its grants are sealed to.
struct DeviceKeys: Sendable {
  let signing: SigningKey
  let sealing: SealingKey

  var log: LogID { LogID(signing.verifyKey) }

  /// This device's keys, with its word that it is this member's.
  func certificate(of member: ID<Member>, in vault: ID<VaultTag>) throws -> DeviceCertificate {
    let sealingKey = sealing.publicKey.bytes
    return DeviceCertificate(
      verifyKey: signing.verifyKey.bytes, sealingKey: sealingKey,
      signature: try signing.sign(DeviceCertificate.signed(vault, member, sealingKey: sealingKey)))
  }

  static func random() throws(SodiumError) -> DeviceKeys {
    DeviceKeys(signing: try .random(), sealing: try .random())
  }
}

/// What an identity file holds once opened: the device, whose it is, and which founding commit it trusts.
public struct Identity: Sendable {
  /// The vault it belongs to.
  public let vault: ID<VaultTag>
  /// Whose device it is.
  public let member: ID<Member>
  /// SHA-256 of the founding commit: a vault swapped for another is noticed.
  let foundingHash: [UInt8]
  let device: DeviceKeys

  private static let count = 16 + 16 + 32 + 32 + 32

  /// vault ‖ member ‖ founding hash ‖ signing seed ‖ sealing seed. Secret: the caller wipes it.
  var encoded: [UInt8] {
    vault.bytes + member.bytes + foundingHash + device.signing.seed.exposed() + device.sealing.seed.exposed()
  }

  init(vault: ID<VaultTag>, member: ID<Member>, foundingHash: [UInt8], device: DeviceKeys) {
    self.vault = vault
    self.member = member
    self.foundingHash = foundingHash
    self.device = device
  }

  init?(encoded: [UInt8]) {
    guard encoded.count == Self.count else { return nil }
    var reader = ByteReader(encoded)
    guard let vault = reader.take(16).flatMap({ ID<VaultTag>(bytes: $0) }),
      let member = reader.take(16).flatMap({ ID<Member>(bytes: $0) }), let hash = reader.take(32),
      var signing = reader.take(32), var sealing = reader.take(32)
    else { return nil }
    defer {
      wipe(&signing)
      wipe(&sealing)
    }
    guard let signingSeed = try? GuardedKey(copying: signing), let sealingSeed = try? GuardedKey(copying: sealing),
      let signingKey = try? SigningKey(seed: signingSeed), let sealingKey = try? SealingKey(seed: sealingSeed)
    else { return nil }
    self.init(
      vault: vault, member: member, foundingHash: hash,
      device: DeviceKeys(signing: signingKey, sealing: sealingKey))
  }
}
