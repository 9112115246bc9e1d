public import Sodium

/// A public key of minisign: an Ed25519 key and eight bytes that name it.
public struct MinisignKey: Hashable, Sendable {
  static let algorithm = Array("Ed".utf8)
  static let idCount = 8
  /// Eight bytes; by convention random, here the beginning of the key's SHA-256.
  public let id: [UInt8]
  /// The key.
  public let key: VerifyKey

  init(_ key: VerifyKey) {
    self.key = key
    id = Array(Digest256.hash(key.bytes).prefix(Self.idCount))
  }

  /// Reads a public key file, or only its line of base64.
  public init(_ text: [UInt8]) throws(MinisignError) {
    let lines = MinisignLines.split(text)
    guard lines.count == 1 || (lines.count == 2 && lines[0].starts(with: MinisignLines.untrusted)),
      let line = lines.last, let blob = Base64.decode(line), blob.count == 2 + Self.idCount + VerifyKey.count,
      blob.starts(with: Self.algorithm), let key = try? VerifyKey(Array(blob.suffix(VerifyKey.count)))
    else { throw .malformedKey }
    id = Array(blob[2..<(2 + Self.idCount)])
    self.key = key
  }

  /// The line of base64 that people compare and pass to `minisign -P`.
  public var text: String { String(decoding: Base64.encode(Self.algorithm + id + key.bytes), as: UTF8.self) }

  /// The number that minisign prints.
  public var number: String {
    // minisign reads the eight bytes as a little-endian number.
    id.reversed().map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The whole public key file.
  public var file: [UInt8] {
    MinisignLines.untrusted + Array("minisign public key \(number)\n\(text)\n".utf8)
  }
}

/// A key that signs files and nothing else.
public struct MinisignSigner: Sendable {
  /// What others verify with.
  public let publicKey: MinisignKey
  let key: SigningKey

  /// The signer of an Ed25519 key that has no other purpose.
  public init(_ key: SigningKey) {
    self.key = key
    publicKey = MinisignKey(key.verifyKey)
  }
}

/// The lines of minisign's files.
enum MinisignLines {
  static let untrusted = Array("untrusted comment: ".utf8)
  static let trusted = Array("trusted comment: ".utf8)
  /// Longest file that is read, in bytes.
  static let limit = 32 << 10
  static let commentLimit = 8 << 10

  /// Without line ends, be they LF or CR LF; nothing for a text that is too long.
  static func split(_ text: [UInt8]) -> [[UInt8]] {
    guard text.count <= limit else { return [] }
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    if lines.last == [] { lines.removeLast() }
    return lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }
  }
}
