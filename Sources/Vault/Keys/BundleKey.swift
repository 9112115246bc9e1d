public import OpenFormats
import Records
import Sodium

extension OpenVault {
  /// What this device signs bundles with, and nothing else: derived from its signing key under a label of its own, so
  /// that a signature over a bundle is never one over a commit. Lives and ends with the device.
  public func bundleSigner() throws -> MinisignSigner {
    let seed = try Derivation.key(identity.device.signing.seed, salt: vaultID.bytes, label: Label.minisign)
    return MinisignSigner(try SigningKey(seed: seed))
  }
}
