import ArgumentParser
import Records
import Vault

extension DeviceCommand {
  /// `casevault device list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List your devices.", discussion: "Example: casevault device list --json")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let devices = try vault.devices(of: vault.member)
        if options.json { return try Terminal.printJSON(devices.map(Row.init)) }
        try Terminal.printTable(
          ["device", "commits", "note"],
          devices.map { device in
            let note = device.isEnded ? "ended" : device.isThis ? "this one" : ""
            return [String(device.log.hex.prefix(8)), String(device.commits), note]
          }, empty: "no device")
      }
    }

    private struct Row: Encodable {
      let device: String
      let commits: Int
      let isThis: Bool
      let isEnded: Bool

      init(_ device: DeviceSummary) {
        self.device = device.log.hex
        commits = device.commits
        isThis = device.isThis
        isEnded = device.isEnded
      }
    }
  }

  /// `casevault device hand-over`.
  struct HandOver: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hand-over",
      abstract: "Give your cases to the member you join as anew, because one of your devices was lost.",
      discussion: """
        Whoever holds a device of yours and its passphrase holds your keys, not only the device's. So a lost device is not \
        taken out alone: (1) on a machine you have, join as a newcomer under another handle (`casevault join --handle`), \
        and let a custodian confirm it with your roles; (2) as who you were, hand over: the newcomer is let into every \
        compartment that you read by yourself; (3) `casevault sync`, and let a custodian `casevault member remove` who you \
        were: that ends all your old devices, and every key you held is made anew before it is written with. Hand in what \
        you wrote on trips before.

        Example: casevault device hand-over aigerim-2 --reason "laptop seized on 17 January"
        """)

    @Argument(help: "The handle you joined anew with.") var successor: String
    @Option(help: "Why; recorded with each case, and every member can read it.") var reason: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let member = try vault.member(named: successor)
        let missing = try vault.roles().subtracting(member.roles)
        let count = try vault.handOver(to: member.id, reason: reason)
        if options.json { return try Terminal.printJSON(["member": member.id.hex, "cases": String(count)]) }
        try Terminal.print("\(count) case\(count == 1 ? "" : "s") handed over to \(member.handle)")
        if !missing.isEmpty {
          try Terminal.warn(
            "\(member.handle) does not have the role \(missing.map(\.rawValue).sorted().joined(separator: ", ")): what was "
              + "shared with it stays closed to them until a custodian gives it")
        }
        try Terminal.note(
          "Now `casevault sync`, and let a custodian run `casevault member remove \(vault.handle(of: vault.member))`.")
      }
    }
  }
}
