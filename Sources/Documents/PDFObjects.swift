/// The objects of a PDF one by one, for what each is.
struct PDFObjects {
  let file: PDFFile
  /// The contents of attached files.
  private(set) var attachments: [[UInt8]] = []
  private(set) var hasText = false
  private(set) var hasPictures = false

  init(file: PDFFile) { self.file = file }

  private static let actions: Set<String> = [
    "JavaScript", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "Sound", "Movie",
    "RichMediaExecute",
  ]
  private static let mostAttachments = 100

  mutating func inspect(_ inspection: inout Inspection) {
    var strings: [String] = []
    var names: Set<String> = []
    let pictures = pictureNames()
    var shown: Set<Int> = []
    for place in file.latest.values.sorted() where file.objects[place].value.dictionary?["Type"]?.name == "Page" {
      shown.formUnion(inspect(page: file.objects[place], pictures, &inspection))
    }
    for (place, object) in file.objects.enumerated() {
      object.value.visit { value in
        if let keys = value.dictionary { inspect(keys, &inspection) }
        Self.read(value, &strings, &names)
      }
      if object.stream != nil, !shown.contains(place) { inspect(object, pictures, &inspection) }
    }
    for trailer in file.trailers {
      PDFValue.dictionary(trailer).visit { Self.read($0, &strings, &names) }
      let info = file.resolve(trailer["Info"])?.dictionary ?? [:]
      inspection.add(.metadata, "document information", count: info.count)
      if trailer["Info"] != nil, info.isEmpty, file.trailers.count == 1 {
        inspection.add(.metadata, "document information")
      }
    }
    inspection.read(strings.joined(separator: "\n"), "strings", isRunning: false)
    inspection.read(names.sorted().joined(separator: "\n"), "names", isRunning: false)
  }

  /// What a value says in words; keys and names may be somebody's too.
  private static func read(_ value: PDFValue, _ strings: inout [String], _ names: inout Set<String>) {
    if case .string(let bytes) = value, !bytes.isEmpty { strings += PDFValue.texts(bytes) }
    if let name = value.name, name.utf8.count > 3 { names.insert(name) }
    if let keys = value.dictionary { names.formUnion(keys.keys.filter { $0.utf8.count > 3 }) }
  }

  /// Names under which resources list pictures.
  private func pictureNames() -> Set<String> {
    var names: Set<String> = []
    var read: Set<Int> = []
    for object in file.objects {
      object.value.visit { value in
        let listed = value.dictionary?["XObject"]
        if let number = listed?.reference, !read.insert(number).inserted { return }
        guard let objects = file.resolve(listed)?.dictionary else { return }
        for (name, reference) in objects where file.resolve(reference)?.dictionary?["Subtype"]?.name == "Image" {
          names.insert(name)
        }
      }
    }
    return names
  }

  private func inspect(_ keys: [String: PDFValue], _ inspection: inout Inspection) {
    let type = keys["Type"]?.name
    let subtype = keys["Subtype"]?.name
    if type == "Annot" || (keys["Rect"] != nil && subtype != nil) {
      switch subtype {
      case "Redact": inspection.add(.unappliedRedaction, "annotations")
      case "Widget": inspection.add(.form, "fields")
      case "FileAttachment": inspection.add(.attachment, "annotations")
      case "Link": break
      default: inspection.add(.annotation, "annotations")
      }
    }
    if keys["URI"] != nil { inspection.add(.link, "links") }
    if Self.actions.contains(keys["S"]?.name ?? "") || keys["JS"] != nil || keys["AA"] != nil {
      inspection.add(.action, "actions")
    }
    if keys["JavaScript"] != nil { inspection.add(.action, "JavaScript") }
    if keys["EF"] != nil || keys["EmbeddedFiles"] != nil || keys["Collection"] != nil {
      inspection.add(.attachment, "attached files")
    }
    if keys["Title"] != nil, keys["Parent"] != nil { inspection.add(.bookmark, "bookmarks") }
    if let form = file.resolve(keys["AcroForm"])?.dictionary {
      if file.resolve(form["Fields"])?.array?.isEmpty != true { inspection.add(.form, "fields") }
    }
    if keys["XFA"] != nil { inspection.add(.form, "XFA") }
    if keys["OCProperties"] != nil || type == "OCG" || type == "OCMD" { inspection.add(.layer, "optional content") }
    if keys["Thumb"] != nil { inspection.add(.thumbnail, "pages") }
    if keys["PieceInfo"] != nil { inspection.add(.applicationData, "PDF") }
    if type == "Sig" || type == "DocTimeStamp" || keys["ByteRange"] != nil || keys["DSS"] != nil {
      inspection.add(.signature, "PDF")
    }
    if keys["ActualText"] != nil || keys["Alt"] != nil { inspection.add(.alternativeText, "structure") }
    if type == "Page" || keys["CropBox"] != nil { inspectBoxes(keys, &inspection) }
  }

  /// An edge box of a page, its own or inherited.
  private func box(_ name: String, of page: [String: PDFValue]) -> [Double]? {
    var node: [String: PDFValue]? = page
    for _ in 0..<64 {
      if let values = file.resolve(node?[name])?.array { return values.compactMap { file.resolve($0)?.number } }
      node = file.resolve(node?["Parent"])?.dictionary
    }
    return nil
  }

  private func inspectBoxes(_ page: [String: PDFValue], _ inspection: inout Inspection) {
    guard let crop = box("CropBox", of: page), let media = box("MediaBox", of: page), crop.count == 4,
      media.count == 4
    else { return }
    if zip(crop, media).contains(where: { abs($0 - $1) > 0.5 }) { inspection.add(.cropped, "pages") }
  }

  /// The content streams of a page as the one they are together. Returns their places in the file.
  private mutating func inspect(
    page: PDFFile.Object, _ pictures: Set<String>, _ inspection: inout Inspection
  ) -> Set<Int> {
    guard let keys = page.value.dictionary, let contents = keys["Contents"] else { return [] }
    var references = [contents]
    if let list = file.resolve(contents)?.array { references = list }
    var places: Set<Int> = []
    var content: [UInt8] = []
    for case .reference(let number) in references {
      guard let place = file.latest[number], places.insert(place).inserted else { continue }
      guard case .data(let part) = file.content(of: file.objects[place]) else {
        inspection.add(.unreadable, "streams")
        continue
      }
      content += part + [10]
    }
    read(PDFContent(content, pictures: pictures, page: box("MediaBox", of: keys)), &inspection)
    return places
  }

  private mutating func read(_ operators: PDFContent, _ inspection: inout Inspection) {
    if operators.hasText { hasText = true }
    if operators.hasPicture { hasPictures = true }
    if operators.hasInvisibleText { inspection.add(.hiddenText, "invisible letters") }
    if operators.coversText { inspection.add(.hiddenText, "under something drawn later") }
    inspection.add(.hiddenText, "outside the page", count: operators.textsOutside)
    if operators.hasAlternativeText { inspection.add(.alternativeText, "pages") }
    inspection.add(.coveredPicture, "pages", count: operators.coveredPictures)
    inspection.read(
      operators.strings.flatMap(PDFValue.texts).joined(separator: " "), "content streams", isRunning: false)
    if !operators.comments.isEmpty {
      inspection.add(.comment, "content streams")
      inspection.readLoosely(operators.comments, "content streams")
    }
  }

  private mutating func inspect(_ object: PDFFile.Object, _ pictures: Set<String>, _ inspection: inout Inspection) {
    let keys = object.value.dictionary ?? [:]
    let type = keys["Type"]?.name
    let subtype = keys["Subtype"]?.name
    guard type != "XRef", type != "ObjStm" else { return }
    if subtype == "Image" { hasPictures = true }
    switch file.content(of: object) {
    case .unreadable: inspection.add(.unreadable, "streams")
    case .picture(let filter, let content):
      if filter.hasPrefix("DCT") {
        JPEGFile.inspect(content, &inspection)
      } else if filter.hasPrefix("JPX") {
        inspection.readLoosely(content, "JPEG 2000")
      }
      if subtype != "Image" { inspection.add(.unreadable, "streams") }
    case .data(let content):
      if type == "Metadata" || subtype == "XML" {
        inspection.add(.metadata, "XMP")
        inspection.readLoosely(content, "XMP")
      } else if type == "EmbeddedFile" {
        inspection.add(.attachment, "attached files")
        if attachments.count < Self.mostAttachments {
          attachments.append(content)
        } else {
          inspection.add(.unreadable, "attached files")
        }
      } else if subtype != "Image", keys["Length1"] == nil, !["Type1C", "CIDFontType0C", "OpenType"].contains(subtype) {
        read(PDFContent(content, pictures: pictures), &inspection)
      }
    }
  }
}
