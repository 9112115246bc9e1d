/// A text with everything decided upon replaced, and what was done, in numbers only.
public struct RedactedText: Equatable, Sendable {
  /// How often a category was masked or kept for a reason.
  public struct Count: Codable, Equatable, Sendable {
    /// What was masked or kept.
    public let category: Category
    /// Why.
    public let reason: ReasonCode
    /// What was done: a token put in its place, something coarser, a moved date, or nothing.
    public let verdict: Verdict
    /// Occurrences.
    public let count: Int

    /// A count.
    public init(category: Category, reason: ReasonCode, verdict: Verdict, count: Int) {
      self.category = category
      self.reason = reason
      self.verdict = verdict
      self.count = count
    }
  }

  /// The finished text.
  public let text: String
  /// What was masked, made coarser or moved, sorted by category and reason.
  public let masked: [Count]
  /// What was found and left standing.
  public let kept: [Count]
}

/// Replaces what was decided upon.
public enum Redactor {
  private struct Mask {
    var start: Int
    var end: Int
    var finding: Finding
    var reason: ReasonCode
    var verdict = Verdict.accept
    /// What was decided upon; a repetition may be written otherwise.
    var text = ""
    var coarser: Generalisation?
  }

  /// The redacted text: accepted findings, additions, and every repetition of both.
  ///
  /// - Parameters:
  ///   - pseudonyms: tokens of known persons; without them, or for persons not in it, `[person]` stands.
  ///   - language: of the tokens.
  ///   - keepsBreaks: whether line ends and tabs inside a masked place follow what is put there, since they are lines
  ///     and cells of a document.
  /// - Throws: `textTooLarge`; `noDateShift` where a date is to be moved and the table, or no table, says by how much.
  public static func redact(
    _ decided: DecidedReview, pseudonyms: PseudonymTable?, language: Language, keepsBreaks: Bool = false
  ) throws(RedactionError) -> RedactedText {
    let (masks, kept) = try masks(decided)
    return RedactedText(
      text: try replaced(decided.review.scalars, masks, pseudonyms, language, keepsBreaks: keepsBreaks),
      masked: counts(masks),
      kept: counts(kept))
  }

  /// The places that are masked, in code points of the original text, sorted and without overlaps: for documents that
  /// are redacted as pictures.
  ///
  /// - Throws: `textTooLarge`.
  public static func spans(_ decided: DecidedReview) throws(RedactionError) -> [Range<Int>] {
    try masks(decided).masks.map { $0.start..<$0.end }
  }

  private static func masks(_ decided: DecidedReview) throws(RedactionError) -> (masks: [Mask], kept: [Mask]) {
    let review = decided.review
    var masks: [Mask] = []
    var kept: [Mask] = []
    var terms: [Propagation.Term] = []
    var entries: [Review.Entry] = []
    let keptSpans = Spans(
      review.entries.filter { $0.verdict == .reject }.flatMap(\.occurrences).map {
        review.findings[$0].start..<review.findings[$0].end
      })
    for entry in review.entries {
      let coarser = entry.verdict == .generalise ? entry.coarser : nil
      for index in entry.occurrences {
        var finding = review.findings[index]
        finding.category = entry.category
        let mask = Mask(
          start: finding.start, end: finding.end, finding: finding, reason: entry.reason ?? .identifying,
          verdict: entry.verdict ?? .accept, text: entry.text, coarser: coarser)
        if mask.verdict.removes {
          masks.append(mask)
        } else {
          kept.append(mask)
        }
      }
      if entry.verdict?.removes == true, let first = entry.occurrences.first {
        let finding = review.findings[first]
        terms.append(
          Propagation.Term(
            text: entry.text, category: entry.category, identifier: finding.identifier, person: finding.person,
            isName: false))
        entries.append(entry)
      }
    }
    let text = try NormalisedText(review.text)
    let atoms = text.atoms()
    for (repeated, term) in try Propagation(terms).matches(in: text, atoms: atoms) {
      let span = repeated.start..<repeated.end
      // What was rejected there stays; the accepted string is the same word in another place.
      guard !keptSpans.overlaps(span) else { continue }
      masks.append(
        Mask(
          start: span.lowerBound, end: span.upperBound, finding: repeated,
          reason: entries[term].reason ?? .identifying, verdict: entries[term].verdict ?? .accept,
          text: entries[term].text, coarser: entries[term].coarser))
    }
    masks += try added(review.additions, text, atoms)
    masks = merged(masks)
    let covered = Spans(masks.map { $0.start..<$0.end })
    kept.removeAll { covered.overlaps($0.start..<$0.end) }
    return (masks, kept)
  }

  /// What the reviewer added is masked even where a finding was rejected: the later wish is the safer one.
  private static func added(
    _ additions: [Review.Addition], _ text: NormalisedText, _ atoms: [Atom]
  ) throws(RedactionError) -> [Mask] {
    let terms = additions.map {
      Propagation.Term(
        text: $0.text, category: $0.category, identifier: .direct, person: nil, isName: $0.category == .person)
    }
    return try Propagation(terms).matches(in: text, atoms: atoms).map { finding, term in
      Mask(start: finding.start, end: finding.end, finding: finding, reason: additions[term].reason)
    }
  }

  /// Overlapping masks become one; the token is that of the first known person, else of the longest.
  private static func merged(_ masks: [Mask]) -> [Mask] {
    var result: [Mask] = []
    for mask in masks.sorted(by: { ($0.start, $1.end) < ($1.start, $0.end) }) {
      guard let last = result.last, mask.start < last.end else {
        result.append(mask)
        continue
      }
      var winner = last
      if last.finding.person == nil, mask.finding.person != nil || mask.end - mask.start > last.end - last.start {
        winner = mask
      }
      // Of two wishes the one that says less.
      if last.verdict != mask.verdict { winner.verdict = .accept }
      winner.start = last.start
      winner.end = max(last.end, mask.end)
      result[result.count - 1] = winner
    }
    return result
  }

  private static func replaced(
    _ scalars: [Unicode.Scalar], _ masks: [Mask], _ pseudonyms: PseudonymTable?, _ language: Language,
    keepsBreaks: Bool
  ) throws(RedactionError) -> String {
    var result = ""
    var place = 0
    for mask in masks {
      result += Review.string(scalars[place..<mask.start])
      result += try words(for: mask, pseudonyms, language)
      if keepsBreaks {
        result += Review.string(scalars[mask.start..<mask.end].filter { $0 == "\t" || $0 == "\n" })
      }
      place = mask.end
    }
    return result + Review.string(scalars[place...])
  }

  private static func words(
    for mask: Mask, _ pseudonyms: PseudonymTable?, _ language: Language
  ) throws(RedactionError) -> String {
    let category = mask.finding.category
    switch mask.verdict {
    case .accept, .reject: break
    case .generalise:
      if let coarser = mask.coarser { return coarser.written(in: language) }
    case .shift:
      guard let shift = pseudonyms?.dateShift else { throw .noDateShift }
      if let moved = shift.written(mask.text, category, in: language) { return moved }
    }
    return Tokens.token(for: mask.finding, pseudonyms, language)
  }

  private static func counts(_ masks: [Mask]) -> [RedactedText.Count] {
    var counts: [String: RedactedText.Count] = [:]
    for mask in masks {
      let key = "\(mask.finding.category.rawValue) \(mask.reason.rawValue) \(mask.verdict.rawValue)"
      counts[key] = RedactedText.Count(
        category: mask.finding.category, reason: mask.reason, verdict: mask.verdict,
        count: (counts[key]?.count ?? 0) + 1)
    }
    return counts.sorted { $0.key < $1.key }.map(\.value)
  }
}
