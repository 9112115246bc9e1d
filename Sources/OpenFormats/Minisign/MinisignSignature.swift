internal import Sodium

/// A detached signature of minisign, pre-hashed with BLAKE2b-512: its algorithm `ED`. The old mode, which signs the file
/// itself, is neither written nor read: a signature made for something else could pass for one.
public struct MinisignSignature: Hashable, Sendable {
  static let algorithm = Array("ED".utf8)
  /// Which key claims to have signed.
  public let keyID: [UInt8]
  private let signature: [UInt8]
  private let comment: [UInt8]
  private let commentSignature: [UInt8]

  /// Signs a file with this BLAKE2b-512. The trusted comment, one line of UTF-8, is signed with it: what
  /// must be believed stands there.
  public init(of digest: [UInt8], trustedComment: String, by signer: MinisignSigner) throws(MinisignError) {
    comment = Array(trustedComment.utf8)
    guard Self.isComment(comment) else { throw .unfitComment }
    keyID = signer.publicKey.id
    do {
      signature = try signer.key.sign(digest)
      commentSignature = try signer.key.sign(signature + comment)
    } catch { throw .unavailable }
  }

  /// Parses a signature file of at most 32 KiB.
  public init(_ text: [UInt8]) throws(MinisignError) {
    let lines = MinisignLines.split(text)
    guard lines.count == 4, lines[0].starts(with: MinisignLines.untrusted),
      lines[2].starts(with: MinisignLines.trusted), let blob = Base64.decode(lines[1]),
      blob.count == 2 + MinisignKey.idCount + VerifyKey.signatureCount,
      let commentSignature = Base64.decode(lines[3]), commentSignature.count == VerifyKey.signatureCount
    else { throw .malformedSignature }
    guard blob.starts(with: Self.algorithm) else {
      throw blob.starts(with: MinisignKey.algorithm) ? .legacySignature : .malformedSignature
    }
    keyID = Array(blob[2..<(2 + MinisignKey.idCount)])
    signature = Array(blob.suffix(VerifyKey.signatureCount))
    comment = Array(lines[2].dropFirst(MinisignLines.trusted.count))
    guard Self.isComment(comment) else { throw .malformedSignature }
    self.commentSignature = commentSignature
  }

  /// Throws unless `key` signed the file with this BLAKE2b-512, and the comment. Returns the trusted comment.
  @discardableResult
  public func verify(_ digest: [UInt8], by key: MinisignKey) throws(MinisignError) -> String {
    guard key.id == keyID else { throw .unknownKey }
    do { try key.key.verify(signature, of: digest) } catch { throw .invalidSignature }
    do { try key.key.verify(commentSignature, of: signature + comment) } catch { throw .invalidComment }
    return String(decoding: comment, as: UTF8.self)
  }

  /// The whole signature file. The untrusted comment says nothing but that it is one.
  public var file: [UInt8] {
    MinisignLines.untrusted + Array("signature by minisign key\n".utf8)
      + Base64.encode(Self.algorithm + keyID + signature) + [0x0A]
      + MinisignLines.trusted + comment + [0x0A] + Base64.encode(commentSignature) + [0x0A]
  }

  private static func isComment(_ bytes: [UInt8]) -> Bool {
    // Control characters could rewrite what a terminal shows.
    bytes.count <= MinisignLines.commentLimit && bytes.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
      && String(validating: bytes, as: UTF8.self) != nil
  }
}
