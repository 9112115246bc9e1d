/// Folding of single scalars: case, compatibility spaces, hyphens, apostrophes, digits, Latin diacritics.
///
/// Built once from the standard library's Unicode data; no locale takes part.
enum FoldTable {
  struct Kind: OptionSet {
    let rawValue: UInt8
    static let letter = Kind(rawValue: 1)
    static let digit = Kind(rawValue: 2)
    static let upper = Kind(rawValue: 4)
    static let cyrillic = Kind(rawValue: 8)
    static let latin = Kind(rawValue: 16)
    static let space = Kind(rawValue: 32)
    static let mark = Kind(rawValue: 64)
    static let removed = Kind(rawValue: 128)
  }

  struct Entry {
    var folded: UInt32
    var kind: Kind
  }

  static let size: UInt32 = 0x2500
  static let entries: [Entry] = (0..<size).map { value in
    Unicode.Scalar(value).map(computed) ?? Entry(folded: 0xFFFD, kind: [])
  }

  @inline(__always)
  static func entry(_ scalar: Unicode.Scalar, in table: [Entry]) -> Entry {
    scalar.value < size ? table[Int(scalar.value)] : rare(scalar)
  }

  static let newline = UInt32(0x0A)
  static let space = UInt32(0x20)
  static let hyphen = UInt32(0x2D)
  static let apostrophe = UInt32(0x27)
  static let softHyphen = UInt32(0xAD)

  private static func rare(_ scalar: Unicode.Scalar) -> Entry {
    let value = scalar.value
    switch value {
    case 0xFF01...0xFF5E: return entry(Unicode.Scalar(UInt8(value - 0xFEE0)), in: entries)
    // Mathematical alphabets: capitals and small letters in turn.
    case 0x1D400...0x1D6A3:
      let place = (value - 0x1D400) % 52
      return Entry(folded: 0x61 + place % 26, kind: place < 26 ? [.letter, .latin, .upper] : [.letter, .latin])
    case 0x1D7CE...0x1D7FF: return Entry(folded: 0x30 + (value - 0x1D7CE) % 10, kind: .digit)
    case 0x3000: return Entry(folded: space, kind: .space)
    case 0xFEFF, 0xFE00...0xFE0F, 0xE0000...0xE01EF: return Entry(folded: 0, kind: .removed)
    // Ideographs, Hangul and emoji need no property look-up; text full of them would be slow otherwise.
    case 0x3400...0x9FFF, 0xAC00...0xD7A3: return Entry(folded: value, kind: .letter)
    case 0x1F000...0x1FAFF: return Entry(folded: value, kind: [])
    default: return computed(scalar)
    }
  }

  private static func computed(_ scalar: Unicode.Scalar) -> Entry {
    let value = scalar.value
    switch value {
    case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: return Entry(folded: newline, kind: .space)
    case 0x09, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F: return Entry(folded: space, kind: .space)
    case 0x00...0x1F, 0x7F...0x9F, softHyphen, 0x034F, 0x061C, 0x115F, 0x1160, 0x180B...0x180E, 0x200B...0x200F,
      0x202A...0x202E, 0x2060...0x206F:
      return Entry(folded: 0, kind: .removed)
    case 0x2010...0x2013, 0x2212, 0x2043: return Entry(folded: hyphen, kind: [])
    case 0x60, 0xB4, 0x02B9, 0x02BA, 0x02BB, 0x02BC, 0x02BD, 0x02C8, 0x2018, 0x2019, 0x201B, 0x2032:
      return Entry(folded: apostrophe, kind: [])
    // Circled letters.
    case 0x24B6...0x24E9:
      let place = value - 0x24B6
      return Entry(folded: 0x61 + place % 26, kind: place < 26 ? [.letter, .latin, .upper] : [.letter, .latin])
    case 0x0130, 0x0131:
      return Entry(folded: 0x69, kind: value == 0x0130 ? [.letter, .latin, .upper] : [.letter, .latin])
    default: break
    }
    let properties = scalar.properties
    if properties.numericType == .decimal, let digit = properties.numericValue, (0...9).contains(digit) {
      return Entry(folded: 0x30 + UInt32(digit), kind: .digit)
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return Entry(folded: value, kind: .mark)
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: break
    default: return Entry(folded: value, kind: [])
    }
    let mapping = properties.lowercaseMapping.unicodeScalars
    var lower = mapping.count == 1 ? mapping.first ?? scalar : scalar
    var kind: Kind = lower == scalar ? .letter : [.letter, .upper]
    switch value {
    case 0x400...0x52F, 0x1C80...0x1C8F:
      kind.insert(.cyrillic)
      if lower == "ё" || lower == "ѐ" { lower = "е" }
      if lower == "ѝ" { lower = "и" }
    case 0x41...0x7A: kind.insert(.latin)
    case 0xAA...0x24F, 0x1E00...0x1EFF:
      kind.insert(.latin)
      lower = undecorated(properties.name ?? "") ?? lower
    default: break
    }
    return Entry(folded: lower.value, kind: kind)
  }

  /// The letter without its accent, from names such as LATIN SMALL LETTER S WITH CEDILLA.
  private static func undecorated(_ name: String) -> Unicode.Scalar? {
    let words = name.split(separator: " ")
    guard words.count > 4, words[2] == "LETTER", words[3].utf8.count == 1, words[4] == "WITH" else { return nil }
    return words[3].lowercased().unicodeScalars.first
  }
}
