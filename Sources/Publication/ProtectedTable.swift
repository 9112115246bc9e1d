/// What a reader sees in one place of a table.
public enum PublishedCell: Sendable, Hashable {
  /// A number that may be read.
  case value(Int)
  /// Hidden; one symbol for every reason, and nothing of the value behind it.
  case suppressed
  /// A combination that cannot occur.
  case structuralZero

  /// The number, where one is shown.
  public var number: Int? {
    switch self {
    case .value(let value): value
    case .suppressed: nil
    case .structuralZero: 0
    }
  }
}

/// What the audit of a published table established. It holds no true value and tells no cell's reason.
public struct AuditSummary: Sendable, Hashable {
  /// The cells of the table, totals included.
  public let cells: Int
  /// How many of them are suppressed, for whichever reason.
  public let suppressedCells: Int
  /// The lower end every protected inner cell can reach, over all tables that agree with the published numbers.
  public let lowestReachable: Int
  /// The value every protected cell can reach or exceed.
  public let highestReachable: Int
  /// The solver the bounds were found with; every table it gave was added up again in integers.
  public let solver = "COIN-OR Clp"
  /// How far the claim reaches.
  public let scope = AuditSummary.scopeCode

  /// Other tables and earlier releases are not part of the audit.
  public static let scopeCode = "protected within this table only"
}

/// A table as it may be published. It has been audited, and it carries no true value of a suppressed cell: the only way
/// to one is ``FrequencyTable/protected()``.
public struct ProtectedTable: Sendable, Hashable {
  /// The specification it was counted by.
  public let spec: TableSpec
  /// Inner cells by row, then column; one column in a one-dimensional table.
  public let cells: [[PublishedCell]]
  /// Totals of the rows; empty in a one-dimensional table and where units do not add up.
  public let rowTotals: [PublishedCell]
  /// Totals of the columns; empty likewise.
  public let columnTotals: [PublishedCell]
  /// The grand total; absent where units do not add up.
  public let grandTotal: PublishedCell?
  /// What was checked.
  public let audit: AuditSummary

  init(spec: TableSpec, layout: TableLayout, published: [PublishedCell]) {
    self.spec = spec
    let across = layout.columns ?? 1
    cells = (0..<layout.rows).map { row in (0..<across).map { published[layout.leaf(row, $0)] } }
    let twoWay = layout.hasTotals && layout.columns != nil
    rowTotals = twoWay ? (0..<layout.rows).map { published[layout.rowTotal($0)] } : []
    columnTotals = twoWay ? (0..<across).map { published[layout.columnTotal($0)] } : []
    grandTotal = layout.hasTotals ? published[layout.grandTotal] : nil
    audit = AuditSummary(
      cells: published.count, suppressedCells: published.count { $0 == .suppressed },
      lowestReachable: spec.zeroPolicy == .maySuppress ? 0 : 1, highestReachable: spec.threshold)
  }
}
