internal import Sodium

/// The header of an age file (age-encryption.org/v1, "Header"), parsed by its grammar and nothing looser. Whether it is
/// authentic shows with the file key.
public struct AgeHeader: Sendable {
  /// The recipients' stanzas, in order.
  public let stanzas: [AgeStanza]
  /// Its length in bytes; the payload follows.
  public let count: Int
  private let authenticated: [UInt8]
  private let tag: [UInt8]

  /// Longest header that is read, in bytes: some 500 post-quantum recipients.
  public static let limit = 1 << 20
  static let version = Array("age-encryption.org/v1".utf8)

  /// Whether it asks for a passphrase.
  public var asksForPassphrase: Bool { stanzas.contains { $0.isOf(AgePassphrase.kind) } }

  /// Parses the header that `file` begins with.
  public init(_ file: [UInt8]) throws(AgeError) {
    var lines = HeaderLines(file[..<min(file.count, Self.limit)])
    let first = try lines.next()
    guard first.elementsEqual(Self.version) else {
      throw first.starts(with: Array("age-encryption.org/".utf8)) ? .unsupportedVersion : .notAgeFile
    }
    var stanzas: [AgeStanza] = []
    while true {
      let line = try lines.next()
      if line.starts(with: Array("---".utf8)) {
        let text = line.dropFirst(3)
        guard !stanzas.isEmpty, text.first == 0x20, let tag = Base64.decodeUnpadded(text.dropFirst()), tag.count == 32
        else { throw lines.malformed }
        self.tag = tag
        authenticated = Array(file[..<(line.startIndex + 3)])
        break
      }
      stanzas.append(try Self.stanza(line, &lines))
    }
    self.stanzas = stanzas
    count = lines.position
  }

  private static func stanza(_ line: ArraySlice<UInt8>, _ lines: inout HeaderLines) throws(AgeError) -> AgeStanza {
    guard line.starts(with: Array("-> ".utf8)) else { throw lines.malformed }
    let arguments = line.dropFirst(3).split(separator: 0x20, omittingEmptySubsequences: false)
    guard arguments.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (33...126).contains($0) } }) else {
      throw lines.malformed
    }
    var body: [UInt8] = []
    while true {
      let line = try lines.next()
      guard line.count <= AgeStanza.columns, let part = Base64.decodeUnpadded(line) else { throw lines.malformed }
      body += part
      if line.count < AgeStanza.columns { return AgeStanza(arguments.map(Array.init), body: body) }
    }
  }

  /// The file key that one of the identities finds, after the header proved to be the one made with that key.
  public func fileKey(for identities: [any AgeIdentity]) throws(AgeError) -> AgeFileKey {
    guard stanzas.count == 1 || !stanzas.contains(where: { $0.isOf(AgePassphrase.kind) }) else {
      throw .passphraseNotAlone
    }
    for identity in identities {
      guard let key = try identity.unwrap(stanzas) else { continue }
      // Public bytes on both sides: a forger without the key learns nothing from when the comparison ends.
      guard try Self.tag(authenticated, key) == tag else { throw .headerAltered }
      return key
    }
    throw .noMatch
  }

  /// A header for `key`, ready to stand in front of its payload.
  public static func encode(_ key: AgeFileKey, to recipients: [any AgeRecipient]) throws(AgeError) -> [UInt8] {
    guard let company = recipients.first?.company, recipients.allSatisfy({ $0.company == company }),
      recipients.count == 1 || company != .none
    else { throw .recipientsDoNotMix }
    var text = version + [0x0A]
    for recipient in recipients { text += try recipient.wrap(key).encoded }
    text += Array("---".utf8)
    text += [0x20] + Base64.encodeUnpadded(try tag(text, key)) + [0x0A]
    guard text.count <= limit else { throw .recipientsDoNotMix }
    return text
  }

  private static func tag(_ text: [UInt8], _ key: AgeFileKey) throws(AgeError) -> [UInt8] {
    var material = key.exposed()
    defer { wipe(&material) }
    do {
      var derived = try Derivation.derive(
        from: material, salt: [], label: Array("header".utf8), count: GuardedKey.count)
      defer { wipe(&derived) }
      return Authentication.tag(text, key: try GuardedKey(copying: derived))
    } catch { throw .unavailable }
  }
}

/// The lines of a header; each ends with a line feed and with nothing else.
private struct HeaderLines {
  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int
  private var number = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var malformed: AgeError { .malformedHeader(line: number) }

  mutating func next() throws(AgeError) -> ArraySlice<UInt8> {
    number += 1
    guard let end = bytes[position...].firstIndex(of: 0x0A) else {
      throw number == 1 && !bytes.starts(with: AgeHeader.version) ? .notAgeFile : malformed
    }
    defer { position = end + 1 }
    return bytes[position..<end]
  }
}
