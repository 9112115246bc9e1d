/// What a PDF says beside what its pages show.
struct PDFInspector {
  let inspector: DocumentInspector
  let depth: Int

  func inspect(_ bytes: [UInt8], _ inspection: inout Inspection) {
    let file: PDFFile
    do { file = try PDFFile(bytes) } catch {
      inspection.add(.unreadable, "PDF")
      return inspection.readLoosely(bytes, "PDF")
    }
    guard !file.isEncrypted else { return inspection.add(.encrypted, "PDF") }
    inspectStructure(file, &inspection)
    var found = PDFObjects(file: file)
    found.inspect(&inspection)
    for content in found.attachments {
      inspection.merge(inspector.inspect(content, name: "", depth: depth + 1), within: "attachment")
    }
    // Poppler would unpack what is refused here.
    guard !file.objects.contains(where: { $0.value.dictionary.map(PDFFilters.repeats) ?? false }) else { return }
    inspectPages(bytes, file, found, &inspection)
  }

  private func inspectStructure(_ file: PDFFile, _ inspection: inout Inspection) {
    let isLinearized = file.objects.contains { $0.value.dictionary?["Linearized"] != nil }
    let expected = isLinearized ? 2 : 1
    inspection.add(.oldRevision, "PDF", count: file.endMarks - expected)
    if file.endMarks == 0 { inspection.add(.unreadable, "end of the PDF") }
    if !isLinearized, file.trailers.contains(where: { $0["Prev"] != nil }) { inspection.add(.oldRevision, "PDF") }
    inspection.add(.oldRevision, "objects", count: file.objects.count - file.latest.count)
    if file.strayBytes > 0 { inspection.add(.extraBytes, "outside the PDF", count: file.strayBytes) }
    if !file.comments.isEmpty {
      inspection.add(.comment, "PDF")
      inspection.readLoosely(file.comments, "comments")
    }
    inspection.add(.unreadable, "object streams", count: file.unreadableStreams)
    let references = PDFCrossReferences(file)
    inspection.add(.unreadable, "objects a viewer finds elsewhere", count: references.mismatches)
    inspection.add(.unreadable, "objects that are not there", count: references.danglingReferences)
    var reached: Set<Int> = []
    var waiting = file.trailers.map { PDFValue.dictionary($0) }
    while let value = waiting.popLast() {
      value.visit { inner in
        guard let number = inner.reference, reached.insert(number).inserted, let place = file.latest[number] else {
          return
        }
        waiting.append(file.objects[place].value)
      }
    }
    let loose = file.latest.values.filter { place in
      let object = file.objects[place]
      guard !reached.contains(object.number) else { return false }
      if case .null = object.value { return false }
      let keys = object.value.dictionary ?? [:]
      // What holds the file together is referred to by place, not by number.
      if ["XRef", "ObjStm"].contains(keys["Type"]?.name ?? "") || keys["Linearized"] != nil { return false }
      return !(isLinearized && object.stream != nil && keys["S"]?.number != nil)
    }
    inspection.add(.unreferenced, "objects", count: loose.count)
    for place in loose {
      guard case .data(let content) = file.content(of: file.objects[place]) else { continue }
      inspection.readLoosely(content, "unreferenced objects")
    }
  }

  private func inspectPages(
    _ bytes: [UInt8], _ file: PDFFile, _ found: PDFObjects, _ inspection: inout Inspection
  ) {
    do {
      let pages = try PDFPages.read(bytes)
      let text = pages.map(\.text.text).joined(separator: "\n\n")
      inspection.read(text, "page text")
      inspection.add(.unreadable, "letters of a font", count: Self.unreadableLetters(text))
      if found.hasText, !text.contains(where: { !$0.isWhitespace }) { inspection.add(.unreadable, "page text") }
      inspection.add(.unusedLetters, "fonts", count: PDFLetters.unused(file, in: text))
      inspection.pictureCount += found.hasPictures ? 1 : 0
      // A font can say one letter and show another: where pages can be read as pictures, they are.
      let readsPictures = inspector.pictures == .recognised && (found.hasPictures || Recognition.isInstalled)
      for (index, page) in pages.enumerated() {
        if !page.text.words.isEmpty {
          let dots = 100
          let raster = try PDFPages.render(bytes, page: index + 1, dotsPerInch: dots)
          inspection.add(
            .hiddenText, "page text", count: PDFPages.hiddenWords(page, raster, dotsPerInch: dots))
        }
        if readsPictures {
          let raster = try PDFPages.render(bytes, page: index + 1, dotsPerInch: 200)
          inspector.recognise(raster, dotsPerInch: 200, "picture of a page", &inspection)
        }
      }
    } catch .helperMissing { inspection.add(.unreadable, "page text: poppler-utils is not installed") } catch {
      inspection.add(.unreadable, "page text")
    }
  }

  /// Letters of fonts that do not say which they are.
  private static func unreadableLetters(_ text: String) -> Int {
    text.unicodeScalars.count { scalar in
      scalar == "\u{fffd}" || scalar.properties.generalCategory == .privateUse
        || (scalar.value < 32 && ![9, 10, 13].contains(scalar.value))
    }
  }

  /// Whether the text of the pages is not all that a reader sees on them.
  static func needsRecognition(_ file: PDFFile, _ pages: [PDFPages.Page]) -> Bool {
    var objects = PDFObjects(file: file)
    var ignored = Inspection()
    objects.inspect(&ignored)
    let text = pages.map(\.text.text).joined()
    return objects.hasPictures || text.isEmpty || unreadableLetters(text) > 0
  }
}
