/// Why a value cannot be recorded. Payloads are field names, limits and codes: never what someone said or is called.
public enum RecordError: Error, Equatable, Sendable {
  /// The codebook's list has no such code. Suggestions are codes of the list close to the one given, best first.
  case unknownCode(list: CodeList, code: String, suggestions: [String])
  /// The code exists but not on that date, as a region before it was founded.
  case codeNotInForce(list: CodeList, code: String, from: String?, to: String?)
  /// The date does not exist or is not written in an accepted form.
  case impossibleDate(DateProblem)
  /// The time of day does not exist, is not written as hh:mm, or stands beside a date without a day.
  case impossibleTime
  /// The number is not an individual identification number.
  case invalidIIN(IINProblem)
  /// The field exceeds its limit, in bytes of UTF-8.
  case textTooLong(field: String, limit: Int)
  /// The list has more elements than allowed.
  case tooMany(field: String, limit: Int)
  /// The field must be given here.
  case missingField(String)
  /// The number lies outside its range.
  case outOfRange(field: String, lowest: Int, highest: Int)
  /// The first moment certainly lies after the second.
  case outOfOrder(first: String, second: String)
  /// The field has the wrong type or form.
  case malformed(field: String)
  /// Records of this kind have no such field. Suggestions are the fields there are.
  case unknownField(String, suggestions: [String])
  /// It rests on a consent to this purpose that was not given, is another person's, or does not stand any longer.
  case notConsented(ConsentPurpose)
  /// Numbers of different counting units were combined.
  case mixedUnits(CountingUnit, CountingUnit)
  /// The codebook cannot be used.
  case invalidCodebook(CodebookProblem)

  /// What the person at the keyboard can do about it.
  public var hint: String {
    switch self {
    case .unknownCode(let list, _, let suggestions):
      suggestions.isEmpty
        ? "see the codes of the list \(list.rawValue)" : "did you mean \(suggestions.joined(separator: ", "))?"
    case .codeNotInForce(_, _, let from, let to):
      "this code is in force \(from.map { "from \($0)" } ?? "from the beginning")\(to.map { " to \($0)" } ?? "")"
    case .impossibleDate(let problem): problem.hint
    case .impossibleTime: "write the full date and the time as 2022-01-17T14:30 or 2022-01-17T14:30+06:00"
    case .invalidIIN(let problem): problem.hint
    case .textTooLong(_, let limit): "shorten it to \(limit) bytes, or attach it as a file"
    case .tooMany(_, let limit): "at most \(limit) are allowed; record the rest separately"
    case .missingField(let field): "give \(field)"
    case .outOfRange(_, let lowest, let highest): "give a number from \(lowest) to \(highest)"
    case .outOfOrder(let first, let second): "\(first) must not lie after \(second); mark a guess as estimated with ~"
    case .malformed(let field): field.isEmpty ? "the record is not in its expected form" : "check the form of \(field)"
    case .unknownField(_, let suggestions): "fields: \(suggestions.joined(separator: ", "))"
    case .notConsented:
      "record the consent with `casevault consent add` and name it, or give a reason to do without: overrideReason"
    case .mixedUnits(let one, let other):
      "\(one.rawValue) and \(other.rawValue) count different things; show them side by side"
    case .invalidCodebook(let problem): problem.hint
    }
  }
}
