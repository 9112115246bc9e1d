/// An exact fraction, not negative: what a privacy budget is counted in.
public struct Rational: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The numerator, without common factors.
  public let numerator: UInt64
  /// The denominator; never 0.
  public let denominator: UInt64

  /// Zero.
  public static let zero = Rational(reduced: 0, 1)

  /// A fraction in lowest terms; `nil` for a denominator of 0.
  public init?(_ numerator: UInt64, _ denominator: UInt64 = 1) {
    guard denominator > 0 else { return nil }
    let divisor = Self.divisor(numerator, denominator)
    self.init(reduced: numerator / divisor, denominator / divisor)
  }

  /// Reads `3`, `1/2` or `0.25`; at most nine digits on each side.
  public init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([0-9]{1,9})(?:\/([0-9]{1,9})|\.([0-9]{1,9}))?/),
      let whole = UInt64(match.1)
    else { return nil }
    if let digits = match.2 {
      guard let denominator = UInt64(digits) else { return nil }
      self.init(whole, denominator)
    } else if let digits = match.3, let part = UInt64(digits) {
      let power = (0..<digits.count).reduce(UInt64(1)) { product, _ in product * 10 }
      self.init(whole * power + part, power)
    } else {
      self.init(whole)
    }
  }

  private init(reduced numerator: UInt64, _ denominator: UInt64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The sum; `nil` when it does not fit.
  public func adding(_ other: Rational) -> Rational? {
    let divisor = Self.divisor(denominator, other.denominator)
    let (left, overflow) = numerator.multipliedReportingOverflow(by: other.denominator / divisor)
    let (right, overflowed) = other.numerator.multipliedReportingOverflow(by: denominator / divisor)
    let (sum, tooLarge) = left.addingReportingOverflow(right)
    let (common, tooFine) = denominator.multipliedReportingOverflow(by: other.denominator / divisor)
    guard !overflow, !overflowed, !tooLarge, !tooFine else { return nil }
    return Rational(sum, common)
  }

  /// Compares without rounding.
  public static func < (one: Rational, other: Rational) -> Bool {
    one.numerator.multipliedFullWidth(by: other.denominator)
      < other.numerator.multipliedFullWidth(by: one.denominator)
  }

  /// For telling an expected error only; nothing is drawn from it.
  var approximation: Double { Double(numerator) / Double(denominator) }

  /// `1/2`, or `3` where whole.
  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  private static func divisor(_ one: UInt64, _ other: UInt64) -> UInt64 {
    var (one, other) = (one, other)
    while other != 0 { (one, other) = (other, one % other) }
    return max(1, one)
  }
}
