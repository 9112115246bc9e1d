/// Office Open XML text (ECMA-376): what is shown of it, and a new one made from that.
enum WordDocument {
  private static let lineBreaks: Set<String> = ["w:br", "w:cr"]

  /// The visible text of the body and the notes.
  ///
  /// - Throws: `malformed`, `encrypted`, `tooLarge`.
  static func extract(_ bytes: [UInt8]) throws(DocumentError) -> FlowText {
    let archive = try ZipArchive(bytes)
    guard let body = archive.entry("word/document.xml") else { throw .malformed(.docx) }
    var flow = FlowText()
    try read(archive.content(of: body), into: &flow)
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
      if let notes = archive.entry(name) { try read(archive.content(of: notes), into: &flow) }
    }
    for entry in archive.entries {
      if entry.name.hasPrefix("word/comments") { flow.leaveOut(.comment) }
      if entry.name.hasPrefix("word/header") || entry.name.hasPrefix("word/footer") { flow.leaveOut(.headerOrFooter) }
      if entry.name.hasPrefix("word/media/") { flow.leaveOut(.unreadPicture) }
      if entry.name.hasPrefix("word/embeddings/") { flow.leaveOut(.embeddedObject) }
      if entry.name.hasPrefix("docProps/") { flow.leaveOut(.properties) }
    }
    return flow
  }

  private static func read(_ bytes: [UInt8], into flow: inout FlowText) throws(DocumentError) {
    var line = ""
    var kind = FlowText.Kind.paragraph
    var cells: [String] = []
    var tableDepth = 0
    var isHidden = false
    var isText = false
    let events = XMLReader.kept(try XMLReader.events(bytes, of: .docx)) { name, _ in
      if name == "w:del" || name == "w:moveFrom" {
        flow.leaveOut(.trackedChange)
        return true
      }
      return name == "mc:Fallback"
    }
    for event in events {
      switch event {
      case .open(let name, let attributes):
        switch name {
        case "w:t": isText = true
        case "w:tab" where !line.isEmpty: line += " "
        case "w:noBreakHyphen": line += "\u{2011}"
        case "w:sym": line += symbol(attributes)
        case _ where lineBreaks.contains(name): line += " "
        case "w:r": isHidden = false
        case "w:vanish", "w:webHidden":
          let value = attributes["w:val"]
          isHidden = value != "0" && value != "false"
        case "w:tbl": tableDepth += 1
        case "w:pStyle":
          let style = attributes["w:val"]?.lowercased() ?? ""
          if style.hasPrefix("heading"), let level = Int(style.dropFirst(7)), (1...6).contains(level) {
            kind = .heading(level)
          } else if style == "title" {
            kind = .heading(1)
          }
        case "w:numPr" where kind == .paragraph: kind = .item
        default: break
        }
      case .close(let name):
        switch name {
        case "w:t": isText = false
        case "w:r": isHidden = false
        case "w:p":
          // A cell's paragraphs are one text; a table inside a cell is read as part of it.
          if tableDepth > 0 { line += " " } else { flow.append(line, kind) }
          if tableDepth == 0 { line = "" }
          kind = .paragraph
        case "w:tc" where tableDepth == 1:
          cells.append(line)
          line = ""
        case "w:tr" where tableDepth == 1:
          flow.append(row: cells)
          cells = []
        case "w:tbl": tableDepth -= 1
        default: break
        }
      case .text(let text) where isText:
        if isHidden { flow.leaveOut(.hiddenText) } else { line += text }
      default: break
      }
    }
  }

  /// A letter by its number, which may lie in the private area of a font.
  private static func symbol(_ attributes: [String: String]) -> String {
    guard let value = UInt32(attributes["w:char"] ?? "", radix: 16), value > 31 else { return "" }
    return Unicode.Scalar((0xF000...0xF0FF).contains(value) ? value - 0xF000 : value).map { String($0) } ?? ""
  }

  /// A new document of the redacted text: no properties, no styles of the original, no numbers of sessions.
  static func write(_ flow: FlowText, _ redacted: String) throws(DocumentError) -> [UInt8] {
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    var body = ""
    var isInTable = false
    for line in flow.lines(of: redacted) {
      if line.kind == .row {
        if !isInTable { body += "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr>" }
        let cells = line.text.split(separator: "\t", omittingEmptySubsequences: false)
        body += "<w:tr>" + cells.map { "<w:tc>" + paragraph(String($0), "") + "</w:tc>" }.joined() + "</w:tr>"
      } else {
        if isInTable { body += "</w:tbl>" }
        body += paragraph(line.kind == .item ? "• " + line.text : line.text, format(line.kind))
      }
      isInTable = line.kind == .row
    }
    if isInTable { body += "</w:tbl>" + paragraph("", "") }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let types =
      head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Override PartName=\"/word/document.xml\" ContentType=\""
      + "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
    let relations =
      head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + "<Relationship Id=\"rId1\" Type=\""
      + "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
      + " Target=\"word/document.xml\"/></Relationships>"
    let document = head + "<w:document xmlns:w=\"\(namespace)\"><w:body>\(body)</w:body></w:document>"
    return try ZipArchive.write([
      ("[Content_Types].xml", Array(types.utf8)), ("_rels/.rels", Array(relations.utf8)),
      ("word/document.xml", Array(document.utf8)),
    ])
  }

  private static func format(_ kind: FlowText.Kind) -> String {
    guard case .heading(let level) = kind else { return "" }
    return "<w:rPr><w:b/><w:sz w:val=\"\(max(24, 36 - 4 * level))\"/></w:rPr>"
  }

  private static func paragraph(_ text: String, _ format: String) -> String {
    "<w:p><w:r>\(format)<w:t xml:space=\"preserve\">\(CharacterReference.escaped(text))</w:t></w:r></w:p>"
  }
}
