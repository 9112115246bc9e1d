/// Digits and short groups of letters in sequence, as numbers are written: from one atom on, with every place where
/// the number may end.
struct CodeRun {
  /// Capital ASCII letters and digits; Cyrillic letters that look Latin are written as Latin.
  private(set) var characters: [UInt8] = []
  /// Number of characters and of atoms at each possible end.
  private(set) var ends: [(characters: Int, atoms: Int)] = []
  private(set) var isAllDigits = true
  let first: Int

  static let longest = 40
  private static let mostAtoms = 14

  /// None when no number can begin at the atom.
  init?(at first: Int, _ text: NormalisedText, _ atoms: [Atom]) {
    self.first = first
    let atom = atoms[first]
    if !atom.isDigits {
      guard atom.length <= 4, first + 1 < atoms.count, atoms[first + 1].isDigits,
        text.gap(atom, atoms[first + 1]).count <= 2
      else { return nil }
    }
    var index = first
    while index < atoms.count, index - first < Self.mostAtoms {
      let atom = atoms[index]
      if index > first, !Self.separates(text.gap(atoms[index - 1], atom)) { break }
      guard atom.isDigits || atom.length <= 4, characters.count + atom.length <= Self.longest else { break }
      if !atom.isDigits { isAllDigits = false }
      for scalar in text.scalars[atom.range] { characters.append(Self.character(scalar)) }
      ends.append((characters.count, index + 1 - first))
      index += 1
    }
    if ends.isEmpty { return nil }
  }

  /// Whether the first `count` characters are all digits.
  func isDigits(_ count: Int) -> Bool {
    count <= characters.count && characters[..<count].allSatisfy { (0x30...0x39).contains($0) }
  }

  func atoms(_ end: (characters: Int, atoms: Int)) -> Range<Int> { first..<(first + end.atoms) }

  /// A value in the same alphabet, for comparison.
  static func canonical(_ text: NormalisedText) -> [UInt8] {
    var characters: [UInt8] = []
    for (scalar, kind) in zip(text.scalars, text.kinds) where !kind.isDisjoint(with: [.letter, .digit]) {
      characters.append(character(scalar))
    }
    return characters
  }

  private static func separates(_ gap: ArraySlice<UInt32>) -> Bool {
    gap.count <= 3
      && gap.allSatisfy {
        switch $0 {
        case FoldTable.space, FoldTable.newline, FoldTable.hyphen, 0x2E, 0x28, 0x29, 0x2F, 0x5F, 0x2B, 0x7C, 0xB7: true
        default: false
        }
      }
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
