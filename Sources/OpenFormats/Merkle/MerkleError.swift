/// Why a Merkle proof was refused or could not be made.
public enum MerkleError: Error, Equatable, Sendable {
  /// The index or the sizes do not name a proof: an index outside the tree, a first tree larger than the second
  /// or empty.
  case impossibleSizes
  /// A hash that is not 32 bytes long, or a proof of another length than the sizes ask for.
  case malformedProof
  /// The proof leads to another root.
  case rootMismatch
}
