import ArgumentParser
import Records
import Vault

extension PublishCommand {
  /// `casevault publish approve`.
  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Approve a release that another member drafted.",
      discussion: """
        Read the pages first. The folder must hold the very files that were drafted. Both signatures stand in the ledger.

        Example: casevault publish approve 4be1 briefing
        """)

    @Argument(help: "The release; the beginning of its identifier is enough.") var release: String
    @Argument(help: "The folder of the draft.") var folder: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let register = try ReleaseRegister(vault)
        let entry = try register.entry(release)
        _ = try register.approve(entry, folder: folder)
        if options.json { return try Terminal.printJSON(["release": entry.release.id.hex, "state": "approved"]) }
        try Terminal.print("release \(entry.release.id.short) approved")
      }
    }
  }

  /// `casevault publish withdraw`.
  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a release back.",
      discussion: """
        What was read cannot be made unread: later releases are still checked together with it. A corrected table is a new \
        release.

        Example: casevault publish withdraw 4be1 --reason "two interviews were coded twice"
        """)

    @Argument(help: "The release; the beginning of its identifier is enough.") var release: String
    @Option(help: "Why; write no number into it.") var reason: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let register = try ReleaseRegister(vault)
        let entry = try register.entry(release)
        try register.withdraw(entry, reason: reason)
        if options.json { return try Terminal.printJSON(["release": entry.release.id.hex, "state": "withdrawn"]) }
        try Terminal.print("release \(entry.release.id.short) withdrawn")
      }
    }
  }

  /// `casevault publish list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what has been drafted and published.", discussion: "Example: casevault publish list --json")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let entries = try ReleaseRegister(vault).entries
        if options.json { return try Terminal.printJSON(entries.map { Row($0, vault) }) }
        try Terminal.printTable(
          ["release", "date", "audience", "state", "by", "approved by", "title"],
          entries.map {
            [
              $0.release.id.short, $0.release.content.date.description, $0.release.content.audience, $0.state.rawValue,
              vault.handle(of: $0.release.author), $0.approver.map(vault.handle) ?? "–", $0.release.content.title,
            ]
          }, empty: "nothing published yet")
      }
    }

    private struct Row: Encodable {
      let id: String
      let state: String
      let approver: String?
      let author: String
      let content: Release

      init(_ entry: ReleaseRegister.Entry, _ vault: OpenVault) {
        id = entry.release.id.hex
        state = entry.state.rawValue
        approver = entry.approver.map(vault.handle)
        author = vault.handle(of: entry.release.author)
        content = entry.release.content
      }
    }
  }
}
