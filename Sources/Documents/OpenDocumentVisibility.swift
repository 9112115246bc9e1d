/// What of OpenDocument (ISO/IEC 26300 part 1) is known to leave text where it is seen. A property of letters that is not
/// listed here may do anything.
enum OpenDocumentVisibility {
  /// Properties of letters, without `-asian` and `-complex`.
  private static let letters: Set<String> = [
    "fo:font-family", "fo:font-style", "fo:font-weight", "fo:font-variant", "fo:text-transform", "fo:language",
    "fo:country",
    "fo:script", "fo:hyphenate", "fo:hyphenation-remain-char-count", "fo:hyphenation-push-char-count", "fo:text-shadow",
    "style:font-name", "style:font-family", "style:font-style", "style:font-weight", "style:font-family-generic",
    "style:font-pitch", "style:font-charset", "style:font-style-name", "style:language", "style:country",
    "style:script",
    "style:rfc-language-tag", "style:letter-kerning", "style:text-emphasize", "style:text-outline", "style:font-relief",
    "style:use-window-font-color", "style:text-blinking",
  ]

  /// Why an element may hide text, or is not known not to; nil where it leaves it as it is.
  static func concern(_ element: String, _ attributes: [String: String]) -> String? {
    if element.hasPrefix("draw:"), !isInline(element, attributes) { return "under something drawn" }
    for (key, value) in attributes.sorted(by: { $0.key < $1.key }) {
      if let concern = concern(of: key, value, isLetters: element == "style:text-properties") { return concern }
    }
    return nil
  }

  /// A picture that stands among the letters covers none.
  private static func isInline(_ element: String, _ attributes: [String: String]) -> Bool {
    switch element {
    case "draw:frame": attributes["text:anchor-type"] == "as-char"
    case "draw:image", "draw:object", "draw:object-ole", "draw:a": true
    // What shapes are filled and ended with is none.
    case "draw:gradient", "draw:hatch", "draw:fill-image", "draw:opacity", "draw:marker", "draw:stroke-dash": true
    default: false
    }
  }

  private static func concern(of key: String, _ value: String, isLetters: Bool) -> String? {
    let name = ["-asian", "-complex"].first(where: key.hasSuffix).map { String(key.dropLast($0.count)) } ?? key
    switch name {
    case "text:display", "table:display": return ["true", "block"].contains(value) ? nil : "document"
    case "table:visibility": return value == "visible" ? nil : "document"
    case "text:condition": return "conditions"
    case "text:is-hidden": return value == "false" ? nil : "document"
    case "fo:color": return Legibility.isDark(value) ? nil : "letters of a light colour"
    case "fo:background-color":
      return value == "transparent" || Legibility.isLight(value) ? nil : "letters on a dark ground"
    case "fo:font-size", "style:font-size": return Legibility.isReadableSize(value) ? nil : "tiny letters"
    case "loext:opacity":
      return Legibility.length(value).map { $0.number >= 50 } ?? false ? nil : "letters of a light colour"
    case "loext:char-shading-value": return value == "0" ? nil : "letters on a dark ground"
    case "style:text-scale":
      return Legibility.length(value).map { (33...600).contains($0.number) } ?? false ? nil : "tiny letters"
    case "style:text-position":
      let size = value.split(separator: " ").dropFirst().first.map(String.init) ?? "100%"
      let place = value.split(separator: " ").first.map(String.init) ?? ""
      let isNear =
        ["super", "sub"].contains(place) || (Legibility.length(place).map { abs($0.number) <= 100 } ?? false)
      return isNear && Legibility.isReadableSize(size) ? nil : "moved letters"
    case "fo:letter-spacing":
      let isNear = value == "normal" || Legibility.isHarmlessDistance(value.hasPrefix("-0.0") ? "0cm" : value)
      return isNear ? nil : "moved letters"
    case "fo:text-indent":
      return Legibility.isHarmlessDistance(value.hasPrefix("-") ? String(value.dropFirst()) : value)
        ? nil : "outside the page"
    case "fo:line-height", "style:row-height":
      return value == "normal" || Legibility.isReadableSize(value) ? nil : "lines cut off"
    case "fo:margin", "fo:margin-left", "fo:margin-right", "fo:margin-top", "fo:margin-bottom", "fo:padding":
      return Legibility.isHarmlessDistance(value) ? nil : "outside the page"
    default:
      let isKnown =
        letters.contains(name) || name.hasPrefix("style:text-underline") || name.hasPrefix("style:text-line-through")
        || name.hasPrefix("style:text-overline") || name.hasPrefix("officeooo:") || name.hasPrefix("loext:hyphenation")
      return isLetters && !isKnown ? "properties of an unknown effect" : nil
    }
  }
}
