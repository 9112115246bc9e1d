/// A long text in pieces, cut where a line ends, so that the memory of a scan does not grow with the text.
///
/// Nothing is found across a cut. A line of more than half a piece is cut at a blank, and one without blanks anywhere.
struct TextBlocks {
  /// Where a piece lies, and how many code points come before it.
  struct Block {
    var range: Range<String.Index>
    var start: Int
  }

  /// Longest piece, in bytes of UTF-8.
  static let size = 2 << 20

  private(set) var ranges: [Block] = []

  init(_ text: String, size: Int) {
    let bytes = text.utf8
    var from = bytes.startIndex
    var scalars = 0
    while from < bytes.endIndex {
      let to = Self.end(after: from, text, size)
      ranges.append(Block(range: from..<to, start: scalars))
      scalars += text.unicodeScalars[from..<to].count
      from = to
    }
  }

  private static func end(after from: String.Index, _ text: String, _ size: Int) -> String.Index {
    let bytes = text.utf8
    guard let limit = bytes.index(from, offsetBy: size, limitedBy: bytes.endIndex), limit < bytes.endIndex else {
      return bytes.endIndex
    }
    var blank: String.Index?
    var at = limit
    // Both are ASCII: the place after one never lies inside a code point.
    for _ in 0..<(size / 2) {
      let previous = bytes.index(before: at)
      if bytes[previous] == 0x0A { return at }
      if bytes[previous] == 0x20, blank == nil { blank = at }
      at = previous
    }
    if let blank { return blank }
    at = limit
    while bytes[at] & 0xC0 == 0x80 { at = bytes.index(before: at) }
    return at
  }
}

extension Finding {
  /// The same finding as many code points further on.
  func moved(by offset: Int) -> Finding {
    var moved = self
    moved.start += offset
    moved.end += offset
    return moved
  }
}
