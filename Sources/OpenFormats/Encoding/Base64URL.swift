/// Base64 with the URL-safe alphabet and without padding (RFC 4648 section 5, RFC 7515 section 2), with one spelling per
/// value as ``Base64`` has.
enum Base64URL {
  static func encode(_ bytes: [UInt8]) -> String {
    String(
      decoding: Base64.encodeUnpadded(bytes).map { byte in
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
      }, as: UTF8.self)
  }

  /// Nil for anything but the one spelling ``encode(_:)`` gives.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var standard: [UInt8] = []
    for byte in text {
      switch byte {
      case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"): return nil
      default: standard.append(byte)
      }
    }
    return Base64.decodeUnpadded(standard)
  }
}
