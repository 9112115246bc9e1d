import Records

/// What one line of a commit names.
enum LineKind: Hashable, Sendable {
  /// A change to membership, roles, cases or audiences, readable by every member.
  case control
  /// Key material sealed to one principal.
  case grant
  /// Key material sealed to a device that does not hold the ledger key yet.
  case bootstrap
  /// A record of a case.
  case record(RecordKind)

  var wireCode: UInt16 {
    switch self {
    case .control: 1
    case .grant: 2
    case .bootstrap: 3
    case .record(let kind): kind.wireCode
    }
  }

  init?(wireCode: UInt16) {
    switch wireCode {
    case 1: self = .control
    case 2: self = .grant
    case 3: self = .bootstrap
    default:
      guard let kind = RecordKind(wireCode: wireCode) else { return nil }
      self = .record(kind)
    }
  }
}

/// One entry of a commit: which sealed bytes belong to it and how they must read. Fixed width, salted, and a leaf of
/// the commit's Merkle tree, so that a single line can be shown to a court with its path and nothing of its neighbours.
struct RecordLine: Hashable, Sendable {
  /// Encoded length in bytes.
  static let count = 152
  private static let version: UInt8 = 1

  let salt: [UInt8]
  let id: RecordID
  let kind: LineKind
  let caseID: RecordID
  /// The compartment's wire code; 0 for what every member reads.
  let compartment: UInt8
  let epoch: EpochID
  /// SHA-256 of the sealed bytes.
  let bodyHash: [UInt8]
  /// Length of the sealed bytes.
  let size: UInt32
  /// Root over the salted parts of the plaintext.
  let commitment: [UInt8]

  var encoded: [UInt8] {
    var writer = ByteWriter(capacity: Self.count)
    writer.append(byte: Self.version)
    writer.append(salt)
    writer.append(id.bytes)
    writer.append(kind.wireCode)
    writer.append(caseID.bytes)
    writer.append(byte: compartment)
    writer.append(epoch.bytes)
    writer.append(bodyHash)
    writer.append(size)
    writer.append(commitment)
    return writer.bytes
  }

  init(
    salt: [UInt8], id: RecordID, kind: LineKind, caseID: RecordID, compartment: UInt8, epoch: EpochID,
    bodyHash: [UInt8], size: UInt32, commitment: [UInt8]
  ) {
    self.salt = salt
    self.id = id
    self.kind = kind
    self.caseID = caseID
    self.compartment = compartment
    self.epoch = epoch
    self.bodyHash = bodyHash
    self.size = size
    self.commitment = commitment
  }

  init?(_ reader: inout ByteReader) {
    guard reader.byte() == Self.version, let salt = reader.take(16),
      let id = reader.take(16).flatMap({ RecordID(bytes: $0) }),
      let kind = reader.uint16().flatMap({ LineKind(wireCode: $0) }),
      let caseID = reader.take(16).flatMap({ RecordID(bytes: $0) }), let compartment = reader.byte(),
      let epoch = reader.take(EpochID.count).flatMap({ EpochID(bytes: $0) }), let bodyHash = reader.take(32),
      let size = reader.uint32(), let commitment = reader.take(32)
    else { return nil }
    self.init(
      salt: salt, id: id, kind: kind, caseID: caseID, compartment: compartment, epoch: epoch, bodyHash: bodyHash,
      size: size, commitment: commitment)
  }
}
