/// What a word says about its neighbours, from short lists: given names, titles, words for streets, courts, months …
///
/// One table of hashes serves the rules (layers 2 and 3) and the tagger (layer 4); it is built once.
struct Lexicon: Sendable {
  /// Properties of one atom.
  struct Marks: OptionSet, Sendable {
    let rawValue: UInt32

    static let given = Marks(rawValue: 1)
    static let surnameEnding = Marks(rawValue: 2)
    static let patronymic = Marks(rawValue: 4)
    static let kinship = Marks(rawValue: 8)
    static let title = Marks(rawValue: 16)
    static let role = Marks(rawValue: 32)
    static let initial = Marks(rawValue: 64)
    static let streetBefore = Marks(rawValue: 128)
    static let streetAfter = Marks(rawValue: 256)
    static let house = Marks(rawValue: 512)
    static let application = Marks(rawValue: 1024)
    static let proceeding = Marks(rawValue: 2048)
    static let number = Marks(rawValue: 4096)
    static let cell = Marks(rawValue: 8192)
    static let badge = Marks(rawValue: 16384)
    static let institution = Marks(rawValue: 32768)
    static let place = Marks(rawValue: 65536)
    static let month = Marks(rawValue: 131_072)
    static let people = Marks(rawValue: 262_144)
    static let currency = Marks(rawValue: 524_288)
    static let speech = Marks(rawValue: 1_048_576)
    static let law = Marks(rawValue: 2_097_152)
    static let country = Marks(rawValue: 4_194_304)
    static let particle = Marks(rawValue: 8_388_608)
    static let city = Marks(rawValue: 16_777_216)
  }

  static let shared = Lexicon()

  private static let shortestStem = 3
  private static let longestWord = 32

  private var exact = HashTable(capacity: 8192)
  private var stems = HashTable(capacity: 8192)

  private init() {
    for (marks, words) in LexiconWords.all {
      for word in words.split(separator: " ") { insert(word, marks) }
    }
    for names in [GivenNames.latin, GivenNames.russian, GivenNames.kazakh] {
      for name in names.split(separator: " ") { insertName(name) }
    }
  }

  /// `word*` stands for every word that begins so; others match whole.
  private mutating func insert(_ word: Substring, _ marks: Marks) {
    let isStem = word.last == "*"
    let folded = Self.folded(isStem ? word.dropLast() : word)
    let hash = NameKey.hash(folded)
    if isStem { stems.insert(hash, marks.rawValue) } else { exact.insert(hash, marks.rawValue) }
  }

  /// Cyrillic names are inflected: what is left without a closing vowel or sign is the stem.
  private mutating func insertName(_ name: Substring) {
    var folded = Self.folded(name)
    exact.insert(NameKey.hash(folded), Marks.given.rawValue)
    guard let last = folded.last, (0x400...0x52F).contains(last), folded.count > Self.shortestStem else { return }
    if folded.count > 4, [0x430, 0x44F, 0x439, 0x44C].contains(last) { folded.removeLast() }
    stems.insert(NameKey.hash(folded), Self.namesOnly)
  }

  /// Marks a stem whose tail must look like a case ending of a name.
  private static let namesOnly: UInt32 = 1 << 31

  private static func folded(_ word: Substring) -> [UInt32] {
    word.unicodeScalars.map { FoldTable.entry($0, in: FoldTable.entries).folded }
  }

  /// The properties of every atom of a text.
  func marks(_ text: NormalisedText, _ atoms: ArraySlice<Atom>) -> [Marks] {
    atoms.map { $0.isDigits ? [] : marks($0, text) }
  }

  private func marks(_ atom: Atom, _ text: NormalisedText) -> Marks {
    let length = atom.length
    guard length <= Self.longestWord else { return [] }
    let start = Int(atom.start)
    var found: UInt32 = 0
    var hash = NameKey.seed
    for offset in 0..<length {
      hash = NameKey.extend(hash, text.scalars[start + offset])
      guard offset + 1 >= Self.shortestStem, let value = stems.find(hash) else { continue }
      let tail = length - offset - 1
      if value & Self.namesOnly != 0, tail <= 4, atom.isCapitalised { found |= Marks.given.rawValue }
      if tail <= 8 { found |= value & ~Self.namesOnly }
    }
    if let value = exact.find(hash) {
      found |= atom.isCapitalised ? value : value & ~Marks.given.rawValue
    }
    var marks = Marks(rawValue: found)
    if length == 1, atom.isCapitalised, Int(atom.end) < text.scalars.count, text.scalars[Int(atom.end)] == 0x2E {
      marks.insert(.initial)
    }
    if atom.isCapitalised, length >= 5 { marks.formUnion(NameEndings.marks(text.scalars[atom.range])) }
    return marks
  }
}

/// Hash to value, open addressing. Only ever built from lists of this program.
struct HashTable: Sendable {
  private var keys: [UInt64]
  private var values: [UInt32]
  private let mask: Int

  /// - Parameter capacity: a power of two, at least twice the number of entries.
  init(capacity: Int) {
    keys = Array(repeating: 0, count: capacity)
    values = Array(repeating: 0, count: capacity)
    mask = capacity - 1
  }

  @inline(__always)
  private func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key ^ (key >> 32)) & UInt64(mask)) }

  /// Adds the bits of a value to those already under the key.
  mutating func insert(_ key: UInt64, _ value: UInt32) {
    var at = place(key)
    while keys[at] != 0, keys[at] != key { at = (at + 1) & mask }
    keys[at] = key
    values[at] |= value
  }

  @inline(__always)
  func find(_ key: UInt64) -> UInt32? {
    var at = place(key)
    while keys[at] != 0 {
      if keys[at] == key { return values[at] }
      at = (at + 1) & mask
    }
    return nil
  }
}
