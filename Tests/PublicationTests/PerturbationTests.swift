import Foundation
import Testing

@testable import Publication

/// Rounding and noise: what is claimed of the numbers, counted.
@Suite struct PerturbationTests {
  /// Stands for a keyed function; each seed is another key.
  static func keyed(_ seed: UInt64) -> KeyedCounts.KeyedFunction {
    { message in
      var state = SplitMix64(seed: message.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
      return (0..<4).flatMap { _ in
        let word = state.next()
        return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      }
    }
  }

  static let shape: TableShape = {
    do { return try TableShape([Tables.dimension("r", 6), Tables.dimension("c", 5)]) } catch { fatalError("shape") }
  }()

  /// Every person has two incidents, and a few have twelve.
  static func records(seed: UInt64, count: Int = 200) -> [PersonRecord] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).compactMap { number in
      let codes = [
        "r\(Int.random(in: 0..<6, using: &generator))", "c\(min(4, Int.random(in: 0..<12, using: &generator)))",
      ]
      guard let cell = shape.cell(codes: codes) else { return nil }
      return PersonRecord(
        cell: cell, id: [UInt8(number >> 8), UInt8(number & 255)], person: [UInt8(min(number / 2, 90))])
    }
  }

  static func counts(_ records: [PersonRecord]) throws -> KeyedCounts {
    try KeyedCounts(shape, records: records.map { ($0.cell, $0.id) }, keyed: keyed(1))
  }

  @Test func `random rounding gives multiples of the base, near and on average right`() throws {
    let rounding = try RandomRounding()
    let records = Self.records(seed: 4)
    var sums = [Int](repeating: 0, count: Self.shape.cells)
    var truth: [Int] = []
    for key in UInt64(0)..<400 {
      let table = try KeyedCounts(Self.shape, records: records.map { ($0.cell, $0.id) }, keyed: Self.keyed(key))
      truth = table.counts
      for (cell, number) in rounding.apply(to: table).enumerated() {
        #expect(number % 5 == 0 && abs(number - truth[cell]) < 5)
        sums[cell] += number
      }
    }
    for (sum, count) in zip(sums, truth) { #expect(abs(Double(sum) / 400 - Double(count)) < 0.6) }
  }

  @Test func `the same records have the same noise in every table and release`() throws {
    let records = Self.records(seed: 6)
    let first = try Self.counts(records)
    let again = try Self.counts(records.shuffled())
    #expect(first.draws == again.draws)
    // One inner cell alone in its row: row total and cell hold the same records.
    let lone = records.filter { Self.shape.codes(of: $0.cell) == ["r1", "c2"] }
    let table = try Self.counts(lone)
    let cell = try #require(Self.shape.cell(codes: ["r1", "c2"]))
    let total = try #require(Self.shape.cell(codes: ["r1", "_T"]))
    #expect(!lone.isEmpty && table.draws[cell] == table.draws[total])
    #expect(try CellKeyNoise().apply(to: table)[cell] == CellKeyNoise().apply(to: table)[total])
  }

  @Test(arguments: UInt64(0)..<20)
  func `small counts are rounded so that all adds up and totals stay close`(seed: UInt64) throws {
    let table = try Self.counts(Self.records(seed: seed))
    let rounded = try SmallCountRounding().apply(to: table)
    #expect(table.system.holds(rounded))
    #expect(rounded.allSatisfy { $0 == 0 || $0 >= 5 })
    for (number, count) in zip(rounded, table.counts) where count >= 5 { #expect(abs(number - count) <= 10) }
    let grand = Self.shape.cells - 1
    #expect(abs(rounded[grand] - table.counts[grand]) <= 5)
  }

  @Test(arguments: [(4, 2.0), (5, 4.0), (8, 9.0)])
  func `cell-key noise has mean zero, its variance and its bounds`(bound: Int, variance: Double) throws {
    for count in 1...bound {
      let noises = Array(-count...bound)
      let reachable = min(variance, 0.9 * Double(count * bound))
      let chances = CellKeyNoise.chances(noises, variance: reachable)
      let mean = zip(noises, chances).reduce(0) { $0 + Double($1.0) * $1.1 }
      let square = zip(noises, chances).reduce(0) { $0 + Double($1.0 * $1.0) * $1.1 }
      #expect(abs(mean) < 1e-9 && abs(square - reachable) < 1e-9 && chances.allSatisfy { $0 >= 0 })
    }
    let noise = try CellKeyNoise(bound: bound, variance: variance)
    for seed in UInt64(0)..<20 {
      let table = try Self.counts(Self.records(seed: seed))
      for (number, count) in zip(noise.apply(to: table), table.counts) {
        #expect(number >= 0 && abs(number - count) <= bound && (count > 0 || number == 0))
      }
    }
  }

  @Test func `the samplers draw from the distributions they name`() throws {
    var random = SplitMix64(seed: 11)
    let draws = 40_000
    let hits = (0..<draws).count { _ in DiscreteNoise.isHit(5, 2, using: &random) }
    #expect(abs(Double(hits) / Double(draws) - exp(-2.5)) < 0.006)
    let scale = try #require(Rational(7, 3))
    let laplace = (0..<draws).map { _ in DiscreteNoise.laplace(scale: scale, using: &random) }
    let q = exp(-3.0 / 7)
    for value in -4...4 {
      let expected = (1 - q) / (1 + q) * pow(q, Double(abs(value)))
      #expect(abs(Double(laplace.count { $0 == value }) / Double(draws) - expected) < 0.01)
    }
    let variance = try #require(Rational(9, 2))
    let gaussian = try (0..<draws).map { _ in try DiscreteNoise.gaussian(variance: variance, using: &random) }
    let weight = (-60...60).reduce(0.0) { $0 + exp(-Double($1 * $1) / 9) }
    for value in -4...4 {
      let expected = exp(-Double(value * value) / 9) / weight
      #expect(abs(Double(gaussian.count { $0 == value }) / Double(draws) - expected) < 0.01)
    }
  }

  @Test func `differential privacy keeps few incidents of each, adds up, and errs as it said`() throws {
    let epsilon = try #require(Rational(1))
    let privacy = try DifferentialPrivacy(.epsilon(epsilon), incidents: 2)
    let records = Self.records(seed: 3)
    let kept = privacy.bounded(records, keyed: Self.keyed(1))
    #expect(Dictionary(grouping: kept, by: \.person).values.allSatisfy { $0.count <= 2 })
    #expect(kept.count < records.count && kept.map(\.id).count == Set(kept.map(\.id)).count)
    var random = SplitMix64(seed: 8)
    let truth = try Self.counts(kept)
    var off = 0
    let cell = try #require(Self.shape.cell(codes: ["r1", "c1"]))
    for _ in 0..<800 {
      let numbers = try privacy.apply(to: Self.shape, records, keyed: Self.keyed(1), using: &random)
      #expect(truth.system.holds(numbers))
      off += abs(numbers[cell] - truth.counts[cell])
    }
    let expected = try privacy.expectedError()
    #expect(abs(Double(off) / 800 - expected) < 0.2 * expected)
    #expect(try privacy.meanExpectedError(of: Self.shape) > expected)
  }

  @Test func `a budget is spent exactly and not beyond`() throws {
    let one = try #require(Rational("1"))
    var budget = PrivacyBudget(totalEpsilon: one, totalRho: try #require(Rational("0.1")))
    let third = try DifferentialPrivacy(.epsilon(try #require(Rational("1/3"))), incidents: 3)
    for number in 0..<3 { try budget.spend(third, on: "release \(number)") }
    #expect(budget.spentEpsilon == one)
    let least = try DifferentialPrivacy(.epsilon(try #require(Rational("1/999999"))), incidents: 3)
    #expect(throws: PerturbationProblem.budgetSpent) { try budget.spend(least, on: "one more") }
    try budget.spend(DifferentialPrivacy(.rho(try #require(Rational("0.05"))), incidents: 3), on: "another")
    #expect(budget.entries.count == 4)
    #expect(try PrivacyBudget(budget.json.file()) == budget)
    #expect(abs(budget.epsilon(delta: 1e-6) - (1 + 0.05 + 2 * (0.05 * log(1e6)).squareRoot())) < 1e-5)
    let forged = String(decoding: try budget.json.file(), as: UTF8.self).replacing(
      "\"totalEpsilon\" : \"1\"", with: "\"totalEpsilon\" : \"1/2\"")
    #expect(throws: PerturbationProblem.budgetUnreadable) { try PrivacyBudget(Array(forged.utf8)) }
  }

  @Test(arguments: [("3", "3"), ("2/4", "1/2"), ("0.250", "1/4"), ("1/0", nil), ("-1", nil), ("1e3", nil), ("", nil)])
  func `fractions are read exactly or not at all`(text: String, expected: String?) {
    #expect(Rational(text)?.description == expected)
  }

  @Test func `weak parameters, and noise beside exact figures, are refused`() throws {
    #expect(throws: PerturbationProblem.parameters) { try RandomRounding(base: 3) }
    #expect(throws: PerturbationProblem.parameters) { try CellKeyNoise(bound: 3, variance: 2) }
    #expect(throws: PerturbationProblem.parameters) { try DifferentialPrivacy(.epsilon(.zero), incidents: 1) }
    var random = SplitMix64(seed: 1)
    #expect(throws: PerturbationProblem.besideExactRelease) {
      try PerturbedTable(
        Self.shape, Self.records(seed: 1), .cellKey(CellKeyNoise()), beside: ["cell-key", "suppression"],
        keyed: Self.keyed(1), using: &random)
    }
  }

  @Test func `a release of rounded or noised figures is made again from its table and its claim`() throws {
    let records = Self.records(seed: 3)
    var random = SplitMix64(seed: 5)
    let half = try #require(Rational("1/2"))
    for method in [
      PerturbedTable.Method.randomRounding(try RandomRounding()), .smallCountRounding(try SmallCountRounding()),
      .cellKey(try CellKeyNoise()), .differentialPrivacy(try DifferentialPrivacy(.rho(half), incidents: 2)),
    ] {
      let numbers = try PerturbedTable(Self.shape, records, method, beside: [], keyed: Self.keyed(1), using: &random)
        .numbers
      let table = try #require(
        PublishedTable(
          title: LocalizedText("t"), unit: Tables.statements, shape: Self.shape, cells: numbers.map { .value($0) },
          zeroPolicy: .maySuppress, threshold: 5))
      let made = try method.package(of: table, licence: nil, budget: nil).files(digest: ReleaseTests.digest)
      let files = Dictionary(uniqueKeysWithValues: made.map { ($0.name, $0.bytes) })
      #expect(ReleaseTests.verify(["a": files]) == ["a": []])
      let csv = try ReleaseTests.forged(files, "table.en.csv") {
        $0.replacing(",published\r\nr0,", with: ",suppressed\r\nr0,")
      }
      #expect(ReleaseTests.verify(["a": csv]) == ["a": [.differs("table.en.csv")]])
      let claim = try ReleaseTests.forged(files, "audit.json") {
        $0.replacing("\"en\" : \"", with: "\"en\" : \"Never mind. ")
      }
      #expect(ReleaseTests.verify(["a": claim]) == ["a": [.differs("audit.json")]])
      #expect(throws: ReleaseProblem.self) { try EarlierRelease(files: files, digest: ReleaseTests.digest) }
    }
  }

  @Test func `numbers that cannot come of a method are found`() throws {
    func fault(_ method: PerturbedTable.Method, _ numbers: [Int]) throws -> String? {
      method.fault(
        in: try #require(
          PublishedTable(
            title: LocalizedText("t"), unit: Tables.statements, shape: TableShape([Tables.dimension("r", 2)]),
            cells: numbers.map { .value($0) }, zeroPolicy: .maySuppress, threshold: 5)))
    }
    let rounding = PerturbedTable.Method.randomRounding(try RandomRounding())
    let small = PerturbedTable.Method.smallCountRounding(try SmallCountRounding())
    #expect(try fault(rounding, [5, 10, 20]) == nil && fault(rounding, [5, 9, 15]) != nil)
    #expect(try fault(small, [5, 9, 14]) == nil && fault(small, [5, 3, 8]) != nil && fault(small, [5, 9, 15]) != nil)
    #expect(try fault(.cellKey(CellKeyNoise()), [-1, 9, 15]) != nil)
  }
}
