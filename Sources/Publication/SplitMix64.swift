/// Random numbers that are the same every time, for choices that must not depend on where a table is worked on: SplitMix64
/// (Steele, Lea, Flood 2014). Not for secrets.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: some FixedWidthInteger) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// One of 0, …, `count` − 1.
  mutating func position(in count: Int) -> Int { Int(truncatingIfNeeded: next() % UInt64(count)) }

  /// From 0 to 1, in steps of 2⁻⁵³.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }
}
