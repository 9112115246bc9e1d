public import Records
import Sodium

extension OpenVault {
  /// The keyed hash pseudonym numbers are drawn with: one key per case and recipient, so that numbers in copies for two
  /// recipients say nothing about each other. Throws ``VaultError/noKey(case:compartment:)`` without identity's key.
  public func pseudonymHash(of caseID: ID<Case>, recipient: String?) throws -> ([UInt8]) -> [UInt8] {
    let compartment: Compartment = holdsKey(.identity, of: caseID) ? .identity : .redacted
    guard let epoch = fold.state?.cases[caseID]?.compartments[compartment]?.epochs.first,
      let key = fold.ring.key(epoch.id)
    else {
      // No identity was ever recorded: there is nobody to number.
      let unused = try GuardedKey.random()
      return { Authentication.tag($0, key: unused) }
    }
    let derived = try Derivation.key(
      key, salt: Digest256.hash(Array((recipient ?? "").utf8)), label: Label.pseudonyms)
    return { Authentication.tag($0, key: derived) }
  }
}
