internal import FoundationEssentials

/// SHA-256 of a file or text, written as 64 lower-case hexadecimal digits. Computed elsewhere; this only holds it.
///
/// A plain digest confirms a guess of a known file: it belongs inside sealed records only.
public struct ContentDigest: Hashable, Sendable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// `nil` unless given exactly 32 bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// `nil` unless given exactly 64 lower-case hexadecimal digits.
  public init?(hex: String) {
    guard let bytes = Hex.decode(hex, byteCount: 32) else { return nil }
    self.bytes = bytes
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { Hex.encode(bytes) }
}

extension ContentDigest: Codable {
  /// Reads the hexadecimal form; throws `RecordError.malformed`.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let digest = ContentDigest(hex: text) else { throw RecordError.malformed(field: decoder.fieldPath) }
    self = digest
  }

  /// Writes the hexadecimal form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

/// The 128-bit key an attached file is encrypted under, in JSON as base64 (RFC 4648 section 4, padded).
///
/// Secret. It exists only inside a sealed record; describing or reflecting on it never shows it.
public struct FileKey: Hashable, Sendable {
  /// The sixteen bytes.
  public let bytes: [UInt8]

  /// `nil` unless given exactly sixteen bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.bytes = bytes
  }
}

extension FileKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Never the key.
  public var description: String { "file key (not shown)" }
  /// Never the key.
  public var debugDescription: String { description }
  /// Never the key.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension FileKey: Codable {
  /// Reads base64; throws `RecordError.malformed`.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard text.utf8.count == 24, let data = Data(base64Encoded: text), let key = FileKey(bytes: [UInt8](data)),
      data.base64EncodedString() == text
    else { throw RecordError.malformed(field: decoder.fieldPath) }
    self = key
  }

  /// Set in an encoder's `userInfo` where what is encoded is shown to somebody: the key is then left out.
  public static let isWithheld = CodingUserInfoKey(rawValue: "org.casevault.file-key-withheld")

  /// Writes base64, or the word `withheld`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let key = Self.isWithheld, encoder.userInfo[key] != nil { return try container.encode("withheld") }
    try container.encode(Data(bytes).base64EncodedString())
  }
}

/// Whether a file is what was received or something made from it.
public enum FileOrigin: String, Codable, CaseIterable, Sendable {
  case original
  case workingCopy = "working-copy"
}

/// How and where a file came to be, as far as known.
public struct CaptureMetadata: Codable, Hashable, Sendable {
  /// When it was taken.
  public var takenAt: Moment?
  /// Where it was taken.
  public var place: String?
  /// The device it was taken with.
  public var device: String?
  /// Who took it.
  public var author: String?

  /// All of it may be unknown.
  public init(takenAt: Moment? = nil, place: String? = nil, device: String? = nil, author: String? = nil) {
    self.takenAt = takenAt
    self.place = place
    self.device = device
    self.author = author
  }

  func validate() throws(RecordError) {
    try Check.line(place, "capture.place")
    try Check.line(device, "capture.device")
    try Check.line(author, "capture.author")
  }
}
