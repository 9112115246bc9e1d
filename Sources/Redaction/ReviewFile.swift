/// The review as plain text for an editor. It quotes the document: keep it where the document may be kept.
///
///     casevault-review 1
///     document 5f3c…
///
///     accept known.name.full "Сериков Азамат" person identifying
///     | …видел [Сериков Азамат] в коридоре…
///     ? format.phone.local "701 123 45 67" contact
///     add "Шанырак" location third-party
///
/// Lines that begin with `#` or `|`, and empty ones, are not read. Inside quotes `\"`, `\\`, `\n` and `\u{…}` stand
/// for what cannot be written.
public enum ReviewFile {
  /// Longest file read, in bytes.
  public static let limit = 64 << 20
  /// Longest text of an entry or addition, in bytes.
  public static let longestText = 4096
  private static let longestLine = 65_536
  private static let mostLines = 2_000_000
  private static let magic = "casevault-review 1"
  private static let contextLength = 40
  private static let mostContexts = 3

  /// Writes a review.
  public static func write(_ review: Review) -> String {
    let language = Language.likely(in: review.text)
    var lines = [magic, "document \(hex(review.documentDigest))", ""]
    lines.append("# Begin every ? line with accept (mask) or reject (leave standing) instead.")
    lines.append("# A reject line ends with a reason code. Every occurrence of the text follows the line.")
    lines.append(
      "# Where it is offered: generalise writes something coarser, shift moves a date by a secret number of days.")
    lines.append("# Mask what was missed with a line of its own: add \"text\" category reason")
    lines.append("# Reason codes: \(ReasonCode.allCases.map(\.rawValue).joined(separator: " "))")
    lines.append("# Categories: \(Category.allCases.map(\.rawValue).joined(separator: " "))")
    for entry in review.entries {
      lines.append("")
      let reason = entry.reason.map { " \($0.rawValue)" } ?? ""
      lines.append(
        "\(entry.verdict?.rawValue ?? "?") \(entry.rule.rawValue) \(quoted(entry.text)) \(entry.category.rawValue)\(reason)"
      )
      lines.append("# \(entry.occurrences.count)×, \(entry.rule.explanation)")
      if let coarser = entry.coarser { lines.append("# generalise: \(coarser.written(in: language))") }
      if entry.takes(.shift) { lines.append("# shift: moved like every date of the copy") }
      for index in entry.occurrences.prefix(mostContexts) {
        lines.append("| \(context(review, review.findings[index]))")
      }
    }
    if !review.additions.isEmpty { lines.append("") }
    for addition in review.additions {
      lines.append("add \(quoted(addition.text)) \(addition.category.rawValue) \(addition.reason.rawValue)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads decisions back into a fresh review of the same text. Entries the file does not mention become undecided.
  ///
  /// - Throws: `notUTF8`, `reviewTooLarge`, `reviewSyntax` with the line, `reviewForAnotherDocument`; nothing of a
  ///   faulty file is taken over.
  public static func read(_ bytes: [UInt8], into review: Review) throws(RedactionError) -> Review {
    guard bytes.count <= limit else { throw .reviewTooLarge(limit: limit) }
    let file = try UTF8Text.decode(bytes)
    var result = review
    result.additions = []
    var places: [Review.Key: Int] = [:]
    for index in result.entries.indices {
      result.entries[index].verdict = nil
      result.entries[index].reason = nil
      places[Review.Key(rule: result.entries[index].rule, text: result.entries[index].text)] = index
    }
    var seen: Set<Int> = []
    var number = 0
    // By scalars: CR LF is one Character, and an editor may have written it.
    for line in file.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard number <= mostLines else { throw .reviewSyntax(line: number, problem: .tooManyEntries) }
      guard line.count <= longestLine else { throw .reviewSyntax(line: number, problem: .tooLong) }
      var cursor = LineCursor(line: line, number: number)
      if number == 1 {
        guard cursor.rest() == magic else { throw .reviewSyntax(line: number, problem: .header) }
      } else if number == 2 {
        guard try cursor.word(.header) == "document" else { throw .reviewSyntax(line: number, problem: .header) }
        guard cursor.rest() == hex(review.documentDigest) else { throw .reviewForAnotherDocument }
      } else if !cursor.isComment {
        try read(&cursor, into: &result, places, &seen)
      }
    }
    guard number >= 2 else { throw .reviewSyntax(line: 1, problem: .header) }
    return result
  }

  private static func read(
    _ line: inout LineCursor, into review: inout Review, _ places: [Review.Key: Int], _ seen: inout Set<Int>
  ) throws(RedactionError) {
    let decision = try line.word(.decision)
    if decision == "add" {
      let text = try line.quotedText()
      guard Review.isSearchable(text) else { throw line.fault(.emptyText) }
      let category = try line.category()
      let addition = Review.Addition(text: text, category: category, reason: try line.reason() ?? .identifying)
      guard !review.additions.contains(addition) else { throw line.fault(.duplicate) }
      guard review.additions.count < 10_000 else { throw line.fault(.tooManyEntries) }
      review.additions.append(addition)
      return
    }
    let verdict: Verdict?
    switch decision {
    case "?": verdict = nil
    default:
      guard let named = Verdict(rawValue: decision) else { throw line.fault(.decision) }
      verdict = named
    }
    guard let rule = Rule(rawValue: try line.word(.rule)) else { throw line.fault(.rule) }
    let text = try line.quotedText()
    guard let place = places[Review.Key(rule: rule, text: text)] else { throw line.fault(.unknownEntry) }
    guard seen.insert(place).inserted else { throw line.fault(.duplicate) }
    let category = try line.category()
    let reason = try line.reason()
    guard verdict != .reject || reason != nil else { throw line.fault(.reasonMissing) }
    guard review.decide(place, verdict, reason: reason, category: category) else { throw line.fault(.notOffered) }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// Control and invisible characters are written as escapes: an editor or terminal must show what will be masked.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        if isHidden(scalar) {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
    case .spaceSeparator: scalar != " "
    default: false
    }
  }

  private static func context(_ review: Review, _ finding: Finding) -> String {
    let scalars = review.scalars
    func shown(_ range: Range<Int>) -> String {
      Review.string(scalars[range].map { isHidden($0) || $0 == "\n" ? " " : $0 })
    }
    let start = max(0, finding.start - contextLength)
    let end = min(scalars.count, finding.end + contextLength)
    return shown(start..<finding.start) + "[" + shown(finding.start..<finding.end) + "]" + shown(finding.end..<end)
  }
}
