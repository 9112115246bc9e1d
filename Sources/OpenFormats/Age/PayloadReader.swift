public import Platform
internal import Sodium

/// Reads any chunk of a payload without the ones before it. The final chunk is checked on opening, so that
/// ``size`` is true even for a file someone shortened.
public struct PayloadReader: Sendable {
  /// Length of the content in bytes.
  public let size: Int
  /// How many chunks there are; every one but the last holds ``chunkSize`` bytes.
  public let chunkCount: Int
  /// Bytes of content in a chunk.
  public static let chunkSize = PayloadCipher.chunkCount
  private let file: PosixFile
  private let start: Int
  private let cipher: PayloadCipher

  /// Opens the payload that begins at `offset` of a regular file and goes to its end.
  public init(file: PosixFile, at offset: Int = 0, key: AgeFileKey) throws(AgeError) {
    var nonce = [UInt8](repeating: 0, count: PayloadCipher.nonceCount)
    let sealed: Int
    do throws(PlatformError) {
      sealed = try file.size() - offset
      guard try file.read(into: &nonce, count: nonce.count, at: offset) == nonce.count else { throw .io(0) }
    } catch .io(0) { throw .truncated } catch { throw .input(error) }
    size = try AgePayload.plaintextSize(of: sealed)
    chunkCount = AgePayload.chunks(of: size)
    self.file = file
    start = offset + nonce.count
    cipher = try PayloadCipher(fileKey: key, nonce: nonce)
    _ = try chunk(chunkCount - 1)
  }

  /// Overwrites the payload key: nothing can be read with this reader or a copy of it any more.
  public func discard() { cipher.discard() }

  /// The content of one chunk.
  public func chunk(_ index: Int) throws(AgeError) -> [UInt8] {
    guard index >= 0, index < chunkCount else { throw .noSuchChunk(index) }
    let count = min(PayloadCipher.chunkCount, size - index * PayloadCipher.chunkCount)
    var sealed = [UInt8](repeating: 0, count: count + ChunkCipher.tagCount)
    do throws(PlatformError) {
      let read = try file.read(
        into: &sealed, count: sealed.count, at: start + index * PayloadCipher.sealedChunkCount)
      guard read == sealed.count else { throw .io(0) }
    } catch .io(0) { throw .truncated } catch { throw .input(error) }
    var plaintext = [UInt8](repeating: 0, count: count)
    try cipher.open(
      sealed, at: 0, count: sealed.count, into: &plaintext, at: 0, chunk: index, isFinal: index == chunkCount - 1)
    return plaintext
  }
}
