import Foundation
import OpenFormats
import Testing

@Suite struct MerkleTests {
  static func leaves(_ count: Int) -> [[UInt8]] {
    (0..<count).map { MerkleTree.leafHash([UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0 % 5)) }
  }

  /// The root straight from the definition in RFC 9162, section 2.1.1.
  static func definedRoot(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    if leaves.isEmpty { return MerkleTree().root }
    if leaves.count == 1 { return leaves[leaves.startIndex] }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    return MerkleTree.nodeHash(definedRoot(leaves.prefix(half)), definedRoot(leaves.dropFirst(half)))
  }

  @Test func streamedRootIsTheDefinedOne() {
    for count in 0...70 {
      let leaves = Self.leaves(count)
      #expect(MerkleTree.root(of: leaves) == Self.definedRoot(leaves[...]))
    }
  }

  @Test func everyInclusionProofVerifiesAndNoAlteredOneDoes() throws {
    for size in 1...33 {
      let leaves = Self.leaves(size)
      let root = MerkleTree.root(of: leaves)
      for index in 0..<size {
        let proof = try InclusionProof(index: index, leafHashes: leaves)
        try proof.verify(leafHash: leaves[index], root: root)
        let longer = InclusionProof(index: proof.index, treeSize: proof.treeSize, path: proof.path + [root])
        #expect(throws: MerkleError.self) { try longer.verify(leafHash: leaves[index], root: root) }
        let elsewhere = InclusionProof(index: proof.index ^ 1, treeSize: proof.treeSize, path: proof.path)
        #expect(throws: MerkleError.self) { try elsewhere.verify(leafHash: leaves[index], root: root) }
        for position in proof.path.indices {
          var path = proof.path
          path[position][31] ^= 1
          let altered = InclusionProof(index: proof.index, treeSize: proof.treeSize, path: path)
          #expect(throws: MerkleError.rootMismatch) { try altered.verify(leafHash: leaves[index], root: root) }
        }
      }
    }
    #expect(throws: MerkleError.impossibleSizes) { try InclusionProof(index: 3, leafHashes: Self.leaves(3)) }
  }

  @Test func everyConsistencyProofVerifiesAndNoAlteredOneDoes() throws {
    for second in 1...33 {
      let leaves = Self.leaves(second)
      let secondRoot = MerkleTree.root(of: leaves)
      for first in 1...second {
        let firstRoot = MerkleTree.root(of: leaves.prefix(first))
        let proof = try ConsistencyProof(firstSize: first, leafHashes: leaves)
        try proof.verify(firstRoot: firstRoot, secondRoot: secondRoot)
        #expect(throws: MerkleError.self) {
          try proof.verify(firstRoot: MerkleTree.leafHash([9]), secondRoot: secondRoot)
        }
        let longer = ConsistencyProof(
          firstSize: proof.firstSize, secondSize: proof.secondSize, path: proof.path + [firstRoot])
        #expect(throws: MerkleError.self) { try longer.verify(firstRoot: firstRoot, secondRoot: secondRoot) }
        for position in proof.path.indices {
          var path = proof.path
          path[position][0] ^= 1
          let altered = ConsistencyProof(firstSize: proof.firstSize, secondSize: proof.secondSize, path: path)
          #expect(throws: MerkleError.self) { try altered.verify(firstRoot: firstRoot, secondRoot: secondRoot) }
        }
      }
    }
    #expect(throws: MerkleError.impossibleSizes) { try ConsistencyProof(firstSize: 0, leafHashes: Self.leaves(3)) }
  }
}

@Suite(.enabled(if: Vectors.exist("merkle"), "the folder of test vectors is not here (CASEVAULT_VECTORS)"))
struct MerkleVectorTests {
  struct Inclusion: Decodable {
    let leafIdx: UInt64, treeSize: UInt64, root: Data?, leafHash: Data?, proof: [Data]?, wantErr: Bool
  }
  struct Consistency: Decodable {
    let size1: UInt64, size2: UInt64, root1: Data?, root2: Data?, proof: [Data]?, wantErr: Bool
  }

  static func files(_ folder: String) -> [URL] {
    let found = FileManager.default.enumerator(
      at: Vectors.folder("merkle").appendingPathComponent(folder), includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "json" }
  }

  @Test func inclusion() throws {
    let files = Self.files("inclusion")
    #expect(!files.isEmpty)
    for file in files {
      let test = try JSONDecoder().decode(Inclusion.self, from: Data(contentsOf: file))
      let proof = InclusionProof(
        index: test.leafIdx, treeSize: test.treeSize, path: (test.proof ?? []).map { [UInt8]($0) })
      let isAccepted =
        (try? proof.verify(leafHash: [UInt8](test.leafHash ?? Data()), root: [UInt8](test.root ?? Data()))) != nil
      #expect(isAccepted != test.wantErr, "\(file.lastPathComponent)")
    }
  }

  @Test func consistency() throws {
    let files = Self.files("consistency")
    #expect(!files.isEmpty)
    for file in files {
      let test = try JSONDecoder().decode(Consistency.self, from: Data(contentsOf: file))
      let proof = ConsistencyProof(
        firstSize: test.size1, secondSize: test.size2, path: (test.proof ?? []).map { [UInt8]($0) })
      let isAccepted =
        (try? proof.verify(firstRoot: [UInt8](test.root1 ?? Data()), secondRoot: [UInt8](test.root2 ?? Data()))) != nil
      #expect(isAccepted != test.wantErr, "\(file.lastPathComponent)")
    }
  }
}
