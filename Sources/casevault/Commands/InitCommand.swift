import ArgumentParser
import Platform
import Records
import Vault

/// `casevault init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a vault and its first member.",
    discussion: """
      Asks for two passphrases: yours, and the recovery passphrase that seals the recovery file. Keep the recovery file \
      and its passphrase away from this machine: whoever has both reads everything.
      With --passphrase-fd both are read from the descriptor, one line each.

      Example: casevault init shymkent --handle aigerim --role monitor
      """)

  @Argument(help: "The folder to make.")
  var folder: String

  @Option(help: "What other members see; a pseudonym is a good habit.")
  var handle = "founder"

  @Option(help: "A role you hold besides custodian; repeatable.")
  var role: [Role] = []

  @Option(help: "Name of the identity file; visible to whoever sees the folder.")
  var alias: String?

  @Option(help: "Where to write the recovery file; default beside the folder.")
  var recoveryFile: String?

  @Option(help: "How many custodians must agree before another member becomes one.")
  var custodians = 1

  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard (1...9).contains(custodians) else { throw ValidationError("--custodians takes a number from 1 to 9") }
  }

  func run() throws {
    if options.quiet { Terminal.beQuiet() }
    let place = VaultFolder(folder)
    let recovery = recoveryFile ?? place.path + "-recovery.json"
    let passphrase = try options.newPassphrase("Your passphrase: ")
    let recoveryPassphrase = try options.newPassphrase("Recovery passphrase: ")
    var plan = FoundingPlan(
      handle: handle, roles: Set(role), alias: alias ?? AliasText.alias(handle), parameters: AliasText.parameters)
    plan.custodiansToAdmitCustodian = custodians
    let (vault, _) = try OpenVault.found(
      in: place, plan: plan, passphrase: passphrase, recoveryFile: recovery, recoveryPassphrase: recoveryPassphrase)
    try vault.write { draft in
      try draft.add(MemberProfile(member: vault.member, name: handle, isPseudonym: true), to: vault.register)
      try draft.add(Codebook.standard, to: vault.register)
    }
    try vault.close()
    if options.json {
      try Terminal.printJSON(["vault": vault.vaultID.hex, "folder": place.path, "recoveryFile": recovery])
    } else {
      try Terminal.print("vault \(vault.vaultID.short) in \(place.path)")
      try Terminal.note("Recovery file: \(recovery). Take it, and its passphrase, away from this machine.")
    }
  }
}
