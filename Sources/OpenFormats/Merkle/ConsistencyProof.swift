/// That a tree only grew: the smaller is the beginning of the larger (RFC 9162, section 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
  /// Leaves of the earlier tree.
  public let firstSize: UInt64
  /// Leaves of the later tree.
  public let secondSize: UInt64
  /// Hashes of the subtrees that both roots are made of.
  public let path: [[UInt8]]

  /// A proof received from elsewhere.
  public init(firstSize: UInt64, secondSize: UInt64, path: [[UInt8]]) {
    self.firstSize = firstSize
    self.secondSize = secondSize
    self.path = path
  }

  /// Makes the proof for the first `firstSize` of all leaf hashes of the later tree.
  public init(firstSize: Int, leafHashes: [[UInt8]]) throws(MerkleError) {
    guard firstSize > 0, firstSize <= leafHashes.count else { throw .impossibleSizes }
    var path: [[UInt8]] = []
    var range = leafHashes[...]
    var isWholeFirstTree = true
    while range.endIndex != firstSize {
      let middle = range.startIndex + largestPowerOfTwo(below: range.count)
      let (left, right) = (range[..<middle], range[middle...])
      if firstSize <= middle {
        path.append(MerkleTree.root(of: right))
        range = left
      } else {
        path.append(MerkleTree.root(of: left))
        range = right
        isWholeFirstTree = false
      }
    }
    if !isWholeFirstTree { path.append(MerkleTree.root(of: range)) }
    self.init(firstSize: UInt64(firstSize), secondSize: UInt64(leafHashes.count), path: path.reversed())
  }

  /// Throws unless the tree with `secondRoot` begins with the tree that has `firstRoot`. Nothing is said about an
  /// empty first tree, of which every tree is a continuation.
  public func verify(firstRoot: [UInt8], secondRoot: [UInt8]) throws(MerkleError) {
    guard firstSize <= secondSize else { throw .impossibleSizes }
    if firstSize == secondSize {
      guard path.isEmpty else { throw .malformedProof }
      guard firstRoot == secondRoot else { throw .rootMismatch }
      return
    }
    guard firstSize > 0 else { throw .impossibleSizes }
    // A complete first tree is its own starting point and left out of the path.
    let whole = firstSize & (firstSize - 1) == 0 ? [firstRoot] + path : path
    guard !path.isEmpty, let start = whole.first, whole.allSatisfy({ $0.count == 32 }) else { throw .malformedProof }
    var climb = MerkleClimb(node: firstSize - 1, last: secondSize - 1)
    while climb.node & 1 == 1 { climb.up() }
    var (first, second) = (start, start)
    for hash in whole.dropFirst() {
      guard climb.last > 0 else { throw .malformedProof }
      if climb.step() {
        first = MerkleTree.nodeHash(hash, first)
        second = MerkleTree.nodeHash(hash, second)
      } else {
        second = MerkleTree.nodeHash(second, hash)
      }
    }
    guard climb.last == 0 else { throw .malformedProof }
    guard first == firstRoot, second == secondRoot else { throw .rootMismatch }
  }
}
