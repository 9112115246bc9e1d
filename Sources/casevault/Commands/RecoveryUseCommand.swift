import ArgumentParser
import OpenFormats
import Platform
import Records
import Sodium
import Sync
import Vault

extension RecoveryCommand {
  /// `casevault recovery use`.
  struct Use: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Admit somebody with the trustees' words, when nobody else can.",
      discussion: """
        Works on a copy of the vault that is left, or makes one of what lies in a folder of `casevault sync` (--fetch). \
        The new member takes over every case and admits others again; members named with --remove count no longer, with \
        all their devices. The words have then been together in one place, so a new recovery secret is made: split it \
        anew. The old words open what they opened before, and nothing written from here on by copies that know.

        Words are read a trustee a line, typed or with --from; with --file a recovery file and its passphrase replace \
        them. With --passphrase-fd: the file's passphrase if there is one, the new member's, then the new recovery \
        file's.

        Example: casevault recovery use my-vault --fetch /media/stick --handle dauren --role custodian --role monitor \
        --remove aigerim --next next-recovery.json
        """)

    @Argument(help: "The vault's folder: a copy that is left, or with --fetch one to make.") var folder: String
    @Option(help: "A folder of the exchange to fetch everything from.") var fetch: String?
    @Option(help: "Which vault, where the folder has several: its identifier.") var id: String?
    @Option(help: "What other members are to see.") var handle: String
    @Option(help: "A role of the new member; repeatable. Somebody has to be custodian.") var role: [Role]
    @Option(help: "A member whose devices count no longer; repeatable.") var remove: [String] = []
    @Option(help: "Where to put the next recovery secret; not into the vault's folder.") var next: String
    @Option(help: ArgumentHelp("Read the words from a file, or from standard input with -.", valueName: "file"))
    var from: String?
    @Option(help: ArgumentHelp("A recovery file instead of words.", valueName: "file")) var file: String?
    @Option(help: "Name of the identity file.") var alias: String?
    @OptionGroup var options: VaultOptions

    func run() throws {
      if options.quiet { Terminal.beQuiet() }
      guard try !Folder.exists(next) else { throw PlatformError.alreadyExists }
      let secret = try secret()
      defer { secret.erase() }
      let place = VaultFolder(folder)
      if let fetch { try self.fetch(from: fetch, into: place, secret) }
      let vault = try RecoveringVault(place, secret: secret)
      let removed = try remove.map { try vault.member(named: $0) }
      let readable = try vault.readable()
      var plan = RecoveryPlan(
        handle: handle, roles: Set(role), alias: alias ?? AliasText.alias(handle), recoveryFile: next,
        parameters: AliasText.parameters)
      plan.removing = removed.map(\.id)
      let words = try vault.words()
      let identity = try vault.admit(
        plan, passphrase: try options.newPassphrase("Passphrase of \(handle): "),
        recoveryPassphrase: try options.newPassphrase("Passphrase of the next recovery file: "))
      let records = readable.reduce(0) { $0 + $1.records }
      if options.json {
        return try Terminal.printJSON(
          Row(
            member: identity.member.hex, handle: handle, removed: removed.map(\.handle), words: words,
            usedWordsOpen: records, next: next))
      }
      try Terminal.print("vault: \(words)")
      try Terminal.print(
        "\(handle) admitted as \(role.map(\.rawValue).joined(separator: ", ")) (identity \(plan.alias))")
      for member in removed { try Terminal.print("\(member.handle) is removed") }
      try Terminal.print(
        "the secret that was used still opens \(records) record\(records == 1 ? "" : "s"), and nothing written from here on"
      )
      try Terminal.note(
        "Run `casevault sync`, then `casevault recovery split \(next)`: until then its passphrase alone opens everything."
      )
    }

    private func secret() throws -> RecoverySecret {
      guard let file else { return try RecoverySecret(try TrusteeWords.read(from)) }
      return try RecoverySecret(file: file, passphrase: options.passphrase("Recovery passphrase: "))
    }

    private func fetch(from place: String, into folder: VaultFolder, _ secret: RecoverySecret) throws {
      let there = try FolderRemote.vaults(in: place).filter { id == nil || $0.hex == id }
      guard let vault = there.first else { throw VaultError.unknown(what: "vault") }
      guard there.count == 1 else { throw VaultError.ambiguous(what: "vault") }
      let progress = Terminal.progress("fetching")
      let report = try Exchange.recover(
        from: try FolderRemote(place, vault: vault), vault: vault, into: folder, secret: secret
      ) { progress.update($0, of: $1) }
      progress.finish()
      if !report.ledger.waiting.isEmpty || !report.ledger.refused.isEmpty {
        try Terminal.warn(
          "\(report.ledger.waiting.count + report.ledger.refused.count) commits there could not be taken")
      }
      if report.filesMissing > 0 {
        try Terminal.warn("\(report.filesMissing) attached files of records are not there")
      }
    }

    private struct Row: Encodable {
      let member: String
      let handle: String
      let removed: [String]
      let words: String
      let usedWordsOpen: Int
      let next: String
    }
  }
}
