extension TableSpecification {
  /// What is to be counted, with code lists and groups completed from the data.
  /// - Parameter column: the cells of a column, one a row.
  /// - Throws: ``SpecificationProblem`` where the data does not fit, ``PublicationError``, and what `column` throws.
  public func spec(_ column: (String) throws -> [String]) throws -> TableSpec {
    let dimensions = try self.dimensions.map { dimension in
      let values = try column(dimension.column)
      var built = TableDimension(
        name: dimension.column, label: dimension.label,
        categories: dimension.categories
          ?? Set(values).sorted().map { TableCategory(code: $0, label: LocalizedText($0)) },
        isSensitive: dimension.isSensitive, isMultiResponse: dimension.isMultiResponse, hasTotal: dimension.hasTotal,
        sensitiveCodes: dimension.sensitiveCodes)
      var used = Set(built.categories.map(\.code))
      for grouping in dimension.groupings {
        let groups =
          switch grouping {
          case .groups(let groups): groups
          case .columns(let columns): try self.groups(built, values, columns, dimension.line, &used, column)
          }
        used.formUnion(groups.map(\.category.code))
        built.hierarchies.append(TableHierarchy(groups))
      }
      return built
    }
    return TableSpec(
      title: title, dimensions: dimensions, unit: unit, threshold: threshold, zeroPolicy: zeroPolicy, empty: empty,
      methods: methods)
  }

  /// Groups as columns of the data have them. A code that the dimension has already gets the column's name in front.
  private func groups(
    _ dimension: TableDimension, _ values: [String], _ columns: [String], _ line: Int, _ used: inout Set<String>,
    _ column: (String) throws -> [String]
  ) throws -> [CategoryGroup] {
    var groups: [CategoryGroup] = []
    // What each category is a member of at the level reached.
    var current = Dictionary(dimension.categories.map { ($0.code, $0.code) }, uniquingKeysWith: { first, _ in first })
    for name in columns {
      let codes = try column(name)
      var groupOf: [String: String] = [:]
      for (member, code) in Set(zip(values, codes).map { Pair(member: $0, group: $1) }).map({ ($0.member, $0.group) }) {
        guard groupOf.updateValue(code, forKey: member) == nil else {
          throw SpecificationProblem(line: line, reason: "a category falls in several groups of \(name)")
        }
      }
      var members: [String: Set<String>] = [:]
      for (category, node) in current {
        guard let group = groupOf[category] else { continue }
        members[group, default: []].insert(node)
      }
      var codeOf: [String: String] = [:]
      for group in members.keys.sorted() {
        let code = used.insert(group).inserted ? group : "\(name) \(group)"
        used.insert(code)
        codeOf[group] = code
        groups.append(
          CategoryGroup(
            TableCategory(code: code, label: LocalizedText(code)), members: (members[group] ?? []).sorted()))
      }
      for category in current.keys {
        if let group = groupOf[category], let code = codeOf[group] { current[category] = code }
      }
    }
    return groups
  }

  private struct Pair: Hashable {
    let member: String
    let group: String
  }

  /// Counts the rows.
  /// - Throws: ``PublicationError`` with the row, from 0.
  public func count(
    _ spec: TableSpec, _ column: (String) throws -> [String], progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws -> FrequencyTable {
    var tally = try Tally(spec)
    let codes = try dimensions.map { try column($0.column) }
    let people = try person.map(column)
    let units = try unitColumn.map(column)
    let sources = try source.map(column)
    let weights = try weight.map(column)
    let rows = codes.first?.count ?? 0
    for row in 0..<rows {
      if row.isMultiple(of: 65_536) { progress(row, rows) }
      let weight = try weights.map { weights in
        guard let weight = Int(weights[row]) else { throw PublicationError.invalidWeight(observation: row) }
        return weight
      }
      try tally.add(
        codes.map { $0[row] }, person: people?[row], unit: units?[row], source: sources?[row], weight: weight ?? 1)
    }
    return try tally.table()
  }
}
