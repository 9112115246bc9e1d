/// What the leak check found: counts, kinds and places, never the text.
public struct LeakReport: Codable, Equatable, Sendable {
  /// A place where something identifying stands in the finished text.
  public struct Leak: Codable, Equatable, Sendable {
    /// What kind.
    public let category: Category
    /// What found it.
    public let rule: Rule
    /// First code point.
    public let start: Int
    /// One past the last code point.
    public let end: Int
    /// How it was hidden, if it was.
    public let disguise: Disguise
  }

  /// How a leak escapes an ordinary search.
  public enum Disguise: String, Codable, Sendable {
    /// Found as written, or after normalisation.
    case none
    /// A line break without hyphen runs through it.
    case acrossLines = "across-lines"
    /// Inside a longer word.
    case embedded
  }

  /// All leaks, by offset.
  public let leaks: [Leak]
  /// Occurrences a reviewer left standing on purpose.
  public let permitted: Int

  /// Whether the text may leave.
  public var passes: Bool { leaks.isEmpty }

  /// Leaks by category.
  public var counts: [Category: Int] {
    leaks.reduce(into: [:]) { $0[$1.category, default: 0] += 1 }
  }
}

/// Layer 9: searches finished bytes for every form of everything known, whoever made them. Fails closed: bytes it
/// cannot read are an error, and doubtful mentions count as leaks unless a reviewer left them.
public struct LeakCheck: Sendable {
  private let scanner: TextScanner

  /// A check for the persons of a list.
  ///
  /// - Throws: `identityOutOfBounds`.
  public init(identities: [KnownIdentity]) throws(RedactionError) {
    scanner = try TextScanner(identities: identities, scope: .certain)
  }

  /// Searches a finished text.
  ///
  /// - Parameter permitted: what a reviewer left standing.
  /// - Throws: `notUTF8`, `textTooLarge`.
  public func check(_ bytes: [UInt8], permitted: Permitted = .none) throws(RedactionError) -> LeakReport {
    let text = try UTF8Text.decode(bytes)
    let scalars = Array(text.unicodeScalars)
    let plain = try NormalisedText(text)
    var leaks: [LeakReport.Leak] = []
    var passedOver: [Range<Int>] = []
    let direct = try scanner.scan(plain)
    for finding in direct {
      let found = Review.Key(rule: finding.rule, text: Review.string(scalars[finding.start..<finding.end]))
      if permitted.keys.contains(found) {
        passedOver.append(finding.start..<finding.end)
      } else {
        leaks.append(Self.leak(finding, .none))
      }
    }
    var seen = Spans(direct.map { $0.start..<$0.end })
    let joined = try scanner.scan(NormalisedText(text, lineBreaks: .join))
    for finding in joined where finding.rule.isKnown && finding.decision == .apply {
      if seen.insertIfFree(finding.start..<finding.end) { leaks.append(Self.leak(finding, .acrossLines)) }
    }
    for span in scanner.embedded(in: plain) where seen.insertIfFree(span) {
      leaks.append(
        .init(
          category: .person, rule: .knownName, start: span.lowerBound, end: span.upperBound, disguise: .embedded))
    }
    leaks.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    return LeakReport(leaks: leaks, permitted: passedOver.count)
  }

  private static func leak(_ finding: Finding, _ disguise: LeakReport.Disguise) -> LeakReport.Leak {
    .init(
      category: finding.category, rule: finding.rule, start: finding.start, end: finding.end, disguise: disguise)
  }
}
