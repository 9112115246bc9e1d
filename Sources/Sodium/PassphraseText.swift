internal import CSodium
internal import Foundation

extension Secret {
  /// The same passphrase in Unicode NFC, so that the same words typed on another keyboard open the same file. Bytes
  /// that are no UTF-8 stay as they are. Foundation composes outside guarded memory; its copy is short-lived.
  public consuming func composed() throws -> Secret {
    var bytes: [UInt8] = withBytes { span in unsafe span.withUnsafeBytes { unsafe [UInt8]($0) } }
    defer { wipe(&bytes) }
    guard bytes.contains(where: { $0 > 0x7f }), let text = String(validating: bytes, as: UTF8.self) else { return self }
    var composed = Array(text.precomposedStringWithCanonicalMapping.utf8)
    defer { wipe(&composed) }
    return try Secret(copying: composed)
  }

  /// Whether both hold the same bytes, compared in constant time (`sodium_memcmp`).
  public borrowing func equals(_ other: borrowing Secret) -> Bool {
    guard count == other.count else { return false }
    return withBytes { first in
      other.withBytes { second in
        unsafe first.withUnsafeBytes { first in
          unsafe second.withUnsafeBytes { second in
            guard let one = first.baseAddress, let two = second.baseAddress else { return false }
            return unsafe sodium_memcmp(one, two, first.count) == 0
          }
        }
      }
    }
  }
}
