internal import Sodium

/// The Merkle tree of RFC 9162, section 2.1 (RFC 6962), with SHA-256: leaves and nodes are hashed with different
/// first bytes, so that neither can pass for the other. Keeps one hash per level, however many leaves.
public struct MerkleTree: Sendable {
  /// Leaves so far.
  public private(set) var size: UInt64 = 0
  /// Roots of the complete subtrees, from the largest on: one for every set bit of `size`.
  private var peaks: [[UInt8]] = []

  /// An empty tree.
  public init() {}

  /// Appends the leaf hash of an entry (``leafHash(_:)``).
  public mutating func append(_ leafHash: [UInt8]) {
    var hash = leafHash
    var bits = size
    while bits & 1 == 1, let left = peaks.popLast() {
      hash = Self.nodeHash(left, hash)
      bits >>= 1
    }
    peaks.append(hash)
    size += 1
  }

  /// The root of the leaves so far; SHA-256 of nothing for the empty tree.
  public var root: [UInt8] {
    guard let last = peaks.last else { return Digest256.hash([]) }
    return peaks.dropLast().reversed().reduce(last) { Self.nodeHash($1, $0) }
  }

  /// The root over a list of leaf hashes.
  public static func root(of leafHashes: some Sequence<[UInt8]>) -> [UInt8] {
    var tree = MerkleTree()
    for hash in leafHashes { tree.append(hash) }
    return tree.root
  }

  /// SHA-256(0x00 ‖ entry).
  public static func leafHash(_ entry: [UInt8]) -> [UInt8] { hash(0x00, entry, []) }

  /// The same for an entry in two parts, without joining them.
  public static func leafHash(_ first: [UInt8], followedBy second: ArraySlice<UInt8>) -> [UInt8] {
    var digest = Digest256()
    digest.update([0x00] + first)
    digest.update(second)
    return digest.finalize()
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  public static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { hash(0x01, left, right) }

  private static func hash(_ prefix: UInt8, _ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    var message: [UInt8] = []
    message.reserveCapacity(1 + first.count + second.count)
    message.append(prefix)
    message += first
    message += second
    return Digest256.hash(message)
  }
}
