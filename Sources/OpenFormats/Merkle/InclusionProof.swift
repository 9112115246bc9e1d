/// The path from a leaf to the root (RFC 9162, section 2.1.3).
public struct InclusionProof: Hashable, Sendable {
  /// Place of the leaf, from 0.
  public let index: UInt64
  /// Leaves in the tree.
  public let treeSize: UInt64
  /// Sibling hashes, from the leaf upwards.
  public let path: [[UInt8]]

  /// A proof received from elsewhere.
  public init(index: UInt64, treeSize: UInt64, path: [[UInt8]]) {
    self.index = index
    self.treeSize = treeSize
    self.path = path
  }

  /// Makes the proof of one leaf among all leaf hashes of the tree.
  public init(index: Int, leafHashes: [[UInt8]]) throws(MerkleError) {
    guard leafHashes.indices.contains(index) else { throw .impossibleSizes }
    var path: [[UInt8]] = []
    var range = leafHashes[...]
    while range.count > 1 {
      let middle = range.startIndex + largestPowerOfTwo(below: range.count)
      let (left, right) = (range[..<middle], range[middle...])
      path.append(MerkleTree.root(of: index < middle ? right : left))
      range = index < middle ? left : right
    }
    self.init(index: UInt64(index), treeSize: UInt64(leafHashes.count), path: path.reversed())
  }

  /// Throws unless a leaf with this hash stands at ``index`` in the tree with this root.
  public func verify(leafHash: [UInt8], root: [UInt8]) throws(MerkleError) {
    guard index < treeSize else { throw .impossibleSizes }
    guard leafHash.count == 32, path.allSatisfy({ $0.count == 32 }) else { throw .malformedProof }
    var climb = MerkleClimb(node: index, last: treeSize - 1)
    var hash = leafHash
    for sibling in path {
      guard climb.last > 0 else { throw .malformedProof }
      hash = climb.step() ? MerkleTree.nodeHash(sibling, hash) : MerkleTree.nodeHash(hash, sibling)
    }
    guard climb.last == 0 else { throw .malformedProof }
    guard hash == root else { throw .rootMismatch }
  }
}

/// The walk from a node to the root, one level a step, as RFC 9162 describes it for both kinds of proof.
struct MerkleClimb {
  /// Number of the node on its level.
  var node: UInt64
  /// Number of the last node of that level.
  var last: UInt64

  /// Goes one level up. Returns whether the sibling stands on the left.
  mutating func step() -> Bool {
    let isRight = node & 1 == 1 || node == last
    if isRight, node & 1 == 0 {
      // The last node of a level without a sibling stands for itself until it has one.
      while node & 1 == 0, node != 0 { up() }
    }
    up()
    return isRight
  }

  mutating func up() {
    node >>= 1
    last >>= 1
  }
}

func largestPowerOfTwo(below count: Int) -> Int {
  var power = 1
  while power * 2 < count { power *= 2 }
  return power
}
