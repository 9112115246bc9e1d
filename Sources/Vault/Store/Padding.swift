/// PADMÉ (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019,
/// algorithm 1): a length reveals O(log log n) bits and grows by at most 12 %.
enum Padding {
  /// Shortest padded length in bytes.
  static let floor = 256

  /// The padded length of `count` bytes.
  static func paddedCount(_ count: Int) -> Int {
    guard count > floor else { return floor }
    let exponent = Int.bitWidth - 1 - count.leadingZeroBitCount
    let significant = Int.bitWidth - exponent.leadingZeroBitCount
    let mask = (1 << (exponent - significant)) - 1
    return (count + mask) & ~mask
  }

  /// Appends `filler` up to the padded length.
  static func pad(_ bytes: inout [UInt8], with filler: UInt8 = 0) {
    bytes.append(contentsOf: repeatElement(filler, count: paddedCount(bytes.count) - bytes.count))
  }
}
