/// The words of a share as numbers of ten bits, and their Reed-Solomon checksum over 1,024 elements (SLIP-0039,
/// "Checksum"): three words that detect any error of up to three words.
enum ShareWords {
  static let checksumCount = 3

  /// The numbers of the words in a text; white space separates, and case does not matter.
  static func numbers(_ text: [UInt8], share: Int) throws(SLIP39Error) -> [UInt16] {
    guard text.count <= 1024 else { throw .wrongLength(share: share) }
    var numbers: [UInt16] = []
    for word in text.split(whereSeparator: { $0 == 0x20 || (0x09...0x0D).contains($0) }) {
      let lower = word.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      guard let number = WordList.number(of: lower) else {
        throw .unknownWord(share: share, word: numbers.count)
      }
      numbers.append(number)
    }
    return numbers
  }

  static func text(_ numbers: [UInt16]) -> [UInt8] {
    Array(numbers.map { WordList.words[Int($0)] }.joined(separator: [0x20]))
  }

  static func checksum(_ numbers: [UInt16], customization: String) -> [UInt16] {
    let state =
      remainder(customization.utf8.map(UInt32.init) + numbers.map(UInt32.init) + [0, 0, 0]) ^ 1
    return [UInt16(state >> 20 & 1023), UInt16(state >> 10 & 1023), UInt16(state & 1023)]
  }

  static func isIntact(_ numbers: [UInt16], customization: String) -> Bool {
    remainder(customization.utf8.map(UInt32.init) + numbers.map(UInt32.init)) == 1
  }

  private static func remainder(_ values: [UInt32]) -> UInt32 {
    let generator: [UInt32] = [
      0xe0e040, 0x1c1c080, 0x3838100, 0x7070200, 0xe0e0009, 0x1c0c2412, 0x3808_6c24, 0x3090_fc48, 0x21b1_f890,
      0x03f3_f120,
    ]
    var state: UInt32 = 1
    for value in values {
      let top = state >> 20
      state = (state & 0xfffff) << 10 ^ value
      for (bit, term) in generator.enumerated() { state ^= term & (0 &- (top >> UInt32(bit) & 1)) }
    }
    return state
  }
}
