/// A text as the tagger sees it: words and numbers in segments, and hashed features of each.
///
/// Training and use share this code, so that a weight always means the same feature.
package struct TaggerInput {
  let text: NormalisedText
  let atoms: [Atom]
  let marks: [Lexicon.Marks]
  private let words: [Word]
  private let document: DocumentWords

  /// A run of atoms that is labelled as one sequence: at most a paragraph.
  package let segments: [Range<Int>]

  /// Longest sequence labelled at once.
  package static let longestSegment = 256

  /// What the templates combine, computed once per atom.
  struct Word {
    var hash: UInt32
    var prefix3: UInt32
    var prefix4: UInt32
    var suffix2: UInt32
    var suffix3: UInt32
    var suffix4: UInt32
    var key: UInt32
    var shape: UInt8
    var gap: UInt8
    var rule: UInt8
  }

  /// Reads a text.
  ///
  /// - Throws: `textTooLarge`.
  package init(_ text: String) throws(RedactionError) {
    let text = try NormalisedText(text)
    let atoms = text.atoms()
    let marks = Lexicon.shared.marks(text, atoms[...])
    let names = NamesByRule(text: text, atoms: atoms, marks: marks).names()
    self.init(text: text, atoms: atoms, marks: marks, names: names)
  }

  init(text: NormalisedText, atoms: [Atom], marks: [Lexicon.Marks], names: [NamesByRule.Name]) {
    self.text = text
    self.atoms = atoms
    self.marks = marks
    let isForeignLatin = text.likelyLanguage != .english
    var words = atoms.indices.map { Self.word($0, text, atoms, isForeignLatin: isForeignLatin) }
    for name in names { for index in name.atoms { words[index].rule = name.rule.featureCode } }
    self.words = words
    document = DocumentWords(text: text, atoms: atoms, words: words)
    segments = Self.segments(text, atoms)
  }

  /// How many words and numbers there are.
  package var count: Int { atoms.count }

  /// What is the same for all forms of one word.
  func key(_ index: Int) -> UInt32 { words[index].key }

  func mayBeName(_ index: Int) -> Bool { atoms[index].isCapitalised && atoms[index].length > 2 }

  /// Code points of the original that an atom stands for.
  package func span(_ index: Int) -> Range<Int> { text.original(atoms: index..<(index + 1), of: atoms) }

  private static func segments(_ text: NormalisedText, _ atoms: [Atom]) -> [Range<Int>] {
    var segments: [Range<Int>] = []
    var start = 0
    for index in atoms.indices.dropFirst()
    where index - start >= longestSegment || text.gap(atoms[index - 1], atoms[index]).contains(FoldTable.newline) {
      segments.append(start..<index)
      start = index
    }
    if start < atoms.count { segments.append(start..<atoms.count) }
    return segments
  }

  /// Features of the atom at `index` within its segment, appended as hashes.
  package func appendFeatures(at index: Int, in segment: Range<Int>, to features: inout [UInt32]) {
    let none = Word(
      hash: 1, prefix3: 1, prefix4: 1, suffix2: 1, suffix3: 1, suffix4: 1, key: 1, shape: 15, gap: 15, rule: 0)
    func word(_ offset: Int) -> Word { segment.contains(index + offset) ? words[index + offset] : none }
    func mark(_ offset: Int) -> UInt32 { segment.contains(index + offset) ? marks[index + offset].rawValue : 1 << 31 }
    let here = words[index]
    let (left, right, left2, right2) = (word(-1), word(1), word(-2), word(2))
    let (mark0, markLeft, markRight) = (mark(0), mark(-1), mark(1))
    let (shape0, shapeLeft, shapeRight) = (UInt32(here.shape), UInt32(left.shape), UInt32(right.shape))
    let gapBefore = UInt32(here.gap)
    let gapAfter = UInt32(right.gap)
    var template: UInt32 = 0
    func add(_ first: UInt32, _ second: UInt32 = 0, _ third: UInt32 = 0) {
      template += 1
      features.append(Self.mix(template, first, second, third))
    }
    add(0)
    add(here.hash)
    add(left.hash)
    add(right.hash)
    add(left2.hash)
    add(right2.hash)
    add(left.hash, here.hash)
    add(here.hash, right.hash)
    add(left2.hash, left.hash)
    add(right.hash, right2.hash)
    add(left.hash, right.hash, shape0)
    add(here.suffix2, shape0)
    add(here.suffix3)
    add(here.suffix4)
    add(here.prefix3)
    add(here.prefix4)
    add(left.suffix3, here.suffix3)
    add(left.suffix3)
    add(right.suffix3)
    add(here.suffix3, right.suffix3)
    add(shape0, gapBefore, gapAfter)
    add(shapeLeft, shape0, gapBefore)
    add(shape0, shapeRight, gapAfter)
    add(shapeLeft &* 16 + shape0, shapeRight, gapBefore &* 16 + gapAfter)
    add(UInt32(left2.shape) &* 16 + shapeLeft, shape0, shapeRight &* 16 + UInt32(right2.shape))
    add(mark0, shape0)
    add(markLeft, shape0, gapBefore)
    add(markRight, shape0, gapAfter)
    add(markLeft, mark0)
    add(mark0, markRight)
    add(mark(-2), markLeft, shape0)
    add(markRight, mark(2), shape0)
    add(left.hash, shape0, gapBefore)
    add(right.hash, shape0, gapAfter)
    add(left2.hash, shapeLeft, shape0)
    add(right2.hash, shapeRight, shape0)
    add(UInt32(here.rule), shape0)
    add(UInt32(left.rule), UInt32(here.rule), UInt32(right.rule))
    add(here.hash, gapBefore, gapAfter)
    add(document.flags(here.key), shape0)
    add(document.flags(here.key), mark0, UInt32(here.rule))
    add(document.flags(left.key), document.flags(here.key), document.flags(right.key))
    add(here.suffix3, markLeft)
    add(word(-3).hash, shape0)
    add(word(3).hash, shape0)
    add(index < 60 ? 1 : index < 150 ? 2 : 3, shape0, mark0)
  }

  @inline(__always)
  private static func mix(_ template: UInt32, _ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt32 {
    var hash = UInt64(template) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ UInt64(first)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 29) ^ UInt64(second)) &* 0x94D0_49BB_1331_11EB
    hash = (hash ^ (hash >> 31) ^ UInt64(third)) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  private static func word(
    _ index: Int, _ text: NormalisedText, _ atoms: [Atom], isForeignLatin: Bool
  ) -> Word {
    let atom = atoms[index]
    let start = Int(atom.start)
    let length = atom.length
    var hash = NameKey.seed
    var prefix3 = NameKey.seed
    var prefix4 = NameKey.seed
    var key = NameKey.seed
    let keyLength = atom.kind.contains(.cyrillic) ? 5 : 24
    for offset in 0..<min(length, 32) {
      // Numbers are told apart by their length, years by their century, not by their digits.
      let scalar = atom.isDigits && length > 2 && offset > 0 ? 0x30 : text.scalars[start + offset]
      hash = NameKey.extend(hash, scalar)
      if offset < 3 { prefix3 = hash }
      if offset < 4 { prefix4 = hash }
      if offset < keyLength { key = hash }
    }
    var suffix = NameKey.seed
    var suffixes = (suffix, suffix, suffix)
    for offset in 0..<min(length, 4) {
      suffix = NameKey.extend(suffix, atom.isDigits ? 0x30 : text.scalars[start + length - 1 - offset])
      if offset < 2 { suffixes.0 = suffix }
      if offset < 3 { suffixes.1 = suffix }
      suffixes.2 = suffix
    }
    return Word(
      hash: short(hash), prefix3: short(prefix3), prefix4: short(prefix4), suffix2: short(suffixes.0),
      suffix3: short(suffixes.1), suffix4: short(suffixes.2), key: short(key),
      shape: isForeignLatin && atom.kind.contains(.latin) && atom.isCapitalised ? 14 : shape(atom, text),
      gap: gap(index, text, atoms), rule: 0)
  }

  @inline(__always)
  private static func short(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash ^ (hash >> 32)) }

  private static func shape(_ atom: Atom, _ text: NormalisedText) -> UInt8 {
    if atom.isDigits {
      switch atom.length {
      case 1: return 1
      case 2: return 2
      case 3: return 3
      case 4: return 4
      case 5: return 5
      default: return 6
      }
    }
    if atom.length == 1 { return atom.isCapitalised ? 7 : 8 }
    if atom.isAllCapitals { return atom.length <= 5 ? 9 : 10 }
    guard atom.isCapitalised else { return 11 }
    return text.beginsSentence(atom) ? 12 : 13
  }

  /// What stands before the atom, blanks aside.
  private static func gap(_ index: Int, _ text: NormalisedText, _ atoms: [Atom]) -> UInt8 {
    let start = index == 0 ? 0 : Int(atoms[index - 1].end)
    var code: UInt8 = index == 0 ? 1 : 2
    var hasMark = false
    for place in start..<Int(atoms[index].start) {
      let scalar = text.scalars[place]
      if scalar == FoldTable.space { continue }
      if scalar == FoldTable.newline { return 1 }
      // The last mark decides, since it stands next to the word.
      hasMark = true
      switch scalar {
      case 0x2C: code = 3
      case 0x2E: code = 4
      case FoldTable.hyphen: code = 5
      case 0x2F: code = 6
      case 0x28, 0x5B: code = 7
      case 0x29, 0x5D: code = 8
      case 0x22, 0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x27: code = 9
      case 0x3A, 0x3B: code = 10
      case 0x2014, 0x2013: code = 11
      case 0x2116, 0x23, 0xA7: code = 12
      case 0x24, 0x20AC, 0xA3, 0x25: code = 13
      default: code = 14
      }
    }
    return !hasMark && start == Int(atoms[index].start) && index > 0 ? 0 : code
  }
}

/// How the words of a text are written elsewhere in it: a surname named once with a title is a surname everywhere.
struct DocumentWords {
  private var flags: [UInt32: UInt8] = [:]

  init(text: NormalisedText, atoms: [Atom], words: [TaggerInput.Word]) {
    for (index, word) in words.enumerated() where !atoms[index].isDigits && atoms[index].length > 2 {
      var found: UInt8 = 0
      if !atoms[index].isCapitalised { found = 1 }
      if word.shape == 13 { found = 2 }
      if word.rule != 0 { found |= 4 }
      if word.rule == 1 { found |= 8 }
      guard found > 0 else { continue }
      flags[word.key, default: 0] |= found
    }
  }

  func flags(_ key: UInt32) -> UInt32 { UInt32(flags[key] ?? 0) }
}

extension Rule {
  /// Which rule of layer 3 spoke, as a feature.
  var featureCode: UInt8 {
    switch self {
    case .nameTitled: 1
    case .nameInitials: 2
    case .namePatronymic: 3
    case .namePair: 4
    default: 0
    }
  }
}
