/// A maximal run of letters (apostrophes inside belong to it) or of digits.
struct Atom {
  var start: Int32
  var end: Int32
  var kind: FoldTable.Kind
  /// Every letter is a capital, and there are at least two.
  var isAllCapitals: Bool

  var range: Range<Int> { Int(start)..<Int(end) }
  var length: Int { Int(end - start) }
  var isDigits: Bool { kind.contains(.digit) }
  /// The first letter is a capital.
  var isCapitalised: Bool { kind.contains(.upper) }
}

extension NormalisedText {
  func atoms() -> [Atom] {
    var atoms: [Atom] = []
    atoms.reserveCapacity(scalars.count / 6 + 1)
    var index = 0
    let count = scalars.count
    while index < count {
      let first = kinds[index]
      if first.contains(.digit) {
        let start = index
        while index < count, kinds[index].contains(.digit) { index += 1 }
        atoms.append(Atom(start: Int32(start), end: Int32(index), kind: .digit, isAllCapitals: false))
      } else if first.contains(.letter) {
        let start = index
        var letters = 0
        var capitals = 0
        while index < count {
          if kinds[index].contains(.letter) {
            letters += 1
            if kinds[index].contains(.upper) { capitals += 1 }
          } else if !isSign(at: index, after: start) {
            break
          }
          index += 1
        }
        atoms.append(
          Atom(
            start: Int32(start), end: Int32(index), kind: first, isAllCapitals: letters > 1 && letters == capitals))
      } else {
        index += 1
      }
    }
    return atoms
  }

  /// Whether an apostrophe stands between two letters, or a quotation mark between two Latin ones, which is how some
  /// schemes write the hard sign.
  private func isSign(at index: Int, after start: Int) -> Bool {
    guard index > start, index + 1 < kinds.count else { return false }
    var next = index + 1
    if scalars[index] == FoldTable.apostrophe {
      if scalars[next] == FoldTable.apostrophe, next + 1 < kinds.count { next += 1 }
      return kinds[next].contains(.letter)
    }
    guard scalars[index] == 0x22 || scalars[index] == 0x201D else { return false }
    return kinds[index - 1].contains(.latin) && kinds[next].contains(.latin)
  }

  /// Whether the letters of the atom stood apart in the original.
  func isLetterSpaced(_ atom: Atom) -> Bool {
    atom.length > 2 && Int(ends[Int(atom.end) - 1] - starts[Int(atom.start)]) >= 2 * atom.length - 1
      && Int(starts[Int(atom.start) + 1] - starts[Int(atom.start)]) > 1
  }

  /// The folded scalars between two neighbouring atoms.
  func gap(_ left: Atom, _ right: Atom) -> ArraySlice<UInt32> {
    left.end <= right.start ? scalars[Int(left.end)..<Int(right.start)] : []
  }

  /// Whether a sentence (or the text, or a line) begins at the atom.
  func beginsSentence(_ atom: Atom) -> Bool {
    var index = Int(atom.start) - 1
    let farthest = max(-1, index - 8)
    while index > farthest {
      switch scalars[index] {
      // Direct speech begins with a capital too.
      case FoldTable.newline, 0x2E, 0x21, 0x3F, 0x2026, 0x22, 0xAB, 0x201C, 0x201E: return true
      case FoldTable.space, 0x28, FoldTable.hyphen, 0x2014: index -= 1
      default: return false
      }
    }
    return index < 0
  }
}
