import Redaction

@testable import Documents

/// Small documents made here, and the one fictional person they name.
enum Samples {
  static let people = [
    KnownIdentity(
      id: "1", names: [KnownName(script: "ru", surname: "Образцов", given: "Тимофей")], iin: "851102300003")
  ]

  static func check(_ bytes: [UInt8], name: String = "", picturesReviewed: Bool = true) throws -> DocumentReport {
    try DocumentCheck(identities: people, picturesReviewed: picturesReviewed).check(bytes, name: name)
  }

  static func kinds(_ bytes: [UInt8], name: String = "") throws -> Set<DocumentFinding.Kind> {
    Set(try check(bytes, name: name).findings.map(\.kind))
  }

  /// What the rules are sure of is masked, every suggestion left standing.
  static func redact(
    _ bytes: [UInt8], name: String, output: DocumentFormat? = nil, areas: [Area] = [], picturesReviewed: Bool = true
  ) throws -> [UInt8] {
    let document = try RedactableDocument(bytes, name: name, output: output, picturesReviewed: picturesReviewed)
    let findings = try TextScanner(identities: people).scan(document.text)
    var review = try Review(text: document.text, findings: findings, documentDigest: [1])
    for index in review.entries.indices where review.entries[index].verdict == nil {
      review.decide(index, .reject, reason: .notIdentifying)
    }
    return try document.redacted(try review.decided(), pseudonyms: nil, language: .russian, areas: areas)
  }

  // MARK: Word

  static func docx(
    _ body: String, extra: [(name: String, bytes: [UInt8])] = [], attributes: String = ""
  ) throws -> [UInt8] {
    let document =
      "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>\(body)</w:body></w:document>"
    return try ZipArchive.write(
      [
        ("[Content_Types].xml", Array("<Types/>".utf8)), ("_rels/.rels", Array("<Relationships/>".utf8)),
        ("word/document.xml", Array(document.utf8)),
      ] + extra)
  }

  static func paragraph(_ text: String, _ format: String = "") -> String {
    "<w:p><w:r>\(format)<w:t>\(text)</w:t></w:r></w:p>"
  }

  static func odt(_ body: String, styles: String = "", extra: [(name: String, bytes: [UInt8])] = []) throws -> [UInt8] {
    let content =
      "<office:document-content><office:automatic-styles>\(styles)</office:automatic-styles><office:body>"
      + "<office:text>\(body)</office:text></office:body></office:document-content>"
    return try ZipArchive.write(
      [
        ("mimetype", Array(OpenDocumentText.mediaType.utf8)), ("META-INF/manifest.xml", Array("<manifest/>".utf8)),
        ("content.xml", Array(content.utf8)),
      ] + extra)
  }

  // MARK: PDF

  /// A PDF of objects 1, 2, …; the first is the catalogue.
  static func pdf(_ objects: [String], trailer: String = "") -> [UInt8] {
    var file = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      file += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
    }
    file += "trailer\n<</Size \(objects.count + 1)/Root 1 0 R\(trailer)>>\nstartxref\n\(start)\n%%EOF\n"
    return Array(file.utf8)
  }

  /// One page of 200 by 100 points that shows `content`; Latin letters only.
  static func page(
    _ content: String, catalog: String = "", page: String = "", more: [String] = [], trailer: String = ""
  ) -> [UInt8] {
    pdf(
      [
        "<</Type/Catalog/Pages 2 0 R\(catalog)>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R\(page)>>",
        "<</Length \(content.utf8.count)>>\nstream\n\(content)\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
      ] + more, trailer: trailer)
  }

  static let shown = "BT /F 12 Tf 20 50 Td (The guard said nothing) Tj ET"
}
