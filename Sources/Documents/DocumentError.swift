/// What stands in the way of reading or making a document. No case carries content.
public enum DocumentError: Error, Equatable, Sendable {
  /// Not one of the formats this program reads.
  case unsupported
  /// The file asks for a password or hides its content in another way.
  case encrypted
  /// The file breaks the rules of its format; nothing may be concluded about it.
  case malformed(DocumentFormat)
  /// More than is read at once: bytes, entries or pages.
  case tooLarge(limit: Int)
  /// The text is in an encoding that is not read.
  case notUTF8
  /// A program that is needed is not installed.
  case helperMissing(OutsideProgram)
  /// A program that is needed failed, took too long or answered too much.
  case helperFailed(OutsideProgram)
  /// The file holds pictures, and nobody and nothing has read them.
  case picturesUnread
  /// An area lies outside the picture, or names a page that is not there.
  case areaOutside
  /// Areas are filled in pictures and pages only.
  case areasNotApplicable
  /// The finished document still holds what the check looks for.
  case leaks(count: Int)

  /// What to do about it.
  public var hint: String {
    switch self {
    case .unsupported:
      "plain text, Markdown, HTML, CSV, DOCX, ODT, PDF, JPEG and PNG are read; export to one of them"
    case .encrypted: "remove the password first, for instance with qpdf --decrypt"
    case .malformed: "open it with the program it came from and save it again, or print it to PDF"
    case .tooLarge(let limit): "at most \(limit) are accepted; split the document"
    case .notUTF8: "convert the text to UTF-8, for instance with iconv"
    case .helperMissing(let helper): "install it: apt-get install \(helper.package)"
    case .helperFailed: "try the file with that program by hand"
    case .picturesUnread:
      "install tesseract-ocr with its rus and kaz languages, or look at every picture and say --pictures-reviewed"
    case .areaOutside: "areas are x,y,width,height in pixels from the upper left corner, with @page for a PDF"
    case .areasNotApplicable: "write a PDF, JPEG or PNG, or leave --fill out"
    case .leaks: "nothing was written; add what was missed to the review file"
    }
  }
}

/// The formats that are read.
public enum DocumentFormat: String, Codable, Sendable, CaseIterable {
  case text, markdown, html, csv, docx, odt, pdf, jpeg, png

  /// The format of the bytes, told from themselves; the name decides only between kinds of text.
  ///
  /// - Throws: `unsupported`.
  public static func detect(_ bytes: [UInt8], name: String) throws(DocumentError) -> DocumentFormat {
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return .jpeg }
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return .png }
    if Pattern.find("%PDF-", in: bytes, from: 0, to: min(bytes.count, 1024)) != nil { return .pdf }
    if bytes.starts(with: [0x50, 0x4b]) {
      guard let archive = try? ZipArchive(bytes) else { throw .unsupported }
      if archive.entry("word/document.xml") != nil { return .docx }
      if let type = archive.entry("mimetype"), let content = try? archive.content(of: type),
        content == Array("application/vnd.oasis.opendocument.text".utf8)
      {
        return .odt
      }
      throw .unsupported
    }
    guard let text = try? DecodedText.decode(bytes) else { throw .unsupported }
    // A text with control characters is a format of which nothing is known.
    for scalar in text.unicodeScalars where scalar.value < 32 && ![9, 10, 12, 13].contains(scalar.value) {
      throw .unsupported
    }
    if let named = named(name), [.markdown, .html, .csv, .text].contains(named) { return named }
    let beginning = text.prefix(512).lowercased()
    return beginning.contains("<!doctype html") || beginning.contains("<html") ? .html : .text
  }

  /// The format a file's name asks for, or nil.
  public static func named(_ name: String) -> DocumentFormat? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return switch name[name.index(after: dot)...].lowercased() {
    case "txt", "text", "log": .text
    case "md", "markdown": .markdown
    case "html", "htm", "xhtml": .html
    case "csv", "tsv": .csv
    case "docx": .docx
    case "odt": .odt
    case "pdf": .pdf
    case "jpg", "jpeg": .jpeg
    case "png": .png
    default: nil
    }
  }
}
