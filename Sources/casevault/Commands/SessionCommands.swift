import ArgumentParser
import Platform
import Vault

/// `casevault unlock`.
struct UnlockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Open your identity for the commands that follow.",
    discussion: """
      The key of the session stays in the kernel's keyring and is forgotten after the timeout, at `casevault lock`, or \
      when the machine stops. Where the kernel refuses keyrings, a subshell is started that holds it instead.

      Example: casevault unlock --minutes 30
      """)

  @Option(help: "Minutes until the session is forgotten.")
  var minutes: Int = 15

  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard (1...1440).contains(minutes) else { throw ValidationError("--minutes takes a number from 1 to 1440.") }
  }

  func run() throws {
    let folder = try options.folder()
    let alias = try options.chosenAlias(folder)
    let identity = try IdentityFiles(folder).open(alias, passphrase: options.passphrase("Passphrase of \(alias): "))
    let vault = try VaultAccess(folder).open(identity)
    let handle = vault.handle(of: vault.member)
    try vault.close()
    let session = try UnlockedSession(folder)
    do {
      try session.begin(identity, alias: alias, seconds: UInt32(minutes * 60))
    } catch PlatformError.unavailable {
      let descriptor = try session.beginInherited(identity, alias: alias)
      try Terminal.note("The kernel keeps no keys here. This shell holds the session until you leave it (exit).")
      try Shell.replaceProcess(setting: UnlockedSession.descriptorVariable, to: String(descriptor))
    }
    if options.json {
      return try Terminal.printJSON(["identity": alias, "handle": handle, "minutes": String(minutes)])
    }
    try Terminal.print("unlocked as \(handle) for \(minutes) minutes")
  }
}

/// `casevault lock`.
struct LockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Forget the session.",
    discussion: """
      Ends the session of every identity of this vault, or of one with --as.

      Example: casevault lock
      """)

  @OptionGroup var options: VaultOptions

  func run() throws {
    let folder = try options.folder()
    let session = try UnlockedSession(folder)
    let aliases = try options.alias.map { [$0] } ?? IdentityFiles(folder).aliases()
    for alias in aliases { try session.end(alias) }
    if options.json { return try Terminal.printJSON(["locked": aliases]) }
    try Terminal.print("locked")
  }
}

/// `casevault passphrase`.
struct PassphraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passphrase", abstract: "Change the passphrase of your identity.",
    discussion: """
      Old copies of the identity file, in backups for instance, still open with the old passphrase.
      With --passphrase-fd the present and the new passphrase are read from the descriptor, one line each.

      Example: casevault passphrase
      """)

  @OptionGroup var options: VaultOptions

  func run() throws {
    let folder = try options.folder()
    let alias = try options.chosenAlias(folder)
    let old = try options.passphrase("Present passphrase of \(alias): ")
    let new = try options.newPassphrase("New passphrase: ")
    try IdentityFiles(folder).changePassphrase(alias, from: old, to: new, parameters: AliasText.parameters)
    if options.json { return try Terminal.printJSON(["changed": alias]) }
    try Terminal.print("passphrase of \(alias) changed")
  }
}
