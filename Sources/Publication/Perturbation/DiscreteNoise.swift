/// Samplers for noise of whole numbers (Canonne, Kamath and Steinke 2020, algorithms 1 to 3). Only integers are computed
/// with, without rounding: the low bits of floating-point noise have given data away (Mironov 2012).
enum DiscreteNoise {
  /// Discrete Laplace noise: the chance of `y` is proportional to exp(-|y| / scale).
  static func laplace(scale: Rational, using random: inout some RandomNumberGenerator) -> Int {
    laplace(UInt128(scale.numerator), UInt128(scale.denominator), using: &random)
  }

  /// Discrete Gaussian noise: the chance of `y` is proportional to exp(-y² / 2 variance).
  /// - Throws: ``PerturbationProblem/parameters`` when the arithmetic would not stay exact.
  static func gaussian(
    variance: Rational, using random: inout some RandomNumberGenerator
  ) throws(PerturbationProblem) -> Int {
    let (above, below) = (UInt128(variance.numerator), UInt128(variance.denominator))
    guard above > 0, above <= 1 << 40, below <= 1 << 20 else { throw .parameters }
    var root: UInt128 = 0
    while (root + 1) * (root + 1) * below <= above { root += 1 }
    let scale = root + 1
    while true {
      let candidate = laplace(scale, 1, using: &random)
      let size = UInt128(candidate.magnitude)
      // Beyond this the exact product does not fit; the chance to get there is below exp(-2^20).
      guard size < scale << 20 else { continue }
      let middle = size * scale * below
      let distance = middle > above ? middle - above : above - middle
      let (square, overflow) = distance.multipliedReportingOverflow(by: distance)
      guard !overflow else { throw .parameters }
      if isHit(square, 2 * above * below * scale * scale, using: &random) { return candidate }
    }
  }

  private static func laplace(
    _ above: UInt128, _ below: UInt128, using random: inout some RandomNumberGenerator
  ) -> Int {
    while true {
      let offset = UInt128.random(in: 0..<above, using: &random)
      guard isHit(offset, above, using: &random) else { continue }
      var whole: UInt128 = 0
      while isHit(1, 1, using: &random) { whole += 1 }
      let size = (offset + above * whole) / below
      let isNegative = Bool.random(using: &random)
      // Zero would otherwise come up twice as often.
      if isNegative && size == 0 { continue }
      let clamped = Int(clamping: size)
      return isNegative ? -clamped : clamped
    }
  }

  /// True with the chance exp(-above / below).
  static func isHit(_ above: UInt128, _ below: UInt128, using random: inout some RandomNumberGenerator) -> Bool {
    var rest = above
    while rest > below {
      guard isHit(1, 1, using: &random) else { return false }
      rest -= below
    }
    // Alternating series of exp (von Neumann).
    var count: UInt128 = 1
    while UInt128.random(in: 0..<(below * count), using: &random) < rest { count += 1 }
    return count % 2 == 1
  }
}
