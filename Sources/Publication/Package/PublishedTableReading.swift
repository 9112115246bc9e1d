extension PublishedTable {
  /// What a count can be.
  static let counts = 0...1_000_000_000_000
  /// What a count with noise in it can be.
  static let noisedCounts = -1_000_000_000_000...1_000_000_000_000

  /// Reads a table from a package. Whoever made it may be an adversary: every size is bounded, every code must be known.
  init(_ json: LocatedJSON, numbers: ClosedRange<Int> = counts) throws(SpecificationProblem) {
    var fields = try json.fields()
    let title = try fields.required("title").localized()
    let unitJSON = try fields.required("unit")
    var unit = try unitJSON.fields()
    let counted = CountedUnit(code: try unit.required("code").text(), label: try unit.required("label").localized())
    try unit.finish()
    let dimensionsJSON = try fields.required("dimensions")
    var dimensions: [TableDimension] = []
    for dimension in try dimensionsJSON.list() { dimensions.append(try Self.dimension(dimension)) }
    let shape: TableShape
    do { shape = try TableShape(dimensions) } catch { throw dimensionsJSON.problem("the dimensions cannot be used") }
    let threshold = try fields.required("threshold")
    guard let least = try? threshold.integer(), (3...1_000_000).contains(least) else {
      throw threshold.problem("a threshold of 3 or more")
    }
    let policy = try fields.required("zeroPolicy")
    guard let zeroPolicy = ZeroPolicy(rawValue: try policy.text()) else {
      throw policy.problem("an unknown zero policy")
    }
    var scope: [String: [String]] = [:]
    if let json = fields.optional("scope") {
      guard case .object(let members) = json.value else { throw json.problem("an object is expected here") }
      for member in members { scope[member.key] = try Self.texts(member.value) }
    }
    let methods = try fields.optional("methods")?.localized()
    let cellsJSON = try fields.required("cells")
    try fields.finish()
    let listed = try cellsJSON.list()
    guard listed.count == shape.cells else { throw cellsJSON.problem("\(shape.cells) cells are expected here") }
    var cells: [PublishedCell] = []
    for (cell, json) in listed.enumerated() {
      cells.append(try Self.cell(json, codes: shape.codes(of: cell), numbers))
    }
    guard
      let table = PublishedTable(
        title: title, unit: counted, shape: shape, cells: cells, zeroPolicy: zeroPolicy, threshold: least,
        scope: scope, methods: methods)
    else { throw cellsJSON.problem("\(shape.cells) cells are expected here") }
    self = table
  }

  private static func texts(_ json: LocatedJSON) throws(SpecificationProblem) -> [String] {
    var texts: [String] = []
    for element in try json.list() { texts.append(try element.text()) }
    return texts
  }

  private static func cell(
    _ json: LocatedJSON, codes: [String], _ numbers: ClosedRange<Int>
  ) throws(SpecificationProblem) -> PublishedCell {
    var fields = try json.fields()
    guard try texts(try fields.required("codes")) == codes else { throw json.problem("another cell is expected here") }
    let value = try fields.optional("value")?.integer()
    let status = try fields.required("status").text()
    try fields.finish()
    switch (status, value) {
    case ("published", let value?) where numbers.contains(value): return .value(value)
    case ("suppressed", nil): return .suppressed
    case (let status, 0):
      guard let reason = EmptyCell(rawValue: status) else { throw json.problem("an unknown status") }
      return .empty(reason)
    default: throw json.problem("the status and the value do not agree")
    }
  }

  private static func dimension(_ json: LocatedJSON) throws(SpecificationProblem) -> TableDimension {
    var fields = try json.fields()
    var categories: [TableCategory] = []
    for json in try fields.required("categories").list() {
      var category = try json.fields()
      categories.append(
        TableCategory(code: try category.required("code").text(), label: try category.required("label").localized()))
      try category.finish()
    }
    var hierarchies: [TableHierarchy] = []
    for json in try fields.required("hierarchies").list() {
      var groups: [CategoryGroup] = []
      for json in try json.list() {
        var group = try json.fields()
        let category = TableCategory(
          code: try group.required("code").text(), label: try group.required("label").localized())
        groups.append(CategoryGroup(category, members: try texts(try group.required("members"))))
        try group.finish()
      }
      hierarchies.append(TableHierarchy(groups))
    }
    var counting: BaseCodes?
    if let json = fields.optional("counting") {
      var base = try json.fields()
      let codes = try base.required("codes")
      guard case .object(let members) = codes.value else { throw codes.problem("an object is expected here") }
      var lists: [String: [String]] = [:]
      for member in members { lists[member.key] = try texts(member.value) }
      counting = BaseCodes(dimension: try base.required("dimension").text(), codes: lists)
      try base.finish()
    }
    let dimension = TableDimension(
      name: try fields.required("name").text(), label: try fields.required("label").localized(),
      categories: categories, isSensitive: try fields.required("sensitive").truth(),
      isMultiResponse: try fields.required("multiResponse").truth(), hierarchies: hierarchies,
      hasTotal: try fields.required("total").truth(), counting: counting)
    try fields.finish()
    return dimension
  }
}
