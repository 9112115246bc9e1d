import Records

/// Every label a key, signature, digest or context is separated by. `docs/format.md` lists them all.
enum Label {
  static let record = "casevault/v1/record"
  static let recordKey = "casevault/v1/record-key"
  static let ledgerText = "casevault/v1/ledger-text"
  static let ledgerLines = "casevault/v1/ledger-lines"
  static let ledgerTextKey = "casevault/v1/ledger-text-key"
  static let epoch = "casevault/v1/epoch-id"
  static let grant = "casevault/v1/grant"
  static let bootstrap = "casevault/v1/bootstrap"
  static let heads = "casevault/v1/heads"
  static let log = "casevault/v1/log-id"
  static let member = "casevault/v1/member-id"
  static let caseID = "casevault/v1/case-id"
  static let device = "casevault/v1/device"
  static let highWater = "casevault/v1/high-water"
  static let package = "casevault/v1/package"
  static let packageKey = "casevault/v1/package-key"
  static let packageName = "casevault/v1/package-name"
  static let spoken = "casevault/v1/spoken"
  static let joinRequest = "casevault/v1/join-request"
  static let identity = "casevault/v1/identity-file"
  static let checksum = "casevault/v1/checksum"
  static let session = "casevault/v1/session"
  static let cacheKey = "casevault/v1/cache-key"
  static let cacheTag = "casevault/v1/cache-tag"
  static let cacheEntry = "casevault/v1/cache-entry"
  static let blobName = "casevault/v1/blob-name"
  static let heldFile = "casevault/v1/held-file"
  static let paragraphSalt = "casevault/v1/paragraph-salt"
  static let paragraph = "casevault/v1/paragraph"
  static let recoverySealing = "casevault/v1/recovery-sealing"
  static let recoverySigning = "casevault/v1/recovery-signing"
  static let recoveryOrder = "casevault/v1/recovery-order"
  static let codedName = "casevault/v1/coded-name"
  static let codedPerson = "casevault/v1/coded-person"
  static let sdJWTKey = "casevault/v1/sd-jwt-key"
  static let minisign = "casevault/v1/minisign"
  static let tripKey = "casevault/v1/trip-key"
  static let tripEntry = "casevault/v1/trip-entry"
  static let pseudonyms = "casevault/v1/pseudonyms"
  static let releases = "casevault/v1/releases"

  /// The label's bytes, a zero byte, then the fields, each of fixed length: no two contexts collide.
  static func context(_ label: String, _ fields: [UInt8]...) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(fields.reduce(label.utf8.count + 1) { $0 + $1.count })
    bytes += label.utf8
    bytes.append(0)
    for field in fields { bytes += field }
    return bytes
  }
}
