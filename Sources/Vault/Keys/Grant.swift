import Records
import Sodium

/// Key material sealed to one principal: one HPKE seal for a list of keys.
///
/// Stored bytes, before they are sealed once more under the ledger key so that a seized disk does not show who was
/// given what: recipient (16) ‖ number of keys (4) ‖ epoch ids (32 each) ‖ HPKE seal of the key list.
struct Grant: Sendable {
  let recipient: RecipientID
  let epochs: [EpochID]
  let sealed: [UInt8]

  /// Seals `keys` to `key`; the granting log stands in HPKE's `info`.
  init(_ keys: [GrantedKey], to key: SealingPublicKey, vault: ID<VaultTag>, log: LogID) throws(SodiumError) {
    recipient = RecipientID(key)
    epochs = keys.map(\.epoch)
    var list = GrantedKey.encode(keys)
    defer { wipe(&list) }
    sealed = try HybridSealing.seal(
      list, to: key, info: Self.info(vault: vault, log: log, recipient: recipient, epochs: epochs))
  }

  func open(with key: SealingKey, vault: ID<VaultTag>, log: LogID) throws -> [GrantedKey] {
    var list = try HybridSealing.open(
      sealed, with: key, info: Self.info(vault: vault, log: log, recipient: recipient, epochs: epochs))
    defer { wipe(&list) }
    let keys = try GrantedKey.list(list, vault: vault)
    guard keys.map(\.epoch) == epochs else { throw VaultError.damaged(.file("grant")) }
    return keys
  }

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(recipient.bytes)
    writer.append(UInt32(epochs.count))
    for epoch in epochs { writer.append(epoch.bytes) }
    writer.append(UInt32(sealed.count))
    writer.append(sealed)
    return writer.bytes
  }

  init?(encoded: [UInt8]) {
    var reader = ByteReader(encoded)
    guard let recipient = reader.take(RecipientID.count).flatMap({ RecipientID(bytes: $0) }),
      let count = reader.uint32(), Int(count) <= reader.remaining / EpochID.count
    else { return nil }
    self.recipient = recipient
    var epochs: [EpochID] = []
    for _ in 0..<count {
      guard let epoch = reader.take(EpochID.count).flatMap({ EpochID(bytes: $0) }) else { return nil }
      epochs.append(epoch)
    }
    self.epochs = epochs
    guard let length = reader.uint32(), let sealed = reader.take(Int(length)) else { return nil }
    self.sealed = sealed
  }

  private static func info(vault: ID<VaultTag>, log: LogID, recipient: RecipientID, epochs: [EpochID]) -> [UInt8] {
    Label.context(
      Label.grant, vault.bytes, log.bytes, recipient.bytes, Digest256.hash(epochs.flatMap(\.bytes)))
  }
}

/// Tells grants apart whose keys are remembered. Not by the identifier of their line, which another may have, too.
struct OpenedGrant: Hashable, Sendable {
  let log: LogID
  let epochs: [EpochID]
  let sealed: [UInt8]
}

extension RecipientID {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = [UInt8](hex: try container.decode(String.self)).flatMap({ RecipientID(bytes: $0) }) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a recipient")
    }
    self = id
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(bytes.hex)
  }
}

/// Names the public key a grant is sealed to: the first 16 bytes of a labelled digest.
struct RecipientID: Hashable, Sendable, Codable {
  static let count = 16
  let bytes: [UInt8]

  init(_ key: SealingPublicKey) { bytes = key.id }
  init?(bytes: [UInt8]) {
    guard bytes.count == Self.count else { return nil }
    self.bytes = bytes
  }
}

/// Names a device's log: the first 16 bytes of a labelled digest of its verification key.
public struct LogID: Hashable, Sendable, Comparable, Codable {
  static let count = 16
  let bytes: [UInt8]

  init(_ key: VerifyKey) { bytes = Array(Digest256.hash(Label.context(Label.log, key.bytes))[..<Self.count]) }
  init?(bytes: [UInt8]) {
    guard bytes.count == Self.count else { return nil }
    self.bytes = bytes
  }

  /// Lower-case hexadecimal.
  public var hex: String { bytes.hex }

  /// Reads 32 hexadecimal digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = [UInt8](hex: try container.decode(String.self)).flatMap({ LogID(bytes: $0) }) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a log")
    }
    self = id
  }

  /// Writes 32 hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }

  /// Order of the bytes.
  public static func < (left: LogID, right: LogID) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
