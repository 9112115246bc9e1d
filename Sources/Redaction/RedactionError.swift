/// Everything a caller of `Redaction` can act on differently.
///
/// Payloads are line numbers, counts and codes; never a piece of the text, which may name a person.
public enum RedactionError: Error, Equatable, Sendable {
  /// The bytes are not UTF-8; nothing may be concluded about them. The offset is in bytes.
  case notUTF8(offset: Int)
  /// The text is longer than the scanner accepts, in bytes.
  case textTooLarge(limit: Int)
  /// An identity carries more values, or longer ones, than are accepted; the index is its place in the list.
  case identityOutOfBounds(index: Int)
  /// The review file is longer than accepted, in bytes.
  case reviewTooLarge(limit: Int)
  /// A line of the review file does not follow its grammar.
  case reviewSyntax(line: Int, problem: ReviewProblem)
  /// The review file was made for another text, or the text has changed since.
  case reviewForAnotherDocument
  /// Suggestions are left without a decision.
  case undecided(count: Int)
  /// More persons in one role than the width of the table's numbers holds.
  case pseudonymsExhausted(role: Role)
  /// A pseudonym table read back is not one this program writes.
  case damagedPseudonymTable
  /// A date is to be moved, and there is no table that says by how much.
  case noDateShift
  /// Weights of the tagger are not ones this program writes.
  case damagedTagger

  /// What to do about it, in one sentence.
  public var hint: String {
    switch self {
    case .notUTF8: "convert the text to UTF-8 first"
    case .textTooLarge(let limit): "split the text: at most \(limit) bytes are scanned at once"
    case .identityOutOfBounds: "shorten the values of that identity"
    case .reviewTooLarge(let limit): "a review file has at most \(limit) bytes; was another file given?"
    case .reviewSyntax(let line, let problem): "line \(line): \(problem.hint)"
    case .reviewForAnotherDocument: "scan the text again and decide on the new review file"
    case .undecided(let count): "decide the \(count) lines that still begin with ?"
    case .pseudonymsExhausted: "start a new table with wider numbers"
    case .damagedPseudonymTable: "restore the table from the vault's history"
    case .noDateShift: "decide otherwise on the dates that are to be moved"
    case .damagedTagger: "install the program again"
    }
  }
}

/// What is wrong with a line of a review file.
public enum ReviewProblem: String, Sendable {
  case header, tooLong, decision, rule, quoting, category, reason, reasonMissing, duplicate, unknownEntry, emptyText
  case notOffered
  case tooManyEntries

  var hint: String {
    switch self {
    case .header: "the first lines must be as they were written"
    case .tooLong: "the line is too long"
    case .decision: "a line begins with accept, reject, generalise, shift, add, ?, | or #"
    case .rule: "the rule after the decision must be as it was written"
    case .quoting: "the text stands in double quotes; \\\" and \\\\ inside"
    case .category: "unknown category"
    case .reason: "unknown reason code"
    case .reasonMissing: "reject needs a reason code at the end of the line"
    case .duplicate: "the same entry stands twice"
    case .unknownEntry: "the entry is not of this text; use add for a text that was missed"
    case .emptyText: "the text has no letter or digit"
    case .notOffered: "generalise and shift stand only where they are offered"
    case .tooManyEntries: "too many entries"
    }
  }
}
