/// What a reader sees in one place of a table.
public enum PublishedCell: Sendable, Hashable {
  /// A number that may be read.
  case value(Int)
  /// Hidden; one symbol for every reason, and nothing of the value behind it.
  case suppressed
  /// Nothing was counted here, for the reason given; known to be zero.
  case empty(EmptyCell)

  /// The number, where one is shown.
  public var number: Int? {
    switch self {
    case .value(let value): value
    case .suppressed: nil
    case .empty: 0
    }
  }
}

/// A table as it may be published. It has been audited, and it carries no true value of a suppressed cell: the only way
/// to one is ``FrequencyTable/protected(progress:)``.
public struct ProtectedTable: Sendable {
  /// The specification it was counted by.
  public let spec: TableSpec
  /// Where its cells lie.
  public let shape: TableShape
  /// What stands in each of them.
  public let shown: [PublishedCell]
  /// The audit it passed, made from `shown` alone, and the cells and sums it is about.
  let audit: ReleaseAudit
  let audited: PublishedSystem

  /// The cell of these codes, one a dimension; `_T` is a total.
  public subscript(codes: String...) -> PublishedCell? { shape.cell(codes: codes).map { shown[$0] } }
}
