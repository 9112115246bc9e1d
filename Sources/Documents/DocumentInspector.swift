/// What a file of any kind says beside what it shows, part by part; never "nothing" where it could not look.
struct DocumentInspector {
  /// Who reads pictures.
  enum Pictures: Equatable {
    /// Tesseract; without it an unread picture is a finding.
    case recognised
    /// A person has looked at every one.
    case reviewed
  }

  let pictures: Pictures
  private static let deepest = 3

  /// - Parameter name: of the file, which decides between kinds of text only.
  func inspect(_ bytes: [UInt8], name: String, depth: Int = 0) -> Inspection {
    var inspection = Inspection()
    guard depth <= Self.deepest else {
      inspection.add(.unreadable, "files inside files")
      return inspection
    }
    guard let format = try? DocumentFormat.detect(bytes, name: name) else {
      inspection.add(.unreadable, "a format that is not read")
      inspection.readLoosely(bytes, "file")
      return inspection
    }
    // A program that goes by the name would open it as something else.
    if let named = DocumentFormat.named(name), named != format { inspection.add(.unreadable, "as its name says") }
    switch format {
    case .text: inspectText(bytes, &inspection)
    case .markdown:
      inspectText(bytes, &inspection)
      MarkupInspector.inspectMarkdown(bytes, &inspection)
    case .csv: MarkupInspector.inspectCSV(bytes, &inspection)
    case .html: MarkupInspector.inspectHTML(bytes, &inspection)
    case .docx, .odt: PackageInspector(inspector: self, depth: depth, format: format).inspect(bytes, &inspection)
    case .pdf: PDFInspector(inspector: self, depth: depth).inspect(bytes, &inspection)
    case .jpeg:
      JPEGFile.inspect(bytes, &inspection)
      recognise(bytes, format, &inspection)
    case .png:
      PNGFile.inspect(bytes, &inspection)
      recognise(bytes, format, &inspection)
    }
    return inspection
  }

  private func inspectText(_ bytes: [UInt8], _ inspection: inout Inspection) {
    guard let text = try? DecodedText.decode(bytes) else { return inspection.add(.unreadable, "text") }
    inspection.read(text, "text")
  }

  private func recognise(_ bytes: [UInt8], _ format: DocumentFormat, _ inspection: inout Inspection) {
    inspection.pictureCount += 1
    guard pictures == .recognised else { return }
    do { recognise(try PictureCodec.decode(bytes, format), dotsPerInch: 200, "picture", &inspection) } catch {
      inspection.add(.unreadPicture, "picture")
    }
  }

  /// Reads the words of a picture into the inspection.
  func recognise(_ raster: Raster, dotsPerInch: Int, _ place: String, _ inspection: inout Inspection) {
    do {
      for side in try Recognition.wordsOfEverySide(raster, dotsPerInch: dotsPerInch) {
        inspection.read(side.text, place)
      }
    } catch {
      inspection.add(.unreadPicture, place)
    }
  }
}
