/// HTML: what is shown of it, and a new page made from that.
enum HTMLDocument {
  private static let blocks: Set<String> = [
    "p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "ul", "ol", "dl", "dt", "dd",
    "blockquote", "pre", "figure", "figcaption", "hr", "address", "body", "form", "fieldset", "details", "summary",
    "caption", "title",
  ]
  /// Elements that never have a closing tag.
  private static let empty: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]

  /// The visible text.
  ///
  /// - Throws: `notUTF8`, `tooLarge`, `malformed` where a reference in the text is not known.
  static func extract(_ bytes: [UInt8]) throws(DocumentError) -> FlowText {
    var reader = HTMLReader(try DecodedText.decode(bytes))
    var flow = FlowText()
    var line = ""
    var kind = FlowText.Kind.paragraph
    var cells: [String] = []
    var isInRow = false
    var hiddenName: String?
    var hiddenDepth = 0
    func end(_ flow: inout FlowText) {
      if isInRow {
        line += " "
      } else {
        flow.append(line, kind)
        line = ""
        kind = .paragraph
      }
    }
    for event in try reader.events() {
      switch event {
      case .open(let name, let attributes):
        if let hiddenName {
          if name == hiddenName { hiddenDepth += 1 }
          continue
        }
        if isHidden(attributes) {
          flow.leaveOut(.hiddenText)
          if !empty.contains(name) { (hiddenName, hiddenDepth) = (name, 1) }
          continue
        }
        switch name {
        case "br": line += " "
        case "img": flow.leaveOut(.unreadPicture)
        case "tr":
          end(&flow)
          isInRow = true
        case "td", "th":
          line = ""
        case "li":
          end(&flow)
          if !isInRow { kind = .item }
        case _ where heading(name) != nil:
          end(&flow)
          if !isInRow { kind = .heading(heading(name) ?? 1) }
        case _ where blocks.contains(name): end(&flow)
        default: break
        }
      case .close(let name):
        if let hidden = hiddenName {
          if name == hidden { hiddenDepth -= 1 }
          if hiddenDepth == 0 { hiddenName = nil }
          continue
        }
        switch name {
        case "td", "th":
          cells.append(line)
          line = ""
        case "tr":
          if !line.trimmingBlanks.isEmpty { cells.append(line) }
          flow.append(row: cells)
          (line, cells, isInRow) = ("", [], false)
        case "li": end(&flow)
        case _ where blocks.contains(name) || heading(name) != nil: end(&flow)
        default: break
        }
      case .text(let text) where hiddenName == nil: line += text
      case .comment: flow.leaveOut(.comment)
      case .raw: flow.leaveOut(.script)
      default: break
      }
    }
    if isInRow {
      if !line.trimmingBlanks.isEmpty { cells.append(line) }
      flow.append(row: cells)
    } else {
      flow.append(line, kind)
    }
    // A browser would show what this program cannot read.
    guard reader.unknownReferences == 0 else { throw .malformed(.html) }
    return flow
  }

  static func isHidden(_ attributes: [String: String]) -> Bool {
    if attributes["hidden"] != nil || attributes["type"]?.lowercased() == "hidden" { return true }
    guard let style = attributes["style"] else { return false }
    let flat = style.lowercased().filter { !$0.isWhitespace }
    return ["display:none", "visibility:hidden", "font-size:0", "opacity:0"].contains { flat.contains($0) }
  }

  private static func heading(_ name: String) -> Int? {
    guard name.utf8.count == 2, name.hasPrefix("h"), let level = Int(name.dropFirst()), (1...6).contains(level) else {
      return nil
    }
    return level
  }

  /// A new page of the redacted text.
  static func write(_ flow: FlowText, _ redacted: String) -> [UInt8] {
    var body = ""
    var current = ""
    for line in flow.lines(of: redacted) {
      let escaped = CharacterReference.escaped(line.text)
      let wrapper = line.kind == .row ? "table" : line.kind == .item ? "ul" : ""
      if wrapper != current {
        if !current.isEmpty { body += "</\(current)>\n" }
        if !wrapper.isEmpty { body += "<\(wrapper)>\n" }
        current = wrapper
      }
      switch line.kind {
      case .paragraph: body += "<p>\(escaped)</p>\n"
      case .heading(let level): body += "<h\(level)>\(escaped)</h\(level)>\n"
      case .item: body += "<li>\(escaped)</li>\n"
      case .row:
        let cells = escaped.split(separator: "\t", omittingEmptySubsequences: false)
        body += "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
      }
    }
    if !current.isEmpty { body += "</\(current)>\n" }
    return Array("<!doctype html>\n<html>\n<meta charset=\"utf-8\">\n<title></title>\n\(body)</html>\n".utf8)
  }
}
