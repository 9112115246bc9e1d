/// Why bytes are not an SD-JWT signed by the expected key, or its disclosures do not belong to it.
public enum SDJWTError: Error, Equatable, Sendable {
  /// More bytes or disclosures than are read.
  case tooLarge
  /// Not `header.payload.signature~disclosure~…~` in base64url without padding, in its one canonical form.
  case malformed
  /// A header or payload that is not a JSON object, or one with claims this reader must not ignore.
  case malformedClaims
  /// Signed with something else than Ed25519, or digests by something else than SHA-256.
  case unsupportedAlgorithm
  /// The signature is not the key's: altered or forged.
  case invalidSignature
  /// A disclosure that is not `[salt, value]` or `[salt, name, value]` as its place demands. Disclosures count from 1.
  case malformedDisclosure(number: Int)
  /// A disclosure whose digest the signed part does not hold: forged, altered, or of another document.
  case foreignDisclosure(number: Int)
  /// A digest that stands twice: one disclosure would show in two places.
  case repeatedDigest
  /// A disclosed name that is reserved or taken.
  case conflictingName
  /// Guarded memory could not be had.
  case unavailable
}
