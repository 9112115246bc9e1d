import ArgumentParser
import Platform
import Vault

/// `casevault backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the vault and prove that the copy opens.",
    discussion: """
      The copy is consistent, sealed as the vault is, and verified with your keys before it gets its name. It replaces a \
      lost vault; writing in both with the same identity is noticed as a fork.

      A damaged vault is refused. With --salvage everything of it that still reads is copied, to a vault that ends before \
      the first damaged commit, and all damage is named; the command then ends with exit code 2.

      Example: casevault backup /media/stick/vault-2022-01-18
      """)

  @Argument(help: "The folder to make.") var folder: String
  @Flag(help: "Copy what can still be read of a damaged vault, and name what cannot.") var salvage = false
  @OptionGroup var options: VaultOptions

  func run() throws {
    if salvage { return try copyWhatReads() }
    try options.withVault { vault in
      let progress = Terminal.progress("copying and verifying")
      let report = try vault.backup(to: VaultFolder(folder)) { progress.update($0.done, of: $0.total) }
      progress.finish()
      try report.show(as: "backed up to \(folder)", folder: folder, json: options.json)
    }
  }

  /// Opens nothing but the identity: the vault itself may not open.
  private func copyWhatReads() throws {
    let source = try options.folder()
    let progress = Terminal.progress("copying what can be read")
    let report = try VaultAccess(source).salvage(to: VaultFolder(folder), as: options.identityAlone(source)) {
      progress.update($0.done, of: $0.total)
    }
    progress.finish()
    try report.show(as: "salvaged to \(folder)", folder: folder, json: options.json)
    guard report.isSound else {
      throw Failure(
        "\(report.damage.count) damaged or lost",
        hint: "keep the original: what is lost may be found in another backup",
        .damaged)
    }
  }
}

/// `casevault restore`.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a vault from a backup and prove that it opens.",
    discussion: """
      The backup is only read. Nothing is written over.

      Example: casevault restore /media/stick/vault-2022-01-18 my-vault
      """)

  @Argument(help: "The backup.") var backup: String
  @Argument(help: "The folder to make.") var folder: String
  @OptionGroup var options: VaultOptions

  func run() throws {
    let access = VaultAccess(VaultFolder(backup))
    let alias = try options.chosenAlias(access.folder)
    let identity = try IdentityFiles(access.folder).open(
      alias, passphrase: options.passphrase("Passphrase of \(alias): "))
    let progress = Terminal.progress("copying and verifying")
    let report = try access.restore(to: VaultFolder(folder), as: identity) { progress.update($0.done, of: $0.total) }
    progress.finish()
    try report.show(as: "restored to \(folder)", folder: folder, json: options.json)
  }
}

extension VerificationReport {
  fileprivate func show(as sentence: String, folder: String, json: Bool) throws {
    if json {
      return try Terminal.printJSON(
        Row(
          folder: folder, commits: String(commits), records: String(records), files: String(files),
          damage: damage.map(\.description)))
    }
    try Terminal.print("\(sentence): \(commits) commits, \(records) records, \(files) files; it opens")
    for damage in damage { try Terminal.print("damage: \(damage)") }
  }

  private struct Row: Encodable {
    let folder: String
    let commits: String
    let records: String
    let files: String
    let damage: [String]
  }
}
