import Records
import Sodium

/// One key inside a grant: what it opens, its name, its 32 bytes.
struct GrantedKey: Sendable {
  /// Encoded length in bytes.
  static let count = 1 + RecordID.byteCount + EpochID.count + GuardedKey.count

  let kind: KeyKind
  /// The case of a compartment key, the member of a member key, else zeros.
  let scope: RecordID
  let epoch: EpochID
  let key: GuardedKey

  init(vault: ID<VaultTag>, kind: KeyKind, scope: RecordID, key: GuardedKey) {
    self.kind = kind
    self.scope = scope
    self.key = key
    epoch = EpochID(vault: vault, scope: scope, kind: kind, key: key)
  }

  func encode(into bytes: inout [UInt8]) {
    bytes.append(kind.wireCode)
    bytes += scope.bytes
    bytes += epoch.bytes
    var exposed = key.exposed()
    bytes += exposed
    wipe(&exposed)
  }

  /// Reads a padded list. A key whose name does not match its bytes makes the whole list invalid.
  static func list(_ bytes: [UInt8], vault: ID<VaultTag>) throws(VaultError) -> [GrantedKey] {
    var reader = ByteReader(bytes)
    guard let announced = reader.uint32(), Int(announced) <= bytes.count / count else { throw .damaged(.file("grant")) }
    var keys: [GrantedKey] = []
    for _ in 0..<announced {
      guard let code = reader.byte(), let kind = KeyKind(wireCode: code),
        let scope = reader.take(RecordID.byteCount).flatMap({ RecordID(bytes: $0) }),
        let named = reader.take(EpochID.count).flatMap({ EpochID(bytes: $0) }),
        var raw = reader.take(GuardedKey.count)
      else { throw .damaged(.file("grant")) }
      defer { wipe(&raw) }
      guard let key = try? GuardedKey(copying: raw) else { throw .damaged(.file("grant")) }
      let granted = GrantedKey(vault: vault, kind: kind, scope: scope, key: key)
      guard granted.epoch == named else { throw .damaged(.file("grant")) }
      keys.append(granted)
    }
    return keys
  }

  /// Count, keys, zeros up to the padded length.
  static func encode(_ keys: [GrantedKey]) -> [UInt8] {
    var writer = ByteWriter(capacity: 4 + keys.count * count)
    writer.append(UInt32(keys.count))
    var bytes = writer.bytes
    bytes.reserveCapacity(Padding.paddedCount(4 + keys.count * count))
    for key in keys { key.encode(into: &bytes) }
    Padding.pad(&bytes)
    return bytes
  }
}
