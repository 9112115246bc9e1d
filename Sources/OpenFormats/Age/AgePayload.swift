internal import Sodium

/// The payload of an age file (age-encryption.org/v1, "Payload"): a 16-byte nonce, then independent chunks of
/// 64 KiB. It holds no recipients; a header in front of it makes it a whole `.age` file.
public enum AgePayload {
  /// Length of the payload of `plaintext` bytes; `Int.max` for a length no file can have.
  public static func sealedSize(of plaintext: Int) -> Int {
    guard (0...(1 << 56)).contains(plaintext) else { return .max }
    return PayloadCipher.nonceCount + plaintext + ChunkCipher.tagCount * chunks(of: plaintext)
  }

  /// Length of the content of a payload of `sealed` bytes. Throws ``AgeError/truncated`` for a length no
  /// payload has.
  public static func plaintextSize(of sealed: Int) throws(AgeError) -> Int {
    let body = sealed - PayloadCipher.nonceCount
    guard body >= ChunkCipher.tagCount else { throw .truncated }
    let rest = body % PayloadCipher.sealedChunkCount
    guard rest == 0 || rest > ChunkCipher.tagCount || body == ChunkCipher.tagCount else { throw .truncated }
    let count = body / PayloadCipher.sealedChunkCount + (rest == 0 ? 0 : 1)
    return body - count * ChunkCipher.tagCount
  }

  /// An empty file still has one chunk.
  static func chunks(of plaintext: Int) -> Int {
    max(1, plaintext / PayloadCipher.chunkCount + (plaintext % PayloadCipher.chunkCount == 0 ? 0 : 1))
  }

  /// Encrypts content in memory under a key that encrypts nothing else.
  public static func encrypt(_ plaintext: [UInt8], key: AgeFileKey) throws(AgeError) -> [UInt8] {
    try encrypt(plaintext, key: key, nonce: SodiumRandom.bytes(PayloadCipher.nonceCount))
  }

  static func encrypt(_ plaintext: [UInt8], key: AgeFileKey, nonce: [UInt8]) throws(AgeError) -> [UInt8] {
    let cipher = try PayloadCipher(fileKey: key, nonce: nonce)
    var sealed = nonce
    sealed += [UInt8](repeating: 0, count: sealedSize(of: plaintext.count) - nonce.count)
    let last = chunks(of: plaintext.count) - 1
    for chunk in 0...last {
      let start = chunk * PayloadCipher.chunkCount
      try cipher.seal(
        plaintext, at: start, count: min(PayloadCipher.chunkCount, plaintext.count - start), into: &sealed,
        at: nonce.count + chunk * PayloadCipher.sealedChunkCount, chunk: chunk, isFinal: chunk == last)
    }
    return sealed
  }

  /// Decrypts a payload in memory, all of it or nothing.
  public static func decrypt(_ sealed: [UInt8], key: AgeFileKey) throws(AgeError) -> [UInt8] {
    let start = PayloadCipher.nonceCount
    guard sealed.count > start else { throw .truncated }
    let cipher = try PayloadCipher(fileKey: key, nonce: Array(sealed[..<start]))
    let body = sealed.count - start
    let last = (body - 1) / PayloadCipher.sealedChunkCount
    var plaintext = [UInt8](repeating: 0, count: max(0, body - (last + 1) * ChunkCipher.tagCount))
    for chunk in 0...last {
      let offset = start + chunk * PayloadCipher.sealedChunkCount
      try cipher.open(
        sealed, at: offset, count: min(PayloadCipher.sealedChunkCount, sealed.count - offset), into: &plaintext,
        at: chunk * PayloadCipher.chunkCount, chunk: chunk, isFinal: chunk == last)
    }
    return plaintext
  }
}
