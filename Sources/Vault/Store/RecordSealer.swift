import Records
import Sodium

/// Seals records of one kind into one compartment; a value, so that all cores can seal at once.
struct RecordSealer: Sendable {
  let vault: ID<VaultTag>
  let log: LogID
  let caseID: RecordID
  let kind: RecordKind
  let epoch: EpochID
  let key: GuardedKey

  func seal(_ body: RecordBody, id: RecordID) throws -> (RecordLine, [UInt8]) {
    try Self.seal(
      body.encoded, commitment: body.commitment, vault: vault, log: log, id: id, kind: .record(kind), caseID: caseID,
      compartment: kind.compartment.wireCode, epoch: epoch, key: key)
  }

  static func seal(
    _ plain: [UInt8], commitment: [UInt8], vault: ID<VaultTag>, log: LogID, id: RecordID, kind: LineKind,
    caseID: RecordID, compartment: UInt8, epoch: EpochID, key: GuardedKey
  ) throws -> (RecordLine, [UInt8]) {
    let context = BodyContext.bytes(
      vault: vault, log: log, caseID: caseID, compartment: compartment, epoch: epoch, id: id, kind: kind)
    let sealed = try AEAD.seal(plain, context: context, key: key)
    let line = RecordLine(
      salt: SodiumRandom.bytes(16), id: id, kind: kind, caseID: caseID, compartment: compartment, epoch: epoch,
      bodyHash: Digest256.hash(sealed), size: UInt32(sealed.count), commitment: commitment)
    return (line, sealed)
  }
}
