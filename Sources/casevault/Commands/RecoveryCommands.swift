import ArgumentParser
import Foundation
import OpenFormats
import Platform
import Sodium
import Vault

/// `casevault recovery`.
struct RecoveryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery", abstract: "Trustees who together can open everything, and none of them alone.",
    discussion: """
      The recovery file and its passphrase open every case. Split among trustees as words (SLIP-39), it can be kept by \
      people instead of in one place. When every laptop is lost, they admit somebody again with `casevault recovery use`.

      Example: casevault recovery drill
      """, subcommands: [Split.self, Drill.self, Use.self])

  /// `casevault recovery split`.
  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show each trustee 33 words to write down.",
      discussion: """
        Asks for the recovery passphrase; with --passphrase-fd it follows yours, where no session runs. At a terminal \
        each trustee's words are shown alone, and wiped from the screen before the next. Nothing is kept: when every \
        trustee has theirs, run `casevault recovery drill`, then decide whether the file is still needed.

        Example: casevault recovery split shymkent-recovery.json --threshold 3 --trustees 5
        """)

    @Argument(help: "The recovery file.") var file: String
    @Option(help: "How many trustees must come together.") var threshold: Int
    @Option(help: "How many trustees there are, 16 at most.") var trustees: Int
    @OptionGroup var options: VaultOptions

    func run() throws {
      guard (2...SLIP39.shareLimit).contains(trustees), (2...trustees).contains(threshold) else {
        throw ValidationError("Between 2 and 16 trustees, and a threshold from 2 to as many as there are.")
      }
      let folder = try options.folder()
      let vault = try VaultAccess(folder).open(try options.unlockedIdentity(folder))
      let passphrase = try options.passphrase("Recovery passphrase: ")
      let shares = try vault.splitRecovery(
        file: file, passphrase: passphrase, threshold: threshold, shares: trustees)
      try vault.close()
      let terminal = ControllingTerminal.isTerminal(1) ? try? ControllingTerminal() : nil
      for (number, share) in shares.enumerated() {
        var words = share.words()
        defer { wipe(&words) }
        try Terminal.print("trustee \(number + 1) of \(trustees), any \(threshold) together:")
        try Terminal.print(String(decoding: words, as: UTF8.self))
        guard let terminal else { continue }
        _ = try terminal.readLine(prompt: "Written down? Enter wipes the screen. ")
        try terminal.show("\u{1B}[2J\u{1B}[3J\u{1B}[H")
      }
    }
  }

  /// `casevault recovery drill`.
  struct Drill: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prove that trustees still hold enough, without keeping what they rebuild.",
      discussion: """
        Reads the words of one trustee a line, until an empty line; at a terminal, or from a file or standard input \
        with --from.

        Example: casevault recovery drill
        """)

    @Option(help: ArgumentHelp("Read the words from a file, or from standard input with -.", valueName: "file"))
    var from: String?
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let shares = try TrusteeWords.read(from)
        try vault.drillRecovery(shares)
        let places = shares.map { String($0.index + 1) }.joined(separator: ", ")
        if options.json { return try Terminal.printJSON(["trustees": shares.map { $0.index + 1 }]) }
        try Terminal.print("the words of trustees \(places) rebuild this vault's recovery secret; nothing was kept")
      }
    }
  }
}
