internal import Sodium

/// One selectively disclosable value (RFC 9901, section 4.2): `[salt, value]` for an element of an array,
/// `[salt, name, value]` for a member of an object. The signed part holds its digest.
public struct Disclosure: Hashable, Sendable {
  /// The member's name; nil for an element of an array.
  public let name: String?
  /// What is disclosed.
  public let value: JSONValue
  /// base64url of its JSON: what is handed over, and what the digest is taken of.
  public let encoded: String

  /// An element of an array, under a fresh salt of 128 bits.
  public static func element(_ value: JSONValue) throws(SDJWTError) -> Disclosure {
    let parts = JSONValue.array([.string(Base64URL.encode(SodiumRandom.bytes(16))), value])
    return Disclosure(name: nil, value: value, encoded: Base64URL.encode(try parts.json))
  }

  /// base64url of SHA-256 over the ASCII of ``encoded``.
  public var digest: String { Base64URL.encode(Digest256.hash(Array(encoded.utf8))) }

  /// What stands in the signed array in its place.
  public var placeholder: JSONValue { .object(["...": .string(digest)]) }

  private init(name: String?, value: JSONValue, encoded: String) {
    self.name = name
    self.value = value
    self.encoded = encoded
  }

  /// One that was received. Nil unless it is canonical base64url of an array of the right form.
  init?(encoded: ArraySlice<UInt8>) {
    guard let json = Base64URL.decode(encoded), let parts = JSONValue(json: json)?.elements,
      parts[0...].first?.text != nil
    else { return nil }
    let text = String(decoding: encoded, as: UTF8.self)
    switch parts.count {
    case 2: self.init(name: nil, value: parts[1], encoded: text)
    case 3:
      guard let name = parts[1].text else { return nil }
      self.init(name: name, value: parts[2], encoded: text)
    default: return nil
    }
  }
}
