public import Records
import Sodium

/// What a member has begun and not finished on this device, such as a review of a note: sealed to the device like the
/// cache, and no part of the evidence. It is not in the ledger, in no copy sent to others, and lost with the device.
extension OpenVault {
  /// What was kept for this record, or nil; also when it was altered.
  public func unfinished(_ id: RecordID) throws -> [UInt8]? {
    let tag = cache.tag(Self.unfinishedName(id))
    guard let sealed = try reading({ try $0.cached(tag).first }), let plain = try? cache.open(sealed, tag, 0) else {
      return nil
    }
    return RecordBody(encoded: plain)?.text
  }

  /// Keeps it in place of what was kept before; nothing with nil.
  public func keepUnfinished(_ bytes: [UInt8]?, of id: RecordID) throws {
    let tag = cache.tag(Self.unfinishedName(id))
    try database.write { connection in
      try connection.removeCached(tag)
      if let bytes { try connection.addCached(tag, try cache.seal(RecordBody(json: [], text: bytes).encoded, tag, 0)) }
    }
  }

  private static func unfinishedName(_ id: RecordID) -> String { "unfinished \(id.hex)" }
}
