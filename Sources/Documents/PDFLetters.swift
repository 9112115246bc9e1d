/// The letters a font's ToUnicode map (ISO 32000-1, 9.10.3) lists. A subset font is made for one text: letters that
/// no longer stand in it once stood there.
enum PDFLetters {
  private static let mostLetters = 70_000

  static func letters(_ map: [UInt8]) -> Set<Unicode.Scalar> {
    var lexer = PDFLexer(map)
    var operands: [PDFValue] = []
    var letters: Set<Unicode.Scalar> = []
    while letters.count < mostLetters {
      guard let token = lexer.next() else {
        guard lexer.index < map.count else { break }
        lexer.index += 1
        continue
      }
      guard case .keyword(let word) = token else {
        operands.append(token)
        continue
      }
      if word == "endbfchar" {
        for index in stride(from: 1, to: operands.count, by: 2) { letters.formUnion(scalars(operands[index])) }
      } else if word == "endbfrange" {
        for index in stride(from: 2, to: operands.count, by: 3) {
          if let list = operands[index].array {
            for value in list { letters.formUnion(scalars(value)) }
            continue
          }
          guard let low = code(operands[index - 2]), let high = code(operands[index - 1]), low <= high,
            high - low < 65_536, let first = scalars(operands[index]).last
          else { continue }
          for offset in 0...high - low {
            if let scalar = Unicode.Scalar(first.value + UInt32(offset)) { letters.insert(scalar) }
          }
        }
      }
      operands = []
    }
    return letters.filter { $0.properties.isAlphabetic || $0.properties.numericType == .decimal }
  }

  private static func code(_ value: PDFValue) -> Int? {
    guard case .string(let bytes) = value, bytes.count <= 4 else { return nil }
    return bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func scalars(_ value: PDFValue) -> [Unicode.Scalar] {
    guard case .string(let bytes) = value else { return [] }
    return Array(String(decoding: DecodedText.units(bytes[...], false), as: UTF16.self).unicodeScalars)
  }

  /// Letters of subset fonts that the text of the pages lacks.
  static func unused(_ file: PDFFile, in text: String) -> Int {
    let present = Set(text.unicodeScalars)
    var unused: Set<Unicode.Scalar> = []
    for object in file.objects {
      guard let font = object.value.dictionary, font["Type"]?.name == "Font", let name = font["BaseFont"]?.name,
        name.utf8.dropFirst(6).first == UInt8(ascii: "+"), let number = font["ToUnicode"]?.reference,
        let place = file.latest[number], case .data(let map) = file.content(of: file.objects[place])
      else { continue }
      var letters = letters(map)
      // Some programs list the whole of ASCII in every font.
      let basic = letters.filter { $0.isASCII }
      if basic.count >= 48 { letters.subtract(basic) }
      unused.formUnion(letters.subtracting(present))
    }
    return unused.count
  }
}
