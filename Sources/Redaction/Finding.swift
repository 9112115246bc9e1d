/// A place in the text that may have to go.
///
/// Offsets count Unicode code points of the original text, end exclusive. The findings of one scan are sorted and
/// never overlap.
public struct Finding: Equatable, Sendable {
  /// First code point.
  public var start: Int
  /// One past the last code point.
  public var end: Int
  /// What it is.
  public var category: Category
  /// Direct or quasi-identifier.
  public var identifier: IdentifierKind
  /// What found it.
  public var rule: Rule
  /// Identifier of the one known person it belongs to; none when several share the form.
  public var person: String?
  /// What would stand in its place, when a pseudonym table was given.
  public var pseudonym: String?

  /// A finding; `start` must not exceed `end`.
  public init(
    start: Int, end: Int, category: Category, identifier: IdentifierKind, rule: Rule, person: String? = nil,
    pseudonym: String? = nil
  ) {
    self.start = start
    self.end = end
    self.category = category
    self.identifier = identifier
    self.rule = rule
    self.person = person
    self.pseudonym = pseudonym
  }

  /// How sure the rule is.
  public var confidence: Double { rule.confidence }
  /// Masked at once, or only suggested.
  public var decision: Decision { rule.decision }
  /// Why, in words for the reviewer.
  public var reason: String { rule.explanation }

  var length: Int { end - start }
}

extension Finding: Encodable {
  private enum Key: String, CodingKey {
    case start, end, category, identifier, rule, confidence, decision, pseudonym, person
  }

  /// The wire shape of `redact scan --jsonl`.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(start, forKey: .start)
    try object.encode(end, forKey: .end)
    try object.encode(category, forKey: .category)
    try object.encode(identifier, forKey: .identifier)
    try object.encode(rule, forKey: .rule)
    try object.encode(confidence, forKey: .confidence)
    try object.encode(decision, forKey: .decision)
    try object.encode(pseudonym, forKey: .pseudonym)
    try object.encodeIfPresent(person, forKey: .person)
  }
}

/// Makes a list of findings sorted and free of overlaps without ever uncovering what should be masked.
enum Overlaps {
  /// Two masked findings that overlap become one over both; a suggestion keeps only what no masked finding covers.
  static func resolved(_ findings: [Finding]) -> [Finding] {
    let masked = merged(findings.filter { $0.decision == .apply })
    let suggested = merged(findings.filter { $0.decision == .review })
    guard !suggested.isEmpty else { return masked }
    var result: [Finding] = []
    result.reserveCapacity(masked.count + suggested.count)
    var next = 0
    for suggestion in suggested {
      while next < masked.count, masked[next].end <= suggestion.start {
        result.append(masked[next])
        next += 1
      }
      var rest = suggestion
      while next < masked.count, masked[next].start < suggestion.end {
        if masked[next].start > rest.start {
          var before = rest
          before.end = masked[next].start
          result.append(before)
        }
        rest.start = masked[next].end
        // A masked finding reaching past this suggestion may cut the following one as well.
        if masked[next].end > suggestion.end { break }
        result.append(masked[next])
        next += 1
      }
      if rest.start < rest.end { result.append(rest) }
    }
    result.append(contentsOf: masked[next...])
    return result
  }

  private static func merged(_ findings: [Finding]) -> [Finding] {
    let sorted = findings.filter { $0.start < $0.end }.sorted {
      ($0.start, $1.end, $0.rule.rawValue) < ($1.start, $0.end, $1.rule.rawValue)
    }
    var result: [Finding] = []
    for finding in sorted {
      guard let last = result.last, finding.start < last.end else {
        result.append(finding)
        continue
      }
      let isBetter = (finding.rule.precedence, finding.length) > (last.rule.precedence, last.length)
      var winner = isBetter ? finding : last
      winner.start = min(last.start, finding.start)
      winner.end = max(last.end, finding.end)
      result[result.count - 1] = winner
    }
    return result
  }
}
