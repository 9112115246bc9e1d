/// Why microdata could not be read or protected. Payloads are names, lines and sizes, never a value from the data.
public enum MicrodataProblem: Error, Equatable, Sendable {
  /// A hierarchy without lines.
  case emptyHierarchy
  /// More values or levels than are taken on.
  case hierarchyTooLarge
  /// A line of a hierarchy is empty, of another length, repeats a value, or puts one group under two others.
  case hierarchyLine(Int)
  /// A value of the data that its hierarchy lacks; the line of the data, the header being line 1.
  case valueNotInHierarchy(column: String, line: Int)
  /// The specification names no quasi-identifier, or too many for their combinations to be told apart.
  case quasiIdentifiers
  /// Columns of different lengths, or no rows.
  case noRows
  /// More rows than are taken on.
  case tooManyRows(limit: Int)
  /// A rule is below what the audience asks for.
  case ruleTooWeak(String)
  /// The classes cannot be made to meet the rules without leaving out too many rows.
  case cannotProtect

  /// What the caller can do about it, in one sentence.
  public var hint: String {
    switch self {
    case .emptyHierarchy: "give one line for each value: the value, then its ever coarser groups"
    case .hierarchyTooLarge: "at most 100,000 values and 20 levels"
    case .hierarchyLine: "each line has the same number of fields, each value once, each group under one coarser group"
    case .valueNotInHierarchy: "add a line for the value to the hierarchy, or correct the data"
    case .quasiIdentifiers: "name the columns an outsider may know; leave out those nobody needs"
    case .noRows: "check the file"
    case .tooManyRows(let limit): "at most \(limit) rows"
    case .ruleTooWeak(let rule): rule
    case .cannotProtect:
      "use coarser hierarchies, fewer quasi-identifiers, or a weaker rule where the audience allows it"
    }
  }
}
