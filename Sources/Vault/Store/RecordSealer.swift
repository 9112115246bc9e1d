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

  func seal(_ body: RecordBody, id: RecordID, salt: [UInt8] = SodiumRandom.bytes(16)) throws -> (RecordLine, [UInt8]) {
    try Self.seal(
      body.encoded, commitment: body.commitment, vault: vault, log: log, id: id, kind: .record(kind), caseID: caseID,
      compartment: kind.compartment.wireCode, epoch: epoch, key: key, salt: salt)
  }

  static func seal(
    _ plain: [UInt8], commitment: [UInt8], vault: ID<VaultTag>, log: LogID, id: RecordID, kind: LineKind,
    caseID: RecordID, compartment: UInt8, epoch: EpochID, key: GuardedKey, salt: [UInt8] = SodiumRandom.bytes(16)
  ) throws -> (RecordLine, [UInt8]) {
    let context = BodyContext.bytes(
      vault: vault, log: log, caseID: caseID, compartment: compartment, epoch: epoch, id: id, kind: kind)
    let sealed = try AEAD.seal(plain, context: context, key: key)
    let line = RecordLine(
      id: id, kind: kind, caseID: caseID, compartment: compartment, epoch: epoch, sealed: sealed,
      commitment: commitment, salt: salt)
    return (line, sealed)
  }
}
