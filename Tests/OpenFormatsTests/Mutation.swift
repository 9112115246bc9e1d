import Sodium

/// Damage done to well-formed input by chance, from a seed: bytes changed, runs left out, doubled, swapped, cut short.
struct Mutation: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    // xorshift64* (Vigna 2016).
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_f491_4f6c_dd1d
  }

  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      guard !result.isEmpty else { break }
      let place = Int.random(in: 0..<result.count, using: &self)
      let end = min(result.count, place + Int.random(in: 1...40, using: &self))
      switch Int.random(in: 0..<6, using: &self) {
      case 0: result[place] = UInt8.random(in: 0...255, using: &self)
      case 1: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 2: result.removeSubrange(place..<end)
      case 3: result.insert(contentsOf: result[place..<end], at: place)
      case 4: result.removeSubrange(place...)
      default: result.insert([0x0A, 0x20, 0x00, 0xFF, 0x2D, 0x3D].randomElement(using: &self) ?? 0, at: place)
      }
    }
    return result
  }
}
