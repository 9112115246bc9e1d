/// The textual form of an age file (age-encryption.org/v1, "ASCII armor"): strict PEM (RFC 7468) with lines of 64
/// characters, white space allowed around it and nowhere else.
public enum AgeArmor {
  private static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
  private static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
  private static let columns = 64
  /// How much white space may stand before, and after; in bytes.
  private static let whiteSpaceLimit = 1024

  /// Whether a file begins like an armored one.
  public static func isArmored(_ file: [UInt8]) -> Bool {
    file.prefix(whiteSpaceLimit + begin.count).drop(while: isWhiteSpace).starts(with: begin)
  }

  /// Wraps a whole age file.
  public static func encode(_ file: [UInt8]) -> [UInt8] {
    let text = Base64.encode(file)
    var armored = begin + [0x0A]
    armored.reserveCapacity(text.count + text.count / columns + 128)
    for start in stride(from: 0, to: text.count, by: columns) {
      armored += text[start..<min(start + columns, text.count)]
      armored.append(0x0A)
    }
    return armored + end + [0x0A]
  }

  /// The age file inside, all of it or nothing.
  public static func decode(_ armored: [UInt8]) throws(AgeError) -> [UInt8] {
    var rest = armored[...]
    var number = 0
    func next() throws(AgeError) -> ArraySlice<UInt8> {
      number += 1
      guard !rest.isEmpty else { throw .malformedArmor(line: number) }
      let stop = rest.firstIndex(of: 0x0A)
      var line = rest[..<(stop ?? rest.endIndex)]
      rest = stop.map { rest[($0 + 1)...] } ?? []
      if line.last == 0x0D { line.removeLast() }
      return line
    }
    var line = try next()
    while line.allSatisfy(isWhiteSpace) {
      guard armored.count - rest.count <= whiteSpaceLimit else { throw .malformedArmor(line: number) }
      line = try next()
    }
    guard line.elementsEqual(begin) else { throw .malformedArmor(line: number) }
    var file: [UInt8] = []
    var isLast = false
    while true {
      line = try next()
      if line.elementsEqual(end) { break }
      guard !isLast, !line.isEmpty, line.count <= columns, let part = Base64.decode(line) else {
        throw .malformedArmor(line: number)
      }
      file += part
      isLast = part.count < columns / 4 * 3
    }
    guard rest.count <= whiteSpaceLimit, rest.allSatisfy(isWhiteSpace) else { throw .malformedArmor(line: number + 1) }
    return file
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
