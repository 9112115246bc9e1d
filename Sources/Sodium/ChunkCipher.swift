internal import CSodium

/// ChaCha20-Poly1305 (RFC 8439) over one chunk of a stream, in the caller's buffers: the building block of
/// age's payload. The nonce is 12 bytes and must never repeat under one key; no associated data.
public enum ChunkCipher {
  /// Tag length in bytes.
  public static let tagCount = 16

  /// Encrypts `count` bytes of `input` at `inputOffset` into `output` at `outputOffset`, followed by the tag.
  public static func seal(
    _ input: [UInt8], at inputOffset: Int, count: Int, into output: inout [UInt8], at outputOffset: Int,
    nonce: [UInt8], key: GuardedKey
  ) throws(SodiumError) {
    guard sodiumReady else { throw .unavailable }
    try check(input, inputOffset, count, output, outputOffset, count + tagCount, nonce)
    unsafe key.withPointer { key in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe input.withUnsafeBufferPointer { input in
          guard let out = output.baseAddress else { return }
          _ = unsafe crypto_aead_chacha20poly1305_ietf_encrypt(
            out + outputOffset, nil, input.baseAddress.map { unsafe $0 + inputOffset }, UInt64(count), nil, 0, nil,
            nonce, key)
        }
      }
    }
  }

  /// Decrypts `count` bytes (ciphertext and tag) of `input` into `output`. On failure the output is zeroed by
  /// libsodium and ``SodiumError/authenticationFailed`` is thrown.
  public static func open(
    _ input: [UInt8], at inputOffset: Int, count: Int, into output: inout [UInt8], at outputOffset: Int,
    nonce: [UInt8], key: GuardedKey
  ) throws(SodiumError) {
    guard sodiumReady else { throw .unavailable }
    guard count >= tagCount else { throw .authenticationFailed }
    try check(input, inputOffset, count, output, outputOffset, count - tagCount, nonce)
    var nowhere: UInt8 = 0
    let status: Int32 = unsafe key.withPointer { key in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe input.withUnsafeBufferPointer { input in
          unsafe withUnsafeMutablePointer(to: &nowhere) { nowhere in
            guard let source = input.baseAddress else { return -1 }
            let out = unsafe output.baseAddress.map { unsafe $0 + outputOffset } ?? nowhere
            return unsafe crypto_aead_chacha20poly1305_ietf_decrypt(
              out, nil, nil, source + inputOffset, UInt64(count), nil, 0, nonce, key)
          }
        }
      }
    }
    guard status == 0 else { throw .authenticationFailed }
  }

  private static func check(
    _ input: [UInt8], _ inputOffset: Int, _ inputCount: Int, _ output: [UInt8], _ outputOffset: Int,
    _ outputCount: Int, _ nonce: [UInt8]
  ) throws(SodiumError) {
    guard nonce.count == 12 else { throw .wrongLength(expected: 12, actual: nonce.count) }
    guard inputOffset >= 0, inputCount >= 0, inputOffset <= input.count - inputCount else {
      throw .wrongLength(expected: inputCount, actual: input.count)
    }
    guard outputOffset >= 0, outputCount >= 0, outputOffset <= output.count - outputCount else {
      throw .wrongLength(expected: outputCount, actual: output.count)
    }
  }
}
