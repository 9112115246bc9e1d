import ArgumentParser
import Records
import Vault

/// `casevault access`.
struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "Show who can open what of a case, since when and by whose decision.",
    discussion: """
      A day under "until" is a reminder of whoever shared it; nothing is taken back by itself. With --of, what a member holds keys of, in all cases, and how many records each opens.

      Example: casevault access 3f2a
      Example: casevault access --of dauren
      """)

  @Argument(help: "The case.") var id: String?
  @Option(name: .customLong("of"), help: "A member's handle, or role:NAME, instead of a case.") var who: String?
  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard (id == nil) != (who == nil) else { throw ValidationError("give either a case, or --of MEMBER") }
  }

  func run() throws {
    try options.withVault { vault in
      if let who { return try show(vault, of: vault.principal(who).0) }
      let caseID = try vault.caseID(id ?? "")
      var rows: [AccessRow] = []
      for access in try vault.access(to: caseID) {
        // Members by name, then roles, then recovery; the ledger's order is that of identifiers.
        for principal in access.audience.sorted(by: { vault.place(of: $0) < vault.place(of: $1) }) {
          let decision = access.decisions.last { $0.add.contains(principal) }
          rows.append(
            AccessRow(
              compartment: access.compartment, principal: vault.name(of: principal), since: decision?.at ?? "",
              by: decision.map { vault.handle(of: $0.by) } ?? "", overrideReason: decision?.reason,
              until: decision?.until?.description, inUse: access.inUse)
          )
        }
      }
      if options.json { return try Terminal.printJSON(rows) }
      // A column that nobody filled would only make the others narrow.
      let isDated = rows.contains { $0.until != nil }
      try Terminal.printTable(
        ["compartment", "who", "since"] + (isDated ? ["until"] : []) + ["decided by", "override"],
        rows.map {
          [$0.compartment.rawValue, $0.principal, $0.since] + (isDated ? [$0.until ?? ""] : [])
            + [$0.by, $0.overrideReason ?? ""]
        }, empty: "nobody")
    }
  }

  private func show(_ vault: OpenVault, of principal: Principal) throws {
    let readable = try vault.readable(by: principal)
    if options.json { return try Terminal.printJSON(readable.map(ReadableRow.init)) }
    try Terminal.printTable(
      ["case", "compartment", "records"],
      readable.map { [$0.caseID.short, $0.compartment.rawValue, String($0.records)] }, empty: "nothing")
  }

  private struct AccessRow: Encodable {
    let compartment: Compartment
    let principal: String
    let since: String
    let by: String
    let overrideReason: String?
    let until: String?
    let inUse: Bool
  }
}
