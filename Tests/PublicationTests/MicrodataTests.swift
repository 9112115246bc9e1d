import Foundation
import Testing

@testable import Publication

/// Released rows are recounted here from their texts alone, as an outsider would.
@Suite struct MicrodataTests {
  static let ages = (0..<40).map {
    ["\($0)", "\($0 / 5 * 5)-\($0 / 5 * 5 + 4)", "\($0 / 20 * 20)-\($0 / 20 * 20 + 19)", "*"]
  }
  static let places = (0..<12).map { ["p\($0)", "r\($0 / 4)", "*"] }

  /// Rows with lumps and loners, by seed.
  static func rows(_ count: Int, seed: UInt64) throws -> (data: Microdata, values: [[String]]) {
    var generator = SplitMix64(seed: seed)
    let values = (0..<count).map { _ in
      let lump = Bool.random(using: &generator)
      return [
        "\(lump ? Int.random(in: 20..<24, using: &generator) : Int.random(in: 0..<40, using: &generator))",
        "p\(lump ? 3 : Int.random(in: 0..<12, using: &generator))", Bool.random(using: &generator) ? "f" : "m",
        ["a", "b", "c", "d"][min(3, Int.random(in: 0..<7, using: &generator))],
      ]
    }
    let data = try Microdata(
      quasiIdentifiers: [
        .init(name: "age", values: values.map { $0[0] }, hierarchy: .init(lines: ages)),
        .init(name: "place", values: values.map { $0[1] }, hierarchy: .init(lines: places)),
        .init(name: "sex", values: values.map { $0[2] }, hierarchy: .init(flat: ["f", "m"])),
      ], sensitive: [.init(name: "told", values: values.map { $0[3] })])
    return (data, values)
  }

  static func covers(_ hierarchy: [[String]], _ value: String, _ released: String) -> Bool {
    released == "*" || hierarchy.contains { $0[0] == value && $0.contains(released) }
  }

  @Test(arguments: UInt64(0)..<12)
  func `every class is as large and as mixed as the rules ask, recounted from the text`(seed: UInt64) throws {
    let (data, values) = try Self.rows(400, seed: seed)
    let usesDistance = seed.isMultiple(of: 2)
    let rules = try MicrodataRules(
      audience: seed.isMultiple(of: 3) ? .everyone : .agreement, l: usesDistance ? nil : 3, t: usesDistance ? 0.4 : nil,
      hasSensitive: true, suppressionLimit: 0.2)
    let table = try ProtectedMicrodata(data, rules)
    let classes = Dictionary(grouping: table.rows) { Array($0.prefix(3)) }
    #expect(classes.values.allSatisfy { $0.count >= rules.k })
    #expect(classes.values.map(\.count).min() == table.measures.k)
    #expect(classes.count == table.classes)
    let distinct = try #require(classes.values.map { Set($0.map { $0[3] }).count }.min())
    #expect(distinct == table.measures.l && distinct >= rules.l ?? 1)
    func share(_ rows: [[String]], _ value: String) -> Double {
      Double(rows.count { $0[3] == value }) / Double(rows.count)
    }
    let distances = classes.values.map { rows in
      ["a", "b", "c", "d"].reduce(0) { $0 + abs(share(rows, $1) - share(table.rows, $1)) } / 2
    }
    let farthest = try #require(distances.max())
    #expect(abs(farthest - (table.measures.t ?? 0)) < 1e-9 && farthest <= (rules.t ?? 1) + 1e-9)
    #expect(table.rows.count + table.suppressedRows == values.count)
    if table.suppressedRows == 0 {
      for (released, original) in zip(table.rows, values) {
        #expect(Self.covers(Self.ages, original[0], released[0]) && Self.covers(Self.places, original[1], released[1]))
        #expect((released[2] == "*" || released[2] == original[2]) && released[3] == original[3])
      }
    }
  }

  @Test func `read as wildcards, stars only make groups larger`() throws {
    let (data, _) = try Self.rows(300, seed: 5)
    let table = try ProtectedMicrodata(
      data, MicrodataRules(audience: .agreement, hasSensitive: true, suppressionLimit: 0.2))
    let wildcards = try #require(table.wildcardMeasures)
    let compatible = table.rows.map { one in
      table.rows.count { other in zip(one, other).prefix(3).allSatisfy { $0 == $1 || $0 == "*" || $1 == "*" } }
    }
    #expect(wildcards.k == compatible.min() && wildcards.k >= table.measures.k)
  }

  @Test func `the same rows give the same classes, and leave in another order under new ids`() throws {
    let (data, _) = try Self.rows(200, seed: 9)
    let rules = try MicrodataRules(audience: .everyone, hasSensitive: true, suppressionLimit: 0.2)
    let first = try ProtectedMicrodata(data, rules)
    #expect(try ProtectedMicrodata(data, rules).rows == first.rows)
    var random = SplitMix64(seed: 1)
    let shuffled = first.shuffled(using: &random)
    #expect(
      shuffled.map(\.values) != first.rows
        && shuffled.map(\.values).sorted(by: Self.less) == first.rows.sorted(by: Self.less))
    #expect(Set(shuffled.map(\.id)).count == first.rows.count && shuffled.allSatisfy { $0.id.utf8.count == 32 })
  }

  static func less(_ one: [String], _ other: [String]) -> Bool { one.lexicographicallyPrecedes(other) }

  @Test func `risk before and after counts what fits in the population`() throws {
    let (data, _) = try Self.rows(200, seed: 3)
    let (population, _) = try Self.rows(2_000, seed: 3)
    let rules = try MicrodataRules(audience: .agreement, hasSensitive: true, suppressionLimit: 0.2)
    let table = try ProtectedMicrodata(data, rules, population: population)
    #expect(table.riskBefore.uniqueRows > 0 && table.riskBefore.prosecutorHighest == 1)
    #expect(table.riskAfter.uniqueRows == 0 && table.riskAfter.prosecutorHighest == 1 / Double(table.measures.k))
    #expect(table.riskAfter.marketer == Double(table.classes) / Double(table.rows.count))
    let journalist = try #require(table.riskAfter.journalistHighest)
    #expect(journalist > 0 && journalist <= table.riskAfter.prosecutorHighest)
  }

  @Test func `rows that are all of one kind of secret are refused`() throws {
    let values = [String](repeating: "a", count: 50)
    let data = try Microdata(
      quasiIdentifiers: [.init(name: "x", values: values, hierarchy: .init(flat: ["a"]))],
      sensitive: [.init(name: "y", values: values)])
    #expect(throws: MicrodataProblem.cannotProtect) {
      try ProtectedMicrodata(data, MicrodataRules(audience: .everyone, hasSensitive: true))
    }
  }

  @Test func `rules below what the audience asks for are refused`() throws {
    for (audience, k, l, t) in [
      (MicrodataRules.Audience.everyone, 9, nil, nil), (.agreement, 4, nil, nil), (.everyone, nil, 2, nil),
      (.everyone, nil, nil, 0.5), (.everyone, nil, 2, 0.5),
    ] as [(MicrodataRules.Audience, Int?, Int?, Double?)] {
      #expect(throws: MicrodataProblem.self) {
        try MicrodataRules(audience: audience, k: k, l: l, t: t, hasSensitive: true)
      }
    }
  }

  @Test(arguments: [
    ([["a", "x"], ["b"]], 2), ([["a", "x"], ["a", "x"]], 2), ([["a", "x", "u"], ["b", "x", "v"]], 2), ([["a", ""]], 1),
  ])
  func `a hierarchy's faulty line is named`(lines: [[String]], line: Int) {
    #expect(throws: MicrodataProblem.hierarchyLine(line)) { try ValueHierarchy(lines: lines) }
  }

  @Test func `the lattice hands out every choice once, from the most to the least precise`() {
    var lattice = RecodingLattice(penalties: [[0, 0.2, 1], [0, 1], [0, 0, 0.5, 1]])
    var seen: Set<[UInt8]> = []
    var last = 0.0
    while let choice = lattice.next() {
      #expect(choice.penalty >= last - 1e-12 && seen.insert(choice.levels).inserted)
      last = choice.penalty
    }
    #expect(seen.count == 3 * 2 * 4)
  }

  @Test func `a package lists its files with digests, and tells nothing of the rows as they were`() throws {
    let specification = try MicrodataSpecification(
      Array(
        #"{"title": "Rows", "audience": "agreement", "quasiIdentifiers": ["age", "place", "sex"], "sensitive": ["told"]}"#
          .utf8))
    let (data, _) = try Self.rows(300, seed: 2)
    let table = try ProtectedMicrodata(data, specification.rules)
    var random = SplitMix64(seed: 1)
    let files = try table.package(specification, using: &random) { [UInt8(truncatingIfNeeded: $0.count)] }
    #expect(files.map(\.name) == ["microdata.csv", "audit.json", "datapackage.json"])
    let descriptor = String(decoding: files[2].bytes, as: UTF8.self)
    #expect(descriptor.contains("sha256:" + DataPackage.hexadecimal([UInt8(truncatingIfNeeded: files[0].bytes.count)])))
    #expect(!String(decoding: files[1].bytes, as: UTF8.self).contains("riskBefore"))
  }

  /// The files of 300 made rows.
  private static func published() throws -> [String: [UInt8]] {
    let specification = try MicrodataSpecification(
      Array(
        #"{"title": "R", "audience": "agreement", "quasiIdentifiers": ["age", "place", "sex"], "sensitive": ["told"]}"#
          .utf8))
    let (data, _) = try rows(300, seed: 4)
    var random = SplitMix64(seed: 1)
    let files = try ProtectedMicrodata(data, specification.rules).package(
      specification, using: &random, digest: ReleaseTests.digest)
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
  }

  @Test func `published rows are counted anew, and a class made smaller is found`() throws {
    let folder = try Self.published()
    #expect(ReleaseTests.verify(["rows": folder]) == ["rows": []])
    let fewer = try ReleaseTests.forged(folder, "microdata.csv") { text in
      text.components(separatedBy: "\r\n").enumerated().filter { $0.offset % 3 != 1 }.map(\.element)
        .joined(separator: "\r\n")
    }
    #expect(ReleaseTests.verify(["rows": fewer])["rows"]?.map(\.code).contains("microdata") == true)
  }

  @Test func `a column nobody named, a weak rule and a claim that is too good are found`() throws {
    let folder = try Self.published()
    func codes(_ name: String, _ change: (String) -> String) throws -> [String] {
      ReleaseTests.verify(["rows": try ReleaseTests.forged(folder, name, change)])["rows"]?.map(\.code) ?? []
    }
    let wider = try codes("microdata.csv") { $0.replacing("\r\n", with: ",Q\r\n") }
    #expect(wider == ["unreadable"])
    let named = try codes("microdata.csv") { text in
      var number = 0
      return text.components(separatedBy: "\r\n").map { line in
        number += 1
        return number == 2 ? "Petrov" + line.dropFirst(32) : line
      }.joined(separator: "\r\n")
    }
    #expect(named == ["unreadable"])
    #expect(
      try codes("audit.json") { $0.replacing(/"k" : [0-9]+,\s+"l" : 3/, with: "\"k\" : 1, \"l\" : 1") } == [
        "unreadable"
      ])
    #expect(try codes("audit.json") { $0.replacing("\"M1\"", with: "\"nobody can be found\"") }.contains("differs"))
    #expect(
      try codes("audit.json") { $0.replacing(/"prosecutorHighest" : [0-9.]+/, with: "\"prosecutorHighest\" : 0.001") }
        == ["microdata"])
    let remarks = ReleaseVerification([.init(name: "a", files: folder)], digest: ReleaseTests.digest).reports[0].remarks
    #expect(remarks.contains { $0.contains("k 5") && $0.contains("age, place, sex") })
  }

  @Test(arguments: [
    ("a,b\r\n\"x,\"\"y\"\"\",\r\n", [["a", "b"], ["x,\"y\"", ""]]), ("a\nb", [["a"], ["b"]]),
    ("\"a\r\nb\"", [["a\r\nb"]]),
    ("a\"b", nil), ("\"a", nil), ("\"a\"b", nil), ("a\rb", nil),
  ])
  func `CSV is read back as it is written, or not at all`(text: String, rows: [[String]]?) {
    #expect(CSVLine.rows(text) == rows)
    if let rows { #expect(CSVLine.rows(rows.map(CSVLine.text).joined()) == rows) }
  }

  @Test(arguments: [
    ("x;=H", "\"x;'=H\""), ("a;b", "\"a;b\""), ("a\t @b", "\"a\t' @b\""), ("=1", "\"'=1\""), ("18-24", "18-24"),
  ])
  func `what another separator would make a formula is none`(field: String, line: String) {
    #expect(CSVLine.text([field]) == line + "\r\n")
  }
}
