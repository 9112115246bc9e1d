/// What a table is to be, as its specification file says (docs/schema/table.schema.json).
public struct TableSpecification: Sendable {
  /// One dimension, and where its codes come from.
  struct Dimension: Sendable {
    /// How its categories are grouped.
    enum Grouping: Sendable {
      /// Columns of the data, from the finest groups to the coarsest.
      case columns([String])
      /// Groups as listed.
      case groups([CategoryGroup])
    }

    let column: String
    let label: LocalizedText
    /// `nil` when the codes that occur are to be taken.
    let categories: [TableCategory]?
    let groupings: [Grouping]
    let isSensitive: Bool
    let sensitiveCodes: Set<String>
    let isMultiResponse: Bool
    let hasTotal: Bool
    let line: Int
  }

  /// The title.
  public let title: LocalizedText
  let unit: CountedUnit
  let dimensions: [Dimension]
  let threshold: Int
  let zeroPolicy: ZeroPolicy
  let empty: [CellAddress: EmptyCell]
  let methods: LocalizedText?
  /// The column that tells persons apart; `nil` when every row is another person.
  public let person: String?
  /// The column that tells counted units apart; `nil` when every row is one.
  public let unitColumn: String?
  /// The column that tells sources apart; `nil` when they are not told.
  public let source: String?
  /// The column that says how many units a row stands for.
  public let weight: String?
  /// The licence's identifier.
  public let licence: String?
  /// Folders of releases made before from the same records.
  public let earlier: [String]
  /// What was counted of dimensions the table does not have.
  public let scope: [String: [String]]

  /// The columns that are read.
  public var columns: Set<String> {
    var names = Set([person, unitColumn, source, weight].compactMap { $0 } + dimensions.map(\.column))
    for dimension in dimensions {
      for case .columns(let columns) in dimension.groupings { names.formUnion(columns) }
    }
    return names
  }

  /// Dimensions whose codes are taken from the data. Such a list tells which counts are not zero.
  public var dimensionsWithoutCodeList: [String] { dimensions.filter { $0.categories == nil }.map(\.column) }

  /// Thresholds the field asks for where a dimension names facilities or other small circles.
  static let thresholdOfNamed = 10

  /// Reads a specification.
  /// - Throws: ``SpecificationProblem`` with the line.
  public init(_ bytes: [UInt8]) throws(SpecificationProblem) {
    var fields = try LocatedJSON(bytes).fields()
    title = try fields.required("title").localized()
    var unit = try fields.required("unit").fields()
    let code = try unit.required("code").text()
    self.unit = CountedUnit(code: code, label: try unit.optional("label")?.localized() ?? LocalizedText(code))
    unitColumn = try unit.optional("column")?.text()
    try unit.finish()
    person = try fields.optional("person")?.text()
    source = try fields.optional("source")?.text()
    weight = try fields.optional("weight")?.text()
    let list = try fields.required("dimensions")
    var dimensions: [Dimension] = []
    var least = TableSpec.defaultThreshold
    for json in try list.list() {
      let (dimension, isNamed) = try Self.dimension(json)
      dimensions.append(dimension)
      if isNamed { least = Self.thresholdOfNamed }
    }
    guard !dimensions.isEmpty else { throw list.problem("at least one dimension") }
    self.dimensions = dimensions
    let asked = fields.optional("threshold")
    threshold = try asked?.integer() ?? least
    if let asked, !(3...1_000_000).contains(threshold) { throw asked.problem("a threshold of 3 or more") }
    if let asked, least > TableSpec.defaultThreshold, threshold < least {
      throw asked.problem("with a named dimension a threshold of \(least) or more")
    }
    let policy = fields.optional("zeroPolicy")
    zeroPolicy =
      try policy.map { json throws(SpecificationProblem) in
        guard let policy = ZeroPolicy(rawValue: try json.text()) else {
          throw json.problem("one of: " + ZeroPolicy.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return policy
      } ?? .maySuppress
    var empty: [CellAddress: EmptyCell] = [:]
    for json in try fields.optional("empty")?.list() ?? [] {
      var cell = try json.fields()
      let address = CellAddress(try Self.texts(try cell.required("codes")))
      let reason = try cell.required("reason")
      guard let known = EmptyCell(rawValue: try reason.text()) else {
        throw reason.problem("one of: " + EmptyCell.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard address.codes.count == dimensions.count else { throw json.problem("one code for each dimension") }
      empty[address] = known
      try cell.finish()
    }
    self.empty = empty
    methods = try fields.optional("methods")?.localized()
    licence = try fields.optional("licence")?.text()
    earlier = try fields.optional("earlier").map(Self.texts) ?? []
    var scope: [String: [String]] = [:]
    if let json = fields.optional("scope"), case .object(let members) = json.value {
      for member in members { scope[member.key] = try Self.texts(member.value) }
    }
    self.scope = scope
    try fields.finish()
  }

  private static func texts(_ json: LocatedJSON) throws(SpecificationProblem) -> [String] {
    var texts: [String] = []
    for text in try json.list() { texts.append(try text.text()) }
    return texts
  }

  private static func category(_ json: LocatedJSON) throws(SpecificationProblem) -> TableCategory {
    if case .text(let code) = json.value { return TableCategory(code: code, label: LocalizedText(code)) }
    var fields = try json.fields()
    let code = try fields.required("code").text()
    let label = try fields.optional("label")?.localized() ?? LocalizedText(code)
    try fields.finish()
    return TableCategory(code: code, label: label)
  }

  private static func dimension(_ json: LocatedJSON) throws(SpecificationProblem) -> (Dimension, isNamed: Bool) {
    if case .text(let column) = json.value {
      let plain = Dimension(
        column: column, label: LocalizedText(column), categories: nil, groupings: [], isSensitive: false,
        sensitiveCodes: [], isMultiResponse: false, hasTotal: true, line: json.line)
      return (plain, false)
    }
    var fields = try json.fields()
    let column = try fields.required("column").text()
    let label = try fields.optional("label")?.localized() ?? LocalizedText(column)
    var categories: [TableCategory]?
    if let list = fields.optional("categories") {
      categories = []
      for json in try list.list() { categories?.append(try category(json)) }
    }
    var groupings: [Dimension.Grouping] = []
    for json in try fields.optional("hierarchies")?.list() ?? [] { groupings.append(try grouping(json)) }
    var isSensitive = false
    var sensitiveCodes: Set<String> = []
    if let sensitive = fields.optional("sensitive") {
      if case .list = sensitive.value {
        isSensitive = true
        sensitiveCodes = Set(try texts(sensitive))
      } else {
        isSensitive = try sensitive.truth()
      }
    }
    let dimension = Dimension(
      column: column, label: label, categories: categories, groupings: groupings, isSensitive: isSensitive,
      sensitiveCodes: sensitiveCodes, isMultiResponse: try fields.optional("multiResponse")?.truth() ?? false,
      hasTotal: try fields.optional("total")?.truth() ?? true, line: json.line)
    let isNamed = try fields.optional("named")?.truth() ?? false
    try fields.finish()
    return (dimension, isNamed)
  }

  /// A list of columns, or of groups.
  private static func grouping(_ json: LocatedJSON) throws(SpecificationProblem) -> Dimension.Grouping {
    let list = try json.list()
    guard let first = list.first else { throw json.problem("a hierarchy names columns, or lists groups") }
    if case .text = first.value { return .columns(try texts(json)) }
    var groups: [CategoryGroup] = []
    for json in list {
      var fields = try json.fields()
      let code = try fields.required("code").text()
      let label = try fields.optional("label")?.localized() ?? LocalizedText(code)
      groups.append(
        CategoryGroup(TableCategory(code: code, label: label), members: try texts(try fields.required("members"))))
      try fields.finish()
    }
    return .groups(groups)
  }
}
