internal import Sodium

/// One share: what a trustee keeps as words (SLIP-0039, "Format of the share mnemonic").
public final class SLIP39Share: Sendable {
  /// What all shares of one split have in common.
  struct Head: Hashable, Sendable {
    /// 15 random bits.
    let identifier: UInt16
    /// Whether the identifier is left out of the encryption of the secret, so that a secret can be split again.
    let isExtendable: Bool
    /// PBKDF2 runs 10,000 · 2^exponent rounds in all.
    let exponent: Int
    let groupThreshold: Int
    let groupCount: Int
  }

  let head: Head
  let groupIndex: Int
  /// The share's place among those of its group, from 0.
  public let index: Int
  /// How many shares of its group are needed.
  public let threshold: Int
  let value: Secret

  init(head: Head, groupIndex: Int, index: Int, threshold: Int, value: consuming Secret) {
    self.head = head
    self.groupIndex = groupIndex
    self.index = index
    self.threshold = threshold
    self.value = value
  }

  /// A number that all shares of one split have in common; it says nothing about the secret.
  public var setNumber: Int { Int(head.identifier) }

  /// Whether both are of one split.
  public func belongs(with other: SLIP39Share) -> Bool { head == other.head && value.count == other.value.count }

  private static let headWords = 4
  private static let fewestWords = 20
  private static let mostWords = 59

  /// Reads words; `number` is how errors name the share. The caller wipes the text.
  public init(words: [UInt8], number: Int = 0) throws(SLIP39Error) {
    var numbers = try ShareWords.numbers(words, share: number)
    defer { for index in numbers.indices { numbers[index] = 0 } }
    guard (Self.fewestWords...Self.mostWords).contains(numbers.count) else { throw .wrongLength(share: number) }
    let bits = 10 * (numbers.count - Self.headWords - ShareWords.checksumCount)
    guard bits % 16 <= 8 else { throw .wrongLength(share: number) }
    let isExtendable = numbers[1] >> 4 & 1 == 1
    guard ShareWords.isIntact(numbers, customization: Self.customization(isExtendable)) else {
      throw .wrongChecksum(share: number)
    }
    let fields = numbers[..<Self.headWords].reduce(UInt64(0)) { $0 << 10 | UInt64($1) }
    func field(_ shift: UInt64, _ bits: UInt64 = 4) -> Int { Int(fields >> shift & (1 << bits - 1)) }
    head = Head(
      identifier: UInt16(field(25, 15)), isExtendable: isExtendable, exponent: field(20), groupThreshold: field(12) + 1,
      groupCount: field(8) + 1)
    groupIndex = field(16)
    index = field(4)
    threshold = field(0) + 1
    guard head.groupThreshold <= head.groupCount, groupIndex < head.groupCount,
      var bytes = Self.unpack(numbers[Self.headWords..<(numbers.count - ShareWords.checksumCount)])
    else { throw .malformed(share: number) }
    defer { wipe(&bytes) }
    do { value = try Secret(copying: bytes) } catch { throw .unavailable }
  }

  /// The words, for the trustee; the caller wipes them.
  public func words() -> [UInt8] {
    var numbers: [UInt16] = []
    defer { for index in numbers.indices { numbers[index] = 0 } }
    var fields = UInt64(head.identifier) << 1 | (head.isExtendable ? 1 : 0)
    let nibbles = [
      head.exponent, groupIndex, head.groupThreshold - 1, head.groupCount - 1, index, threshold - 1,
    ]
    for nibble in nibbles { fields = fields << 4 | UInt64(nibble) }
    for shift: UInt64 in [30, 20, 10, 0] { numbers.append(UInt16(fields >> shift & 1023)) }
    var bytes = value.exposed()
    defer { wipe(&bytes) }
    numbers += Self.pack(bytes)
    return ShareWords.text(
      numbers + ShareWords.checksum(numbers, customization: Self.customization(head.isExtendable)))
  }

  private static func customization(_ isExtendable: Bool) -> String { isExtendable ? "shamir_extendable" : "shamir" }

  /// Ten bits a word, filled up with zero bits in front.
  private static func pack(_ bytes: [UInt8]) -> [UInt16] {
    var words: [UInt16] = []
    var pending: UInt32 = 0
    var bits = (10 - bytes.count * 8 % 10) % 10
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      bits += 8
      if bits >= 10 {
        bits -= 10
        words.append(UInt16(pending >> UInt32(bits) & 1023))
      }
    }
    return words
  }

  /// Nil when the bits in front are not zero.
  private static func unpack(_ words: ArraySlice<UInt16>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var bits = -(words.count * 10 % 16)
    for word in words {
      pending = (pending << 10 | UInt32(word)) & 0x3ffff
      bits += 10
      if bytes.isEmpty, bits >= 0, bits < 10, pending >> UInt32(bits) != 0 { return nil }
      while bits >= 8 {
        bits -= 8
        bytes.append(UInt8(pending >> UInt32(bits) & 255))
      }
    }
    return bytes
  }
}
