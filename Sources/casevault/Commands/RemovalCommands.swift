import ArgumentParser
import Records
import Vault

extension MemberCommand {
  /// `casevault member remove`.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a member: nothing written from here on is sealed to them.",
      discussion: """
        Only a custodian. Prints exactly what they could read, which cannot be unread. The ledger key is made anew at \
        once, the keys of their roles by the next member of each role who runs a command, the key of a compartment with \
        the next record in it. What they write after the last commit that is here lies in quarantine. Every copy of the \
        vault learns of it with its next `casevault sync`, and only then stops sealing to them.

        Example: casevault member remove dauren --reason "left the office"
        """)

    @Argument(help: "The member's handle.") var member: String
    @Option(help: "Why; every member can read it.") var reason: String?
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let summary = try vault.member(named: member)
        let readable = try vault.readable(by: .member(summary.id))
        try vault.remove(summary.id, reason: reason)
        if options.json {
          return try Terminal.printJSON(
            RemovalRow(member: summary.id.hex, handle: summary.handle, couldRead: readable.map(ReadableRow.init)))
        }
        try Terminal.print("\(summary.handle) is removed")
        try ReadableRow.show(readable, of: summary.handle)
        for role in try vault.rolesAwaitingKey() {
          try Terminal.note("the key of \(role.rawValue) is made anew when one of them runs their next command")
        }
      }
    }

    private struct RemovalRow: Encodable {
      let member: String
      let handle: String
      let couldRead: [ReadableRow]
    }
  }
}

/// What somebody could read of one compartment, in JSON.
struct ReadableRow: Encodable {
  let `case`: String
  let compartment: Compartment
  let records: Int

  init(_ readable: ReadableCompartment) {
    `case` = readable.caseID.hex
    compartment = readable.compartment
    records = readable.records
  }

  static func show(_ readable: [ReadableCompartment], of name: String) throws {
    guard !readable.isEmpty else { return try Terminal.print("\(name) could read nothing") }
    try Terminal.print("\(name) could read the following, and it cannot be unread:")
    try Terminal.printTable(
      ["case", "compartment", "records"],
      readable.map { [$0.caseID.short, $0.compartment.rawValue, String($0.records)] }, empty: "nothing")
  }
}

/// `casevault unshare`.
struct UnshareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unshare", abstract: "Take a case or compartments of it back from a member or a role.",
    discussion: """
      Who opened the case may, who shared it with them, and a custodian; everybody may give up their own. Prints what \
      they could read, which cannot be unread; the next record in each compartment is sealed under a fresh key.

      Example: casevault unshare 3f2a --from dauren --reason "case handed over"
      """)

  @Argument(help: "The case.") var id: String
  @Option(name: .customLong("from"), help: "A member's handle, or role:NAME.") var principal: String
  @Option(help: "A compartment; repeatable; all of them otherwise.") var compartment: [Compartment] = []
  @Option(help: "Why; every member can read it.") var reason: String?
  @OptionGroup var options: VaultOptions

  func run() throws {
    try options.withVault { vault in
      let caseID = try vault.caseID(id)
      let (who, roles) = try vault.principal(principal)
      let chosen = Set(compartment.isEmpty ? Compartment.allCases : compartment)
      let shared = try vault.access(to: caseID).filter { chosen.contains($0.compartment) && $0.audience.contains(who) }
      guard !shared.isEmpty else {
        throw Failure("it is not shared with \(principal)", hint: "`casevault access` shows with whom it is", .notFound)
      }
      let readable = try vault.readable(by: who).filter {
        $0.caseID == caseID && shared.map(\.compartment).contains($0.compartment)
      }
      try vault.unshare(caseID, shared.map(\.compartment), from: who, reason: reason)
      let still = try vault.access(to: caseID).filter { access in
        chosen.contains(access.compartment) && roles.contains { access.audience.contains(.role($0)) }
      }
      if options.json {
        return try Terminal.printJSON(
          Row(
            case: caseID.hex, from: who.text, compartments: shared.map(\.compartment),
            couldRead: readable.map(ReadableRow.init), stillByRole: still.map(\.compartment)))
      }
      let names = shared.map(\.compartment.rawValue).joined(separator: ", ")
      try Terminal.print("case \(caseID.short): \(names) taken back from \(principal)")
      try ReadableRow.show(readable, of: principal)
      if !still.isEmpty {
        let names = still.map(\.compartment.rawValue).joined(separator: ", ")
        try Terminal.warn("by their role they still open \(names)")
      }
    }
  }

  private struct Row: Encodable {
    let `case`: String
    let from: String
    let compartments: [Compartment]
    let couldRead: [ReadableRow]
    let stillByRole: [Compartment]
  }
}

/// `casevault quarantine`.
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "What was signed and does not count, until a custodian accepts it.",
    discussion: "Example: casevault quarantine list", subcommands: [List.self, Accept.self],
    defaultSubcommand: List.self)

  /// `casevault quarantine list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the commits that do not count, and why.", discussion: "Example: casevault quarantine list --json")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let held = try vault.quarantined()
        if options.json {
          return try Terminal.printJSON(
            held.map {
              Row(
                commit: $0.hash, author: $0.author.map(vault.handle), time: $0.time, reason: $0.reason,
                records: $0.records.map(\.hex))
            })
        }
        try Terminal.printTable(
          ["commit", "who", "when", "records", "why"],
          held.map {
            [
              String($0.hash.prefix(8)), $0.author.map(vault.handle) ?? "–", $0.time,
              $0.records.map(\.short).joined(separator: " "), $0.reason,
            ]
          }, empty: "nothing lies in quarantine")
      }
    }

    private struct Row: Encodable {
      let commit: String
      let author: String?
      let time: String
      let reason: String
      let records: [String]
    }
  }

  /// `casevault quarantine accept`.
  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a record count, or every record of a commit; never what the commit decided.",
      discussion: """
        Only a custodian. Of a device that has written two histories, both lie in quarantine: ask its owner which commits \
        are theirs, and accept those.

        Example: casevault quarantine accept 9a4f21c0
        """)

    @Argument(help: "The record or the commit: four digits of its identifier or more.") var record: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let matching = try vault.quarantined().flatMap { commit in
          let whole = commit.hash.hasPrefix(record) && !commit.records.isEmpty ? [commit.records] : []
          return (whole + commit.records.filter { $0.hex.hasPrefix(record) }.map { [$0] }).map { (commit, $0) }
        }.filter { _ in record.utf8.count >= 4 }
        guard let (commit, records) = matching.first else { throw VaultError.unknown(what: "record in quarantine") }
        guard matching.count == 1 else { throw VaultError.ambiguous(what: "record in quarantine") }
        try vault.accept(records, of: commit)
        if options.json { return try Terminal.printJSON(Accepted(commit: commit.hash, records: records.map(\.hex))) }
        for id in records { try Terminal.print("record \(id.short) counts from here on") }
      }
    }

    private struct Accepted: Encodable {
      let commit: String
      let records: [String]
    }
  }
}
