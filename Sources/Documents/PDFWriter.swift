/// A PDF of pictures and nothing else: no information, no identifier, no text, no fonts.
struct PDFWriter {
  private var file = Array("%PDF-1.4\n%".utf8) + [0xe2, 0xe3, 0xcf, 0xd3, 0x0a]
  private var offsets: [Int] = [0, 0]
  private var pages: [Int] = []

  /// Adds a page that shows a picture, as large as it is at a resolution.
  mutating func add(_ raster: Raster, dotsPerInch: Int) throws(DocumentError) {
    let picture = raster.reduced
    let space = picture.channels == 1 ? "/DeviceGray" : "/DeviceRGB"
    let (width, height) = (points(raster.width, dotsPerInch), points(raster.height, dotsPerInch))
    let image = object(
      "/Type/XObject/Subtype/Image/Width \(raster.width)/Height \(raster.height)/BitsPerComponent 8"
        + "/ColorSpace\(space)/Filter/FlateDecode",
      stream: try Zlib.deflate(picture.pixels, isRaw: false))
    let content = object("", stream: Array("q \(width) 0 0 \(height) 0 0 cm /I Do Q".utf8))
    pages.append(
      object(
        "/Type/Page/Parent 2 0 R/MediaBox[0 0 \(width) \(height)]/Resources<</XObject<</I \(image) 0 R>>>>"
          + "/Contents \(content) 0 R", stream: nil))
  }

  private func points(_ pixels: Int, _ dotsPerInch: Int) -> String {
    let hundredths = (pixels * 7200 + dotsPerInch / 2) / dotsPerInch
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private mutating func object(_ entries: String, stream: [UInt8]?) -> Int {
    offsets.append(file.count)
    let length = stream.map { "/Length \($0.count)" } ?? ""
    file += Array("\(offsets.count) 0 obj\n<<\(entries)\(length)>>\n".utf8)
    if let stream { file += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
    file += Array("endobj\n".utf8)
    return offsets.count
  }

  /// The finished file.
  mutating func finish() -> [UInt8] {
    offsets[0] = file.count
    file += Array("1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n".utf8)
    offsets[1] = file.count
    let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
    file += Array("2 0 obj\n<</Type/Pages/Count \(pages.count)/Kids[\(kids)]>>\nendobj\n".utf8)
    let start = file.count
    var table = "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      table += String(repeating: "0", count: max(0, 10 - digits.count)) + digits + " 00000 n \n"
    }
    table += "trailer\n<</Size \(offsets.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n"
    return file + Array(table.utf8)
  }
}
