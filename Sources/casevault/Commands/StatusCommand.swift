import ArgumentParser
import Records
import Sodium
import Vault

/// `casevault status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Who you are here, what there is, and what is decided but not yet done.",
    discussion: "Example: casevault status --json")

  @OptionGroup var options: VaultOptions

  func run() throws {
    try options.withVault { vault in
      let cases = try vault.cases()
      let status = Status(
        vault: vault.vaultID.hex, member: vault.handle(of: vault.member),
        roles: try vault.roles().map(\.rawValue).sorted(), members: try vault.members().count, cases: cases.count,
        readableCases: cases.count { !$0.readable.isEmpty },
        undelivered: try vault.pendingDeliveries().map {
          Status.Delivery(recipient: vault.name(of: $0.principal), keys: $0.keys)
        }, memoryLocked: !Secret.someMemoryUnlocked)
      if options.json { return try Terminal.printJSON(status) }
      try Terminal.print(
        "vault \(vault.vaultID.short), you are \(status.member) (\(status.roles.joined(separator: ", ")))")
      try Terminal.print(
        "\(status.members) member\(status.members == 1 ? "" : "s"), \(status.cases) case\(status.cases == 1 ? "" : "s"), "
          + "\(status.readableCases) open to you")
      for delivery in status.undelivered {
        try Terminal.print(
          "not yet delivered: \(delivery.keys) key\(delivery.keys == 1 ? "" : "s") to \(delivery.recipient), "
            + "with the next thing recorded by somebody who holds \(delivery.keys == 1 ? "it" : "them")")
      }
      if !status.memoryLocked {
        try Terminal.warn("the memory-lock limit is too low: keys could reach swap (raise ulimit -l)")
      }
    }
  }

  private struct Status: Encodable {
    struct Delivery: Encodable {
      let recipient: String
      let keys: Int
    }
    let vault: String
    let member: String
    let roles: [String]
    let members: Int
    let cases: Int
    let readableCases: Int
    let undelivered: [Delivery]
    let memoryLocked: Bool
  }
}
