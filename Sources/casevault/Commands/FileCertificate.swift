import Documents
import Records
import Redaction

/// The redaction certificate of a file: what was made from what, by which rules, and who decided; hashes and counts, never
/// what was found.
struct FileCertificate: Encodable {
  struct Rules: Encodable {
    let version: String
    let sha256: String
  }

  struct Made: Encodable {
    let format: String
    let sha256: String
  }

  let certificate = "casevault redaction of a file, 1"
  let made: String
  /// SHA-256 of the file it was made from.
  let inputSHA256: String
  /// SHA-256 of its text as it was reviewed; the first lines of the review file name it too.
  let textSHA256: String
  let output: Made
  let rules: Rules
  let reviewers: [String]
  let wasReviewed: Bool
  let counts: [RuleCount]
  let decisions: [DecisionCount]
  let areasFilled: Int
  /// Parts of the original that were not taken over.
  let leftOut: [String: Int]
  let peopleSearched: Int
  let leaksFound: Int
}
