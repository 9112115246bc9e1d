/// Bytes to text.
enum DecodedText {
  /// UTF-8, or UTF-16 where its byte order mark says so; nothing is repaired.
  static func decode(_ bytes: [UInt8]) throws(DocumentError) -> String {
    if bytes.starts(with: [0xff, 0xfe]) { return try utf16(bytes.dropFirst(2), isLittle: true) }
    if bytes.starts(with: [0xfe, 0xff]) { return try utf16(bytes.dropFirst(2), isLittle: false) }
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    guard let text = String(validating: bytes[start...], as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) throws(DocumentError) -> String {
    guard bytes.count % 2 == 0, let text = String(validating: units(bytes, isLittle), as: UTF16.self) else {
      throw .notUTF8
    }
    return text
  }

  static func units(_ bytes: ArraySlice<UInt8>, _ isLittle: Bool) -> [UInt16] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
      index += 2
    }
    return units
  }

  /// Whether a character is never seen and can carry a message or turn one around: tags, further variation selectors,
  /// zero-width spaces, marks and overrides of direction. Joiners and soft hyphens belong to writing.
  static func isCovert(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200b, 0x200e, 0x200f, 0x202a...0x202e, 0x2060...0x2064, 0x2066...0x206f, 0xfeff, 0xe0000...0xe0fff: true
    default: false
    }
  }

  /// The text without them.
  static func withoutCovert(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isCovert) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isCovert($0) }))
  }

  /// What bytes may say, for searching only: UTF-8 with gaps, UTF-16 in both orders and at both offsets where there
  /// are zeros enough or Cyrillic pages, Windows-1251 where nothing else explains the upper half.
  static func guesses(_ bytes: [UInt8]) -> [String] {
    guard !bytes.isEmpty else { return [] }
    var texts = [printable(String(decoding: bytes, as: UTF8.self))]
    let pages = bytes.count { $0 == 0 || $0 == 4 || $0 == 5 }
    if pages * 8 >= bytes.count {
      for offset in 0...1 where offset < bytes.count {
        for isLittle in [true, false] {
          texts.append(printable(String(decoding: units(bytes[offset...], isLittle), as: UTF16.self)))
        }
      }
    }
    if String(validating: bytes, as: UTF8.self) == nil { texts.append(printable(windows1251(bytes))) }
    return texts.filter { !$0.isEmpty }
  }

  private static func printable(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    var hasGap = true
    for scalar in text.unicodeScalars {
      let isGap = scalar.value < 32 || scalar.value == 0xfffd || (0x7f...0x9f).contains(scalar.value)
      if !isGap { view.append(scalar) } else if !hasGap { view.append("\n") }
      hasGap = isGap
    }
    return String(view)
  }

  /// The letters of Windows-1251; the rest of its upper half as blanks.
  static func windows1251(_ bytes: some Sequence<UInt8>) -> String {
    var view = String.UnicodeScalarView()
    for byte in bytes {
      let value: UInt32 =
        switch byte {
        case 0..<0x80: UInt32(byte)
        case 0xa8: 0x401
        case 0xb8: 0x451
        case 0xb2: 0x406
        case 0xb3: 0x456
        case 0xc0...: 0x410 + UInt32(byte) - 0xc0
        default: 0x20
        }
      if let scalar = Unicode.Scalar(value) { view.append(scalar) }
    }
    return String(view)
  }
}

/// Searching bytes.
enum Pattern {
  /// Where an ASCII text first stands between two offsets, or nil.
  static func find(_ text: String, in bytes: [UInt8], from start: Int, to end: Int? = nil) -> Int? {
    let wanted = Array(text.utf8)
    let end = min(end ?? bytes.count, bytes.count)
    guard let first = wanted.first, start >= 0 else { return nil }
    var index = start
    while index <= end - wanted.count {
      if bytes[index] == first, bytes[index..<index + wanted.count].elementsEqual(wanted) { return index }
      index += 1
    }
    return nil
  }

  /// Where it last stands, or nil.
  static func findLast(_ text: String, in bytes: [UInt8]) -> Int? {
    let wanted = Array(text.utf8)
    var index = bytes.count - wanted.count
    while index >= 0 {
      if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index }
      index -= 1
    }
    return nil
  }
}
