import ArgumentParser
import Platform
import Records
import Sync
import Vault

/// `casevault sync`.
struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Exchange with other copies of the vault through a folder.",
    discussion: """
      The folder can be a USB stick, a shared drive, or one that something else synchronises. Only ciphertext is put \
      there, in files that never change. First what is there comes in, then what is not there goes out, wrapped in the \
      present ledger key. It may be interrupted anywhere and run again.

      Example: casevault sync /media/stick
      """)

  @Argument(help: "The folder; it must exist.") var place: String
  @OptionGroup var options: VaultOptions

  func run() throws {
    let folder = try options.folder()
    let access = VaultAccess(folder)
    let vault = try access.open(try options.identity(folder), joining: true)
    let remote = try FolderRemote(place, vault: vault.vaultID)
    let progress = Terminal.progress("exchanging")
    let report = try Exchange(vault, with: remote).run { progress.update($0, of: $1) }
    progress.finish()
    try vault.close()
    if options.json { return try Terminal.printJSON(Row(report, isMember: vault.isFounded)) }
    guard vault.isFounded else {
      return try Terminal.print("nothing for this identity yet: it waits to be confirmed")
    }
    try Terminal.print(
      "received \(Self.count(report.ledger.received, "commit")) and \(Self.count(report.filesReceived, "file")), "
        + "left \(Self.count(report.sent, "commit")) and \(Self.count(report.filesSent, "file"))")
    if !report.ledger.unaware.isEmpty {
      try Terminal.print("written without having heard that somebody left, who can read it:")
      try Terminal.printTable(
        ["case", "records"],
        report.ledger.unaware.sorted { $0.key.hex < $1.key.hex }.map { [$0.key.short, String($0.value)] }, empty: "")
      try Terminal.note("That cannot be unread. What is recorded there from now on is sealed under fresh keys.")
    }
    if report.ledger.withoutKey > 0 {
      try Terminal.warn(
        "sealed under a key that was not given to you: \(Self.count(report.ledger.withoutKey, "commit")); it has still to "
          + "arrive, or you are not a member any longer: ask a custodian")
    }
    let incomplete = report.ledger.waiting.count - report.ledger.withoutKey
    if incomplete > 0 {
      try Terminal.warn("cannot be taken yet: \(Self.count(incomplete, "commit")); what they follow is not there")
    }
    if !report.ledger.refused.isEmpty {
      try Terminal.warn(
        "damaged or forged there: \(Self.count(report.ledger.refused.count, "commit")); nothing of that was taken")
    }
    if report.lost > 0 {
      try Terminal.warn(
        "gone from there: \(Self.count(report.lost, "commit")), because the folder was set back or somebody deleted files; "
          + "put there again")
    }
    if report.removed > 0 {
      try Terminal.print("removed \(Self.count(report.removed, "file")) that held what was erased")
    }
    if report.filesMissing > 0 {
      try Terminal.warn(
        "not held here: \(Self.count(report.filesMissing, "attached file")) of records here, which are not there either"
      )
    }
    if report.filesDamaged > 0 {
      try Terminal.warn(
        "damaged or forged there: \(Self.count(report.filesDamaged, "attached file")); nothing of that was taken")
    }
    if report.ledger.disputedOrders > 0 {
      try Terminal.warn(
        "two orders by one recovery secret are there, and neither is taken: one is by whoever got hold of the words; "
          + "remove the false one from the folder once you know which it is")
    }
    if report.ledger.isOlderCopy {
      try Terminal.warn(
        "this copy was older than what its device has written elsewhere: if another copy of it is still in use, "
          + "make a new device here with `casevault join`")
    }
    if report.foreign > 0 { try Terminal.note("\(report.foreign) things in the folder are not of an exchange") }
  }

  private static func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }

  private struct Row: Encodable {
    let isMember: Bool
    let received: Int
    let sent: Int
    let unaware: [String: Int]
    let waiting: [String]
    let withoutKey: Int
    let refused: [String]
    let filesReceived: Int
    let filesSent: Int
    let filesMissing: Int
    let filesDamaged: Int
    let disputedOrders: Int
    let isOlderCopy: Bool
    let foreign: Int
    let lost: Int
    let removed: Int

    init(_ report: SyncReport, isMember: Bool) {
      self.isMember = isMember
      received = report.ledger.received
      sent = report.sent
      unaware = Dictionary(uniqueKeysWithValues: report.ledger.unaware.map { ($0.key.hex, $0.value) })
      waiting = report.ledger.waiting.map(\.hex)
      withoutKey = report.ledger.withoutKey
      refused = report.ledger.refused.map(\.hex)
      filesReceived = report.filesReceived
      filesSent = report.filesSent
      filesMissing = report.filesMissing
      filesDamaged = report.filesDamaged
      disputedOrders = report.ledger.disputedOrders
      isOlderCopy = report.ledger.isOlderCopy
      foreign = report.foreign
      lost = report.lost
      removed = report.removed
    }
  }
}
