import Foundation

/// Cell-key perturbation: noise of mean zero between -D and D looked up by the cell's key (Thompson, Broadfoot and Elazar
/// 2013), its distribution the one of greatest entropy with the stated variance that never makes a number negative
/// (Marley and Leaver 2011; Giessing 2016). D below 4 was broken by linear programs with the margins known.
public struct CellKeyNoise: Sendable {
  /// The least D.
  public static let leastBound = 4
  /// The greatest noise, D.
  public let bound: Int
  /// The variance asked for; near 0 the bounds on both sides leave less.
  public let variance: Double
  /// For each count up to D and one for all above: cumulative chances of the noise from its least value up, in parts of 2^32.
  private let cumulative: [[UInt64]]
  private let least: [Int]

  /// - Throws: ``PerturbationProblem/parameters`` for D outside 4 to 20 or a variance it cannot have.
  public init(bound: Int = 5, variance: Double = 4) throws(PerturbationProblem) {
    guard (Self.leastBound...20).contains(bound), variance >= 1, variance <= Double(bound * bound) / 3 else {
      throw .parameters
    }
    self.bound = bound
    self.variance = variance
    least = (0...bound).map { -$0 }
    cumulative = (0...bound).map { count in
      let noises = Array(-count...bound)
      // Mean zero above a floor of -count allows no more than count × D.
      let reachable = min(variance, 0.9 * Double(count * bound))
      let chances = count == 0 ? noises.map { $0 == 0 ? 1 : 0 } : Self.chances(noises, variance: reachable)
      var sum = 0.0
      var steps = chances.map { chance -> UInt64 in
        sum += chance
        return UInt64((sum * 4_294_967_296).rounded())
      }
      steps[steps.count - 1] = 1 << 32
      return steps
    }
  }

  func apply(to table: KeyedCounts) -> [Int] {
    zip(table.counts, table.draws).map { count, draw in
      let row = min(count, bound)
      let part = draw >> 32
      let place = cumulative[row].firstIndex { part < $0 } ?? cumulative[row].count - 1
      return count + least[row] + place
    }
  }

  /// exp(a·v + b·v²), scaled: of all distributions with this mean and variance the one of greatest entropy. Newton's method
  /// on the two moments.
  static func chances(_ noises: [Int], variance: Double) -> [Double] {
    var (linear, quadratic) = (0.0, -1 / (2 * variance))
    func weights() -> [Double] {
      let exponents = noises.map { linear * Double($0) + quadratic * Double($0 * $0) }
      let greatest = exponents.max() ?? 0
      let raw = exponents.map { exp($0 - greatest) }
      let sum = raw.reduce(0, +)
      return raw.map { $0 / sum }
    }
    func moment(_ chances: [Double], _ power: Int) -> Double {
      zip(noises, chances).reduce(0) { $0 + pow(Double($1.0), Double(power)) * $1.1 }
    }
    for _ in 0..<200 {
      let chances = weights()
      let (first, second, third, fourth) = (
        moment(chances, 1), moment(chances, 2), moment(chances, 3), moment(chances, 4)
      )
      let (missFirst, missSecond) = (-first, variance - second)
      guard abs(missFirst) > 1e-13 || abs(missSecond) > 1e-13 else { break }
      let (a, b, d) = (second - first * first, third - first * second, fourth - second * second)
      let determinant = a * d - b * b
      guard abs(determinant) > 1e-300 else { break }
      var step = ((missFirst * d - missSecond * b) / determinant, (a * missSecond - b * missFirst) / determinant)
      let size = max(abs(step.0), abs(step.1))
      if size > 0.5 { step = (step.0 * 0.5 / size, step.1 * 0.5 / size) }
      linear += step.0
      quadratic += step.1
    }
    return weights()
  }
}
