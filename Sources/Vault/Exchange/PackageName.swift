import Records
import Sodium

/// Names a commit outside the vault: a labelled digest of its note's hash, so that the name tells nothing and two
/// replicas give one commit one name.
public struct PackageName: Hashable, Sendable, Comparable {
  static let count = 16
  let bytes: [UInt8]

  /// A commit some of whose records were destroyed travels under another name, since it is another file.
  init(_ hash: [UInt8], vault: ID<VaultTag>, without erased: [RecordID] = []) {
    let left = erased.sorted { $0.hex < $1.hex }.flatMap(\.bytes)
    bytes = Array(Digest256.hash(Label.context(Label.packageName, vault.bytes, hash, left))[..<Self.count])
  }

  init?(bytes: [UInt8]) {
    guard bytes.count == Self.count else { return nil }
    self.bytes = bytes
  }

  /// `nil` unless `hex` is 32 lower-case hexadecimal digits.
  public init?(hex: String) {
    guard let bytes = [UInt8](hex: hex), bytes.count == Self.count, bytes.hex == hex else { return nil }
    self.bytes = bytes
  }

  /// 32 lower-case hexadecimal digits.
  public var hex: String { bytes.hex }

  /// Order of the bytes.
  public static func < (left: PackageName, right: PackageName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
