@testable import Publication

/// Tables by their numbers, for tests.
enum Tables {
  static func dimension(_ name: String, _ count: Int, sensitive: Bool = false, multi: Bool = false) -> TableDimension {
    TableDimension(
      name: name, label: LocalizedText(name),
      categories: (0..<count).map { TableCategory(code: "\(name)\($0)", label: LocalizedText("\(name) \($0)")) },
      isSensitive: sensitive, isMultiResponse: multi)
  }

  static let statements = CountedUnit(
    code: "statements", label: LocalizedText("statements", russian: "заявления", kazakh: "өтініштер"))
  static let persons = CountedUnit(code: "persons", label: LocalizedText("persons"))

  static func spec(
    rows: Int, columns: Int?, threshold: Int = 5, policy: ZeroPolicy = .maySuppress, sensitive: Bool = false,
    unit: CountedUnit = statements
  ) -> TableSpec {
    TableSpec(
      title: LocalizedText("A table"),
      dimensions: [dimension("r", rows, sensitive: sensitive && columns == nil)]
        + (columns.map { [dimension("c", $0, sensitive: sensitive)] } ?? []), unit: unit, threshold: threshold,
      zeroPolicy: policy)
  }

  static func person(_ number: Int) -> [UInt8] {
    (0..<16).map { $0 < 8 ? 0 : UInt8(truncatingIfNeeded: number >> (8 * (15 - $0))) }
  }

  /// One observation per unit, each of another person.
  static func observations(_ counts: [[Int]], twoWay: Bool = true) -> [Observation] {
    var result: [Observation] = []
    for (row, line) in counts.enumerated() {
      for (column, count) in line.enumerated() {
        for _ in 0..<count {
          let values = twoWay ? ["r": "r\(row)", "c": "c\(column)"] : ["r": "r\(row)"]
          result.append(Observation(values: values, person: person(result.count)))
        }
      }
    }
    return result
  }

  static func table(
    _ counts: [[Int]], threshold: Int = 5, policy: ZeroPolicy = .maySuppress, sensitive: Bool = false
  ) throws -> FrequencyTable {
    let spec = spec(
      rows: counts.count, columns: counts[0].count, threshold: threshold, policy: policy, sensitive: sensitive)
    return try FrequencyTable(spec, counting: observations(counts))
  }

  static func column(
    _ counts: [Int], threshold: Int = 5, policy: ZeroPolicy = .maySuppress, sensitive: Bool = false
  ) throws -> FrequencyTable {
    let spec = spec(rows: counts.count, columns: nil, threshold: threshold, policy: policy, sensitive: sensitive)
    return try FrequencyTable(spec, counting: observations(counts.map { [$0] }, twoWay: false))
  }

  /// The protected table, or nothing when all of it would have to be hidden.
  static func protected(_ table: FrequencyTable) throws(PublicationError) -> ProtectedTable? {
    do throws(PublicationError) {
      return try table.protected()
    } catch {
      if error == .nothingToPublish(.everythingSuppressed) { return nil }
      throw error
    }
  }

  /// The published numbers in the order of the table's cells; `nil` where suppressed.
  static func numbers(_ table: ProtectedTable) -> [Int?] {
    order(table.shape).map { table.shown[$0].number }
  }

  /// The cells of a table of one or two dimensions in blocks: inner cells, row totals, column totals, the grand total.
  static func order(_ shape: TableShape) -> [Int] {
    let sizes = shape.dimensions.map(\.categories.count)
    func isTotal(_ cell: Int, _ dimension: Int) -> Bool { shape.position(of: cell)[dimension] == sizes[dimension] }
    let cells = Array(0..<shape.cells)
    guard sizes.count > 1 else { return cells }
    return cells.filter { !isTotal($0, 0) && !isTotal($0, 1) } + cells.filter { !isTotal($0, 0) && isTotal($0, 1) }
      + cells.filter { isTotal($0, 0) && !isTotal($0, 1) } + cells.filter { isTotal($0, 0) && isTotal($0, 1) }
  }
}

extension ProtectedTable {
  var suppressedCells: Int { shown.count { $0 == .suppressed } }

  private func block(_ row: Bool, _ column: Bool) -> [PublishedCell] {
    let sizes = shape.dimensions.map(\.categories.count) + [1]
    return (0..<shape.cells).filter { cell in
      let place = shape.position(of: cell) + [0]
      return (place[0] == sizes[0]) == row && (place[1] == sizes[1]) == column
    }.map { shown[$0] }
  }

  /// Inner cells by row.
  var cells: [[PublishedCell]] {
    let across = shape.dimensions.count > 1 ? shape.dimensions[1].categories.count : 1
    let inner = block(false, false)
    return stride(from: 0, to: inner.count, by: across).map { Array(inner[$0..<($0 + across)]) }
  }
  var rowTotals: [PublishedCell] { block(false, true) }
  var columnTotals: [PublishedCell] { shape.dimensions.count > 1 ? block(true, false) : [] }
  var grandTotal: PublishedCell? { block(true, shape.dimensions.count > 1).last }
}
