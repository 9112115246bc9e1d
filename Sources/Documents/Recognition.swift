/// Words in a picture, read by Tesseract in Russian, Kazakh and English.
enum Recognition {
  /// Whether the program and its three languages are installed.
  static var isInstalled: Bool {
    guard let languages = try? OutsideProgram.tesseract.run(["--list-langs"], []) else { return false }
    let names = Set(String(decoding: languages, as: UTF8.self).split(separator: "\n").map(String.init))
    return names.isSuperset(of: ["rus", "kaz", "eng"])
  }

  /// The same, and where hardly a word is read, of the picture turned to each side as well.
  static func wordsOfEverySide(_ raster: Raster, dotsPerInch: Int) throws(DocumentError) -> [PlacedLines] {
    var sides = [try words(raster, dotsPerInch: dotsPerInch)]
    guard sides[0].tellingWords < fewestWords else { return sides }
    for orientation in [3, 6, 8] { sides.append(try words(raster.oriented(orientation), dotsPerInch: dotsPerInch)) }
    return sides
  }

  private static let fewestWords = 4

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
        let width = Double(fields[8]), let height = Double(fields[9]), let confidence = Double(fields[10]),
        fields[11].contains(where: { !$0.isWhitespace })
      else { continue }
      let key = fields[1...4].joined(separator: ".")
      if key != line { result.lines.append([]) }
      line = key
      result.lines[result.lines.count - 1].append(
        PlacedWord(
          text: String(fields[11]), left: left, top: top, right: left + width, bottom: top + height,
          confidence: confidence))
    }
    return result
  }
}
