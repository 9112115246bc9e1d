internal import Foundation

/// Base64 (RFC 4648, section 4) with one spelling per value: what does not come out again as it went in is refused, so
/// that no two texts stand for the same bytes.
enum Base64 {
  /// With padding.
  static func encode(_ bytes: [UInt8]) -> [UInt8] { Array(Data(bytes).base64EncodedData()) }

  /// Without padding.
  static func encodeUnpadded(_ bytes: [UInt8]) -> [UInt8] {
    let padded = encode(bytes)
    return Array(padded.prefix { $0 != UInt8(ascii: "=") })
  }

  /// Nil for anything but the canonical padded spelling.
  static func decode(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
    let encoded = Data(text)
    guard let bytes = Data(base64Encoded: encoded), bytes.base64EncodedData() == encoded else { return nil }
    return [UInt8](bytes)
  }

  /// Nil for anything but the canonical spelling without padding.
  static func decodeUnpadded(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
    guard text.last != UInt8(ascii: "=") else { return nil }
    return decode(Array(text) + [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4))
  }
}
