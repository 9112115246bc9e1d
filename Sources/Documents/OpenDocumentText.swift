/// OpenDocument text (ISO/IEC 26300): what is shown of it, and a new one made from that.
enum OpenDocumentText {
  static let mediaType = "application/vnd.oasis.opendocument.text"
  /// Elements whose content is not part of the running text.
  private static let skippedElements: [String: DocumentFinding.Kind] = [
    "text:tracked-changes": .trackedChange, "office:annotation": .comment, "office:forms": .form,
    "office:scripts": .script, "text:hidden-text": .hiddenText, "text:hidden-paragraph": .hiddenText,
    "svg:title": .alternativeText, "svg:desc": .alternativeText, "draw:object": .embeddedObject,
    "office:binary-data": .embeddedObject,
  ]

  /// The visible text of the body.
  ///
  /// - Throws: `malformed`, `encrypted`, `tooLarge`.
  static func extract(_ bytes: [UInt8]) throws(DocumentError) -> FlowText {
    let archive = try ZipArchive(bytes)
    guard let body = archive.entry("content.xml") else { throw .malformed(.odt) }
    if let manifest = archive.entry("META-INF/manifest.xml"),
      Pattern.find("encryption-data", in: try archive.content(of: manifest), from: 0) != nil
    {
      throw .encrypted
    }
    let events = try XMLReader.events(archive.content(of: body), of: .odt)
    var flow = FlowText()
    let hiddenStyles = hiddenStyles(events)
    var line = ""
    var cells: [String] = []
    var tableDepth = 0
    var isBody = false
    var kinds: [FlowText.Kind] = []
    var itemDepth = 0
    let shown = XMLReader.kept(events) { name, attributes in
      let isHidden =
        hiddenStyles.contains(attributes["text:style-name"] ?? "") || attributes["text:display"] == "none"
      guard let kind = isHidden ? .hiddenText : skippedElements[name] else { return false }
      flow.leaveOut(kind)
      return true
    }
    for event in shown {
      switch event {
      case .open(let name, let attributes):
        switch name {
        case "office:text": isBody = true
        case "text:p": kinds.append(itemDepth > 0 ? .item : .paragraph)
        case "text:h": kinds.append(.heading(min(max(Int(attributes["text:outline-level"] ?? "") ?? 1, 1), 6)))
        case "text:list-item": itemDepth += 1
        case "text:s":
          line += String(repeating: " ", count: min(max(Int(attributes["text:c"] ?? "") ?? 1, 1), 80))
        case "text:tab", "text:line-break": line += " "
        case "table:table": tableDepth += 1
        case "draw:image": flow.leaveOut(.unreadPicture)
        default: break
        }
      case .close(let name):
        switch name {
        case "text:p", "text:h":
          let kind = kinds.popLast() ?? .paragraph
          if tableDepth > 0 {
            line += " "
          } else {
            flow.append(line, kind)
            line = ""
          }
        case "text:list-item": itemDepth -= 1
        case "table:table-cell" where tableDepth == 1:
          cells.append(line)
          line = ""
        case "table:table-row" where tableDepth == 1:
          flow.append(row: cells)
          cells = []
        case "table:table": tableDepth -= 1
        case "office:text": isBody = false
        default: break
        }
      case .text(let text) where isBody && !kinds.isEmpty: line += text
      default: break
      }
    }
    if archive.entry("meta.xml") != nil { flow.leaveOut(.properties) }
    return flow
  }

  /// Names of styles whose text is not shown.
  static func hiddenStyles(_ events: [XMLReader.Event]) -> Set<String> {
    var current: String?
    var hidden: Set<String> = []
    for case .open(let name, let attributes) in events {
      if name == "style:style" { current = attributes["style:name"] }
      if name == "style:text-properties", attributes["text:display"] == "none", let current { hidden.insert(current) }
    }
    return hidden
  }

  /// A new document of the redacted text.
  static func write(_ flow: FlowText, _ redacted: String) throws(DocumentError) -> [UInt8] {
    var body = ""
    var width = 0
    var rows = ""
    func endTable() {
      guard !rows.isEmpty else { return }
      body += "<table:table><table:table-column table:number-columns-repeated=\"\(width)\"/>\(rows)</table:table>"
      rows = ""
      width = 0
    }
    for line in flow.lines(of: redacted) {
      let escaped = CharacterReference.escaped(line.text)
      switch line.kind {
      case .row:
        let cells = escaped.split(separator: "\t", omittingEmptySubsequences: false)
        width = max(width, cells.count)
        rows +=
          "<table:table-row>"
          + cells.map { "<table:table-cell><text:p>\($0)</text:p></table:table-cell>" }.joined() + "</table:table-row>"
      case .heading(let level):
        endTable()
        body += "<text:h text:outline-level=\"\(level)\">\(escaped)</text:h>"
      case .item:
        endTable()
        body += "<text:list><text:list-item><text:p>\(escaped)</text:p></text:list-item></text:list>"
      case .paragraph:
        endTable()
        body += "<text:p>\(escaped)</text:p>"
      }
    }
    endTable()
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let name = "urn:oasis:names:tc:opendocument:xmlns:"
    let content =
      head + "<office:document-content xmlns:office=\"\(name)office:1.0\" xmlns:text=\"\(name)text:1.0\""
      + " xmlns:table=\"\(name)table:1.0\" office:version=\"1.2\"><office:body><office:text>\(body)"
      + "</office:text></office:body></office:document-content>"
    let manifest =
      head + "<manifest:manifest xmlns:manifest=\"\(name)manifest:1.0\" manifest:version=\"1.2\">"
      + "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"\(mediaType)\"/>"
      + "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    return try ZipArchive.write([
      ("mimetype", Array(mediaType.utf8)), ("META-INF/manifest.xml", Array(manifest.utf8)),
      ("content.xml", Array(content.utf8)),
    ])
  }
}
