import Records
import Sodium

/// Opens sealed bodies with the keys a member holds. Safe to use from several threads at once.
struct BodyReader: Sendable {
  let vault: ID<VaultTag>
  let ring: KeyRing

  /// The plaintext of a body. Throws ``VaultError/noKey(case:compartment:)`` when no grant ever reached this member,
  /// and ``VaultError/damaged(_:)`` when the bytes are not those the ledger signed for.
  func open(_ sealed: [UInt8], _ line: RecordLine, log: LogID) throws -> [UInt8] {
    guard sealed.count == Int(line.size), Digest256.hash(sealed) == line.bodyHash else {
      throw VaultError.damaged(.body(line.id))
    }
    guard let key = ring.key(line.epoch) else {
      throw VaultError.noKey(
        case: ID<Case>(line.caseID), compartment: Compartment(wireCode: line.compartment) ?? .reference)
    }
    do {
      return try AEAD.open(
        sealed, context: BodyContext.bytes(vault: vault, log: log, line: line), key: RecordBody.key(key))
    } catch { throw VaultError.damaged(.body(line.id)) }
  }
}
