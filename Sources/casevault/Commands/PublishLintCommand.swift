import ArgumentParser
import Platform
import Publication
import Sodium

extension PublishCommand {
  /// `casevault publish lint`.
  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a press draft beside the releases it speaks of.",
      discussion: """
        Needs no vault. Reads English, Russian and Kazakh, numbers in digits and in words. Reports what does not add up, \
        what no release shows, and what gives a hidden number back, as in "21, of which 18". It finds patterns and not \
        meaning: a draft it has nothing to say about has still to be read. Ends with exit code 6 if anything was found.

        Example: casevault publish lint briefing.txt --with briefing
        """)

    @Argument(help: "The draft, or - for standard input.") var text: String
    @Option(name: .customLong("with"), parsing: .upToNextOption, help: "Folders of the releases.")
    var releases: [String]
    @OptionGroup var options: OutputOptions

    func run() throws {
      let input = text == "-" ? PosixFile(adopting: 0, closing: false) : try PosixFile.reading(text)
      guard let draft = String(validating: try input.readAll(limit: 1 << 20), as: UTF8.self) else {
        throw Failure("the draft is not UTF-8", .invalid)
      }
      let earlier = try releases.map {
        try EarlierRelease(files: try PackageFolder.files(in: $0), digest: Digest256.hash)
      }
      let findings = try PressReconciliation(draft, with: earlier).findings
      if options.json {
        try Terminal.printJSON(findings.map(Row.init))
      } else {
        for finding in findings { try Terminal.print("line \(finding.line): \(finding.sentence)") }
      }
      guard findings.isEmpty else {
        throw Failure("\(findings.count) places to look at", hint: "tell what the release shows, and no more", .refused)
      }
      if !options.json { try Terminal.note("Nothing found; have somebody read it all the same.") }
    }

    private struct Row: Encodable {
      let line: Int
      let code: String
      let sentence: String

      init(_ finding: PressReconciliation.Finding) {
        line = finding.line
        code = finding.code.rawValue
        sentence = finding.sentence
      }
    }
  }
}
