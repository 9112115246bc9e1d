/// One recipient's part of a header: what kind it is, its arguments, and the file key wrapped for it.
public struct AgeStanza: Hashable, Sendable {
  /// The kind first, then what the kind prescribes; each of characters 33 to 126.
  public let arguments: [[UInt8]]
  /// Any bytes.
  public let body: [UInt8]

  init(_ arguments: [[UInt8]], body: [UInt8]) {
    self.arguments = arguments
    self.body = body
  }

  func isOf(_ kind: String) -> Bool { arguments.first.map { $0.elementsEqual(kind.utf8) } ?? false }

  /// `-> kind argument …`, then the body in lines of 64 characters, the last of them shorter, if need be empty.
  var encoded: [UInt8] {
    var text = Array("->".utf8)
    for argument in arguments { text += [0x20] + argument }
    text.append(0x0A)
    let body = Base64.encodeUnpadded(body)
    for start in stride(from: 0, through: body.count, by: Self.columns) {
      text += body[start..<min(start + Self.columns, body.count)] + [0x0A]
    }
    return text
  }

  static let columns = 64
}

/// Whom a file can be encrypted to.
public protocol AgeRecipient: Sendable {
  /// Which others may stand beside it in one header.
  var company: AgeCompany { get }
  /// The stanza from which this recipient's identity gets the key back.
  func wrap(_ key: AgeFileKey) throws(AgeError) -> AgeStanza
}

/// Which recipients may share a file key: the weakest decides for all of them.
public enum AgeCompany: Sendable {
  /// Recipients of the same kind of strength.
  case classical, postQuantum
  /// Nobody else.
  case none
}

/// Who can open a file.
public protocol AgeIdentity: Sendable {
  /// The file key, or nil when none of the stanzas is for this identity. Throws when one claims to be of this
  /// identity's kind and is malformed.
  func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> AgeFileKey?
}

extension AgeIdentity {
  /// Tries the stanzas of one kind in order.
  func first(
    of kind: String, among stanzas: [AgeStanza], _ open: (AgeStanza, Int) throws(AgeError) -> AgeFileKey?
  ) throws(AgeError) -> AgeFileKey? {
    for (index, stanza) in stanzas.enumerated() where stanza.isOf(kind) {
      if let key = try open(stanza, index) { return key }
    }
    return nil
  }
}
