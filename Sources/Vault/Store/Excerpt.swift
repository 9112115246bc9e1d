/// A place in a record with the words around it.
public struct Excerpt: Sendable, Hashable {
  /// Letters shown on either side.
  static let reach = 40

  /// Where in the record: `text`, or a key of its JSON.
  public let field: String
  /// What stands before it; control characters became spaces.
  public let before: String
  /// The place itself, as it is written there.
  public let match: String
  /// What stands after it.
  public let after: String

  /// `place` lies within `whole`, and that within `bytes`.
  init(field: String, of bytes: [UInt8], in whole: Range<Int>, around place: Range<Int>) {
    self.field = field
    var start = place.lowerBound
    for _ in 0..<Self.reach where start > whole.lowerBound {
      repeat { start -= 1 } while start > whole.lowerBound && bytes[start] & 0xc0 == 0x80
    }
    var end = place.upperBound
    for _ in 0..<Self.reach where end < whole.upperBound {
      repeat { end += 1 } while end < whole.upperBound && bytes[end] & 0xc0 == 0x80
    }
    before = Self.shown(bytes[start..<place.lowerBound])
    match = Self.shown(bytes[place])
    after = Self.shown(bytes[place.upperBound..<end])
  }

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let category = scalar.properties.generalCategory
      // Format characters as well: one of them turns a line of the terminal around.
      shown.append(category == .control || category == .format || category == .lineSeparator ? " " : scalar)
    }
    return String(shown)
  }
}
