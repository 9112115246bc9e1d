import Foundation

/// A word or phrase to look for in UTF-8, whatever the case of its letters: Cyrillic with the Kazakh letters, Latin,
/// Greek, and every other script Unicode knows cases of. `е` finds `ё` and the other way round; a space finds any
/// single white space, so that a phrase is found across a line's end.
///
/// The text is scanned as it is: the needle is spelled out in every form of each letter instead, all of the same
/// length in UTF-8, and a skip table over blocks of two bytes (Wu and Manber, 1994) is made of all of them: over single
/// bytes the lead bytes of Cyrillic, every other byte of the text, would stop every skip. Composed letters are assumed (NFC);
/// ``find(in:_:)`` composes a text first that holds combining accents.
struct Needle: Sendable {
  /// Longest query, in bytes of UTF-8.
  static let limit = 1_000

  /// The forms of one letter, all of `count` bytes, one after the other in ``spelled``.
  private struct Letter: Sendable {
    let count: Int
    let forms: Range<Int>
  }

  private var letters: [Letter] = []
  private var spelled: [UInt8] = []
  private let count: Int
  /// How far the window may move when it ends with these two bytes; 0 where the needle may end with them.
  private var skips: [UInt16]

  /// `nil` when nothing is left of the query without the white space around it, or it is too long.
  init?(_ query: String) {
    let composed = query.precomposedStringWithCanonicalMapping
    let words = composed.split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty, composed.utf8.count <= Self.limit else { return nil }
    let scalars = words.joined(separator: " ").unicodeScalars.map { scalar in
      Self.forms(of: scalar).map { Array(String($0).utf8) }
    }
    for forms in scalars {
      let start = spelled.count
      for form in forms { spelled += form }
      letters.append(Letter(count: forms[0].count, forms: start..<spelled.count))
    }
    count = scalars.reduce(0) { $0 + $1[0].count }
    // A block that stands nowhere in the needle may still end with its first byte.
    let whole = UInt16(count)
    skips = [UInt16](repeating: count > 1 ? whole - 1 : 1, count: 1 << 16)
    // What may stand at each place, letter by letter, last places last so that the shortest skip remains.
    var place = 0
    var before: [UInt8] = []
    for forms in scalars {
      for offset in 0..<forms[0].count {
        for form in forms {
          let byte = form[offset]
          // Within a letter only its own form precedes; at its start every form of the letter before does.
          for first in offset > 0 ? [form[offset - 1]] : before {
            skips[Int(first) << 8 | Int(byte)] = whole - 1 - UInt16(place)
          }
          // A needle of one byte may follow anything.
          if count == 1 { for first in 0..<256 { skips[first << 8 | Int(byte)] = 0 } }
        }
        place += 1
      }
      before = forms.map { $0[$0.count - 1] }
    }
  }

  /// A letter in each case, with the same length in UTF-8; never empty.
  private static func forms(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar == " " { return [" ", "\n", "\r", "\t"] }
    var forms = [scalar]
    func add(_ mapping: String) {
      let scalars = mapping.unicodeScalars
      guard scalars.count == 1, let form = scalars.first, !forms.contains(form),
        String(form).utf8.count == String(scalar).utf8.count
      else { return }
      forms.append(form)
    }
    let alike: [Unicode.Scalar: Unicode.Scalar] = ["е": "ё", "ё": "е", "Е": "Ё", "Ё": "Е", "σ": "ς", "ς": "σ"]
    for form in [scalar, alike[scalar] ?? scalar] {
      add(String(form))
      add(form.properties.lowercaseMapping)
      add(form.properties.uppercaseMapping)
    }
    return forms
  }

  /// Where the needle stands in `range` of `bytes`, from left to right, not overlapping.
  func ranges(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = range.lowerBound
    while let next = first(in: bytes.span, position..<range.upperBound) {
      found.append(next..<next + count)
      position = next + count
    }
    return found
  }

  /// How often the needle stands in `range`, not overlapping.
  private func occurrences(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    var found = 0
    var position = range.lowerBound
    while let next = first(in: bytes.span, position..<range.upperBound) {
      found += 1
      position = next + count
    }
    return found
  }

  /// The first place in `range`.
  private func first(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, count <= range.count else { return nil }
    var last = range.lowerBound + count - 1
    while last < range.upperBound {
      let before = last > range.lowerBound ? bytes[last - 1] : 0
      let skip = Int(skips[Int(before) << 8 | Int(bytes[last])])
      if skip > 0 {
        last += skip
      } else if matches(bytes, last - count + 1) {
        return last - count + 1
      } else {
        last += 1
      }
    }
    return nil
  }

  /// `position` and the needle's length lie within `bytes`.
  private func matches(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
    var position = position
    for letter in letters {
      var form = letter.forms.lowerBound
      while form < letter.forms.upperBound {
        var offset = 0
        while offset < letter.count, bytes[position + offset] == spelled[form + offset] { offset += 1 }
        if offset == letter.count { break }
        form += letter.count
      }
      guard form < letter.forms.upperBound else { return false }
      position += letter.count
    }
    return true
  }

  /// Whether some byte can begin a combining accent (U+0300…U+036F). Without an early end the loop runs on vectors and
  /// costs far less than composing every text.
  private static func hasAccents(_ bytes: Span<UInt8>) -> Bool {
    var found: UInt8 = 0
    for index in 0..<bytes.count { found |= bytes[index] & 0xfe == 0xcc ? 1 : 0 }
    return found != 0
  }

  /// The places of the needle, and the bytes they refer to: those given, or a composed copy where accents stand apart.
  func find(in bytes: [UInt8], _ range: Range<Int>) -> (text: [UInt8], range: Range<Int>, places: [Range<Int>]) {
    guard let composed = Self.composed(bytes, range) else { return (bytes, range, ranges(in: bytes, range)) }
    return (composed, composed.indices, ranges(in: composed, composed.indices))
  }

  /// How many places ``find(in:_:)`` finds.
  func count(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    guard let composed = Self.composed(bytes, range) else { return occurrences(in: bytes, range) }
    return occurrences(in: composed, composed.indices)
  }

  /// `nil` where the text is composed already.
  private static func composed(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    guard hasAccents(bytes.span.extracting(range)) else { return nil }
    return Array(String(decoding: bytes[range], as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
  }
}
