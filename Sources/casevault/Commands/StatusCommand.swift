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
      let (today, soon) = (try Day.today, try Day.soon)
      let status = Status(
        vault: vault.vaultID.hex, member: vault.handle(of: vault.member),
        roles: try vault.roles().map(\.rawValue).sorted(), members: try vault.members().count, cases: cases.count,
        readableCases: cases.count { !$0.readable.isEmpty },
        undelivered: try vault.pendingDeliveries().map {
          Status.Delivery(recipient: vault.name(of: $0.principal), keys: $0.keys)
        },
        questions: try vault.openQuestions().map { question in
          Status.Question(
            kind: question.kind.rawValue, who: vault.name(of: question.principal), case: question.caseID?.hex)
        }, quarantined: try vault.quarantined().count { !$0.records.isEmpty },
        waiting: try vault.waitingCommits(), isEnded: try vault.isEnded,
        erasures: try vault.erasures().filter { !$0.unacknowledged.isEmpty }.map { erasure in
          Status.Erasure(
            case: erasure.caseID.hex, records: erasure.records, by: vault.handle(of: erasure.by), at: erasure.at,
            unacknowledged: erasure.unacknowledged.map(vault.handle))
        },
        reminders: try vault.datedShares().filter { $0.until <= soon }.map { share in
          Status.Reminder(
            case: share.caseID.hex, with: vault.name(of: share.principal), compartments: share.compartments,
            until: share.until.description, isPast: share.until < today, by: vault.handle(of: share.by))
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
      for question in status.questions { try Terminal.print(question.words) }
      if status.waiting > 0 {
        try Terminal.print(
          "\(status.waiting) commit\(status.waiting == 1 ? "" : "s") arrived that follow others which have not: "
            + "`casevault sync` with whoever has them")
      }
      if status.isEnded {
        try Terminal.warn("what you write with this device counts no longer: `casevault join` makes another")
      }
      if status.quarantined > 0 {
        try Terminal.print(
          "\(status.quarantined) commit\(status.quarantined == 1 ? "" : "s") in quarantine: `casevault quarantine list`"
        )
      }
      for erasure in status.erasures {
        try Terminal.print(
          "erased from case \(erasure.case.prefix(8)) by \(erasure.by): not heard since of the copies of "
            + erasure.unacknowledged.joined(separator: ", "))
      }
      for reminder in status.reminders { try Terminal.print(reminder.words) }
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
    struct Question: Encodable {
      let kind: String
      let who: String
      let `case`: String?

      var words: String {
        switch OpenQuestion.Kind(rawValue: kind) {
        case .contestedAudience?:
          "case \(`case`?.prefix(8) ?? ""): shared with \(who) and taken back at the same time; it is taken back"
        case .contestedRole?: "\(who) was given a role and lost it at the same time; it is lost"
        case .proposedCustodian?: "\(who) is proposed as custodian: another custodian agrees with `casevault role give`"
        case .forkedDevice?:
          "a device of \(who) has written two histories: it was copied, or somebody cheats. Nothing counts that it wrote "
            + "since: a custodian looks through it (`casevault quarantine list`), and \(who) joins with a new device"
        case .decidedUnaware?:
          "what \(who) decided without having heard that the right to it was taken away does not count; verify shows it"
        case .roleAwaitsKey?, nil: "\(who) waits for one of its members to run a command, who makes its key anew"
        }
      }
    }
    struct Erasure: Encodable {
      let `case`: String
      let records: Int
      let by: String
      let at: String
      let unacknowledged: [String]
    }
    struct Reminder: Encodable {
      let `case`: String
      let with: String
      let compartments: [Compartment]
      let until: String
      let isPast: Bool
      let by: String

      var words: String {
        "case \(`case`.prefix(8)): \(compartments.map(\.rawValue).joined(separator: ", ")) shared with \(with) until "
          + "\(until)\(isPast ? ", which is past" : ""): `casevault unshare` takes it back, nothing does by itself"
      }
    }
    let vault: String
    let member: String
    let roles: [String]
    let members: Int
    let cases: Int
    let readableCases: Int
    let undelivered: [Delivery]
    let questions: [Question]
    let quarantined: Int
    let waiting: Int
    let isEnded: Bool
    let erasures: [Erasure]
    let reminders: [Reminder]
    let memoryLocked: Bool
  }
}
