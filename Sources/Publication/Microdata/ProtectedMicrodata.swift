/// Rows as they may be released: recoded, checked, and without any value of the original that was recoded away.
public struct ProtectedMicrodata: Sendable {
  /// Names of the columns after the row's id, quasi-identifiers first.
  public let columns: [String]
  /// The released rows in the order of the original; ``shuffled(using:)`` is what leaves.
  let rows: [[String]]
  /// The rules they meet.
  public let rules: MicrodataRules
  /// k, ℓ and t with `*` as a value of its own.
  public let measures: MicrodataMeasures
  /// The same with `*` as any value; absent for very many classes.
  public let wildcardMeasures: MicrodataMeasures?
  /// Risk of the rows as they were.
  public let riskBefore: ReidentificationRisk
  /// Risk of the rows as released.
  public let riskAfter: ReidentificationRisk
  /// Classes of rows told apart by nothing.
  public let classes: Int
  /// Rows left out whole.
  public let suppressedRows: Int
  /// Cells that became `*`.
  public let suppressedCells: Int
  /// Mean normalised certainty penalty of a released cell, 0 to 1.
  public let informationLoss: Double

  /// Recodes and checks. The check is made on the finished classes and shares no code with what formed them but the
  /// measures themselves.
  /// - Parameter population: the quasi-identifiers of the whole population, same columns in the same order.
  /// - Throws: ``MicrodataProblem/cannotProtect`` when too many rows fit nowhere, or the check fails.
  public init(
    _ data: Microdata, _ rules: MicrodataRules, population: Microdata? = nil,
    progress: (_ done: Int, _ rows: Int) -> Void = { _, _ in }
  ) throws(MicrodataProblem) {
    let recoding = LocalRecoding(data, rules, progress: progress)
    let classes = recoding.classes
    let released = classes.reduce(0) { $0 + $1.rows.count }
    guard released + recoding.leftOut.count == data.rows, released > 0,
      Double(recoding.leftOut.count) <= rules.suppressionLimit * Double(data.rows)
    else { throw .cannotProtect }
    let spread = SensitiveSpread(data.sensitive, rows: classes.flatMap(\.rows))
    let identifiers = data.quasiIdentifiers
    let labels = classes.map { item in
      identifiers.enumerated().map { $1.hierarchy.labels[Int(item.levels[$0])][Int(item.nodes[$0])] }
    }
    let measures = MicrodataMeasures(groups: classes.map(\.rows), spread)
    let wildcards = MicrodataMeasures(wildcards: zip(labels, classes).map { ($0, $1.rows) }, spread)
    for reading in [measures, wildcards].compactMap({ $0 }) {
      guard reading.k >= rules.k, reading.l ?? .max >= rules.l ?? 0 else { throw .cannotProtect }
    }
    // With `*` as any value groups overlap, and t is stated and not required of them.
    guard measures.t ?? 0 <= (rules.t ?? 1) + 1e-12 else { throw .cannotProtect }
    var rows = [[String]](repeating: [], count: data.rows)
    var suppressedCells = 0
    for (item, labels) in zip(classes, labels) {
      suppressedCells += labels.count { $0 == ValueHierarchy.root } * item.rows.count
      for row in item.rows {
        guard rows[row].isEmpty, Self.covers(item, row, identifiers) else { throw .cannotProtect }
        rows[row] = labels + data.sensitive.map { $0.labels[Int($0.codes[row])] }
      }
    }
    let before = EquivalenceClass.unrecoded(data)
    columns = identifiers.map(\.name) + data.sensitive.map(\.name)
    self.rows = rows.filter { !$0.isEmpty }
    self.rules = rules
    self.measures = measures
    wildcardMeasures = wildcards
    riskBefore = ReidentificationRisk(
      before.map(\.rows.count), population: try population?.counts(fitting: before, of: data))
    riskAfter = ReidentificationRisk(
      classes.map(\.rows.count), population: try population?.counts(fitting: classes, of: data))
    self.classes = classes.count
    suppressedRows = recoding.leftOut.count
    self.suppressedCells = suppressedCells
    informationLoss =
      classes.reduce(0) { $0 + $1.penalty(in: data) } / Double(released * identifiers.count)
  }

  private static func covers(
    _ item: EquivalenceClass, _ row: Int, _ identifiers: [Microdata.QuasiIdentifier]
  ) -> Bool {
    identifiers.enumerated().allSatisfy { position, identifier in
      identifier.hierarchy.nodeOfValue[Int(item.levels[position])][Int(identifier.codes[row])] == item.nodes[position]
    }
  }

  /// The rows in random order, each under a random id of 16 bytes in hexadecimal: nothing ties them to the order or the
  /// ids they had.
  public func shuffled(using random: inout some RandomNumberGenerator) -> [(id: String, values: [String])] {
    rows.shuffled(using: &random).map { row in
      let halves = [random.next(), random.next()].map { half in
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }
      return (halves.joined(), row)
    }
  }
}

extension Microdata {
  /// How many of these rows fit each class of `sample`.
  func counts(fitting classes: [EquivalenceClass], of sample: Microdata) throws(MicrodataProblem) -> [Int] {
    guard quasiIdentifiers.map(\.name) == sample.quasiIdentifiers.map(\.name) else { throw .quasiIdentifiers }
    var found: [[UInt8]: [[Int32]: Int]] = [:]
    for item in classes { found[item.levels, default: [:]][item.nodes] = 0 }
    for levels in found.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard var counts = found[levels] else { continue }
      for row in 0..<rows {
        let nodes = quasiIdentifiers.enumerated().map { position, identifier in
          identifier.hierarchy.nodeOfValue[Int(levels[position])][Int(identifier.codes[row])]
        }
        if let count = counts[nodes] { counts[nodes] = count + 1 }
      }
      found[levels] = counts
    }
    return classes.map { found[$0.levels]?[$0.nodes] ?? 0 }
  }
}
