import FoundationEssentials

/// Bytes that JSON holds as one string of base64 (RFC 4648, section 4, with padding), since as an array of numbers they
/// take four times the room and most of the time. A spelling that no encoder gives is refused: no two texts stand for
/// the same bytes.
@propertyWrapper
struct Base64Coded: Hashable, Sendable, Codable {
  var wrappedValue: [UInt8]

  init(wrappedValue: [UInt8]) { self.wrappedValue = wrappedValue }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let bytes = Data(base64Encoded: text), bytes.base64EncodedString() == text else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base64")
    }
    wrappedValue = [UInt8](bytes)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Data(wrappedValue).base64EncodedString())
  }
}
