import ArgumentParser
import Records
import Vault

/// `casevault share`.
struct ShareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "Let a member or a role open compartments of a case.",
    discussion: """
      Without --compartment the compartments fit the recipient's role: identity and testimony for a lawyer, medical and \
      identity for a doctor, everything for a monitor. Who reads about persons without being a monitor needs their \
      consent. What somebody has read cannot be unread.

      Example: casevault share 3f2a --with dauren
      """)

  @Argument(help: "The case.") var id: String
  @Option(name: .customLong("with"), help: "A member's handle, or role:NAME.") var recipient: String
  @Option(help: "A compartment; repeatable.") var compartment: [Compartment] = []
  @Option(help: "Why it is shared without a matching consent; recorded.") var overrideReason: String?
  @Option(
    help: ArgumentHelp(
      "A day (YYYY-MM-DD) to look at it again: `status` reminds of it. Nothing is taken back by itself.",
      valueName: "day"))
  var until: Day?
  @OptionGroup var options: VaultOptions

  func run() throws {
    try options.withVault { vault in
      let caseID = try vault.caseID(id)
      let (principal, roles) = try vault.principal(recipient)
      let fitting = Set(roles.flatMap(\.sharedCompartments))
      let chosen = compartment.isEmpty ? Compartment.allCases.filter(fitting.contains) : compartment
      guard !chosen.isEmpty else {
        throw Failure(
          "\(recipient) has no role that cases are shared with", hint: "name compartments with --compartment", .refused)
      }
      try ConsentRule.check(sharing: chosen, of: caseID, with: roles, override: overrideReason, vault)
      try vault.share(caseID, chosen, with: principal, reason: overrideReason, until: until)
      if options.json {
        return try Terminal.printJSON(
          ShareRow(
            case: caseID.hex, recipient: principal.text, compartments: chosen, overrideReason: overrideReason,
            until: until?.description))
      }
      try Terminal.print(
        "case \(caseID.short): \(chosen.map(\.rawValue).joined(separator: ", ")) shared with \(recipient)"
          + (until.map { " until \($0)" } ?? ""))
      if until != nil { try Terminal.note("The day is a reminder: what they can read until then, they can keep.") }
    }
  }

  private struct ShareRow: Encodable {
    let `case`: String
    let recipient: String
    let compartments: [Compartment]
    let overrideReason: String?
    let until: String?
  }
}

extension OpenVault {
  /// The principal somebody typed, and the roles it stands for.
  func principal(_ text: String) throws -> (Principal, [Role]) {
    if text.hasPrefix("role:") {
      guard let role = Role(rawValue: String(text.dropFirst(5))) else { throw VaultError.unknown(what: "role") }
      return (.role(role), [role])
    }
    let member = try member(named: text)
    return (.member(member.id), member.roles)
  }

  /// Where a principal stands in a list.
  func place(of principal: Principal) -> String {
    switch principal {
    case .member: "0" + name(of: principal)
    case .role: "1" + name(of: principal)
    case .recovery: "2"
    }
  }

  /// How a principal is shown.
  func name(of principal: Principal) -> String {
    switch principal {
    case .member(let id): handle(of: id)
    case .role(let role): "role:" + role.rawValue
    case .recovery: "recovery"
    }
  }
}
