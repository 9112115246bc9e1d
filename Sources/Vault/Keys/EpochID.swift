import Records
import Sodium

/// Tag for identifiers of vaults.
public enum VaultTag {}

/// What a key opens.
enum KeyKind: Hashable, Sendable {
  case ledger
  case compartment(Compartment)
  case role(Role)
  case member
  case recovery

  var wireCode: UInt8 {
    switch self {
    case .ledger: 0
    case .compartment(let compartment): compartment.wireCode
    case .role(let role): 0x10 + role.wireCode
    case .member: 0x20
    case .recovery: 0x21
    }
  }

  init?(wireCode: UInt8) {
    if wireCode == 0 {
      self = .ledger
    } else if let compartment = Compartment(wireCode: wireCode) {
      self = .compartment(compartment)
    } else if let role = Role.allCases.first(where: { 0x10 + $0.wireCode == wireCode }) {
      self = .role(role)
    } else if wireCode == 0x20 {
      self = .member
    } else if wireCode == 0x21 {
      self = .recovery
    } else {
      return nil
    }
  }
}

/// Names a key by a digest over its purpose and its bytes, so that one identifier cannot stand for two keys: these
/// AEADs do not commit to their key, and a ciphertext must not read differently for two people.
public struct EpochID: Hashable, Sendable, Comparable {
  /// Length in bytes.
  static let count = 32
  let digest: Bytes32
  var bytes: [UInt8] { digest.bytes }

  init(_ digest: Bytes32) { self.digest = digest }

  init?(bytes: [UInt8]) {
    guard let digest = Bytes32(bytes) else { return nil }
    self.digest = digest
  }

  /// SHA-256 over label, vault, scope, kind and key. The scope is the case's or the member's identifier, else zeros.
  init(vault: ID<VaultTag>, scope: RecordID, kind: KeyKind, key: GuardedKey) {
    var exposed = key.exposed()
    defer { wipe(&exposed) }
    digest = Bytes32(
      digest: Digest256.hash(Label.context(Label.epoch, vault.bytes, scope.bytes, [kind.wireCode], exposed)))
  }

  var hex: String { bytes.hex }

  /// Order of the bytes.
  public static func < (left: EpochID, right: EpochID) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension EpochID: Codable {
  /// Reads 64 hexadecimal digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let bytes = [UInt8](hex: try container.decode(String.self)), let id = EpochID(bytes: bytes) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an epoch")
    }
    self = id
  }

  /// Writes 64 hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

extension RecordID {
  /// Sixteen zero bytes: the scope of keys that belong to the vault as a whole.
  static let none: RecordID = {
    var zeros = Zeros()
    return RecordID(random: &zeros)
  }()

  private struct Zeros: RandomNumberGenerator {
    mutating func next() -> UInt64 { 0 }
  }
}
