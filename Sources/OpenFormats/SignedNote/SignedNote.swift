internal import Sodium

/// A text that a known key has signed (C2SP signed-note). Only ``UnverifiedNote/verified(by:)`` and signing make one.
public struct SignedNote: Hashable, Sendable {
  /// The text, its last line feed included; UTF-8 without control characters.
  public let text: [UInt8]
  /// The keys whose signatures were found correct.
  public let signers: [NoteVerifier]
  /// The whole note as it is stored and sent.
  public let encoded: [UInt8]

  /// One signature line.
  public struct Signature: Hashable, Sendable {
    /// Who claims to have signed.
    public let name: String
    /// Four bytes that tell which key of that name.
    public let keyID: [UInt8]
    /// The signature itself.
    public let bytes: [UInt8]
  }

  /// Largest note in bytes.
  public static let byteLimit = 1 << 20
  /// Most signatures a note may carry.
  public static let signatureLimit = 100

  /// Signs a text that ends with a line feed.
  public static func sign(_ text: [UInt8], with signers: [NoteSigner]) throws(SignedNoteError) -> SignedNote {
    try checkText(text)
    guard !signers.isEmpty else { throw .noSignature }
    guard signers.count <= signatureLimit else { throw .tooLarge }
    var encoded = text + [0x0A]
    for signer in signers {
      let signature = try signer.sign(text)
      let blob = Base64.encode(signature.keyID + signature.bytes)
      encoded += Array("— \(signature.name) ".utf8) + blob + [0x0A]
    }
    guard encoded.count <= byteLimit else { throw .tooLarge }
    return SignedNote(text: text, signers: signers.map(\.verifier), encoded: encoded)
  }

  static func checkText(_ text: [UInt8]) throws(SignedNoteError) {
    guard text.last == 0x0A, text.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }),
      String(validating: text, as: UTF8.self) != nil
    else { throw .malformedText }
  }

  static func isName(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty, let name = String(validating: bytes, as: UTF8.self) else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      !scalar.properties.isWhitespace && scalar != "+" && scalar.value >= 0x20
    }
  }
}

/// A note as it was received. Its text must not be used before a signature has been verified.
public struct UnverifiedNote: Sendable {
  /// The signature lines, in order.
  public let signatures: [SignedNote.Signature]
  /// The text as it claims to be signed: to be looked at before it is known by whom, never to be believed.
  public let text: [UInt8]
  private let encoded: [UInt8]

  /// Parses at most 1 MiB with at most 100 signatures.
  public init(_ bytes: [UInt8]) throws(SignedNoteError) {
    guard bytes.count <= SignedNote.byteLimit else { throw .tooLarge }
    try SignedNote.checkText(bytes)
    guard let blank = bytes.indices.dropFirst().last(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }),
      blank + 1 < bytes.count
    else { throw .noSignature }
    text = Array(bytes[..<blank])
    encoded = bytes
    var number = bytes[...blank].count { $0 == 0x0A }
    var signatures: [SignedNote.Signature] = []
    for line in bytes[(blank + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard signatures.count < SignedNote.signatureLimit else { throw .tooLarge }
      number += 1
      guard let signature = Self.signature(line) else { throw .malformedSignature(line: number) }
      signatures.append(signature)
    }
    self.signatures = signatures
  }

  /// Verifies every signature by one of `known` keys; others are ignored. One wrong signature by a known key
  /// refuses the whole note.
  public func verified(by known: [NoteVerifier]) throws(SignedNoteError) -> SignedNote {
    var signers: [NoteVerifier] = []
    for signature in signatures {
      for verifier in known where verifier.made(signature) {
        do { try verifier.key.verify(signature.bytes, of: text) } catch { throw .invalidSignature }
        if !signers.contains(verifier) { signers.append(verifier) }
      }
    }
    guard !signers.isEmpty else { throw .unknownKey }
    return SignedNote(text: text, signers: signers, encoded: encoded)
  }

  private static func signature(_ line: ArraySlice<UInt8>) -> SignedNote.Signature? {
    let dash: [UInt8] = [0xE2, 0x80, 0x94, 0x20]
    guard line.starts(with: dash) else { return nil }
    let parts = line.dropFirst(dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 2, SignedNote.isName(Array(parts[0])) else { return nil }
    guard let blob = Base64.decode(parts[1]), blob.count > 4 else { return nil }
    return SignedNote.Signature(
      name: String(decoding: parts[0], as: UTF8.self), keyID: Array(blob.prefix(4)), bytes: Array(blob.dropFirst(4)))
  }
}
