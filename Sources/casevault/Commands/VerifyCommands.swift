import ArgumentParser
import Records
import Vault

/// `casevault verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check everything again from the disk: signatures, chains, bodies, files, grants.",
    discussion: """
      Trusts nothing remembered. Names every damage it finds and ends with exit code 2 if there is any. What you cannot \
      open is checked by its digest. Attached files that never reached this copy are not held here, and records erased \
      by order are gone: neither is damage, and the exit code stays 0.

      Example: casevault verify
      """)

  @Flag(help: "Check only that every key in use is sealed to exactly those who are to have it.") var access = false
  @OptionGroup var options: VaultOptions

  func run() throws {
    if access { return try checkAccess() }
    let folder = try options.folder()
    let access = VaultAccess(folder)
    let identity: Identity
    do { identity = try options.identity(folder) } catch {
      // A vault whose files are damaged may not let anybody in; say which.
      let visible = (try? access.visibleDamage()) ?? []
      guard !visible.isEmpty else { throw error }
      for damage in visible { try Terminal.print("damage: \(damage)") }
      throw Failure("the vault's files are damaged", hint: "restore from a backup", .damaged)
    }
    let progress = Terminal.progress("verifying")
    let report = try access.verify(identity) { progress.update($0.done, of: $0.total) }
    progress.finish()
    if options.json {
      try Terminal.printJSON(Row(report))
    } else {
      try Terminal.print(
        "\(report.commits) commits, \(report.records) records: \(report.bodiesOpened) bodies opened, "
          + "\(report.bodiesByDigest) checked by digest, \(report.files) files decrypted")
      if report.filesUnchecked > 0 {
        try Terminal.print("\(report.filesUnchecked) files belong to records closed to you")
      }
      if report.erased > 0 { try Terminal.print("\(report.erased) records were erased by order") }
      if report.filesNotHeld > 0 {
        try Terminal.print(
          "not held here: \(report.filesNotHeld) attached files; `casevault sync` with whoever has them")
      }
      if !report.pending.isEmpty {
        try Terminal.print("\(report.pending.count) recipients wait for keys; see `casevault status`")
      }
      for refusal in report.refusals { try Terminal.print("refused in commit \(refusal.sequence): \(refusal.reason)") }
      for damage in report.damage { try Terminal.print("damage: \(damage)") }
      if report.isSound { try Terminal.print("everything is as it was written") }
    }
    guard report.isSound else {
      throw Failure("\(report.damage.count) damaged", hint: "restore from a backup what was altered", .damaged)
    }
  }

  private func checkAccess() throws {
    try options.withVault { vault in
      let found = try vault.accessDiscrepancies()
      if options.json {
        try Terminal.printJSON(
          found.map {
            AccessRow(
              who: vault.name(of: $0.principal), case: $0.caseID?.hex, compartment: $0.compartment,
              isExcess: $0.isExcess)
          })
      } else {
        for entry in found {
          let place = entry.caseID.map { "\(entry.compartment?.rawValue ?? "") of case \($0.short)" } ?? "a role"
          try Terminal.print(
            "\(vault.name(of: entry.principal)): \(place): "
              + (entry.isExcess ? "holds a key they are not to have" : "not delivered yet"))
        }
        if found.isEmpty { try Terminal.print("every key in use is sealed to exactly its audience") }
      }
      if found.contains(where: \.isExcess) {
        throw Failure(
          "somebody holds a key in use they are not to have",
          hint: "`casevault unshare` makes the next record take a fresh one",
          .damaged)
      }
    }
  }

  private struct AccessRow: Encodable {
    let who: String
    let `case`: String?
    let compartment: Compartment?
    let isExcess: Bool
  }

  private struct Row: Encodable {
    let sound: Bool
    let commits: Int
    let records: Int
    let bodiesOpened: Int
    let bodiesByDigest: Int
    let files: Int
    let filesUnchecked: Int
    let filesNotHeld: Int
    let erased: Int
    let damage: [String]
    let refusals: [String]

    init(_ report: VerificationReport) {
      sound = report.isSound
      commits = report.commits
      records = report.records
      bodiesOpened = report.bodiesOpened
      bodiesByDigest = report.bodiesByDigest
      files = report.files
      filesUnchecked = report.filesUnchecked
      filesNotHeld = report.filesNotHeld
      erased = report.erased
      damage = report.damage.map(\.description)
      refusals = report.refusals.map { "\($0.sequence): \($0.reason)" }
    }
  }
}

/// `casevault log`.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show who did what when: the signed ledger, without content.",
    discussion: """
      Times are the authors' clocks. Every commit is verified again on the way.

      Example: casevault log --last 20
      """)

  @Option(help: "Only the last so many.") var last: Int?
  @OptionGroup var options: VaultOptions

  func run() throws {
    try options.withVault { vault in
      let entries = try vault.ledger()
      let shown = last.map { Array(entries.suffix(max(0, $0))) } ?? entries
      if options.json { return try Terminal.printJSON(shown.map { Row($0, vault) }) }
      try Terminal.printTable(
        ["commit", "when", "who", "what"],
        shown.map { [String($0.sequence), $0.time, $0.author.map(vault.handle) ?? "–", Self.what($0)] },
        empty: "no commits")
    }
  }

  private static func what(_ entry: LedgerEntry) -> String {
    let added = RecordKind.allCases.compactMap { kind in
      entry.records[kind].map { $0 == 1 ? kind.displayName : "\($0) × \(kind.displayName)" }
    }
    let records = added.isEmpty ? [] : ["recorded \(added.joined(separator: ", "))"]
    return (entry.isQuarantined ? "in quarantine: " : "") + (entry.decisions + records).joined(separator: "; ")
  }

  private struct Row: Encodable {
    let commit: Int
    let log: String
    let number: Int
    let time: String
    let author: String?
    let isQuarantined: Bool
    let decisions: [String]
    let records: [String: Int]
    let cases: [String]
    let hash: String

    init(_ entry: LedgerEntry, _ vault: OpenVault) {
      commit = entry.sequence
      log = entry.log.hex
      number = entry.number
      time = entry.time
      author = entry.author.map(vault.handle)
      isQuarantined = entry.isQuarantined
      decisions = entry.decisions
      records = Dictionary(uniqueKeysWithValues: entry.records.map { ($0.key.rawValue, $0.value) })
      cases = entry.cases.map(\.hex)
      hash = entry.hash
    }
  }
}
