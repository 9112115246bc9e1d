import FoundationEssentials
import Records
import Sodium

/// What a sealed commit is bound to at rest, and how its text is padded.
enum CommitContext {
  static func text(_ vault: ID<VaultTag>, _ epoch: EpochID) -> [UInt8] {
    Label.context(Label.ledgerText, vault.bytes, epoch.bytes)
  }

  /// The lines are bound to the very note that signs them.
  static func lines(_ vault: ID<VaultTag>, _ epoch: EpochID, note: [UInt8]) -> [UInt8] {
    Label.context(Label.ledgerLines, vault.bytes, epoch.bytes, Digest256.hash(note))
  }

  /// Length (4) ‖ note ‖ zeros.
  static func padded(_ note: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(UInt32(note.count))
    writer.append(note)
    var bytes = writer.bytes
    Padding.pad(&bytes)
    return bytes
  }

  static func unpadded(_ bytes: [UInt8]) throws(VaultError) -> [UInt8] {
    var reader = ByteReader(bytes)
    guard let count = reader.uint32(), let note = reader.take(Int(count)) else { throw .damaged(.file("commit")) }
    return note
  }
}

/// Control records as JSON: keys sorted, no white space.
enum ControlCoding {
  static func encode(_ record: ControlRecord) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(record))
  }

  static func decode(_ bytes: [UInt8]) throws -> ControlRecord {
    try JSONDecoder().decode(ControlRecord.self, from: Data(bytes))
  }
}
