import ArgumentParser
import OpenFormats
import Platform
import Publication
import Sodium

/// `casevault verify-release`.
struct VerifyReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-release",
    abstract: "Check a published release, or a whole series, from its files alone.",
    discussion: """
      Needs no vault. Checks every file's digest, makes all files but the witnesses again from the tables and compares them \
      byte for byte, checks that numbers add up and that each witness table agrees with them, and solves again for what a \
      reader could work out of every hidden cell, from all the releases together. With --key the minisign signature over \
      datapackage.json as well. Says what was not looked at. Ends with exit code 2 if anything is wrong.

      Example: casevault verify-release january february march
      """)

  @Argument(help: "The folders of the releases; those a release names as earlier belong to it.") var folders: [String]
  @Option(help: "The minisign public key of who published them, or a file with it.") var key: String?
  @OptionGroup var options: OutputOptions

  func run() throws {
    let read = try folders.map { path in
      ReleaseVerification.Folder(name: path, files: try PackageFolder.files(in: path))
    }
    let known = try key.map(Self.publicKey)
    let progress = Terminal.progress("checking")
    let verification = ReleaseVerification(
      read, digest: Digest256.hash,
      signatureFault: known.map { key in { Self.fault(descriptor: $0, signature: $1, key) } },
      progress: { progress.update($0, of: $1) })
    progress.finish()
    if options.json { try Terminal.printJSON(verification.reports.map(Row.init)) } else { try show(verification) }
    guard verification.isSound else {
      throw Failure("not everything is as it is claimed", hint: "do not rely on these figures", .damaged)
    }
  }

  private static func publicKey(_ text: String) throws -> MinisignKey {
    if let key = try? MinisignKey(Array(text.utf8)) { return key }
    do { return try MinisignKey(PosixFile.readAll(text, limit: 1 << 16)) } catch is MinisignError {
      throw Failure("that is not a minisign public key", hint: "give its line of base64, or its file", .invalid)
    }
  }

  /// What is wrong with the signature of a descriptor; `nil` for nothing.
  private static func fault(descriptor: [UInt8], signature: [UInt8]?, _ key: MinisignKey) -> String? {
    guard let signature else { return "there is none" }
    do {
      try MinisignSignature(signature).verify(try Blake2b512.hash(descriptor), by: key)
      return nil
    } catch MinisignError.unknownKey { return "by another key" } catch { return "wrong" }
  }

  private func show(_ verification: ReleaseVerification) throws {
    for report in verification.reports {
      let title = report.title.isEmpty ? "" : " (\(report.title))"
      if report.findings.isEmpty {
        try Terminal.print(
          "\(report.folder)\(title): sound"
            + (report.checkedCells.map { "; \($0) hidden cells solved for" } ?? "")
            + (report.together > 0 ? ", together with \(report.together) earlier" : ""))
        for remark in report.remarks { try Terminal.print("  \(remark)") }
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
    let checkedCells: Int?
    let together: Int
    let findings: [Finding]
    let remarks: [String]

    init(_ report: ReleaseVerification.Report) {
      folder = report.folder
      release = report.id
      title = report.title
      checkedCells = report.checkedCells
      together = report.together
      remarks = report.remarks
      findings = report.findings.map { Finding(code: $0.code, sentence: $0.sentence) }
    }
  }
}
