public import Sodium

/// A JSON Web Token with selectively disclosable claims (RFC 9901), signed with Ed25519 (`EdDSA`, RFC 8037), in the
/// compact form `header.payload.signature~disclosure~…~`, without key binding. Only signing and
/// ``UnverifiedSDJWT/verified(by:)`` make one.
public struct SDJWT: Hashable, Sendable {
  /// The `typ` of the header.
  public let type: String
  /// The claims with what is disclosed in its place and nothing of what is not.
  public let claims: JSONValue
  /// As it is handed over: ASCII.
  public let encoded: [UInt8]

  /// Largest one in bytes: a note of 16 MiB with room for its base64.
  public static let byteLimit = 64 << 20
  /// Most disclosures one may carry.
  public static let disclosureLimit = 100_000

  /// Signs claims, an object, in which each disclosure's ``Disclosure/placeholder`` stands. `type` is the media type
  /// without `application/`, and separates this use of a key from others; `keyID` names the key to who has several.
  public static func issue(
    _ claims: JSONValue, disclosures: [Disclosure], type: String, keyID: String, key: SigningKey
  ) throws(SDJWTError) -> SDJWT {
    guard var members = claims.members else { throw .malformedClaims }
    members["_sd_alg"] = .string("sha-256")
    let header = JSONValue.object(["alg": .string("EdDSA"), "kid": .string(keyID), "typ": .string(type)])
    let signed = "\(Base64URL.encode(try header.json)).\(Base64URL.encode(try JSONValue.object(members).json))"
    let signature: [UInt8]
    do { signature = try key.sign(Array(signed.utf8)) } catch { throw .unavailable }
    let token = "\(signed).\(Base64URL.encode(signature))~"
    let encoded = Array((token + disclosures.map { $0.encoded + "~" }.joined()).utf8)
    // What was just written goes the same way as what anybody sends.
    return try UnverifiedSDJWT(encoded).verified(by: key.verifyKey)
  }
}

/// A token as it was received. Nothing in it says anything before its signature has been verified.
public struct UnverifiedSDJWT: Sendable {
  /// The claims as they were sent, digests in place of what is disclosable: good for finding out whose key to try.
  public let claims: JSONValue
  /// The `typ` of the header.
  public let type: String
  private let signed: [UInt8]
  private let signature: [UInt8]
  private let disclosures: [Disclosure]
  private let encoded: [UInt8]

  /// Parses at most ``SDJWT/byteLimit`` bytes; a line feed at the end is not minded.
  public init(_ bytes: [UInt8]) throws(SDJWTError) {
    guard bytes.count <= SDJWT.byteLimit else { throw .tooLarge }
    let bytes = bytes.last == 0x0A ? Array(bytes.dropLast()) : bytes
    let parts = bytes.split(
      separator: UInt8(ascii: "~"), maxSplits: SDJWT.disclosureLimit + 2, omittingEmptySubsequences: false)
    guard parts.count <= SDJWT.disclosureLimit + 2 else { throw .tooLarge }
    // What follows the last tilde would be a proof of possession by a holder, which nobody asked for.
    guard parts.count >= 2, let token = parts.first, parts.last?.isEmpty == true else { throw .malformed }
    let pieces = token.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard pieces.count == 3, let head = Base64URL.decode(pieces[0]), let body = Base64URL.decode(pieces[1]),
      let signature = Base64URL.decode(pieces[2])
    else { throw .malformed }
    guard let header = JSONValue(json: head), header.members != nil, let claims = JSONValue(json: body),
      claims.members != nil, header["crit"] == nil, let type = header["typ"]?.text
    else { throw .malformedClaims }
    guard header["alg"] == .string("EdDSA"), (claims["_sd_alg"] ?? .string("sha-256")) == .string("sha-256") else {
      throw .unsupportedAlgorithm
    }
    self.claims = claims
    self.type = type
    self.signature = signature
    signed = Array(pieces[0]) + [UInt8(ascii: ".")] + Array(pieces[1])
    encoded = bytes
    var disclosures: [Disclosure] = []
    for (index, part) in parts.dropFirst().dropLast().enumerated() {
      guard let disclosure = Disclosure(encoded: part) else { throw .malformedDisclosure(number: index + 1) }
      disclosures.append(disclosure)
    }
    self.disclosures = disclosures
  }

  /// The token, if the signature is this key's and every disclosure belongs to it. A missing disclosure is withheld; one
  /// that is altered, forged or repeated refuses the whole.
  public func verified(by key: VerifyKey) throws(SDJWTError) -> SDJWT {
    do { try key.verify(signature, of: signed) } catch { throw .invalidSignature }
    var resolver = try DisclosureResolver(disclosures)
    guard var members = try resolver.resolve(claims).members else { throw .malformedClaims }
    members["_sd_alg"] = nil
    return SDJWT(type: type, claims: .object(members), encoded: encoded)
  }
}
