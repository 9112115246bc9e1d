/// One value a dimension can take: a code and what readers see for it.
public struct TableCategory: Sendable, Hashable {
  /// The code the observations carry.
  public var code: String
  /// The label shown.
  public var label: LocalizedText

  /// A category.
  public init(code: String, label: LocalizedText) {
    self.code = code
    self.label = label
  }
}

/// Categories counted together: a region for its facilities, a quarter for its months.
public struct CategoryGroup: Sendable, Hashable {
  /// Its code, used once in the dimension, and its label.
  public var category: TableCategory
  /// Codes of categories, or of groups that stand before this one in the same hierarchy.
  public var members: [String]

  /// A group.
  public init(_ category: TableCategory, members: [String]) {
    self.category = category
    self.members = members
  }
}

/// One way of grouping the categories of a dimension into a tree. A dimension can have several, and they need not nest:
/// facilities by region and by type.
public struct TableHierarchy: Sendable, Hashable {
  /// The groups, from the finest; what no group takes counts into the total directly.
  public var groups: [CategoryGroup]

  /// A hierarchy.
  public init(_ groups: [CategoryGroup]) { self.groups = groups }
}

/// One direction of a table.
///
/// Give the whole code list, also the codes nobody used: a list cut down to what occurs tells which counts are not zero.
public struct TableDimension: Sendable, Hashable {
  /// The name under which observations carry their code.
  public var name: String
  /// The label shown.
  public var label: LocalizedText
  /// Every code, in the order shown. The order must not come from the counts.
  public var categories: [TableCategory]
  /// Whether belonging to one of these categories is itself sensitive. Then no line across the categories may tell that
  /// all its members, or all but one, fall in the same one (group disclosure; Lupp and Langsrud 2021).
  public var isSensitive: Bool
  /// The categories and groups for which that holds, by code; all of them when none is named.
  public var sensitiveCodes: Set<String>
  /// Whether one counted unit can fall in several of these categories, so that they do not add up to units.
  public var isMultiResponse: Bool
  /// Groupings of the categories, each a tree, shown beside them.
  public var hierarchies: [TableHierarchy]
  /// Whether the sum over all categories is shown.
  public var hasTotal: Bool
  /// Where the categories are groups of another dimension's codes, quarters of months for instance: that dimension, and
  /// which of its codes each category counts. Tables by either are then known to count the same things.
  public var counting: BaseCodes?

  /// A dimension.
  public init(
    name: String, label: LocalizedText, categories: [TableCategory], isSensitive: Bool = false,
    isMultiResponse: Bool = false, hierarchies: [TableHierarchy] = [], hasTotal: Bool = true,
    counting: BaseCodes? = nil, sensitiveCodes: Set<String> = []
  ) {
    self.sensitiveCodes = sensitiveCodes
    self.counting = counting
    self.hierarchies = hierarchies
    self.hasTotal = hasTotal
    self.name = name
    self.label = label
    self.categories = categories
    self.isSensitive = isSensitive
    self.isMultiResponse = isMultiResponse
  }
}

/// The codes of a finer dimension behind the categories of a coarser one.
public struct BaseCodes: Sendable, Hashable {
  /// The name of the finer dimension.
  public var dimension: String
  /// Its codes, by the coarser dimension's categories; each code under one category.
  public var codes: [String: [String]]

  /// A coarser dimension's codes.
  public init(dimension: String, codes: [String: [String]]) {
    self.dimension = dimension
    self.codes = codes
  }
}

extension TableDimension {
  /// The dimension in which tables of a family are compared.
  var base: String { counting?.dimension ?? name }

  /// The codes of that dimension each category counts.
  var baseCodes: [[String]] {
    guard let counting else { return categories.map { [$0.code] } }
    return categories.map { counting.codes[$0.code] ?? [counting.dimension + " of " + $0.code] }
  }
}

/// What is counted. Persons, statements and visits are different things; a table counts exactly one of them.
public struct CountedUnit: Sendable, Hashable {
  /// The code of the unit, for example `statements`. The code `persons` makes the person id the counted unit.
  public var code: String
  /// What readers see, in the plural.
  public var label: LocalizedText

  /// The code under which persons themselves are counted.
  public static let personsCode = "persons"

  /// A unit.
  public init(code: String, label: LocalizedText) {
    self.code = code
    self.label = label
  }

  var isPersons: Bool { code == Self.personsCode }
}

/// What a release says about zeros, and so what every attacker may assume and every audit must.
public enum ZeroPolicy: String, Sendable, CaseIterable {
  /// A suppressed cell may be zero: some true zeros are hidden as camouflage. The default.
  case maySuppress = "zeros-may-be-suppressed"
  /// Every true zero is shown, hence every suppressed cell is known to be at least one.
  case alwaysPublish = "zeros-always-published"
}

/// Why nothing was counted in an inner cell. Zeros that were looked for and not found are no such cell: they are counted.
public enum EmptyCell: String, Sendable, CaseIterable {
  /// The combination cannot occur.
  case structuralZero = "structural-zero"
  /// Nobody looked there.
  case notMonitored = "not-monitored"
  /// The question was not put there.
  case notAsked = "not-asked"
}

/// The place of one inner cell, by codes in the order of the dimensions.
public struct CellAddress: Sendable, Hashable {
  /// One code a dimension.
  public var codes: [String]

  /// An address.
  public init(_ codes: [String]) { self.codes = codes }
}

/// What is to be counted, how it is laid out, and the rules it must pass.
public struct TableSpec: Sendable, Hashable {
  /// The title. Write no number into it.
  public var title: LocalizedText
  /// The dimensions; the first goes down, the second across.
  public var dimensions: [TableDimension]
  /// What is counted.
  public var unit: CountedUnit
  /// The least number of distinct persons, and of counted units, behind a published non-zero number; 3 at least.
  public var threshold: Int
  /// What the release says about zeros.
  public var zeroPolicy: ZeroPolicy
  /// Inner cells in which nothing was counted, and why. They are shown as such, known to be empty and never hidden.
  public var empty: [CellAddress: EmptyCell]
  /// How the data came about. Write no number into it that derives from the table.
  public var methods: LocalizedText?

  /// The threshold where nothing else is asked for.
  public static let defaultThreshold = 5

  /// A specification. It is checked when a table is counted by it.
  public init(
    title: LocalizedText, dimensions: [TableDimension], unit: CountedUnit,
    threshold: Int = TableSpec.defaultThreshold, zeroPolicy: ZeroPolicy = .maySuppress,
    empty: [CellAddress: EmptyCell] = [:], methods: LocalizedText? = nil
  ) {
    self.title = title
    self.dimensions = dimensions
    self.unit = unit
    self.threshold = threshold
    self.zeroPolicy = zeroPolicy
    self.empty = empty
    self.methods = methods
  }

  /// The code of a total in the files, as SDMX has it; no category may use it.
  static let totalCode = "_T"

  /// Whether one counted unit can fall in several cells, so that cells do not add up to units.
  var isMultiResponse: Bool { dimensions.contains(where: \.isMultiResponse) }

  /// The cells. When a dimension is multi-response the table has no sums at all: sums that nearly hold are still
  /// inequalities an attacker can use.
  func shape() throws(PublicationError) -> TableShape {
    guard !unit.code.isEmpty, !unit.label.english.isEmpty else { throw .unitNotNamed }
    guard (3...1_000_000).contains(threshold) else { throw .invalidThreshold(threshold, least: 3) }
    guard isMultiResponse else { return try TableShape(dimensions) }
    return try TableShape(
      dimensions.map { dimension in
        var alone = dimension
        alone.hierarchies = []
        alone.hasTotal = false
        return alone
      })
  }
}
