import Records
import Redaction
import Sodium
import Vault

/// What a certificate says of a redaction: rules and decisions in numbers, never what was found.
struct RedactionCounts {
  static let rulesVersion = "1"

  /// SHA-256 over the rules' names and confidences.
  static func rulesDigest() throws -> ContentDigest {
    try digest(Array(Rule.allCases.map { "\($0.rawValue) \($0.confidence)\n" }.joined().utf8))
  }

  static func digest(_ bytes: [UInt8]) throws -> ContentDigest {
    guard let digest = ContentDigest(bytes: Digest256.hash(bytes)) else { throw VaultError.unknown(what: "digest") }
    return digest
  }

  /// What each rule found.
  let rules: [RuleCount]
  /// What was decided for what kind of thing and why.
  let decisions: [DecisionCount]

  init(_ decided: DecidedReview, _ redacted: RedactedText) {
    rules = Dictionary(grouping: decided.review.entries, by: \.rule).map { rule, entries in
      func count(_ removed: Bool) -> Int {
        entries.filter { ($0.verdict?.removes ?? true) == removed }.reduce(0) { $0 + $1.occurrences.count }
      }
      return RuleCount(rule: rule.rawValue, applied: count(true), rejected: count(false))
    }.sorted { $0.rule < $1.rule }
    var decisions: [String: DecisionCount] = [:]
    for count in redacted.masked + redacted.kept {
      let key = "\(count.category.rawValue) \(count.reason.rawValue)"
      var decision =
        decisions[key]
        ?? DecisionCount(category: count.category.rawValue, reason: count.reason.rawValue, masked: 0, left: 0)
      switch count.verdict {
      case .accept: decision.masked += count.count
      case .reject: decision.left += count.count
      case .generalise: decision.generalised = (decision.generalised ?? 0) + count.count
      case .shift: decision.shifted = (decision.shifted ?? 0) + count.count
      }
      decisions[key] = decision
    }
    self.decisions = decisions.sorted { $0.key < $1.key }.map(\.value)
  }
}
