public import OpenFormats
import Records
import Sodium

extension OpenVault {
  /// What this device signs approved releases with, and nothing else: derived from its signing key under a label of its own,
  /// so that a signature over figures is never one over a commit. Lives and ends with the device.
  public func releaseSigner() throws -> MinisignSigner {
    let seed = try Derivation.key(identity.device.signing.seed, salt: vaultID.bytes, label: Label.releases)
    return MinisignSigner(try SigningKey(seed: seed))
  }
}
