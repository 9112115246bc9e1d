public import Platform
internal import Sodium

/// Writes an age file piece by piece, without knowing its length beforehand and with one chunk in memory. What is
/// written is no age file before ``finish()`` has returned.
public final class AgeWriter {
  private let file: PosixFile
  private let cipher: PayloadCipher
  private var pending: [UInt8] = []
  private var chunk = 0
  private var isFinished = false

  /// Writes the header to `file`, from its own position on.
  public init(to file: PosixFile, recipients: [any AgeRecipient]) throws(AgeError) {
    let key = try AgeFileKey.random()
    let nonce = SodiumRandom.bytes(PayloadCipher.nonceCount)
    let cipher = try PayloadCipher(fileKey: key, nonce: nonce)
    let start = try AgeHeader.encode(key, to: recipients) + nonce
    do { try file.writeNext(start, count: start.count) } catch { throw .output(error) }
    self.file = file
    self.cipher = cipher
  }

  /// Appends plaintext.
  public func write(_ bytes: [UInt8]) throws(AgeError) {
    guard !isFinished else { throw .trailingData }
    var start = 0
    while start < bytes.count {
      // Whether a full chunk is the last one shows only with what comes after it.
      if pending.count == PayloadCipher.chunkCount { try seal(isFinal: false) }
      let count = min(PayloadCipher.chunkCount - pending.count, bytes.count - start)
      pending += bytes[start..<(start + count)]
      start += count
    }
  }

  /// Writes the final chunk. The file is not synced.
  public func finish() throws(AgeError) {
    try seal(isFinal: true)
    isFinished = true
  }

  private func seal(isFinal: Bool) throws(AgeError) {
    var sealed = [UInt8](repeating: 0, count: pending.count + ChunkCipher.tagCount)
    try cipher.seal(pending, at: 0, count: pending.count, into: &sealed, at: 0, chunk: chunk, isFinal: isFinal)
    do { try file.writeNext(sealed, count: sealed.count) } catch { throw .output(error) }
    wipe(&pending)
    chunk += 1
  }
}
