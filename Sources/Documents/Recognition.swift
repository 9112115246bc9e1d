/// Words in a picture, read by Tesseract in Russian, Kazakh and English.
enum Recognition {
  /// Whether the program and its three languages are installed.
  static var isInstalled: Bool {
    guard let languages = try? OutsideProgram.tesseract.run(["--list-langs"], []) else { return false }
    let names = Set(String(decoding: languages, as: UTF8.self).split(separator: "\n").map(String.init))
    return names.isSuperset(of: ["rus", "kaz", "eng"])
  }

  /// - Throws: `helperMissing` also when a language is, `helperFailed`.
  static func words(_ raster: Raster, dotsPerInch: Int) throws(DocumentError) -> PlacedLines {
    guard isInstalled else { throw .helperMissing(.tesseract) }
    let output = try OutsideProgram.tesseract.run(
      ["stdin", "stdout", "-l", "rus+kaz+eng", "--dpi", String(dotsPerInch), "tsv"], raster.portable)
    var result = PlacedLines()
    var line = ""
    let rows = String(decoding: output, as: UTF8.self).split(separator: "\n")
    // A head and the page itself stand there even where no word is read; silence is not a picture without words.
    guard rows.count > 1, rows[0].hasPrefix("level\t") else { throw .helperFailed(.tesseract) }
    for row in rows.dropFirst() {
      let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 12, fields[0] == "5", let left = Double(fields[6]), let top = Double(fields[7]),
        let width = Double(fields[8]), let height = Double(fields[9]),
        fields[11].contains(where: { !$0.isWhitespace })
      else { continue }
      let key = fields[1...4].joined(separator: ".")
      if key != line { result.lines.append([]) }
      line = key
      result.lines[result.lines.count - 1].append(
        PlacedWord(text: String(fields[11]), left: left, top: top, right: left + width, bottom: top + height))
    }
    return result
  }
}
