import Documents
import Platform
import Redaction
import Sodium

/// A file on its way to a redacted one: its text, who is looked for in it, and what has been decided.
struct FileRedaction {
  let document: RedactableDocument
  let known: [KnownIdentity]

  init(
    _ bytes: [UInt8], name: String, output: DocumentFormat?, picturesReviewed: Bool, _ known: [KnownIdentity]
  ) throws {
    let progress = Terminal.progress("reading")
    document = try RedactableDocument(
      bytes, name: name, output: output, picturesReviewed: picturesReviewed,
      progress: { progress.update($0, of: $1) })
    progress.finish()
    self.known = known
  }

  /// The review as the rules begin it.
  func review() throws -> Review {
    try Review(
      text: document.text, findings: TextScanner(identities: known).scan(document.text),
      documentDigest: Digest256.hash(Array(document.text.utf8)))
  }

  /// The review as far as a file has it.
  func review(_ file: String) throws -> Review {
    try ReviewFile.read(PosixFile.readAll(file, limit: ReviewFile.limit), into: review())
  }
}
