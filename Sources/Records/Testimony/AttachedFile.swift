/// A file attached to a case: a scan, a recording, a letter.
public struct AttachedFile: FileRecord {
  /// What kind of record this is.
  public static var kind: RecordKind { .attachedFile }

  /// The file.
  public var file: FileDetails
  /// The record it belongs to.
  public var about: RecordID?
  /// What it shows.
  public var caption: String?

  /// Only what has no default is required.
  public init(file: FileDetails, about: RecordID? = nil, caption: String? = nil) {
    self.file = file
    self.about = about
    self.caption = caption
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try file.validate()
    try Check.text(caption, "caption")
  }
}

/// A file kept encrypted beside the records.
public struct FileDetails: Codable, Hashable, Sendable {
  /// Name it came with; never used as a path.
  public var fileName: String
  /// SHA-256 of the plain bytes.
  public var sha256: ContentDigest
  /// Size of the plain bytes.
  public var size: Int
  /// Media type (RFC 6838).
  public var mediaType: String
  /// Original or working copy.
  public var origin: FileOrigin
  /// The file record a working copy was made from.
  public var derivedFrom: RecordID?
  /// The stored ciphertext.
  public var blob: ID<Blob>
  /// The key it is encrypted under.
  public var fileKey: FileKey
  /// How it came to be.
  public var capture: CaptureMetadata?

  /// Only what has no default is required.
  public init(
    fileName: String, sha256: ContentDigest, size: Int, mediaType: String, origin: FileOrigin = .original,
    derivedFrom: RecordID? = nil, blob: ID<Blob>, fileKey: FileKey, capture: CaptureMetadata? = nil
  ) {
    self.fileName = fileName
    self.sha256 = sha256
    self.size = size
    self.mediaType = mediaType
    self.origin = origin
    self.derivedFrom = derivedFrom
    self.blob = blob
    self.fileKey = fileKey
    self.capture = capture
  }

  func validate() throws(RecordError) {
    try Check.requiredLine(fileName, "fileName")
    try Check.number(size, "size", 0...(1 << 50))
    try Check.requiredLine(mediaType, "mediaType")
    guard mediaType.utf8.count <= 255, mediaType.utf8.split(separator: UInt8(ascii: "/")).count == 2 else {
      throw .malformed(field: "mediaType")
    }
    if origin == .workingCopy, derivedFrom == nil { throw .missingField("derivedFrom") }
    try capture?.validate()
  }
}

/// A record that describes an attached file.
public protocol FileRecord: RecordContent {
  /// The file.
  var file: FileDetails { get set }
}
