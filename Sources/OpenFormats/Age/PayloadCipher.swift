internal import Sodium

/// The STREAM construction of age: chunk `i` of 64 KiB under ChaCha20-Poly1305 with the nonce
/// `i` (11 bytes, big-endian) ‖ 1 for the final chunk, 0 for every other.
struct PayloadCipher: Sendable {
  static let nonceCount = 16
  static let chunkCount = 64 << 10
  static let sealedChunkCount = chunkCount + ChunkCipher.tagCount
  private let key: GuardedKey

  /// Derives the payload key from the file key and the nonce that stands in front of the payload.
  init(fileKey: AgeFileKey, nonce: [UInt8]) throws(AgeError) {
    var material = fileKey.exposed()
    defer { wipe(&material) }
    do {
      var derived = try Derivation.derive(
        from: material, salt: nonce, label: Array("payload".utf8), count: GuardedKey.count)
      defer { wipe(&derived) }
      key = try GuardedKey(copying: derived)
    } catch { throw .unavailable }
  }

  /// Overwrites the payload key.
  func discard() { key.wipe() }

  /// Seals `count` bytes (64 KiB unless final) and appends the tag.
  func seal(
    _ input: [UInt8], at inputOffset: Int, count: Int, into output: inout [UInt8], at outputOffset: Int,
    chunk: Int, isFinal: Bool
  ) throws(AgeError) {
    do {
      try ChunkCipher.seal(
        input, at: inputOffset, count: count, into: &output, at: outputOffset,
        nonce: Self.nonce(chunk, isFinal), key: key)
    } catch { throw .unavailable }
  }

  /// Opens `count` bytes, tag included. A chunk that opens under the other final flag tells truncation and
  /// appended data from damage; its plaintext is not kept.
  func open(
    _ input: [UInt8], at inputOffset: Int, count: Int, into output: inout [UInt8], at outputOffset: Int,
    chunk: Int, isFinal: Bool
  ) throws(AgeError) {
    guard count >= ChunkCipher.tagCount else { throw .truncated }
    // An empty final chunk is the mark of an empty file only.
    guard count > ChunkCipher.tagCount || chunk == 0 else { throw .damagedChunk(chunk) }
    func opens(_ isFinal: Bool) -> Bool {
      do {
        try ChunkCipher.open(
          input, at: inputOffset, count: count, into: &output, at: outputOffset,
          nonce: Self.nonce(chunk, isFinal), key: key)
        return true
      } catch { return false }
    }
    if opens(isFinal) { return }
    guard opens(!isFinal) else { throw .damagedChunk(chunk) }
    for index in outputOffset..<(outputOffset + count - ChunkCipher.tagCount) { output[index] = 0 }
    throw isFinal ? .truncated : .trailingData
  }

  private static func nonce(_ chunk: Int, _ isFinal: Bool) -> [UInt8] {
    var nonce = [UInt8](repeating: 0, count: 12)
    var rest = UInt64(chunk)
    for position in stride(from: 10, through: 3, by: -1) {
      nonce[position] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
    }
    nonce[11] = isFinal ? 1 : 0
    return nonce
  }
}
