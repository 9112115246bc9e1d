import ArgumentParser
import Records

/// Figures hold no personal data, and so need nobody's consent; but who was asked and objects to being published is not
/// counted without a reason that stays on record.
struct ObjectionRule: ParsableArguments {
  @Flag(help: "Count without the persons who refused to be published, and say so in the release.")
  var leaveOutObjections = false
  @Option(help: "Why persons who refused to be published are counted; recorded with the release.")
  var overrideReason: String?

  /// The records to count, and the rule the release has to state. Throws where somebody objects and nothing is said.
  func apply(to records: [CodedRecord]) throws -> (counted: [CodedRecord], rule: String?) {
    let objecting = records.filter { $0.publication.map { $0 != .given } ?? false }
    guard !objecting.isEmpty else { return (records, nil) }
    if leaveOutObjections {
      // No number: how many object would be a figure of its own, and a small one.
      return (
        records.filter { $0.publication.map { $0 == .given } ?? true },
        "without persons who refused or withdrew consent to be published"
      )
    }
    guard let overrideReason, !overrideReason.allSatisfy(\.isWhitespace) else {
      throw Failure(
        "persons counted here refused or withdrew their consent to be published",
        hint: "count without them with --leave-out-objections, or give --override-reason, which every member can read",
        .refused)
    }
    return (records, "counted against objections to being published: \(overrideReason)")
  }
}
