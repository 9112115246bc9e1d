/// Why a table could not be made. Payloads are codes, positions and sizes, never a count from the data.
public enum PublicationError: Error, Equatable, Sendable {
  /// The counting unit has no code or no English label.
  case unitNotNamed
  /// No observation carries this dimension; those that exist are listed, sorted.
  case unknownDimension(String, available: [String])
  /// Row and column are the same dimension.
  case repeatedDimension(String)
  /// A dimension has no categories.
  case noCategories(dimension: String)
  /// A category's code is empty, used twice, or reserved for totals.
  case invalidCategory(dimension: String, position: Int)
  /// A group's code is used twice, or it names no members, unknown ones, or some that another group has taken.
  case invalidGroup(dimension: String, group: String)
  /// The threshold is out of range.
  case invalidThreshold(Int, least: Int)
  /// An observation lacks a dimension that others have.
  case missingValue(dimension: String, observation: Int)
  /// An observation's code is not among the dimension's categories.
  case unknownCode(dimension: String, observation: Int)
  /// A person or unit id is not 16 bytes long.
  case invalidID(observation: Int)
  /// A multi-response dimension needs the id of the counted unit on every observation.
  case unitNotIdentified(observation: Int)
  /// Persons are counted by an id of the unit, and no column says who they are.
  case personNotIdentified(observation: Int)
  /// One counted unit falls in several categories of a dimension that is not declared multi-response.
  case unitInSeveralCategories(dimension: String, observation: Int)
  /// An observation falls in a cell declared impossible.
  case impossibleCell(observation: Int)
  /// An observation's weight is no count, or it weighs several while it names its unit.
  case invalidWeight(observation: Int)
  /// A cell named as empty is no inner cell of the table.
  case unknownCell([String])
  /// There is nothing to count, or nothing could be shown.
  case nothingToPublish(NothingReason)
  /// The table cannot be protected; dimensions worth coarsening come first.
  case cannotProtect(ProtectionFailure, coarsen: [String])
  /// More cells than protection takes on.
  case tooLarge(cells: Int, limit: Int)
  /// A page could not be drawn up.
  case renderingFailed

  /// Why nothing can be published.
  public enum NothingReason: String, Sendable {
    /// There are no observations.
    case noObservations
    /// Every cell would have to be suppressed.
    case everythingSuppressed
  }

  /// Why protection failed.
  public enum ProtectionFailure: String, Sendable {
    /// With all zeros shown, no other pattern hides what must be hidden.
    case zeroPolicy
    /// Nothing can hide that all members of a group, or all but one, share one sensitive category.
    case groupDisclosure
    /// The search for a pattern took longer than it may.
    case outOfTime
    /// The finished table did not pass its audit.
    case auditFailed
    /// The linear-programming solver gave up or gave an answer that does not add up.
    case solver
  }

  /// The observation it speaks of, from 0.
  public var observation: Int? {
    switch self {
    case .missingValue(_, let position), .unknownCode(_, let position), .invalidID(let position),
      .unitNotIdentified(let position), .personNotIdentified(let position), .unitInSeveralCategories(_, let position),
      .impossibleCell(let position),
      .invalidWeight(let position):
      position
    default: nil
    }
  }

  /// What the caller can do about it, in one sentence.
  public var hint: String {
    switch self {
    case .unitNotNamed: "name what is counted: persons, statements, allegations, interviews, visits or facilities"
    case .unknownDimension(_, let available):
      available.isEmpty ? "the data has no dimensions" : "the data has: " + available.joined(separator: ", ")
    case .repeatedDimension: "choose two different dimensions, or one alone"
    case .noCategories: "give the dimension its code list"
    case .invalidCategory: "give every category a code of its own; _T is reserved for totals"
    case .invalidGroup:
      "a group needs a code of its own and members that stand before it, each in one group of a hierarchy; what one "
        + "thing can be several of has no groups"
    case .invalidThreshold(_, let least): "choose a threshold of \(least) or more; 5 is usual, 10 for named facilities"
    case .missingValue: "give every observation a code, for example one for not known"
    case .unknownCode: "add the code to the dimension's list, or correct the record"
    case .invalidID: "ids are 16 random bytes"
    case .unitNotIdentified: "give every observation the id of the unit it belongs to"
    case .personNotIdentified: "persons are told apart by the column that `person` names; the unit needs none"
    case .unitInSeveralCategories: "declare the dimension multi-response (no totals then), or count another unit"
    case .impossibleCell: "take the combination out of the structural zeros, or correct the record"
    case .invalidWeight: "weights are whole numbers, and a row that names its unit weighs one"
    case .unknownCell: "name one category of each dimension, in their order"
    case .nothingToPublish(.noObservations): "no record matches; check the filter"
    case .nothingToPublish(.everythingSuppressed):
      "the figures are too small for this table; use fewer or coarser categories, or a longer period"
    case .cannotProtect(.zeroPolicy, let coarsen):
      "let zeros be suppressed, or use coarser categories for " + coarsen.joined(separator: " or ")
    case .cannotProtect(.groupDisclosure, let coarsen):
      "a whole group shares one sensitive category: let zeros be suppressed, or use coarser categories for "
        + coarsen.joined(separator: " or ")
    case .cannotProtect(_, let coarsen):
      "nothing was published; use coarser categories for " + coarsen.joined(separator: " or ")
    case .tooLarge(_, let limit):
      "use coarser categories: region for facility, quarter for month; \(limit) cells at most"
    case .renderingFailed: "nothing was written; report the table's specification, not its numbers"
    }
  }
}
