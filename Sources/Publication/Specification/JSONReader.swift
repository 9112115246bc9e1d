/// Reads JSON text byte by byte; bounded in depth, and every failure names its line.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func problem(_ reason: String) -> SpecificationProblem { SpecificationProblem(line: line, reason: reason) }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
      if byte == 0x0a { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func end() throws(SpecificationProblem) {
    skipSpace()
    guard next == nil else { throw problem("something follows the end of the JSON value") }
  }

  mutating func value(depth: Int) throws(SpecificationProblem) -> LocatedJSON {
    guard depth < LocatedJSON.depthLimit else { throw problem("nested too deeply") }
    skipSpace()
    let start = line
    guard let byte = next else { throw problem("the JSON text ends too early") }
    let value: LocatedJSON.Value
    switch byte {
    case UInt8(ascii: "{"): value = .object(try members(depth))
    case UInt8(ascii: "["): value = .list(try elements(depth))
    case UInt8(ascii: "\""): value = .text(try string())
    default: value = try literal()
    }
    return LocatedJSON(line: start, value: value)
  }

  private mutating func members(
    _ depth: Int
  ) throws(SpecificationProblem) -> [(key: String, line: Int, value: LocatedJSON)] {
    position += 1
    var members: [(key: String, line: Int, value: LocatedJSON)] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return [] }
    while true {
      skipSpace()
      let keyLine = line
      guard next == UInt8(ascii: "\"") else { throw problem("a key in quotation marks is expected here") }
      let key = try string()
      guard keys.insert(key).inserted else { throw problem("this key is given twice") }
      skipSpace()
      guard take(":") else { throw problem("a colon is expected here") }
      members.append((key, keyLine, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return members }
      guard take(",") else { throw problem("a comma or the end of the object is expected here") }
    }
  }

  private mutating func elements(_ depth: Int) throws(SpecificationProblem) -> [LocatedJSON] {
    position += 1
    var elements: [LocatedJSON] = []
    skipSpace()
    if take("]") { return [] }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw problem("a comma or the end of the list is expected here") }
    }
  }

  private mutating func string() throws(SpecificationProblem) -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else { throw problem("this text is not UTF-8") }
        return text
      case UInt8(ascii: "\\"): content += try escaped()
      case 0..<0x20: throw problem("a control character stands in a text; is a quotation mark missing?")
      default: content.append(byte)
      }
    }
    throw problem("a text does not end")
  }

  private mutating func escaped() throws(SpecificationProblem) -> [UInt8] {
    guard let byte = next else { throw problem("a text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var unit = try unit()
      if (0xd800..<0xdc00).contains(unit) {
        guard take("\\"), take("u") else { throw problem("half of a character is missing") }
        let low = try self.unit()
        guard (0xdc00..<0xe000).contains(low) else { throw problem("half of a character is missing") }
        unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw problem("half of a character is missing") }
      return Array(String(Character(scalar)).utf8)
    default: throw problem("an unknown escape in a text")
    }
  }

  private mutating func unit() throws(SpecificationProblem) -> UInt32 {
    guard position + 4 <= bytes.count else { throw problem("a text does not end") }
    var unit: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw problem("an unknown escape in a text")
      }
      unit = unit << 4 | UInt32(digit)
    }
    position += 4
    return unit
  }

  private mutating func literal() throws(SpecificationProblem) -> LocatedJSON.Value {
    let start = position
    while let byte = next, ![0x20, 0x09, 0x0a, 0x0d].contains(byte), !",]}".utf8.contains(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "true": return .truth(true)
    case "false": return .truth(false)
    case "null": return .null
    default:
      let shape = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/
      guard word.utf8.count <= 40, word.wholeMatch(of: shape) != nil else { throw problem("not a JSON value") }
      return .number(word)
    }
  }
}
