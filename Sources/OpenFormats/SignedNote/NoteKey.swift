public import Sodium

/// A name and an Ed25519 public key: whose signature a note carries (C2SP signed-note, type 0x01).
public struct NoteVerifier: Hashable, Sendable {
  /// Who signs; a label, not a secret.
  public let name: String
  /// The public key.
  public let key: VerifyKey
  /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key): finds the key, proves nothing.
  public let keyID: [UInt8]

  /// Throws ``SignedNoteError/malformedName`` for a name no note can carry.
  public init(name: String, key: VerifyKey) throws(SignedNoteError) {
    guard SignedNote.isName(Array(name.utf8)) else { throw .malformedName }
    self.name = name
    self.key = key
    keyID = Array(Digest256.hash(Array(name.utf8) + [0x0A, 0x01] + key.bytes)[..<4])
  }

  func made(_ signature: SignedNote.Signature) -> Bool {
    // Names are compared as bytes: Swift's own comparison takes different encodings of a letter for one.
    signature.keyID == keyID && signature.name.utf8.elementsEqual(name.utf8)
  }
}

/// A name and an Ed25519 signing key.
public struct NoteSigner: Sendable {
  /// The public half.
  public let verifier: NoteVerifier
  private let key: SigningKey

  /// Throws ``SignedNoteError/malformedName`` for a name no note can carry.
  public init(name: String, key: SigningKey) throws(SignedNoteError) {
    verifier = try NoteVerifier(name: name, key: key.verifyKey)
    self.key = key
  }

  func sign(_ text: [UInt8]) throws(SignedNoteError) -> SignedNote.Signature {
    do {
      return SignedNote.Signature(name: verifier.name, keyID: verifier.keyID, bytes: try key.sign(text))
    } catch { throw .unavailable }
  }
}
