import ArgumentParser
import Records
import Vault

/// `casevault erase`.
struct EraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Destroy records, here and in every copy that learns of it.",
    discussion: """
      Who opened the case may, and a custodian. The sealed bytes are overwritten; that there was a record, of which kind, \
      by whom and when, stays. Copies destroy them when they next exchange, and never take them in again; \
      `casevault status` shows which have not been heard of. All versions of a record that you can open go with it, and \
      coded records that derive from it. Backups, and what somebody copied elsewhere, keep what they \
      have: see the threat model. Erasing a person or a consent is no way to do without: they count as not consented, \
      until a later consent is recorded.

      Example: casevault erase 3f2a --record 9a4f --reason "she withdrew her consent"
      """)

  @Argument(help: "The case.") var id: String
  @Option(help: "A record of it; repeatable.") var record: [String] = []
  @Flag(help: "Every record of the case.") var all = false
  @Option(help: "Why; every member can read it.") var reason: String
  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard all != !record.isEmpty else { throw ValidationError("give either --record, or --all for the whole case") }
  }

  func run() throws {
    try options.withVault { vault in
      let caseID = try vault.caseID(id)
      let places = try vault.places(in: caseID).filter { !$0.isErased }
      let named = all ? places.map(\.id) : try record.map { try Self.record($0, places) }
      let chosen = try all ? named : vault.allVersions(of: named, in: caseID)
      try ConsentRule.check(erasing: chosen, of: caseID, vault)
      let count = try vault.erase(chosen, in: caseID, reason: reason)
      if options.json { return try Terminal.printJSON(["case": caseID.hex, "erased": String(count)]) }
      try Terminal.print("\(count) record\(count == 1 ? "" : "s") of case \(caseID.short) erased here")
      if count > Set(named).count {
        try Terminal.note("With them went their other versions, and coded records that derive from them.")
      }
      try Terminal.note("Other copies follow with `casevault sync`. Backups keep what they have.")
    }
  }

  private static func record(_ text: String, _ places: [RecordPlace]) throws -> RecordID {
    let matching = Set(places.map(\.id).filter { text.utf8.count >= 4 && $0.hex.hasPrefix(text) })
    guard let found = matching.first else { throw VaultError.unknown(what: "record") }
    guard matching.count == 1 else { throw VaultError.ambiguous(what: "record") }
    return found
  }
}
