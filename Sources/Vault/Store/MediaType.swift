/// Media types (RFC 6838, IANA registry) that a file's first bytes tell. A guess for convenience: nothing is decided
/// by it, and what a file claims to be is no proof of what it is.
enum MediaType: String, CaseIterable, Sendable {
  case jpeg = "image/jpeg"
  case png = "image/png"
  case gif = "image/gif"
  case webp = "image/webp"
  case tiff = "image/tiff"
  case heic = "image/heic"
  case pdf = "application/pdf"
  case zip = "application/zip"
  case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  case odt = "application/vnd.oasis.opendocument.text"
  case mp3 = "audio/mpeg"
  case m4a = "audio/mp4"
  case wav = "audio/wav"
  case ogg = "audio/ogg"
  case flac = "audio/flac"
  case amr = "audio/amr"
  case mp4 = "video/mp4"
  case quickTime = "video/quicktime"
  case matroska = "video/x-matroska"
  case avi = "video/x-msvideo"
  case text = "text/plain"
  case unknown = "application/octet-stream"

  /// The type of content that begins with `bytes`.
  static func guess(from bytes: [UInt8]) -> MediaType {
    func has(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return .jpeg }
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) { return .png }
    if has("GIF87a") || has("GIF89a") { return .gif }
    if has("RIFF") {
      if has("WEBP", at: 8) { return .webp }
      if has("WAVE", at: 8) { return .wav }
      if has("AVI ", at: 8) { return .avi }
      return .unknown
    }
    if has("II*\u{0}") || bytes.starts(with: [0x4d, 0x4d, 0x00, 0x2a]) { return .tiff }
    if has("ftyp", at: 4) { return isoMedia(brand: bytes.dropFirst(8).prefix(4)) }
    if has("%PDF-") { return .pdf }
    if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) { return archive(bytes) }
    if has("ID3") || (bytes.first == 0xff && bytes.dropFirst().first.map { $0 & 0xe6 == 0xe2 } ?? false) { return .mp3 }
    if has("OggS") { return .ogg }
    if has("fLaC") { return .flac }
    if has("#!AMR") { return .amr }
    if bytes.starts(with: [0x1a, 0x45, 0xdf, 0xa3]) { return .matroska }
    return isText(bytes) ? .text : .unknown
  }

  /// ISO/IEC 14496-12: the major brand says what the container is for.
  private static func isoMedia(brand: some Collection<UInt8>) -> MediaType {
    switch String(decoding: brand, as: UTF8.self) {
    case "heic", "heix", "mif1", "msf1": .heic
    case "M4A ", "M4B ": .m4a
    case "qt  ": .quickTime
    default: .mp4
    }
  }

  /// OpenDocument keeps its type in a first entry called `mimetype`; Office Open XML shows by its entries' names.
  private static func archive(_ bytes: [UInt8]) -> MediaType {
    let head = bytes.prefix(8 << 10)
    if head.dropFirst(30).starts(with: ("mimetype" + MediaType.odt.rawValue).utf8) { return .odt }
    if head.contains("word/") { return .docx }
    if head.contains("xl/") { return .xlsx }
    return .zip
  }

  /// UTF-8 without control characters but tab, line feed, form feed and carriage return. The last character of the
  /// part looked at may be cut.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return false }
    let whole = bytes.prefix(8 << 10)
    guard whole.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || [0x09, 0x0a, 0x0c, 0x0d].contains($0) }) else { return false }
    let complete =
      whole.count == bytes.count ? whole : whole.dropLast(whole.reversed().prefix { $0 & 0xc0 == 0x80 }.count + 1)
    return String(validating: complete, as: UTF8.self) != nil
  }
}

extension ArraySlice<UInt8> {
  fileprivate func contains(_ text: String) -> Bool {
    let wanted = Array<UInt8>(text.utf8)
    return indices.contains { self[$0...].starts(with: wanted) }
  }
}
