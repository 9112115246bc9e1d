import ArgumentParser
import Records
import Vault

/// `casevault member`.
struct MemberCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "member", abstract: "Who belongs to the vault.", discussion: "Example: casevault member list",
    subcommands: [Add.self, Invite.self, Confirm.self, Remove.self, List.self],
    defaultSubcommand: List.self)

  /// `casevault member add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Admit a member, with an identity in this folder.",
      discussion: """
        Only a custodian admits. The new member types their own passphrase. If the role has members already, one of \
        them hands over its key with their next command; `casevault status` shows what is still to be delivered.
        With --passphrase-fd your own passphrase comes first unless you are unlocked, then the new member's.

        Example: casevault member add dauren --role lawyer
        """)

    @Argument(help: "What other members see; a pseudonym is a good habit.")
    var handle: String

    @Option(help: "A role of the new member; repeatable.")
    var role: [Role]

    @Option(help: "Name of the identity file.")
    var alias: String?

    @OptionGroup var options: VaultOptions

    func run() throws {
      let folder = try options.folder()
      let identity = try options.unlockedIdentity(folder)
      let vault = try VaultAccess(folder).open(identity)
      let passphrase = try options.newPassphrase("Passphrase of \(handle): ")
      let name = alias ?? AliasText.alias(handle)
      let id = try vault.admit(
        handle: handle, roles: Set(role), alias: name, passphrase: passphrase, parameters: AliasText.parameters)
      try ConsentRule.warn(giving: role, to: id, vault)
      try vault.close()
      if options.json { return try Terminal.printJSON(["member": id.hex, "handle": handle, "identity": name]) }
      try Terminal.print("\(handle) admitted as \(role.map(\.rawValue).joined(separator: ", ")) (identity \(name))")
    }
  }

  /// `casevault member list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the members and their roles.", discussion: "Example: casevault member list --json")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let members = try vault.members()
        if options.json { return try Terminal.printJSON(members.map(MemberRow.init)) }
        try Terminal.printTable(
          ["handle", "roles", "since", "id"],
          members.map { [$0.handle, $0.roles.map(\.rawValue).joined(separator: ", "), $0.admittedAt, $0.id.short] },
          empty: "no members")
      }
    }
  }

  /// A member in JSON.
  private struct MemberRow: Encodable {
    let id: String
    let handle: String
    let roles: [Role]
    let admittedAt: String
    let devices: Int

    init(_ member: MemberSummary) {
      id = member.id.hex
      handle = member.handle
      roles = member.roles
      admittedAt = member.admittedAt
      devices = member.devices
    }
  }
}

/// `casevault role`.
struct RoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "What members may do.", discussion: "Example: casevault role list",
    subcommands: [List.self, Give.self, Take.self],
    defaultSubcommand: List.self)

  /// `casevault role list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the roles, who holds them, and what they open.", discussion: "Example: casevault role list")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let members = try vault.members()
        let rows = Role.allCases.map { role in
          RoleRow(
            role: role, members: members.filter { $0.roles.contains(role) }.map(\.handle),
            opens: role.sharedCompartments, writes: RecordKind.allCases.filter(role.mayWrite))
        }
        if options.json { return try Terminal.printJSON(rows) }
        try Terminal.printTable(
          ["role", "members", "opens in cases shared with it"],
          rows.map {
            [
              $0.role.rawValue, $0.members.isEmpty ? "–" : $0.members.joined(separator: ", "),
              $0.opens.isEmpty ? "–" : $0.opens.map(\.rawValue).joined(separator: ", "),
            ]
          }, empty: "no roles")
      }
    }

    private struct RoleRow: Encodable {
      let role: Role
      let members: [String]
      let opens: [Compartment]
      let writes: [RecordKind]
    }
  }

  /// `casevault role give`.
  struct Give: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a member a role.",
      discussion: "Only a custodian, and never to themselves.\n\nExample: casevault role give dauren monitor")

    @Argument(help: "The member's handle.") var member: String
    @Argument(help: "The role.") var role: Role
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let summary = try vault.member(named: member)
        try vault.changeRoles(of: summary.id, add: [role], remove: [])
        try ConsentRule.warn(giving: [role], to: summary.id, vault)
        if options.json { return try Terminal.printJSON(["member": summary.id.hex, "gave": role.rawValue]) }
        try Terminal.print("\(summary.handle) is now \(role.rawValue)")
      }
    }
  }

  /// `casevault role take`.
  struct Take: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a role from a member.",
      discussion: """
        Only a custodian. What the role's key has opened cannot be unread. Its key is made anew when another member of \
        the role runs their next command, and nothing written from here on is sealed to the old one.

        Example: casevault role take dauren monitor
        """)

    @Argument(help: "The member's handle.") var member: String
    @Argument(help: "The role.") var role: Role
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let summary = try vault.member(named: member)
        try vault.changeRoles(of: summary.id, add: [], remove: [role])
        try Terminal.warn("what the role's key opened cannot be unread")
        if options.json { return try Terminal.printJSON(["member": summary.id.hex, "took": role.rawValue]) }
        try Terminal.print("\(summary.handle) is no longer \(role.rawValue)")
      }
    }
  }
}
