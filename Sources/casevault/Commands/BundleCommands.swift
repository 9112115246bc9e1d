import ArgumentParser
import Foundation
import OpenFormats
import Platform
import Records
import Sodium
import Vault

/// `casevault bundle`.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle", abstract: "Hand a case to somebody without a vault, or take in what they send.",
    discussion: """
      A bundle is an age file with a BagIt bag in a tar archive, signed with minisign: its recipient needs age, tar and \
      a browser, to check it a BagIt validator and minisign.

      Example: casevault bundle check received.tar.age --identity key.txt
      """, subcommands: [Export.self, Check.self, Open.self, Key.self])

  /// `casevault bundle export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a bundle of a case.",
      discussion: """
        Every person of the case must have consented to the purpose. That it was handed over is recorded in the case as a \
        referral. With --to passphrase ten words are made and shown once: tell them the recipient on another way than the \
        file. Who others were told, and who stands behind a pseudonym, never leaves.

        Example: casevault bundle export 3f2a --to age1… --recipient "Prosecutor's office" --out 3f2a.tar.age
        """)

    @Argument(help: "The case.") var id: String
    @Option(help: "age1…, age1pq1… (withstands quantum computers; needs age 1.3), or passphrase; repeatable.")
    var to: [String]
    @Option(help: "For whom: it stands on every page and in the signature.") var recipient: String
    @Option(help: "What is handed over: testimony, identity, medical or redacted; repeatable; default testimony.")
    var compartment: [Compartment] = []
    @Option(help: "refer, share-with-lawyer, share-with-doctor or publish: what must have been consented to.")
    var purpose = ConsentPurpose.refer
    @Option(help: "Why it goes without consent; every reader of the case can read it.") var overrideReason: String?
    @Option(help: "The file to make.") var out: String
    @Option(
      name: .customLong("bundle-passphrase-fd"),
      help: ArgumentHelp("Read the bundle's passphrase from this open descriptor.", valueName: "number"))
    var bundlePassphrase: Int32?
    @OptionGroup var options: VaultOptions

    func run() throws {
      guard !recipient.isEmpty, recipient.utf8.count <= 200,
        Terminal.harmless(recipient, keepingLines: false) == recipient
      else { throw Failure("the recipient's name cannot be used", hint: "one line of at most 200 bytes", .invalid) }
      guard purpose != .record else {
        throw Failure(
          "to be recorded is not to be handed over", hint: "refer, share-with-lawyer, share-with-doctor or publish",
          .refused)
      }
      let recipients = try recipients()
      guard try !Folder.exists(out) else { throw PlatformError.alreadyExists }
      let chosen = compartment.isEmpty ? [.testimony] : compartment
      guard Set(chosen).isSubset(of: [.testimony, .identity, .medical, .redacted]) else {
        throw Failure(
          "that compartment is not handed over", hint: "testimony, identity, medical or redacted", .refused)
      }
      try options.withVault { vault in
        let caseID = try vault.caseID(id)
        guard try vault.roles().contains(where: { $0.mayWrite(.referral) }) else {
          throw VaultError.notEntitled(action: "your roles do not refer a case")
        }
        guard try !vault.caseSummary(caseID).closed else { throw VaultError.caseClosed }
        let consent = try ConsentRule.check([purpose], opening: chosen, of: caseID, override: overrideReason, vault)
        let export = BundleExport(
          vault: vault, caseID: caseID, recipient: recipient, purpose: purpose, compartments: chosen)
        let plan = try export.plan()
        let total = plan.originals.reduce(0) { $0 + $1.size }
        let folder = Folder.parent(of: out)
        let making = try TemporaryFile(in: folder)
        do {
          let progress = Terminal.progress("encrypting")
          try export.write(plan, to: making.file, recipients: recipients) { progress.update($0, of: total) }
          progress.finish()
          try making.file.sync()
          // On record before it can be sent: a referral too many harms nobody.
          try vault.write { draft in
            try draft.add(referral(plan, consent, chosen), to: caseID)
          }
          try making.publish(as: out)
          try Folder.sync(folder)
        } catch {
          making.discard()
          throw error
        }
        try show(plan, try vault.bundleSigner().publicKey)
      }
    }

    private func show(_ plan: BundleExport.Plan, _ key: MinisignKey) throws {
      if options.json {
        return try Terminal.printJSON([
          "bundle": plan.index.bundle, "file": out, "records": String(plan.index.records.count),
          "files": String(plan.originals.count), "key": key.text,
        ])
      }
      try Terminal.print(
        "bundle \(plan.index.bundle.prefix(8)) in \(out): \(plan.index.records.count) records, \(plan.originals.count) files"
      )
      try Terminal.note("Signed by \(key.text); see `casevault bundle key`.")
    }

    private func referral(_ plan: BundleExport.Plan, _ consent: ID<Consent>?, _ chosen: [Compartment]) throws
      -> Referral
    {
      // A referral names a consent to be referred, no other.
      let named = purpose == .refer ? consent : nil
      let why =
        consent != nil
        ? "consented to \(purpose.rawValue)"
        : overrideReason ?? (chosen == [.redacted] ? "redacted copies only" : "the case names no person")
      let referral = Referral(
        addressee: recipient, state: .sent, consent: named, overrideReason: named == nil ? why : nil,
        outgoingNumber: "bundle " + plan.index.bundle.prefix(8), sent: try PartialDate(plan.index.made))
      try referral.validate(.standard)
      return referral
    }

    private func recipients() throws -> [any AgeRecipient] {
      guard !to.isEmpty else {
        throw Failure("nobody to encrypt to", hint: "give --to age1… or --to passphrase", .usage)
      }
      guard to.contains("passphrase") else { return try to.map { try AgeKeyText.recipient($0) } }
      guard to.count == 1 else { throw AgeError.recipientsDoNotMix }
      if let bundlePassphrase {
        let given = try PassphraseSource.descriptor(bundlePassphrase).read().composed()
        guard given.count >= 8 else { throw VaultError.passphraseUnfit }
        return [AgePassphrase(given)]
      }
      return [AgePassphrase(try Self.wordsShown())]
    }

    /// Ten words, 100 bits; shown on the terminal itself, whatever the output is connected to.
    private static func wordsShown() throws -> Secret {
      let terminal = try ControllingTerminal()
      var random = SodiumRandom()
      var words: [UInt8] = []
      defer { wipe(&words) }
      for _ in 0..<10 {
        if !words.isEmpty { words.append(0x2D) }
        words += WordList.words[Int.random(in: 0..<WordList.words.count, using: &random)]
      }
      try terminal.show("Passphrase of the bundle, shown once:\n\n  \(String(decoding: words, as: UTF8.self))\n\n")
      return try Secret(copying: words)
    }
  }

  /// `casevault bundle check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a bag and its signature, whoever made it; no vault is needed.",
      discussion: """
        A folder, a tar archive, or an age file of one. Nothing is unpacked. Ends with 2 when something is wrong.

        Example: casevault bundle check received.tar.age --identity key.txt --key RWQ…
        """)

    @Argument(help: "The file or folder.") var path: String
    @Option(help: "The minisign public key of its maker, or a file with it.") var key: String?
    @OptionGroup var keys: BundleKeys
    @Flag(help: "Print one JSON value instead of text.") var json = false
    @Flag(help: "Print results and errors only.") var quiet = false

    func run() throws {
      if quiet { Terminal.beQuiet() }
      let known = try BundleCommand.known(key)
      let report = try BundleReport.make(BundleSource(path, keys), key: known).report
      try report.show(json: json)
      guard report.isSound else { throw BundleCommand.unsound }
    }
  }

  /// `casevault bundle open`.
  struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a bag into a case, with a note of where it came from.",
      discussion: """
        Only a whole bag is taken, and an unsigned one only with --unsigned. Its files become attached files; the records \
        of a casevault bundle become records of the case, under new identifiers.

        Example: casevault bundle open received.tar.age --into 3f2a --identity key.txt --key RWQ…
        """)

    @Argument(help: "The file or folder.") var path: String
    @Option(help: "The case it is taken into.") var into: String
    @Option(help: "The minisign public key of its maker, or a file with it.") var key: String?
    @Flag(help: "Take it although nobody signed it.") var unsigned = false
    @OptionGroup var keys: BundleKeys
    @OptionGroup var options: VaultOptions

    func run() throws {
      let known = try BundleCommand.known(key)
      try options.withVault { vault in
        let caseID = try vault.caseID(into)
        let source = try BundleSource(path, keys)
        let (report, contents) = try BundleReport.make(source, key: known)
        guard report.isSound else {
          try report.show(json: false)
          throw BundleCommand.unsound
        }
        if case .none = report.signature, !unsigned {
          throw Failure("nobody signed it", hint: "take it with --unsigned if you know where it is from", .refused)
        }
        let result = try BundleImport(vault: vault, caseID: caseID, report: report, contents: contents).run(source)
        if options.json {
          return try Terminal.printJSON([
            "note": result.note.hex, "records": String(result.records), "files": String(result.files),
          ])
        }
        try Terminal.print("note \(result.note.short): \(result.records) records and \(result.files) files taken in")
      }
    }
  }

  /// `casevault bundle key`.
  struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the public key your bundles are signed with.",
      discussion: """
        Hand it to recipients on another way than the bundles, printed for instance. It belongs to this device.

        Example: casevault bundle key > casevault.pub
        """)

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let key = try vault.bundleSigner().publicKey
        if options.json { return try Terminal.printJSON(["key": key.text, "number": key.number]) }
        try Terminal.print(String(decoding: key.file.dropLast(), as: UTF8.self))
      }
    }
  }

  fileprivate static var unsound: Failure {
    Failure("the bag is not what its maker vouched for", hint: "ask for it again; believe nothing in it", .damaged)
  }

  fileprivate static func known(_ key: String?) throws -> MinisignKey? {
    guard let key else { return nil }
    if let parsed = try? MinisignKey(Array(key.utf8)) { return parsed }
    return try MinisignKey(PosixFile.readAll(key, limit: 1 << 16))
  }
}
