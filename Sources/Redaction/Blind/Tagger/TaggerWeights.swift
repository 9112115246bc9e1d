/// Weights of a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001), as shipped.
///
/// Bytes, little-endian: "CVT1"; number of labels L (1 byte, 2–16); for each label but the first the place of its
/// category in `Category.allCases` and its threshold in 1/255 (2 bytes); unit of the weights (32-bit float); L × L
/// transitions in units (16 bit); number of features N (32 bit, at most 2^20); N ascending hashes (32 bit); N × L
/// weights in units (8 bit). The first label is "nothing". A category that stands twice in a row has a label for the
/// first word of a mention and one for those after it; one that stands once has a single label for all.
package struct TaggerWeights: Sendable {
  /// Categories of the labels after the first.
  package let categories: [Category]
  /// How probable a label must be to be reported.
  package let thresholds: [Float]
  /// Whether the label is only for the first word of a mention.
  let begins: [Bool]
  /// `transitions[from * L + to]`, exponentiated.
  let transitions: [Float]

  private let unit: Float
  private let rows: [Int8]
  private let slots: [Int32]
  private let hashes: [UInt32]
  private let mask: Int

  /// Labels with "nothing".
  package var labelCount: Int { categories.count + 1 }

  /// Reads weights.
  ///
  /// - Throws: `damagedTagger`.
  package init(_ bytes: [UInt8]) throws(RedactionError) {
    var reader = ByteReader(bytes: bytes[...])
    guard reader.take(4).elementsEqual("CVT1".utf8), let labels = reader.byte(), (2...16).contains(labels) else {
      throw .damagedTagger
    }
    let count = Int(labels)
    var categories: [Category] = []
    var thresholds: [Float] = []
    for _ in 1..<count {
      guard let place = reader.byte(), place < Category.allCases.count, let threshold = reader.byte() else {
        throw .damagedTagger
      }
      categories.append(Category.allCases[Int(place)])
      thresholds.append(Float(threshold) / 255)
    }
    guard let bits = reader.word(), case let unit = Float(bitPattern: bits), unit > 0, unit < 1 else {
      throw .damagedTagger
    }
    var transitions: [Float] = []
    for _ in 0..<(count * count) {
      guard let low = reader.byte(), let high = reader.byte() else { throw .damagedTagger }
      let value = Int16(bitPattern: UInt16(low) | UInt16(high) << 8)
      transitions.append(Exponential.of(min(max(Float(value) * unit, -40), 40)))
    }
    guard let number = reader.word(), number <= 1 << 20, reader.bytes.count == Int(number) * (4 + count) else {
      throw .damagedTagger
    }
    var hashes: [UInt32] = []
    hashes.reserveCapacity(Int(number))
    for _ in 0..<number {
      guard let hash = reader.word(), hashes.last.map({ $0 < hash }) ?? true else { throw .damagedTagger }
      hashes.append(hash)
    }
    self.categories = categories
    begins = categories.indices.map { $0 + 1 < categories.count && categories[$0 + 1] == categories[$0] }
    self.thresholds = thresholds
    self.transitions = transitions
    self.unit = unit
    self.hashes = hashes
    rows = reader.bytes.map { Int8(bitPattern: $0) }
    (slots, mask) = Self.table(hashes)
  }

  /// Open addressing over the hashes, at most half full, so that a search always ends.
  private static func table(_ hashes: [UInt32]) -> ([Int32], Int) {
    var capacity = 16
    while capacity < hashes.count * 2 { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    for (index, hash) in hashes.enumerated() {
      var at = Int(hash) & (capacity - 1)
      while slots[at] >= 0 { at = (at + 1) & (capacity - 1) }
      slots[at] = Int32(index)
    }
    return (slots, capacity - 1)
  }

  /// Adds up the weights of the features: one score for each label.
  func score(_ features: [UInt32], into scores: inout [Float], _ sums: inout [Int32]) {
    let count = labelCount
    for label in 0..<count { sums[label] = 0 }
    for feature in features {
      var at = Int(feature) & mask
      while slots[at] >= 0 {
        let row = Int(slots[at])
        if hashes[row] == feature {
          let base = row * count
          for label in 0..<count { sums[label] &+= Int32(rows[base + label]) }
          break
        }
        at = (at + 1) & mask
      }
    }
    for label in 0..<count { scores[label] = Float(sums[label]) * unit }
  }
}

/// Reads bytes from the front, never past the end.
private struct ByteReader {
  private(set) var bytes: ArraySlice<UInt8>

  init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let taken = bytes.prefix(count)
    bytes = bytes.dropFirst(count)
    return taken
  }

  mutating func byte() -> UInt8? { bytes.popFirst() }

  mutating func word() -> UInt32? {
    let taken = take(4)
    return taken.count == 4 ? taken.reversed().reduce(0) { $0 << 8 | UInt32($1) } : nil
  }
}

/// Base64 (RFC 4648, section 4) of the shipped weights: a string literal compiles at once where an array of a million
/// numbers takes minutes.
enum Base64 {
  static func decoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var buffer: UInt32 = 0
    var bits = 0
    for character in text.utf8 {
      let value: UInt32
      switch character {
      case 0x41...0x5A: value = UInt32(character) - 0x41
      case 0x61...0x7A: value = UInt32(character) - 0x61 + 26
      case 0x30...0x39: value = UInt32(character) - 0x30 + 52
      case 0x2B: value = 62
      case 0x2F: value = 63
      default: continue
      }
      buffer = buffer << 6 | value
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
    }
    return bytes
  }
}

/// e^x in single precision, within 10^-4 of the value; arguments beyond ±80 are taken for ±80.
package enum Exponential {
  /// e^x.
  @inline(__always)
  package static func of(_ argument: Float) -> Float {
    let power = min(max(argument, -80), 80) * 1.442_695_04
    let whole = power.rounded(.down)
    let part = power - whole
    // 2^part on [0, 1), minimax polynomial.
    let fraction =
      1 + part * (0.693_147_2 + part * (0.240_226_5 + part * (0.055_503_7 + part * (0.009_617_0 + part * 0.001_326_3))))
    return fraction * Float(bitPattern: UInt32(Int32(whole) + 127) << 23)
  }
}
