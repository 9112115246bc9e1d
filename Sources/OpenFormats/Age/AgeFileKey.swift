public import Sodium

/// The 128-bit key of one file (age specification, "File key"). An edited file always gets a new one.
public final class AgeFileKey: Sendable {
  /// Length in bytes.
  public static let count = 16
  /// The 16 bytes.
  public let secret: Secret

  /// Takes over exactly 16 bytes.
  public init(_ secret: consuming Secret) throws(AgeError) {
    guard secret.count == Self.count else { throw .wrongKeyLength }
    self.secret = secret
  }

  /// A copy of exactly 16 bytes; the caller wipes the original.
  public convenience init(copying bytes: [UInt8]) throws(AgeError) {
    guard bytes.count == Self.count else { throw .wrongKeyLength }
    let secret: Secret
    do { secret = try Secret(copying: bytes) } catch { throw .unavailable }
    try self.init(secret)
  }

  /// A fresh random key.
  public static func random() throws(AgeError) -> AgeFileKey {
    let secret: Secret
    do { secret = try Secret.random(count: count) } catch { throw .unavailable }
    return try AgeFileKey(secret)
  }

  /// A plain copy, for sealing it into a record or a recipient stanza. Keep its life short and wipe it.
  public func exposed() -> [UInt8] { secret.exposed() }
}
