internal import CSodium

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a random 192-bit nonce in front of the ciphertext.
public enum AEAD {
  /// Nonce (24) and tag (16) together, in bytes.
  public static let overhead = nonceCount + tagCount
  static let nonceCount = 24
  static let tagCount = 16

  /// Seals `message`; the result is nonce ‖ ciphertext ‖ tag. `context` is authenticated, not stored.
  public static func seal(_ message: [UInt8], context: [UInt8], key: GuardedKey) throws(SodiumError) -> [UInt8] {
    guard sodiumReady else { throw .unavailable }
    var sealed = [UInt8](repeating: 0, count: message.count + overhead)
    unsafe key.withPointer { key in
      unsafe sealed.withUnsafeMutableBufferPointer { out in
        guard let start = out.baseAddress else { return }
        unsafe randombytes_buf(start, nonceCount)
        _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
          start + nonceCount, nil, message, UInt64(message.count), context, UInt64(context.count), nil, start, key)
      }
    }
    return sealed
  }

  /// Opens what ``seal(_:context:key:)`` made. Throws ``SodiumError/authenticationFailed`` for anything else.
  public static func open(_ sealed: [UInt8], context: [UInt8], key: GuardedKey) throws(SodiumError) -> [UInt8] {
    try open(sealed[...], context: context, key: key)
  }

  /// The same for a part of an array.
  public static func open(_ sealed: ArraySlice<UInt8>, context: [UInt8], key: GuardedKey) throws(SodiumError) -> [UInt8]
  {
    guard sodiumReady else { throw .unavailable }
    guard sealed.count >= overhead else { throw .authenticationFailed }
    let count = sealed.count - overhead
    var status: Int32 = -1
    let message = unsafe [UInt8](unsafeUninitializedCapacity: count) { out, filled in
      // An empty message still needs an address to write nothing to.
      var nowhere: UInt8 = 0
      unsafe withUnsafeMutablePointer(to: &nowhere) { nowhere in
        status = unsafe key.withPointer { key in
          unsafe sealed.withUnsafeBufferPointer { sealed in
            guard let start = sealed.baseAddress else { return -1 }
            return unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
              out.baseAddress ?? nowhere, nil, nil, start + nonceCount, UInt64(sealed.count - nonceCount),
              context, UInt64(context.count), start, key)
          }
        }
      }
      filled = status == 0 ? count : 0
    }
    guard status == 0 else { throw .authenticationFailed }
    return message
  }
}
