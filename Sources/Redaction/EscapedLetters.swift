/// Letters written as numbers, as links, exported chats and e-mail have them, read as what they stand for.
extension NormalisedText {
  /// Decodes %D0%A7 (RFC 3986, section 2.1), =D0=A7 (RFC 2045, section 6.7), \u0427 (RFC 8259, section 7), &#1063; and
  /// &#x427; (HTML) in place. What is not whole stays as it is.
  mutating func decodeEscapes() {
    guard scalars.contains(where: { $0 == 0x25 || $0 == 0x3D || $0 == 0x5C || $0 == 0x26 }) else { return }
    var write = 0
    var read = 0
    while read < scalars.count {
      guard let (letters, end) = escaped(at: read) else {
        move(read, to: &write)
        read += 1
        continue
      }
      let span = (starts[read], ends[end - 1])
      // An escape is never shorter than what it stands for, so nothing unread is overwritten.
      for letter in letters {
        let entry = FoldTable.entry(letter, in: FoldTable.entries)
        guard entry.kind.isDisjoint(with: [.removed, .mark]) else { continue }
        scalars[write] = entry.folded
        kinds[write] = entry.kind
        (starts[write], ends[write]) = span
        write += 1
      }
      read = end
    }
    truncate(write)
  }

  private func escaped(at index: Int) -> (letters: [Unicode.Scalar], end: Int)? {
    switch scalars[index] {
    case 0x25, 0x3D: encodedBytes(at: index)
    case 0x5C:
      index + 6 <= scalars.count && scalars[index + 1] == 0x75
        ? number(index + 2..<index + 6, radix: 16).flatMap(Unicode.Scalar.init).map { ([$0], index + 6) } : nil
    case 0x26: characterReference(at: index)
    default: nil
    }
  }

  private func number(_ digits: Range<Int>, radix: UInt32) -> UInt32? {
    guard !digits.isEmpty, digits.count < 8 else { return nil }
    return digits.reduce(0 as UInt32?) { value, place in
      guard let value, let digit = Unicode.Scalar(scalars[place]).flatMap({ Character($0).hexDigitValue }),
        UInt32(digit) < radix
      else { return nil }
      return value * radix + UInt32(digit)
    }
  }

  /// One character of UTF-8, each byte written as a sign and two digits.
  private func encodedBytes(at index: Int) -> (letters: [Unicode.Scalar], end: Int)? {
    var bytes: [UInt8] = []
    var at = index
    while bytes.count < 4, at + 3 <= scalars.count, scalars[at] == scalars[index],
      let byte = number(at + 1..<at + 3, radix: 16)
    {
      bytes.append(UInt8(truncatingIfNeeded: byte))
      at += 3
      guard let lead = bytes.first, lead >= 0xC2 else {
        // A blank, comma or underscore in a link; a sum of percentages is none.
        let isAfterDigit = index > 0 && kinds[index - 1].contains(.digit)
        guard scalars[index] == 0x25, (0x20..<0x7F).contains(bytes[0]), !isAfterDigit else { return nil }
        return ([Unicode.Scalar(bytes[0])], at)
      }
      guard bytes.count == (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4) else { continue }
      return String(validating: bytes, as: UTF8.self)?.unicodeScalars.first.map { ([$0], at) }
    }
    return nil
  }

  private func characterReference(at index: Int) -> (letters: [Unicode.Scalar], end: Int)? {
    guard index + 3 < scalars.count, scalars[index + 1] == 0x23 else { return nil }
    let isHexadecimal = scalars[index + 2] == 0x78
    let first = index + (isHexadecimal ? 3 : 2)
    guard let end = scalars[first..<min(first + 8, scalars.count)].firstIndex(of: 0x3B),
      let letter = number(first..<end, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init)
    else { return nil }
    return ([letter], end + 1)
  }
}
