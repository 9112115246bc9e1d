/// What of HTML is known to leave text where it is seen. Elements, attributes and declarations that are not listed here
/// may do anything.
enum PageVisibility {
  private static let elements: Set<String> = [
    "html", "head", "title", "meta", "body", "p", "div", "span", "br", "hr", "wbr", "h1", "h2", "h3", "h4", "h5", "h6",
    "ul",
    "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col",
    "blockquote", "pre", "code", "kbd", "samp", "var", "tt", "a", "b", "i", "u", "s", "em", "strong", "big", "small",
    "sub",
    "sup", "font", "center", "abbr", "cite", "q", "ins", "del", "mark", "time", "section", "article", "header",
    "footer",
    "main", "nav", "aside", "figure", "figcaption", "address",
    // Findings of their own.
    "script", "style", "link", "base", "img", "picture", "video", "audio", "embed", "canvas", "form", "input",
    "textarea",
    "select",
  ]

  private static let attributes: Set<String> = [
    "id", "class", "lang", "dir", "align", "valign", "colspan", "rowspan", "span", "width", "border", "cellpadding",
    "cellspacing", "nowrap", "scope", "headers", "start", "value", "type", "charset", "content", "http-equiv", "face",
    "datetime", "clear", "rules", "frame", "role", "compact", "noshade", "xmlns", "xml:lang",
    // Findings of their own, or judged beside them.
    "style", "hidden", "href", "action", "src", "name", "property", "alt", "title", "rel", "target",
  ]

  /// Whether an element and its attributes can hide text, or are not known.
  static func mayHide(_ name: String, _ attributes: [String: String]) -> Bool {
    guard elements.contains(name) else { return true }
    return !attributes.allSatisfy { key, value in
      let value = value.lowercased().filter { !$0.isWhitespace }
      switch key {
      case "style": return value.split(separator: ";").allSatisfy(isHarmless)
      case "color", "text", "link", "vlink", "alink": return Legibility.isDark(value)
      case "bgcolor": return Legibility.isLight(value)
      case "size": return Int(value).map { (-2...7).contains($0) } ?? false
      case "height": return Legibility.length(value).map { $0.number >= 10 } ?? false
      default:
        return Self.attributes.contains(key) || key.hasPrefix("on") || key.hasPrefix("data-") || key == "aria-label"
      }
    }
  }

  private static let properties: Set<String> = [
    "font-weight", "font-style", "font-family", "font-variant", "text-align", "text-decoration", "text-decoration-line",
    "text-transform", "direction", "list-style", "list-style-type", "list-style-position",
    "border-collapse", "table-layout", "caption-side", "white-space", "word-wrap", "overflow-wrap", "hyphens",
    "orphans",
    "widows", "page-break-before", "page-break-after", "page-break-inside", "break-before", "break-after",
    "break-inside",
  ]

  private static func isHarmless(_ declaration: Substring) -> Bool {
    let parts = declaration.replacing("!important", with: "").split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return false }
    let (name, value) = (String(parts[0]), String(parts[1]))
    switch name {
    case "color": return Legibility.isDark(value)
    case "background", "background-color": return value == "transparent" || Legibility.isLight(value)
    case "font-size": return Legibility.isReadableSize(value)
    case "line-height":
      return value == "normal" || Legibility.isReadableSize(value)
        || (Double(value).map { $0 >= 0.8 && $0 < 10 } ?? false)
    case "vertical-align": return ["baseline", "sub", "super", "top", "middle", "bottom"].contains(value)
    case "text-indent", "letter-spacing", "word-spacing": return Legibility.isHarmlessDistance(value)
    case _ where name == "border" || name.hasPrefix("border-"): return true
    case _ where name.hasPrefix("margin-") || name.hasPrefix("padding-"): return Legibility.isHarmlessDistance(value)
    default: return properties.contains(name)
    }
  }
}
