internal import Sodium

/// Bech32 (BIP 173) as age uses it: without the limit of 90 characters. The data may be a secret; the caller wipes it.
enum Bech32 {
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  /// Prefix, `1`, data, checksum, all in lower case.
  static func encode(prefix: String, _ bytes: [UInt8]) -> [UInt8] {
    var groups = regroup(bytes, from: 8, to: 5, padding: true) ?? []
    defer { wipe(&groups) }
    var state = checksum(expand(Array(prefix.utf8)) + groups + [UInt8](repeating: 0, count: 6)) ^ 1
    var tail = [UInt8](repeating: 0, count: 6)
    for index in tail.indices.reversed() {
      tail[index] = UInt8(state & 31)
      state >>= 5
    }
    return Array(prefix.utf8) + [UInt8(ascii: "1")] + (groups + tail).map { alphabet[Int($0)] }
  }

  /// The data of a text with exactly this prefix, in its case; nil for mixed case, foreign characters, a wrong
  /// checksum or bits left over.
  static func decode(_ text: [UInt8], prefix: String) -> [UInt8]? {
    let start = Array(prefix.utf8) + [UInt8(ascii: "1")]
    let isUpper = text.contains { (0x41...0x5A).contains($0) }
    guard text.starts(with: start), !isUpper || !text.contains(where: { (0x61...0x7A).contains($0) }) else {
      return nil
    }
    var groups: [UInt8] = []
    defer { wipe(&groups) }
    for character in text.dropFirst(start.count) {
      guard let value = alphabet.firstIndex(of: (0x41...0x5A).contains(character) ? character | 0x20 : character) else {
        return nil
      }
      groups.append(UInt8(value))
    }
    let lowered = prefix.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard groups.count >= 6, checksum(expand(lowered) + groups) == 1 else { return nil }
    groups.removeLast(6)
    return regroup(groups, from: 5, to: 8, padding: false)
  }

  private static func expand(_ prefix: [UInt8]) -> [UInt8] {
    prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
  }

  /// BIP 173, `bech32_polymod`.
  private static func checksum(_ values: [UInt8]) -> UInt32 {
    let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
    var state: UInt32 = 1
    for value in values {
      let top = state >> 25
      state = (state & 0x1ff_ffff) << 5 ^ UInt32(value)
      for (bit, term) in generator.enumerated() where (top >> UInt32(bit)) & 1 == 1 { state ^= term }
    }
    return state
  }

  private static func regroup(_ values: [UInt8], from: Int, to: Int, padding: Bool) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(values.count * from / to + 1)
    var pending = 0
    var bits = 0
    for value in values {
      pending = (pending << from | Int(value)) & 0xfff
      bits += from
      while bits >= to {
        bits -= to
        result.append(UInt8(pending >> bits & (1 << to - 1)))
      }
    }
    let rest = pending & (1 << bits - 1)
    if padding {
      if bits > 0 { result.append(UInt8(rest << (to - bits))) }
    } else {
      guard bits < from, rest == 0 else { return nil }
    }
    return result
  }
}
