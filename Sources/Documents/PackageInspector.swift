/// What DOCX and ODT packages say beside their text: every entry of the zip file is accounted for.
struct PackageInspector {
  let inspector: DocumentInspector
  let depth: Int
  let format: DocumentFormat

  /// Entries that hold nothing but form: how text looks. They are searched all the same.
  private static let plainWord: Set<String> = [
    "[Content_Types].xml", "word/document.xml", "word/styles.xml", "word/fontTable.xml",
    "word/webSettings.xml", "word/numbering.xml", "word/stylesWithEffects.xml", "word/theme/theme1.xml",
  ]
  private static let plainODT: Set<String> = ["mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml"]

  func inspect(_ bytes: [UInt8], _ inspection: inout Inspection) {
    guard let archive = try? ZipArchive(bytes) else {
      inspection.add(.unreadable, "zip file")
      return inspection.readLoosely(bytes, "zip file")
    }
    inspection.add(.extraBytes, "zip file", count: archive.strayBytes)
    for range in archive.strays { inspection.readLoosely(archive.stray(range), "zip file") }
    if archive.entries.contains(where: \.hasExtras) { inspection.add(.metadata, "zip entries") }
    inspection.read(archive.entries.map(\.name).joined(separator: "\n"), "names of zip entries", isRunning: false)
    for entry in archive.entries {
      let content: [UInt8]
      do { content = try archive.content(of: entry) } catch .encrypted {
        inspection.add(.encrypted, "zip entries")
        continue
      } catch {
        inspection.add(.unreadable, "zip entries")
        continue
      }
      if entry.name.hasSuffix("/"), content.isEmpty { continue }
      let isXML = entry.name.hasSuffix(".xml") || entry.name.hasSuffix(".rels") || entry.name.hasSuffix(".vml")
      if isXML { inspectXML(content, entry.name, &inspection) }
      if format == .docx {
        inspectWord(entry.name, content, isXML, &inspection)
      } else {
        inspectODT(entry.name, content, isXML, &inspection)
      }
    }
  }

  private func inspectWord(_ name: String, _ content: [UInt8], _ isXML: Bool, _ inspection: inout Inspection) {
    func starts(_ beginning: String) -> Bool { name.hasPrefix(beginning) }
    switch name {
    case _ where Self.plainWord.contains(name) || name.hasSuffix(".rels"): break
    case _ where starts("docProps/thumbnail"): inspection.add(.thumbnail, "package")
    case _ where starts("docProps/"): inspection.add(.properties, "package")
    case _ where starts("word/comments") || name == "word/people.xml": inspection.add(.comment, "package")
    case _ where starts("word/header") || starts("word/footer") || starts("word/footnotes") || starts("word/endnotes"):
      inspection.add(.headerOrFooter, "package")
    case _ where starts("customXml/"): inspection.add(.applicationData, "custom XML")
    case _ where starts("word/settings"): inspection.add(.applicationData, "settings")
    case _ where starts("word/vbaProject") || starts("word/activeX"): inspection.add(.script, "package")
    case _ where starts("word/media/"): inspectPicture(content, &inspection)
    case _ where starts("word/embeddings/") || starts("word/charts/") || starts("word/diagrams/"):
      inspection.add(.embeddedObject, "package")
      if !isXML { inspectInner(content, &inspection) }
    default:
      inspection.add(.unreadable, "zip entries of an unknown kind")
      if !isXML { inspectInner(content, &inspection) }
    }
  }

  private func inspectODT(_ name: String, _ content: [UInt8], _ isXML: Bool, _ inspection: inout Inspection) {
    func starts(_ beginning: String) -> Bool { name.hasPrefix(beginning) }
    switch name {
    case "META-INF/manifest.xml":
      if Pattern.find("encryption-data", in: content, from: 0) != nil { inspection.add(.encrypted, "package") }
    case _ where Self.plainODT.contains(name): break
    case "meta.xml", "manifest.rdf": inspection.add(.properties, "package")
    case "settings.xml": inspection.add(.applicationData, "settings")
    case _ where starts("Thumbnails/"): inspection.add(.thumbnail, "package")
    case _ where starts("Pictures/") || starts("media/"): inspectPicture(content, &inspection)
    case _ where starts("Configurations2/"): inspection.add(.applicationData, "settings")
    case _ where starts("Basic/") || starts("Scripts/"): inspection.add(.script, "package")
    case "META-INF/documentsignatures.xml": inspection.add(.signature, "package")
    case _ where starts("Object") || starts("ObjectReplacements/"):
      inspection.add(.embeddedObject, "package")
      if !isXML { inspectInner(content, &inspection) }
    default:
      inspection.add(.unreadable, "zip entries of an unknown kind")
      if !isXML { inspectInner(content, &inspection) }
    }
  }

  private func inspectPicture(_ content: [UInt8], _ inspection: inout Inspection) { inspectInner(content, &inspection) }

  private func inspectInner(_ content: [UInt8], _ inspection: inout Inspection) {
    inspection.merge(inspector.inspect(content, name: "", depth: depth + 1), within: "zip entry")
  }

  /// Elements by what they betray, whatever part they stand in.
  private static let elements: [String: DocumentFinding.Kind] = [
    "w:ins": .trackedChange, "w:del": .trackedChange, "w:moveFrom": .trackedChange, "w:moveTo": .trackedChange,
    "w:rPrChange": .trackedChange, "w:pPrChange": .trackedChange, "w:cellIns": .trackedChange,
    "w:cellDel": .trackedChange, "w:commentReference": .comment, "w:altChunk": .embeddedObject,
    "w:object": .embeddedObject, "w:docVar": .applicationData, "w:dataBinding": .applicationData,
    "w:instrText": .link, "w:fldSimple": .link, "text:tracked-changes": .trackedChange, "office:annotation": .comment,
    "text:hidden-text": .hiddenText, "text:hidden-paragraph": .hiddenText, "text:a": .link, "draw:a": .link,
    "office:scripts": .script, "office:binary-data": .embeddedObject, "draw:object-ole": .embeddedObject,
    "text:user-field-decl": .applicationData, "text:variable-decl": .applicationData, "svg:desc": .alternativeText,
    "svg:title": .alternativeText, "style:header": .headerOrFooter, "style:footer": .headerOrFooter,
  ]

  private func inspectXML(_ content: [UInt8], _ name: String, _ inspection: inout Inspection) {
    guard let events = try? XMLReader.events(content, of: format) else {
      inspection.add(.unreadable, "XML of a zip entry")
      return inspection.readLoosely(content, "XML")
    }
    var texts = ""
    var values: [String] = []
    var open: [String] = []
    for event in events {
      switch event {
      case .open(let element, let attributes):
        if let kind = Self.elements[element] { inspection.add(kind, "document") }
        inspectFormat(element, in: open.last, attributes, &inspection)
        open.append(element)
        values += attributes.values
      case .close(let element):
        _ = open.popLast()
        // Runs follow each other inside a word; paragraphs and cells do not.
        if ["w:p", "w:tc", "text:p", "text:h", "w:tab", "w:br", "text:tab", "text:line-break"].contains(element) {
          texts += "\n"
        }
      case .text(let text): texts += text
      case .comment(let comment):
        inspection.add(.comment, "XML")
        inspection.read(comment, "XML")
      case .instruction(let instruction): inspection.read(instruction, "XML", isRunning: false)
      }
    }
    let isText = ["word/document.xml", "content.xml"].contains(name)
    inspection.read(texts, isText ? "text" : "package", isRunning: isText)
    inspection.read(values.joined(separator: "\n"), "attributes", isRunning: false)
  }

  private func inspectFormat(
    _ element: String, in parent: String?, _ attributes: [String: String], _ inspection: inout Inspection
  ) {
    let concern =
      format == .docx
      ? WordVisibility.concern(element, in: parent, attributes) : OpenDocumentVisibility.concern(element, attributes)
    if let concern { inspection.add(.hiddenText, concern) }
    if element == "Relationship", attributes["TargetMode"] == "External" { inspection.add(.link, "document") }
    if attributes.keys.contains(where: { $0.hasPrefix("w:rsid") || $0.hasPrefix("officeooo:") && $0.hasSuffix("rsid") })
      || element == "w:rsids"
    {
      inspection.add(.revisionIDs, "document")
    }
    if attributes["w:author"] != nil { inspection.add(.trackedChange, "authors") }
    if attributes["descr"]?.isEmpty == false { inspection.add(.alternativeText, "document") }
  }
}
