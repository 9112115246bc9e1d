import ArgumentParser
import OpenFormats
import Platform
import Publication
import Records
import Sodium
import Vault

extension PublishCommand {
  /// `casevault publish approve`.
  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Approve a release that another member drafted.",
      discussion: """
        Read the pages first. The folder must hold the very files that were drafted, and is checked as `verify-release` does, \
        together with every release before it. Both signatures stand in the ledger; a \
        minisign signature over datapackage.json, which names the digest of every file, is put beside it for everybody else.

        Example: casevault publish approve 4be1 briefing
        """)

    @Argument(help: "The release; the beginning of its identifier is enough.") var release: String
    @Argument(help: "The folder of the draft.") var folder: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let register = try ReleaseRegister(vault)
        let entry = try register.entry(release)
        let (descriptor, remarks) = try register.approve(entry, folder: folder)
        let signer = try vault.releaseSigner()
        let signature = try MinisignSignature(
          of: try Blake2b512.hash(descriptor),
          trustedComment: "release \(DataPackage.hexadecimal(Digest256.hash(descriptor)))",
          by: signer)
        try AtomicFile.write(signature.file, to: folder + "/" + ReleaseVerification.signatureName)
        if options.json { return try Terminal.printJSON(["release": entry.release.id.hex, "state": "approved"]) }
        try Terminal.print("release \(entry.release.id.short) approved and signed by \(signer.publicKey.text)")
        for remark in remarks { try Terminal.note(remark) }
      }
    }
  }

  /// `casevault publish key`.
  struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the minisign public key this device signs approved releases with.",
      discussion: """
        Publish it where everybody finds it before the first release: a key that comes with the figures proves nothing.

        Example: casevault publish key > mechanism.pub
        """)

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let key = try vault.releaseSigner().publicKey
        if options.json { return try Terminal.printJSON(["key": key.text, "number": key.number]) }
        try Terminal.print(String(decoding: key.file.dropLast(), as: UTF8.self))
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
          ["release", "date", "audience", "state", "by", "approved by", "title", "override"],
          entries.map {
            [
              $0.release.id.short, $0.release.content.date.description, $0.release.content.audience, $0.state.rawValue,
              vault.handle(of: $0.release.author), $0.approver.map(vault.handle) ?? "–", $0.release.content.title,
              $0.release.content.rules.first { $0.hasPrefix("counted against") } ?? "–",
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
