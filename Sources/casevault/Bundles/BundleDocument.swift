import Foundation
import Records

/// The readable form of a bundle in one language: a page for a browser, without anything it would have to fetch, and the
/// same as text. The recipient's name stands on it, so that a copy that turns up elsewhere says whose it was.
struct BundleDocument {
  let index: BundleIndex
  let codebook: Codebook
  let language: LabelLanguage

  private struct Section {
    let heading: String
    let rows: [(label: String, value: String)]
    let text: String?
  }

  /// What was recorded begins lines with white space only: it cannot pass for a heading.
  var text: [UInt8] {
    func line(_ row: (label: String, value: String)) -> String {
      "\(row.label): \(Self.indented(row.value).dropFirst(2))"
    }
    var lines = header.map(line)
    lines.insert(BundleWording.title[language], at: 0)
    lines += ["", BundleWording.confidential[language]]
    for section in sections {
      lines += ["", "== \(section.heading)"] + section.rows.map(line)
      if let text = section.text { lines += ["", Self.indented(text)] }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func indented(_ text: String) -> String {
    Terminal.harmless(text, keepingLines: true).split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  " + $0 }.joined(separator: "\n")
  }

  var html: [UInt8] {
    func table(_ rows: [(label: String, value: String)]) -> String {
      "<table>" + rows.map { "<tr><th>\(Self.escaped($0.label))</th><td>\(Self.escaped($0.value))</td></tr>" }.joined()
        + "</table>\n"
    }
    let title = Self.escaped(BundleWording.title[language])
    var page = """
      <!doctype html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(title)</title>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <style>body{font-family:sans-serif;max-width:50em;margin:2em auto;padding:0 1em}th{text-align:left;vertical-align:top;\
      padding-right:1em;font-weight:normal;color:#555}pre{white-space:pre-wrap;font-family:inherit}h2{font-size:1.1em;\
      margin-top:2em;border-top:1px solid #ccc;padding-top:.5em}.notice{border:1px solid;padding:.5em}</style></head><body>
      <h1>\(title)</h1>

      """
    page += table(header) + "<p class=\"notice\">\(Self.escaped(BundleWording.confidential[language]))</p>\n"
    for section in sections {
      page += "<h2>\(Self.escaped(section.heading))</h2>\n" + table(section.rows)
      if let text = section.text { page += "<pre>\(Self.escaped(text))</pre>\n" }
    }
    if !index.files.isEmpty {
      page += "<h2>\(Self.escaped(BundleWording.files[language]))</h2>\n<ul>"
      for file in index.files {
        // The path was made here of hexadecimal digits; the name came from outside.
        page += "<li><a href=\"\(file.path.dropFirst(5))\">\(Self.escaped(file.name))</a>, \(file.size)</li>"
      }
      page += "</ul>\n"
    }
    return Array((page + "</body></html>\n").utf8)
  }

  private var header: [(label: String, value: String)] {
    [
      (BundleWording.forRecipient[language], index.recipient), (BundleWording.made[language], index.made),
      (BundleWording.bundle[language], index.bundle),
    ]
  }

  private var sections: [Section] {
    index.records.map { record in
      Section(
        heading: "\(BundleWording.kind(record.kind, language)) \(record.id.prefix(8)), "
          + "\(BundleWording.recorded[language]) \(record.recordedAt)",
        rows: rows(record), text: record.text)
    }
  }

  private func rows(_ record: BundleRecord) -> [(label: String, value: String)] {
    guard let json = try? JSONEncoder().encode(record.content), let tree = try? FieldTree(json: [UInt8](json)) else {
      return []
    }
    return tree.fields.map { field in
      (BundleWording.field(field.path, language), value(field.text, field.path, record.kind))
    }
  }

  /// Codes in words; identifiers by their beginning, as headings show them.
  private func value(_ text: String, _ path: String, _ kind: RecordKind) -> String {
    if let list = BundleWording.list(path, of: kind), let label = codebook.label(list, text, language) { return label }
    return RecordID(hex: text)?.short ?? text
  }

  /// For a page; without what would show one text as another.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in Terminal.harmless(text, keepingLines: true).unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
