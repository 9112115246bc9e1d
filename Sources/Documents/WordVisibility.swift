/// What of WordprocessingML (ECMA-376 part 1, 17) is known to leave text where it is seen. A property that is not listed
/// here may do anything.
enum WordVisibility {
  /// What letters, paragraphs and tables may have in them; other elements have no rule here.
  private static let children: [String: Set<String>] = [
    "w:rPr": [
      "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
      "emboss",
      "imprint", "noProof", "snapToGrid", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u",
      "bdr", "shd", "vertAlign", "rtl", "cs", "em", "lang", "vanish", "webHidden",
      "w14:ligatures", "w14:numForm", "w14:numSpacing", "w14:cntxtAlts",
    ],
    "w:pPr": [
      "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "suppressLineNumbers", "pBdr",
      "shd",
      "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
      "autoSpaceDN",
      "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap",
      "jc", "textDirection", "textAlignment", "outlineLvl", "cnfStyle", "divId", "rPr", "sectPr",
    ],
    "w:r": [
      "rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "ptab", "pgNum", "lastRenderedPageBreak",
      "fldChar", "drawing", "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "separator",
      "continuationSeparator", "annotationRef", "delText", "delInstrText",
    ],
    "w:p": [
      "pPr", "r", "hyperlink", "bookmarkStart", "bookmarkEnd", "proofErr", "smartTag", "sdt", "commentRangeStart",
      "commentRangeEnd", "permStart", "permEnd",
    ],
    "w:tblPr": [
      "tblStyle", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd",
      "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
    ],
    "w:trPr": [
      "cnfStyle", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader",
      "tblCellSpacing",
      "jc",
    ],
    "w:tcPr": [
      "cnfStyle", "tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "vAlign",
      "hideMark",
    ],
    "w:drawing": ["wp:inline"],
  ]

  /// What has findings of its own.
  private static let judgedElsewhere: Set<String> = [
    "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:instrText", "w:fldSimple", "w:object",
    "w:commentReference", "w:cellIns", "w:cellDel",
  ]

  /// Why an element inside `parent` may hide text, or is not known not to; nil where it leaves it as it is.
  static func concern(_ element: String, in parent: String?, _ attributes: [String: String]) -> String? {
    if element == "wp:anchor" || element.hasPrefix("v:") { return "under something drawn" }
    if let allowed = parent.flatMap({ children[$0] }), !judgedElsewhere.contains(element),
      !allowed.contains(element.hasPrefix("w:") ? String(element.dropFirst(2)) : element)
    {
      return element == "w:pict" ? "under something drawn" : "properties of an unknown effect"
    }
    let value = attributes["w:val"]
    let number = value.flatMap { Int($0) }
    switch element {
    case "w:vanish", "w:webHidden": return value == "0" || value == "false" ? nil : "document"
    case "w:color" where parent == "w:rPr":
      let isTheme = attributes["w:themeColor"].map { $0.hasPrefix("background") || $0.hasPrefix("light") } ?? false
      return !isTheme && (value == "auto" || Legibility.isDark(value ?? "")) ? nil : "letters of a light colour"
    case "w:highlight":
      let light: Set<String> = ["none", "yellow", "white", "lightGray", "green", "cyan"]
      return light.contains(value ?? "") ? nil : "letters on a dark ground"
    case "w:shd":
      let fill = attributes["w:fill"] ?? "auto"
      let isPlain = ["clear", "nil"].contains(value ?? "") && (fill == "auto" || Legibility.isLight(fill))
      let isTheme = attributes["w:themeFill"].map { !$0.hasPrefix("background") && !$0.hasPrefix("light") } ?? false
      return isPlain && !(isTheme && fill == "auto") ? nil : "letters on a dark ground"
    case "w:background": return Legibility.isLight(attributes["w:color"] ?? "") ? nil : "letters on a dark ground"
    // Half points; hundredths of the width; half points up or down; twentieths of a point.
    case "w:sz", "w:szCs": return parent != "w:rPr" || number.map { $0 >= 10 } ?? false ? nil : "tiny letters"
    case "w:w" where parent == "w:rPr": return number.map { (33...600).contains($0) } ?? false ? nil : "tiny letters"
    case "w:position": return number.map { abs($0) <= 48 } ?? false ? nil : "moved letters"
    case "w:spacing" where parent == "w:rPr":
      return number.map { (-40...400).contains($0) } ?? false ? nil : "moved letters"
    case "w:spacing":
      let isClipped = attributes["w:lineRule"] == "exact" && Int(attributes["w:line"] ?? "") ?? 0 < 120
      return isClipped ? "lines cut off" : nil
    case "w:trHeight":
      let isClipped = attributes["w:hRule"] == "exact" && number ?? 0 < 200
      return isClipped ? "lines cut off" : nil
    case "w:ind", "w:tblInd":
      let places = ["w:left", "w:start", "w:right", "w:end", "w:firstLine", "w:w"].compactMap { attributes[$0] }
      return places.allSatisfy { Int($0).map { (-1440...9000).contains($0) } ?? false } ? nil : "outside the page"
    default: return nil
    }
  }
}
