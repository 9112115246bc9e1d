/// An object of PDF (ISO 32000-1, 7.3).
indirect enum PDFValue {
  case null
  case bool(Bool)
  case number(Double)
  case name(String)
  case string([UInt8])
  case array([PDFValue])
  case dictionary([String: PDFValue])
  case reference(Int)
  /// An operator of a content stream.
  case keyword(String)

  var dictionary: [String: PDFValue]? { if case .dictionary(let value) = self { value } else { nil } }
  var name: String? { if case .name(let value) = self { value } else { nil } }
  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var array: [PDFValue]? { if case .array(let value) = self { value } else { nil } }
  var reference: Int? { if case .reference(let value) = self { value } else { nil } }
  var int: Int? {
    guard let number, number.magnitude < 1e15 else { return nil }
    return Int(number)
  }

  /// Every value inside, itself first.
  func visit(_ body: (PDFValue) -> Void) {
    body(self)
    switch self {
    case .array(let values): for value in values { value.visit(body) }
    case .dictionary(let values): for value in values.values { value.visit(body) }
    default: break
    }
  }

  /// A text string (7.9.2): UTF-16 or UTF-8 where it says so, else the document encoding, taken as Latin-1; and as
  /// Windows-1251, which programs write in spite of the standard.
  static func texts(_ bytes: [UInt8]) -> [String] {
    if bytes.starts(with: [0xfe, 0xff]) {
      return [String(decoding: DecodedText.units(bytes[2...], false), as: UTF16.self)]
    }
    if bytes.starts(with: [0xff, 0xfe]) {
      return [String(decoding: DecodedText.units(bytes[2...], true), as: UTF16.self)]
    }
    if let text = String(validating: bytes, as: UTF8.self) { return [text] }
    return [
      String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })), DecodedText.windows1251(bytes),
    ]
  }
}

/// Reads PDF syntax (7.2, 7.3) from any place; never past the end, never deeper than a bound.
struct PDFLexer {
  let bytes: [UInt8]
  var index: Int
  /// What stood in comments, up to a bound.
  private(set) var comments: [UInt8] = []
  private let end: Int
  private static let mostComments = 1 << 20
  private static let deepest = 100

  init(_ bytes: [UInt8], at index: Int = 0, to end: Int? = nil) {
    self.bytes = bytes
    self.index = max(0, index)
    self.end = min(end ?? bytes.count, bytes.count)
  }

  static func isBlank(_ byte: UInt8) -> Bool { [0, 9, 10, 12, 13, 32].contains(byte) }
  static func isDelimiter(_ byte: UInt8) -> Bool { "()<>[]{}/%".utf8.contains(byte) }

  mutating func skipBlanks() {
    while index < end {
      if bytes[index] == UInt8(ascii: "%") {
        let start = index
        while index < end, bytes[index] != 10, bytes[index] != 13 { index += 1 }
        if comments.count < Self.mostComments { comments += bytes[start..<index] + [10] }
      } else if Self.isBlank(bytes[index]) {
        index += 1
      } else {
        return
      }
    }
  }

  /// The next object or operator; nil at the end or where there is no object.
  mutating func next(_ depth: Int = 0) -> PDFValue? {
    skipBlanks()
    guard index < end, depth < Self.deepest else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "/"): return .name(name())
    case UInt8(ascii: "("): return .string(literal())
    case UInt8(ascii: "<"):
      guard index + 1 < end, bytes[index + 1] == UInt8(ascii: "<") else { return .string(hexadecimal()) }
      return dictionary(depth)
    case UInt8(ascii: "["):
      index += 1
      var values: [PDFValue] = []
      while let value = element(depth) { values.append(value) }
      if index < end, bytes[index] == UInt8(ascii: "]") { index += 1 }
      return .array(values)
    case UInt8(ascii: "]"), UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"): return nil
    default: return plain()
    }
  }

  private mutating func element(_ depth: Int) -> PDFValue? {
    guard let value = next(depth + 1) else { return nil }
    if case .number = value, let reference = reference(value) { return reference }
    return value
  }

  /// `12 0 R` after its first number has been read.
  private mutating func reference(_ first: PDFValue) -> PDFValue? {
    guard let number = first.int, number >= 0 else { return nil }
    // Looked at byte by byte: trying to read an array here and again afterwards would double with every level.
    var copy = self
    copy.skipBlanks()
    guard copy.index < end, (0x30...0x39).contains(bytes[copy.index]), case .number? = copy.next() else { return nil }
    copy.skipBlanks()
    guard copy.index < end, bytes[copy.index] == UInt8(ascii: "R"), case .keyword("R")? = copy.next() else {
      return nil
    }
    self = copy
    return .reference(number)
  }

  private mutating func dictionary(_ depth: Int) -> PDFValue {
    index += 2
    var values: [String: PDFValue] = [:]
    while true {
      skipBlanks()
      guard index < end, bytes[index] == UInt8(ascii: "/") else { break }
      let key = name()
      guard let value = element(depth) else { continue }
      values[key] = value
    }
    if index + 1 < end, bytes[index] == UInt8(ascii: ">"), bytes[index + 1] == UInt8(ascii: ">") { index += 2 }
    return .dictionary(values)
  }

  private mutating func name() -> String {
    index += 1
    var raw: [UInt8] = []
    while index < end, !Self.isBlank(bytes[index]), !Self.isDelimiter(bytes[index]) {
      if bytes[index] == UInt8(ascii: "#"), index + 2 < end, let high = Self.digit(bytes[index + 1]),
        let low = Self.digit(bytes[index + 2])
      {
        raw.append(high << 4 | low)
        index += 3
      } else {
        raw.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: raw, as: UTF8.self)
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private mutating func literal() -> [UInt8] {
    index += 1
    var raw: [UInt8] = []
    var nested = 0
    while index < end {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "("): nested += 1
      case UInt8(ascii: ")"):
        if nested == 0 { return raw }
        nested -= 1
      case UInt8(ascii: "\\"):
        guard index < end else { return raw }
        let next = bytes[index]
        index += 1
        switch next {
        case UInt8(ascii: "n"): raw.append(10)
        case UInt8(ascii: "r"): raw.append(13)
        case UInt8(ascii: "t"): raw.append(9)
        case UInt8(ascii: "b"): raw.append(8)
        case UInt8(ascii: "f"): raw.append(12)
        case 13: if index < end, bytes[index] == 10 { index += 1 }
        case 10: break
        case 0x30...0x37:
          var value = Int(next - 0x30)
          for _ in 0..<2 {
            guard index < end, (0x30...0x37).contains(bytes[index]) else { break }
            value = value << 3 | Int(bytes[index] - 0x30)
            index += 1
          }
          raw.append(UInt8(truncatingIfNeeded: value))
        default: raw.append(next)
        }
        continue
      default: break
      }
      raw.append(byte)
    }
    return raw
  }

  private mutating func hexadecimal() -> [UInt8] {
    index += 1
    var digits: [UInt8] = []
    while index < end {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: ">") { break }
      if let digit = Self.digit(byte) { digits.append(digit) }
    }
    if digits.count % 2 == 1 { digits.append(0) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private mutating func plain() -> PDFValue {
    let start = index
    while index < end, !Self.isBlank(bytes[index]), !Self.isDelimiter(bytes[index]) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      guard let first = word.utf8.first, (0x2b...0x39).contains(first), let number = Double(word), number.isFinite
      else { return .keyword(word) }
      return .number(number)
    }
  }
}
