import ArgumentParser
import Platform
import Publication
import Sodium

/// `casevault verify-release`.
struct VerifyReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-release",
    abstract: "Check a published release, or a whole series, from its files alone.",
    discussion: """
      Needs no vault. Checks every file's digest, that all files show the same numbers, that they add up, that each witness \
      table agrees with them, and solves again for what a reader could work out of every hidden cell, from all the \
      releases together. Ends with exit code 2 if anything is wrong.

      Example: casevault verify-release january february march
      """)

  @Argument(help: "The folders of the releases; those a release names as earlier belong to it.") var folders: [String]
  @OptionGroup var options: OutputOptions

  func run() throws {
    let read = try folders.map { path in
      ReleaseVerification.Folder(name: path, files: try PackageFolder.files(in: path))
    }
    let progress = Terminal.progress("checking")
    let verification = ReleaseVerification(
      read, digest: Digest256.hash, progress: { progress.update($0, of: $1) })
    progress.finish()
    if options.json { try Terminal.printJSON(verification.reports.map(Row.init)) } else { try show(verification) }
    guard verification.isSound else {
      throw Failure("not everything is as it is claimed", hint: "do not rely on these figures", .damaged)
    }
  }

  private func show(_ verification: ReleaseVerification) throws {
    for report in verification.reports {
      let title = report.title.isEmpty ? "" : " (\(report.title))"
      if report.findings.isEmpty {
        try Terminal.print(
          "\(report.folder)\(title): sound; \(report.checkedCells) hidden cells solved for"
            + (report.together > 0 ? ", together with \(report.together) earlier" : ""))
      } else {
        try Terminal.print("\(report.folder)\(title):")
        for finding in report.findings { try Terminal.print("  \(finding.sentence)") }
      }
    }
  }

  private struct Row: Encodable {
    struct Finding: Encodable {
      let code: String
      let sentence: String
    }
    let folder: String
    let release: String
    let title: String
    let checkedCells: Int
    let together: Int
    let findings: [Finding]

    init(_ report: ReleaseVerification.Report) {
      folder = report.folder
      release = report.id
      title = report.title
      checkedCells = report.checkedCells
      together = report.together
      findings = report.findings.map { Finding(code: $0.code, sentence: $0.sentence) }
    }
  }
}
