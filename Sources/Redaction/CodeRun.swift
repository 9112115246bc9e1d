/// Digits and short groups of letters in sequence, as numbers are written: from one atom on, with every place where
/// the number may end.
struct CodeRun {
  /// A place where the number may end.
  struct End {
    var characters: Int
    var atoms: Int
    /// Of all characters up to here, in the terms of `codeHash`.
    var hash: UInt64
    /// The same without the first character.
    var hashAfterFirst: UInt64
  }

  /// Capital ASCII letters and digits; Cyrillic letters that look Latin are written as Latin.
  private(set) var characters: [UInt8] = []
  private(set) var ends: [End] = []
  /// How many digits stand at the beginning.
  private(set) var leadingDigits = 0
  private(set) var first = 0

  static let longest = 40
  /// Shorter numbers say nothing to any detector.
  static let shortest = 5
  private static let mostAtoms = 24

  init() {
    characters.reserveCapacity(Self.longest)
    ends.reserveCapacity(Self.mostAtoms)
  }

  /// Begins anew at an atom; false when no number can begin there. One value serves a whole text, since most numbers
  /// are nothing and an allocation for each would cost more than the search.
  mutating func read(at first: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Bool {
    let start = atoms[first]
    if !start.isDigits {
      guard start.length <= 4, first + 1 < atoms.count, atoms[first + 1].isDigits,
        atoms[first + 1].start - start.end <= 2
      else { return false }
    }
    self.first = first
    characters.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    leadingDigits = 0
    var hash = NameKey.seed
    var hashAfterFirst = NameKey.seed
    var index = first
    while index < atoms.count, index - first < Self.mostAtoms {
      let atom = atoms[index]
      if index > first, !Self.separates(atoms[index - 1].end, atom.start, text) { break }
      // An account number may hold any letters; a word that stands apart is no part of a number.
      let isGlued = index > first && atoms[index - 1].end == atom.start
      guard atom.isDigits || atom.length <= 4 || isGlued, characters.count + atom.length <= Self.longest else { break }
      if atom.isDigits, leadingDigits == characters.count { leadingDigits += atom.length }
      for place in atom.range {
        let character = Self.character(text.scalars[place])
        hash = NameKey.extend(hash, UInt32(character))
        if !characters.isEmpty { hashAfterFirst = NameKey.extend(hashAfterFirst, UInt32(character)) }
        characters.append(character)
      }
      index += 1
      ends.append(
        End(characters: characters.count, atoms: index - first, hash: hash, hashAfterFirst: hashAfterFirst))
    }
    return characters.count >= Self.shortest
  }

  /// The first end after exactly `count` characters.
  func end(after count: Int) -> End? {
    for end in ends where end.characters >= count { return end.characters == count ? end : nil }
    return nil
  }

  /// Whether the first `count` characters are all digits.
  func isDigits(_ count: Int) -> Bool { count <= leadingDigits }

  func atoms(_ end: End) -> Range<Int> { first..<(first + end.atoms) }

  /// Telephone numbers are kept without their +7 or 8, which are written for each other.
  func nationalHash(_ end: End) -> UInt64 {
    end.characters == 11 && (characters[0] == 0x37 || characters[0] == 0x38) ? end.hashAfterFirst : end.hash
  }

  static func national(_ digits: [UInt8]) -> ArraySlice<UInt8> {
    digits.count == 11 && (digits[0] == 0x37 || digits[0] == 0x38) ? digits.dropFirst() : digits[...]
  }

  /// A value in the same alphabet, for comparison.
  static func canonical(_ text: NormalisedText) -> [UInt8] {
    var characters: [UInt8] = []
    for (scalar, kind) in zip(text.scalars, text.kinds) where !kind.isDisjoint(with: [.letter, .digit]) {
      characters.append(character(scalar))
    }
    return characters
  }

  private static func separates(_ start: Int32, _ end: Int32, _ text: NormalisedText) -> Bool {
    guard end - start <= 3 else { return false }
    for place in Int(start)..<Int(end) {
      switch text.scalars[place] {
      case FoldTable.space, FoldTable.newline, FoldTable.hyphen, 0x2E, 0x28, 0x29, 0x2F, 0x5F, 0x2B, 0x7C, 0xB7: break
      default: return false
      }
    }
    return true
  }

  private static func character(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x30...0x39: return UInt8(scalar)
    case 0x61...0x7A: return UInt8(scalar - 0x20)
    default: break
    }
    if let latin = Lookalikes.latin(for: scalar, isUpper: true), (0x61...0x7A).contains(latin) {
      return UInt8(latin - 0x20)
    }
    return UInt8(truncatingIfNeeded: scalar) | 0x80
  }
}

extension Sequence where Element == UInt8 {
  var codeHash: UInt64 { reduce(NameKey.seed) { NameKey.extend($0, UInt32($1)) } }
}
