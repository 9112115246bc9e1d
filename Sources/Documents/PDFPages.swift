/// What Poppler sees on the pages of a PDF: words with their places, and the picture a reader sees.
enum PDFPages {
  struct Page {
    /// In points.
    var width: Double
    var height: Double
    var text: PlacedLines
  }

  static let mostPages = 2000

  /// - Throws: `helperMissing`, `helperFailed`, `malformed`, `tooLarge`.
  static func read(_ bytes: [UInt8]) throws(DocumentError) -> [Page] {
    let output = try OutsideProgram.pdftotext.run(["-bbox-layout", "-cropbox", "-enc", "UTF-8", "-", "-"], bytes)
    var pages: [Page] = []
    // Its head repeats the document's own metadata, not always well-formed; the pages begin behind it.
    guard let start = Pattern.find("<doc>", in: output, from: 0), let end = Pattern.findLast("</doc>", in: output),
      start < end
    else { throw .malformed(.pdf) }
    for event in try XMLReader.events(Array(output[start..<end + 6]), of: .pdf) {
      switch event {
      case .open("page", let attributes):
        guard pages.count < mostPages else { throw .tooLarge(limit: mostPages) }
        guard let width = number(attributes["width"]), let height = number(attributes["height"]) else {
          throw .malformed(.pdf)
        }
        pages.append(Page(width: width, height: height, text: PlacedLines()))
      case .open("line", _) where !pages.isEmpty: pages[pages.count - 1].text.lines.append([])
      case .open("word", let attributes):
        guard let left = number(attributes["xMin"]), let top = number(attributes["yMin"]),
          let right = number(attributes["xMax"]), let bottom = number(attributes["yMax"]), !pages.isEmpty,
          !pages[pages.count - 1].text.lines.isEmpty
        else { throw .malformed(.pdf) }
        let lines = pages[pages.count - 1].text.lines.count
        pages[pages.count - 1].text.lines[lines - 1].append(
          PlacedWord(text: "", left: left, top: top, right: right, bottom: bottom))
      case .text(let text):
        // Between words there is only white space.
        guard text.contains(where: { !$0.isWhitespace }), !pages.isEmpty else { continue }
        let page = pages.count - 1
        let line = pages[page].text.lines.count - 1
        guard line >= 0, !pages[page].text.lines[line].isEmpty else { throw .malformed(.pdf) }
        pages[page].text.lines[line][pages[page].text.lines[line].count - 1].text += text
      default: break
      }
    }
    return pages
  }

  private static func number(_ text: String?) -> Double? {
    guard let text, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// One page, from 1, as it is shown.
  static func render(_ bytes: [UInt8], page: Int, dotsPerInch: Int) throws(DocumentError) -> Raster {
    let output = try OutsideProgram.pdftoppm.run(
      ["-r", String(dotsPerInch), "-f", String(page), "-l", String(page), "-cropbox", "-"], bytes)
    guard let raster = try Raster.readAll(output, of: .pdf).first else { throw .areaOutside }
    return raster
  }

  /// Words that are in the page's text and cannot be seen in its picture: one colour where letters should stand, or
  /// outside the page.
  static func hiddenWords(_ page: Page, _ raster: Raster, dotsPerInch: Int) -> Int {
    let scale = Double(dotsPerInch) / 72
    return page.text.words.count { word in
      guard word.text.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil })
      else { return false }
      let height = word.bottom - word.top
      // Where small letters stand, whatever the font adds above and below.
      var band = word
      band.top += height * 0.35
      band.bottom -= height * 0.25
      let letter = (word.right - word.left) / Double(max(1, word.text.unicodeScalars.count))
      let window = min(word.right - word.left, letter * 3)
      var left = word.left
      repeat {
        band.left = left
        band.right = left + window
        guard let contrast = raster.contrast(band.area(scale: scale, margin: 0, page: 1)) else { return true }
        if contrast < leastContrast { return true }
        left += letter
      } while left + window <= word.right + 0.01
      return false
    }
  }

  /// Of 255: what a reader hardly sees counts as hidden.
  private static let leastContrast = 24
}
