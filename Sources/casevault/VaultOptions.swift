import ArgumentParser
import Foundation
import Platform
import Records
import Sodium
import Vault

/// What every command that opens a vault understands.
struct VaultOptions: ParsableArguments {
  @Option(
    name: .customLong("vault"),
    help: ArgumentHelp(
      "The vault's folder; otherwise $CASEVAULT_DIR, or the nearest folder upwards that is one.",
      valueName: "folder"))
  var path: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Which identity of the folder to use; otherwise $CASEVAULT_AS, or the only one.",
      valueName: "alias"))
  var alias: String?

  @Option(
    name: .customLong("passphrase-fd"),
    help: ArgumentHelp("Read the passphrase from this open descriptor instead of the terminal.", valueName: "number"))
  var passphraseDescriptor: Int32?

  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  @Flag(help: "Print results and errors only.")
  var quiet = false

  /// The vault's folder.
  func folder() throws -> VaultFolder {
    if quiet { Terminal.beQuiet() }
    if let path = path ?? RuntimeFolder.environment("CASEVAULT_DIR") { return VaultFolder(path) }
    var candidate = FileManager.default.currentDirectoryPath
    while true {
      let folder = VaultFolder(candidate)
      if try Folder.exists(folder.description) { return folder }
      guard candidate != "/" else { throw VaultError.noVaultHere }
      candidate = Folder.parent(of: candidate)
    }
  }

  /// The alias of the identity to use.
  func chosenAlias(_ folder: VaultFolder) throws -> String {
    _ = try VaultAccess(folder).vaultID()
    let files = IdentityFiles(folder)
    if let asked = alias ?? RuntimeFolder.environment("CASEVAULT_AS") { return try files.choose(asked) }
    let known = try files.aliases()
    // The one that is unlocked, if it is the only one.
    if known.count > 1 {
      let session = try UnlockedSession(folder)
      let running = try known.filter { try session.resume($0) != nil }
      if running.count == 1 { return running[0] }
    }
    return try files.choose(nil)
  }

  /// The passphrase, from the descriptor or typed unseen.
  func passphrase(_ prompt: String) throws -> Secret {
    if let passphraseDescriptor {
      do { return try PassphraseSource.descriptor(passphraseDescriptor).read().composed() } catch PlatformError.io {
        throw Failure(
          "descriptor \(passphraseDescriptor) cannot be read",
          hint: "open it for this command: \(passphraseDescriptor)<file",
          .usage)
      }
    }
    return try PassphraseSource.terminal(prompt: prompt).read().composed()
  }

  /// A new passphrase: typed twice at a terminal, read once from a descriptor.
  func newPassphrase(_ prompt: String) throws -> Secret {
    let first = try passphrase(prompt)
    guard (8...1024).contains(first.count) else { throw VaultError.passphraseUnfit }
    if passphraseDescriptor == nil {
      let second = try passphrase("Once more: ")
      guard first.equals(second) else {
        throw Failure("the two passphrases differ", hint: "nothing was changed; try again", .invalid)
      }
    }
    return first
  }

  /// The identity of a running session, else of the passphrase asked for now.
  func identity(_ folder: VaultFolder) throws -> Identity {
    let alias = try chosenAlias(folder)
    if passphraseDescriptor == nil, let identity = try UnlockedSession(folder).resume(alias) { return identity }
    if passphraseDescriptor == nil, (try? ControllingTerminal()) == nil {
      throw Failure("the vault is not unlocked", hint: "run `casevault unlock`, or give --passphrase-fd", .locked)
    }
    return try IdentityFiles(folder).open(alias, passphrase: passphrase("Passphrase of \(alias): "))
  }

  /// The identity of a vault that may not open any more: from its file or a running session, asking nothing else.
  func identityAlone(_ folder: VaultFolder) throws -> Identity {
    let alias = try IdentityFiles(folder).choose(alias ?? RuntimeFolder.environment("CASEVAULT_AS"))
    if passphraseDescriptor == nil, let identity = try? UnlockedSession(folder).resume(alias) { return identity }
    return try IdentityFiles(folder).open(alias, passphrase: passphrase("Passphrase of \(alias): "))
  }

  /// The identity for a command that reads another passphrase afterwards: a running session if there is one, even
  /// with `--passphrase-fd`.
  func unlockedIdentity(_ folder: VaultFolder) throws -> Identity {
    try UnlockedSession(folder).resume(chosenAlias(folder)) ?? identity(folder)
  }

  /// Opens the vault for the length of `body`, then empties its write-ahead log.
  func withVault<R>(_ body: (OpenVault) throws -> R) throws -> R {
    let folder = try folder()
    let vault = try VaultAccess(folder).open(try identity(folder))
    let result = try body(vault)
    try vault.close()
    if let first = vault.unreadable.first { throw VaultError.damaged(first) }
    return result
  }
}
