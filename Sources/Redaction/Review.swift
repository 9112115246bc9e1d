/// What a person decided on one entry.
public enum Verdict: String, Codable, Sendable {
  /// Mask every occurrence.
  case accept
  /// Leave every occurrence standing.
  case reject
  /// Write something coarser in its place (layer 6).
  case generalise
  /// Move the date by the secret number of days (layer 6).
  case shift

  /// Whether what was found is taken out of the text.
  public var removes: Bool { self != .reject }
}

/// Layer 8: the findings of one text, grouped for deciding; bound to that text.
///
/// An entry is a distinct string found by one rule; its decision holds for every occurrence. What the rules are sure of
/// begins as accepted; every suggestion begins undecided.
public struct Review: Sendable {
  /// One distinct string with what was decided on it.
  public struct Entry: Equatable, Sendable {
    /// What found it.
    public let rule: Rule
    /// As it stands in the text; identifying, so not to be logged.
    public let text: String
    /// What it is taken for; the reviewer may change it.
    public var category: Category
    /// None while undecided.
    public var verdict: Verdict?
    /// Why; a rejection needs one.
    public var reason: ReasonCode?
    /// Places in `findings`.
    public let occurrences: [Int]

    /// What could be written in its place; nil where nothing coarser is known.
    public var coarser: Generalisation? { Generalisation.of(text, category, rule) }

    /// Whether a verdict can be given: not everything can be made coarser or moved.
    public func takes(_ verdict: Verdict) -> Bool {
      switch verdict {
      case .accept, .reject: true
      case .generalise: coarser != nil
      case .shift: DateShift.applies(to: text, category)
      }
    }
  }

  /// A string the reviewer added; masked wherever it stands.
  public struct Addition: Equatable, Sendable {
    /// The text to mask.
    public var text: String
    /// What it is.
    public var category: Category
    /// Why.
    public var reason: ReasonCode

    /// An addition.
    public init(text: String, category: Category, reason: ReasonCode = .identifying) {
      self.text = text
      self.category = category
      self.reason = reason
    }
  }

  /// The text under review.
  public let text: String
  /// The digest the caller made of it; of any length.
  public let documentDigest: [UInt8]
  /// What was found in it.
  public let findings: [Finding]
  /// The distinct strings, in order of first occurrence.
  public internal(set) var entries: [Entry]
  /// What the reviewer added.
  public internal(set) var additions: [Addition] = []

  let scalars: [Unicode.Scalar]

  /// Groups the findings of a text.
  ///
  /// - Parameter documentDigest: a digest of the text's UTF-8, so that decisions cannot be applied to another text.
  /// - Throws: `reviewForAnotherDocument` when a finding lies outside the text.
  public init(text: String, findings: [Finding], documentDigest: [UInt8]) throws(RedactionError) {
    self.text = text
    self.documentDigest = documentDigest
    self.findings = findings
    scalars = Array(text.unicodeScalars)
    var places: [Key: Int] = [:]
    var groups: [(Key, Category, [Int])] = []
    for (index, finding) in findings.enumerated() {
      guard finding.start >= 0, finding.start < finding.end, finding.end <= scalars.count else {
        throw .reviewForAnotherDocument
      }
      let key = Key(rule: finding.rule, text: Self.string(scalars[finding.start..<finding.end]))
      if let place = places[key] {
        groups[place].2.append(index)
      } else {
        places[key] = groups.count
        groups.append((key, finding.category, [index]))
      }
    }
    entries = groups.map { key, category, occurrences in
      Entry(
        rule: key.rule, text: key.text, category: category, verdict: key.rule.decision == .apply ? .accept : nil,
        reason: key.rule.decision == .apply ? .identifying : nil, occurrences: occurrences)
    }
  }

  struct Key: Hashable {
    var rule: Rule
    var text: String

    // Swift compares strings by canonical equivalence; two spellings of one name are two entries here.
    static func == (left: Key, right: Key) -> Bool {
      left.rule == right.rule && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(rule)
      for byte in text.utf8 { hasher.combine(byte) }
    }
  }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Entries without a decision.
  public var undecidedCount: Int { entries.count { $0.verdict == nil } }

  /// Decides on an entry; a rejection without a reason, a verdict the entry does not take, or an index out of range
  /// changes nothing.
  ///
  /// - Returns: whether the decision was taken.
  @discardableResult
  public mutating func decide(_ index: Int, _ verdict: Verdict?, reason: ReasonCode? = nil, category: Category? = nil)
    -> Bool
  {
    guard entries.indices.contains(index), verdict != .reject || reason != nil else { return false }
    var entry = entries[index]
    entry.verdict = verdict
    entry.reason = verdict?.removes == true ? reason ?? .identifying : reason
    if let category { entry.category = category }
    guard verdict.map(entry.takes) ?? true else { return false }
    entries[index] = entry
    return true
  }

  /// Adds a string that was missed; one without a letter or digit changes nothing.
  ///
  /// - Returns: whether it was added.
  @discardableResult
  public mutating func add(_ addition: Addition) -> Bool {
    guard addition.text.utf8.count <= ReviewFile.longestText, Self.isSearchable(addition.text) else { return false }
    if !additions.contains(addition) { additions.append(addition) }
    return true
  }

  /// Takes an addition back; an index out of range changes nothing.
  public mutating func removeAddition(_ index: Int) {
    if additions.indices.contains(index) { additions.remove(at: index) }
  }

  static func isSearchable(_ text: String) -> Bool {
    guard let folded = try? NormalisedText(text) else { return false }
    return !folded.atoms().isEmpty
  }

  /// The review with nothing left open.
  ///
  /// - Throws: `undecided`.
  public func decided() throws(RedactionError) -> DecidedReview {
    let open = undecidedCount
    guard open == 0 else { throw .undecided(count: open) }
    return DecidedReview(review: self)
  }
}

/// A review every suggestion of which is decided; the only thing a redacted text is made from.
public struct DecidedReview: Sendable {
  /// What was decided.
  public let review: Review

  /// Strings left standing on purpose, each with the rule that found it; the leak check passes over exactly these.
  public var permitted: Permitted {
    var keys: Set<Review.Key> = []
    for entry in review.entries where entry.verdict == .reject {
      keys.insert(Review.Key(rule: entry.rule, text: entry.text))
    }
    return Permitted(keys: keys)
  }
}

/// Strings a reviewer left standing.
public struct Permitted: Sendable {
  let keys: Set<Review.Key>

  /// None at all.
  public static let none = Permitted(keys: [])
}
