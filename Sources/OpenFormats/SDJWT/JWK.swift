public import Sodium

extension VerifyKey {
  /// The key as other programs read it: a JSON Web Key for Ed25519 (RFC 8037, section 2).
  public var jsonWebKey: JSONValue {
    .object([
      "alg": .string("EdDSA"), "crv": .string("Ed25519"), "kty": .string("OKP"), "x": .string(Base64URL.encode(bytes)),
    ])
  }
}
