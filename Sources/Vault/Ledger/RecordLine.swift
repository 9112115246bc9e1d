import Records
import Sodium

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

/// What a sealed body is for, but for the record it holds.
struct BodyPurpose: Hashable, Sendable {
  let epoch: EpochID
  let caseID: RecordID
  /// The compartment's wire code.
  let compartment: UInt8
  let kind: LineKind
}

/// One entry of a commit: which sealed bytes belong to it and how they must read. Fixed width, salted, and a leaf of
/// the commit's Merkle tree, so that a single line can be shown to a court with its path and nothing of its neighbours.
struct RecordLine: Hashable, Sendable {
  /// Encoded length in bytes.
  static let count = 152
  private static let version: UInt8 = 1

  private let saltHigh: UInt64
  private let saltLow: UInt64
  let id: RecordID
  let kind: LineKind
  let caseID: RecordID
  /// The compartment's wire code; 0 for what every member reads.
  let compartment: UInt8
  let epoch: EpochID
  private let hash: Bytes32
  /// Length of the sealed bytes.
  let size: UInt32
  private let root: Bytes32

  /// SHA-256 of the sealed bytes.
  var bodyHash: [UInt8] { hash.bytes }
  /// Whether these are the sealed bytes the ledger signed for.
  func names(_ sealed: ArraySlice<UInt8>) -> Bool {
    sealed.count == Int(size) && Bytes32(digest: Digest256.hash(sealed)) == hash
  }
  /// What the body has in common with others: they are sealed under one key, and count or not together.
  var purpose: BodyPurpose { BodyPurpose(epoch: epoch, caseID: caseID, compartment: compartment, kind: kind) }
  /// Root over the salted parts of the plaintext.
  var commitment: [UInt8] { root.bytes }

  var encoded: [UInt8] {
    var writer = ByteWriter(capacity: Self.count)
    writer.append(byte: Self.version)
    writer.append(saltHigh)
    writer.append(saltLow)
    writer.append(id.bytes)
    writer.append(kind.wireCode)
    writer.append(caseID.bytes)
    writer.append(byte: compartment)
    epoch.digest.append(to: &writer)
    hash.append(to: &writer)
    writer.append(size)
    root.append(to: &writer)
    return writer.bytes
  }

  /// The line of a body that was just sealed. The salt is 16 random bytes.
  init(
    id: RecordID, kind: LineKind, caseID: RecordID, compartment: UInt8, epoch: EpochID, sealed: [UInt8],
    commitment: [UInt8], salt: [UInt8] = SodiumRandom.bytes(16)
  ) {
    precondition(salt.count == 16)
    saltHigh = salt[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    saltLow = salt[8...].reduce(0) { $0 << 8 | UInt64($1) }
    self.id = id
    self.kind = kind
    self.caseID = caseID
    self.compartment = compartment
    self.epoch = epoch
    hash = Bytes32(digest: Digest256.hash(sealed))
    size = UInt32(sealed.count)
    root = Bytes32(digest: commitment)
  }

  init?(_ reader: inout ByteReader) {
    guard reader.byte() == Self.version, let saltHigh = reader.uint64(), let saltLow = reader.uint64(),
      let id = reader.recordID(),
      let kind = reader.uint16().flatMap({ LineKind(wireCode: $0) }),
      let caseID = reader.recordID(), let compartment = reader.byte(),
      let epoch = Bytes32(&reader), let hash = Bytes32(&reader), let size = reader.uint32(),
      let root = Bytes32(&reader)
    else { return nil }
    self.saltHigh = saltHigh
    self.saltLow = saltLow
    self.id = id
    self.kind = kind
    self.caseID = caseID
    self.compartment = compartment
    self.epoch = EpochID(epoch)
    self.hash = hash
    self.size = size
    self.root = root
  }
}
