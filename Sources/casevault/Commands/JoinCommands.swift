import ArgumentParser
import Platform
import Records
import Vault

/// `casevault join`.
struct JoinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Ask to join a vault from this machine, as a newcomer or with a further device.",
    discussion: """
      Makes a folder with your keys, which never leave this machine, and a request for a custodian. Compare the words \
      of the invitation and of the request by voice: whoever could change the files on the way would change the words. \
      Then `casevault sync` with the folder both of you use.

      Example: casevault join invitation.json my-vault --handle dauren --request request.json
      """)

  @Argument(help: "The invitation a member gave you.") var invitation: String
  @Argument(help: "The folder to make.") var folder: String
  @Option(help: "What other members are to see, as a new member.") var handle: String?
  @Option(
    help: "Your identifier, in full, if you are a member already: `casevault member list --json` on your other machine."
  )
  var member: String?
  @Option(help: "Where to write the request.") var request: String
  @Option(help: "Name of the identity file; visible to whoever sees the folder.") var alias: String?
  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard (handle == nil) != (member == nil) else {
      throw ValidationError("give either --handle, as a newcomer, or --member, for a further device")
    }
  }

  func run() throws {
    if options.quiet { Terminal.beQuiet() }
    let invitation = try Invitation(try PosixFile.readRegular(invitation, limit: 4096))
    guard try !Folder.exists(request) else { throw PlatformError.alreadyExists }
    var existing: ID<Member>?
    if let member {
      guard let id = ID<Member>(hex: member) else { throw VaultError.unknown(what: "member") }
      existing = id
    }
    let passphrase = try options.newPassphrase("Your passphrase: ")
    let place = VaultFolder(folder)
    let (made, _) = try Joining.request(
      invitation, in: place, handle: handle, member: existing, alias: alias ?? AliasText.alias(handle ?? "device"),
      passphrase: passphrase, parameters: AliasText.parameters)
    try AtomicFile.write(try made.bytes(), to: request, replacing: false)
    if options.json {
      return try Terminal.printJSON(
        [
          "folder": place.path, "invitation": invitation.words, "request": try made.words,
          "vault": invitation.vault.hex,
        ])
    }
    try Terminal.print("invitation: \(invitation.words)")
    try Terminal.print("request:    \(try made.words)")
    try Terminal.note(
      "Give \(request) to \(member == nil ? "a custodian" : "your other machine"), and compare the words by voice.")
  }
}

extension MemberCommand {
  /// `casevault member invite`.
  struct Invite: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write an invitation, which tells a newcomer which vault to trust.",
      discussion: """
        It is no secret and admits nobody. Read its words to the newcomer.

        Example: casevault member invite invitation.json
        """)

    @Argument(help: "The file to write.") var file: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let invitation = try vault.invitation()
        try AtomicFile.write(try invitation.bytes(), to: file, replacing: false)
        if options.json { return try Terminal.printJSON(["words": invitation.words, "vault": vault.vaultID.hex]) }
        try Terminal.print("invitation: \(invitation.words)")
      }
    }
  }

  /// `casevault member confirm`.
  struct Confirm: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Admit somebody who asked from their own machine.",
      discussion: """
        Let them read you the words their machine showed, and give them with --words: a request that was changed on the \
        way has others. Without --words nothing is done but showing them.

        Example: casevault member confirm request.json --role lawyer --words lusab-babad-gutih-tugad-mudof-sakat
        """)

    @Argument(help: "The request.") var file: String
    @Option(help: "A role of the new member; repeatable.") var role: [Role] = []
    @Option(help: "Another handle than the one asked for.") var handle: String?
    @Option(help: "The words, as the newcomer read them to you.") var words: String?
    @OptionGroup var options: VaultOptions

    func run() throws {
      let request = try JoinRequest(try PosixFile.readRegular(file, limit: 16 << 10))
      guard let words else { return try request.show(options) }
      try request.compare(words)
      try options.withVault { vault in
        let id = try vault.confirm(request, handle: handle, roles: Set(role))
        try ConsentRule.warn(giving: role, to: id, vault)
        if options.json { return try Terminal.printJSON(["member": id.hex, "handle": vault.handle(of: id)]) }
        try Terminal.print(
          "\(vault.handle(of: id)) admitted as \(role.map(\.rawValue).joined(separator: ", ")); now run `casevault sync`"
        )
      }
    }
  }
}

/// `casevault device`.
struct DeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: "Your own devices: one for each copy of the vault you work in.",
    discussion: """
      A device that was lost or seized: see `casevault help device hand-over`.

      Example: casevault device add request.json --words lusab-babad-gutih-tugad-mudof-sakat
      """,
    subcommands: [List.self, Add.self, HandOver.self], defaultSubcommand: List.self)

  /// `casevault device add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Admit a further device of yours, which `casevault join --member` asked for.",
      discussion: """
        It reads what you read. Give the words its screen showed.

        Example: casevault device add request.json --words lusab-babad-gutih-tugad-mudof-sakat
        """)

    @Argument(help: "The request.") var file: String
    @Option(help: "The words its screen showed.") var words: String?
    @OptionGroup var options: VaultOptions

    func run() throws {
      let request = try JoinRequest(try PosixFile.readRegular(file, limit: 16 << 10))
      guard let words else { return try request.show(options) }
      try request.compare(words)
      try options.withVault { vault in
        try vault.confirmDevice(request)
        if options.json { return try Terminal.printJSON(["member": vault.member.hex]) }
        try Terminal.print("device admitted; now run `casevault sync`")
      }
    }
  }
}

extension JoinRequest {
  fileprivate func show(_ options: VaultOptions) throws {
    if options.json {
      return try Terminal.printJSON(["words": try words, "handle": handle ?? "", "member": member.hex])
    }
    try Terminal.print("\(handle ?? "a further device") asks: \(try words)")
    try Terminal.note("Nothing was done. Compare the words by voice, then give them with --words.")
  }

  fileprivate func compare(_ said: String) throws {
    guard try words == said.lowercased() else {
      throw Failure(
        "the words are not those of this request",
        hint: "let them be read again; if they differ, the request was changed on the way", .refused)
    }
  }
}
