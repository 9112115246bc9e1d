/// What HTML, Markdown and CSV say beside what they show.
enum MarkupInspector {
  static func inspectHTML(_ bytes: [UInt8], _ inspection: inout Inspection) {
    guard let text = try? DecodedText.decode(bytes) else {
      inspection.add(.unreadable, "HTML")
      return inspection.readLoosely(bytes, "HTML")
    }
    var reader = HTMLReader(text)
    guard let events = try? reader.events() else { return inspection.add(.unreadable, "HTML") }
    inspection.add(.unreadable, "character references", count: reader.unknownReferences)
    if let flow = try? HTMLDocument.extract(bytes) { inspection.read(flow.text, "text") }
    // The same text without any break: mark-up inside a word must not hide it.
    var joined = ""
    for event in events {
      switch event {
      case .open(let name, let attributes):
        inspect(name, attributes, &inspection)
        if attributes.isEmpty { continue }
        inspection.read(attributes.values.sorted().joined(separator: "\n"), "attributes", isRunning: false)
      case .text(let text): joined += text
      case .comment(let comment):
        inspection.add(.comment, "HTML")
        inspection.read(comment, "comments")
      case .raw(let name, let content):
        inspection.add(name == "style" ? .applicationData : .script, name == "style" ? "style" : "scripts")
        inspection.read(content, "scripts", isRunning: false)
      case .close: break
      }
    }
    inspection.read(joined, "text in one piece", isRunning: false)
  }

  private static func inspect(_ name: String, _ attributes: [String: String], _ inspection: inout Inspection) {
    if HTMLDocument.isHidden(attributes) { inspection.add(.hiddenText, "HTML") }
    // Not left out when a new page is made: white may stand on black.
    if PageVisibility.mayHide(name, attributes) { inspection.add(.hiddenText, "style") }
    if let target = attributes["href"] ?? attributes["action"], !target.hasPrefix("#") { inspection.add(.link, "HTML") }
    if attributes.keys.contains(where: { $0.hasPrefix("on") }) { inspection.add(.script, "attributes") }
    if attributes.keys.contains(where: { $0.hasPrefix("data-") }) { inspection.add(.applicationData, "attributes") }
    if attributes["alt"]?.isEmpty == false || attributes["title"] != nil || attributes["aria-label"] != nil {
      inspection.add(.alternativeText, "HTML")
    }
    switch name {
    case "img", "picture", "video", "audio", "embed", "canvas": inspection.add(.unreadPicture, "HTML")
    case "meta" where attributes["name"] != nil || attributes["property"] != nil: inspection.add(.metadata, "HTML")
    case "input", "textarea", "select": inspection.add(.form, "HTML")
    case "link", "base": inspection.add(.link, "HTML")
    default: break
    }
  }

  static func inspectMarkdown(_ bytes: [UInt8], _ inspection: inout Inspection) {
    guard let (text, leftOut) = try? MarkdownDocument.extract(bytes) else {
      return inspection.add(.unreadable, "Markdown")
    }
    inspection.read(text, "text as shown", isRunning: false)
    for (kind, count) in leftOut { inspection.add(kind, "Markdown", count: count) }
  }

  static func inspectCSV(_ bytes: [UInt8], _ inspection: inout Inspection) {
    guard let (rows, _) = try? CSVDocument.rows(bytes) else {
      inspection.add(.unreadable, "CSV")
      return inspection.readLoosely(bytes, "CSV")
    }
    inspection.add(.formula, "cells", count: rows.reduce(0) { $0 + $1.count(where: CSVDocument.isFormula) })
    inspection.read(rows.map { $0.joined(separator: "\t") }.joined(separator: "\n"), "cells")
  }
}
