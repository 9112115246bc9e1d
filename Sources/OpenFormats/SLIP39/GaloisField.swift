internal import Sodium

/// The field with 256 elements of SLIP-39 (Rijndael's: x⁸ + x⁴ + x³ + x + 1). Multiplication takes the same steps for all
/// values and looks nothing up, so that neither time nor cache tells the secret.
enum GaloisField {
  static func multiply(_ first: UInt8, _ second: UInt8) -> UInt8 {
    var product: UInt8 = 0
    var (a, b) = (first, second)
    for _ in 0..<8 {
      product ^= a & (0 &- (b & 1))
      a = a << 1 ^ (0x1b & (0 &- (a >> 7)))
      b >>= 1
    }
    return product
  }

  /// `value` to the power of 254; zero stays zero.
  static func inverse(_ value: UInt8) -> UInt8 {
    var (result, square) = (UInt8(1), value)
    for _ in 0..<7 {
      square = multiply(square, square)
      result = multiply(result, square)
    }
    return result
  }

  /// The value at `x` of the polynomial of least degree through the points, byte by byte. The places are public and
  /// differ; the values are secret and equally long.
  static func interpolate(_ points: [(x: UInt8, values: [UInt8])], at x: UInt8) -> [UInt8] {
    guard let count = points.first?.values.count else { return [] }
    var result = [UInt8](repeating: 0, count: count)
    for point in points {
      var weight: UInt8 = 1
      for other in points where other.x != point.x {
        weight = multiply(weight, multiply(x ^ other.x, inverse(point.x ^ other.x)))
      }
      for index in result.indices { result[index] ^= multiply(point.values[index], weight) }
    }
    return result
  }
}
