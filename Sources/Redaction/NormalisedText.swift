/// Layer 0: the text as the detectors see it, with the way back to the original code points.
///
/// Case is folded; combining marks are composed (й) or dropped; NBSP and its kin become a space; soft hyphens and
/// zero-width characters vanish; typographic hyphens and apostrophes become ASCII; a hyphen at a line break is joined;
/// letters written as numbers (%D0%A7, \u0427) are read; four or more letters set apart by blanks, or five by another
/// sign (с.е.р.и.к), are joined; Latin and Greek letters inside a Cyrillic word, and the reverse, become what they look
/// like, and so do noughts.
public struct NormalisedText: Sendable {
  /// Folded scalars.
  public internal(set) var scalars: [UInt32] = []
  /// For each folded scalar, the original code point it begins at.
  public internal(set) var starts: [Int32] = []
  /// For each folded scalar, one past the last original code point it stands for.
  public internal(set) var ends: [Int32] = []
  /// Code points in the original.
  public private(set) var originalCount = 0

  var kinds: [FoldTable.Kind] = []

  /// Longest text accepted, in bytes of UTF-8.
  public static let limit = 256 << 20

  /// What to do with a line break between two letters.
  enum LineBreaks {
    case keep
    /// Joins words broken without a hyphen; for the leak check only, since it also joins words that were not broken.
    case join
  }

  /// Normalises a text.
  ///
  /// - Throws: `textTooLarge`.
  public init(_ text: String) throws(RedactionError) {
    try self.init(text, lineBreaks: .keep)
  }

  init(_ text: String, lineBreaks: LineBreaks) throws(RedactionError) {
    let bytes = text.utf8.count
    guard bytes <= Self.limit else { throw .textTooLarge(limit: Self.limit) }
    reserve(bytes / 2 + 16)
    fold(text, lineBreaks: lineBreaks)
    decodeEscapes()
    joinLetterSpaced()
    unifyScripts()
  }

  /// Original code points `[start, end)` of the folded scalars `range`; empty ranges give an empty answer.
  public func original(_ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= scalars.count else { return 0..<0 }
    return Int(starts[range.lowerBound])..<Int(ends[range.upperBound - 1])
  }

  private mutating func reserve(_ count: Int) {
    scalars.reserveCapacity(count)
    starts.reserveCapacity(count)
    ends.reserveCapacity(count)
    kinds.reserveCapacity(count)
  }

  private mutating func fold(_ text: String, lineBreaks: LineBreaks) {
    let table = FoldTable.entries
    var position: Int32 = 0
    // Where a soft hyphen was dropped; a line break right after it is joined like a hyphen's.
    var softHyphen = -1
    var brokeLine = false
    var afterReturn = false
    for scalar in text.unicodeScalars {
      let entry = FoldTable.entry(scalar, in: table)
      defer { position += 1 }
      if entry.kind.contains(.letter) {
        if brokeLine {
          joinLine(softHyphen: softHyphen, lineBreaks: lineBreaks)
          brokeLine = false
        }
        append(entry.folded, entry.kind, position)
      } else if entry.kind.contains(.mark) {
        compose(entry.folded)
        if !ends.isEmpty { ends[ends.count - 1] = position + 1 }
      } else if entry.kind.contains(.removed) {
        if scalar.value == FoldTable.softHyphen { softHyphen = scalars.count }
      } else {
        if scalar == "\n", afterReturn, !ends.isEmpty {
          ends[ends.count - 1] = position + 1
          afterReturn = false
          continue
        }
        if entry.folded == FoldTable.newline {
          brokeLine = true
        } else if !entry.kind.contains(.space) {
          brokeLine = false
        }
        append(entry.folded, entry.kind, position)
      }
      afterReturn = scalar == "\r"
    }
    originalCount = Int(position)
  }

  @inline(__always)
  private mutating func append(_ folded: UInt32, _ kind: FoldTable.Kind, _ position: Int32) {
    scalars.append(folded)
    kinds.append(kind)
    starts.append(position)
    ends.append(position + 1)
  }

  /// Cyrillic й and ў are letters of their own; every other mark (stress, diaeresis, Latin accents) only decorates.
  private mutating func compose(_ mark: UInt32) {
    guard mark == 0x306, let last = scalars.last else { return }
    if last == 0x438 { scalars[scalars.count - 1] = 0x439 }
    if last == 0x443 { scalars[scalars.count - 1] = 0x45E }
  }

  /// Called before a letter that follows a line break: drops the break if the word goes on.
  private mutating func joinLine(softHyphen: Int, lineBreaks: LineBreaks) {
    var end = scalars.count
    let farthest = max(0, end - 16)
    while end > farthest, kinds[end - 1].contains(.space) { end -= 1 }
    guard end > 0, end > farthest else { return }
    var isJoined = end == softHyphen
    if scalars[end - 1] == FoldTable.hyphen {
      end -= 1
      isJoined = true
    } else if lineBreaks == .join, scalars.count - end == 1 {
      isJoined = true
    }
    guard isJoined, end > 0, kinds[end - 1].contains(.letter) else { return }
    truncate(end)
  }

  mutating func truncate(_ count: Int) {
    let excess = scalars.count - count
    scalars.removeLast(excess)
    kinds.removeLast(excess)
    starts.removeLast(excess)
    ends.removeLast(excess)
  }

  func isLetter(_ index: Int) -> Bool {
    index >= 0 && index < kinds.count && kinds[index].contains(.letter)
  }

  /// Single letters set apart by the same signs each, as far as they go from a place.
  private struct SpacedRun {
    var letters: Int
    /// From one letter to the next.
    var step: Int
  }

  /// The letters set apart from `index` on; nothing if they are too few to be a word.
  private func letterSpacedRun(at index: Int) -> SpacedRun? {
    let separator = scalars[index + 1]
    var step = 2
    while step < 4, index + step < scalars.count, scalars[index + step] == separator { step += 1 }
    var letters = 0
    var at = index
    // Some schemes write a sign for ь and ъ.
    func isUnit(_ place: Int) -> Bool {
      isLetter(place) || place > index && place < scalars.count && scalars[place] == FoldTable.apostrophe
    }
    while isUnit(at), !isLetter(at + 1) {
      letters += 1
      guard at + step < scalars.count, scalars[at + 1..<at + step].allSatisfy({ $0 == separator }), isUnit(at + step),
        !isLetter(at + step + 1)
      else { break }
      at += step
    }
    return letters >= (separator == FoldTable.space ? 4 : 5) ? SpacedRun(letters: letters, step: step) : nil
  }

  private mutating func joinLetterSpaced() {
    var write = 0
    var read = 0
    let count = scalars.count
    while read < count {
      let isCandidate =
        read + 3 < count && kinds[read].contains(.letter) && kinds[read + 1].isDisjoint(with: [.letter, .digit])
        && !isLetter(read - 1)
      guard isCandidate, let run = letterSpacedRun(at: read) else {
        // One step past a short run at a time would make a long line of pairs quadratic; runs here are below five.
        move(read, to: &write)
        read += 1
        continue
      }
      for letter in 0..<run.letters {
        let from = read + run.step * letter
        // A capital after a small letter begins the next word.
        if letter > 0, kinds[from].contains(.upper), !kinds[from - run.step].contains(.upper) {
          move(from - 1, to: &write)
        }
        move(from, to: &write)
      }
      read += run.step * (run.letters - 1) + 1
    }
    if write < scalars.count { truncate(write) }
  }

  @inline(__always)
  mutating func move(_ from: Int, to write: inout Int) {
    if from != write {
      scalars[write] = scalars[from]
      kinds[write] = kinds[from]
      starts[write] = starts[from]
      ends[write] = ends[from]
    }
    write += 1
  }
}
