import ArgumentParser
import Foundation
import Platform
import Records
import Sodium
import Vault

/// `casevault travel`.
struct TravelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "travel", abstract: "Write on the way what you cannot be forced to open.",
    discussion: """
      At home, prepare a trip and pack it onto storage that never held your identity. On the way, notes, corrections \
      and files are sealed to you at home, to recovery and to a desk you name; the device keeps no key to them. Back \
      home, hand the folder in.

      Whoever takes the device and its passphrase learns the aliases, how many entries there are, their sizes and \
      times, and to how many keys they are sealed. They can add or drop entries that were not handed in yet.

      Example: casevault travel note --trip /media/stick/trip cell-4
      """,
    subcommands: [Prepare.self, Pack.self, Note.self, Correct.self, Attach.self, Status.self, HandIn.self, List.self],
    defaultSubcommand: List.self)

  /// `casevault travel prepare`.
  struct Prepare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Plan a trip: which cases, under which names, until when.",
      discussion: """
        Aliases are what a seized device shows: choose names that mean nothing to others.

        Example: casevault travel prepare "January visit" --case cell-4=3f2a --expires 2022-01-31
        """)

    @Argument(help: "What the trip is called, at home only.") var name: String
    @Option(name: .customLong("case"), help: "ALIAS=CASE; repeatable.") var cases: [String]
    @Option(help: "The last day on which it may be written.") var expires: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let pairs = try cases.map { text in
          guard let equals = text.firstIndex(of: "="), TripCase.isAlias(String(text[..<equals])) else {
            throw Failure(
              "a case of a trip is written ALIAS=CASE", hint: "an alias has a-z, 0-9 and -, 40 at most", .usage)
          }
          return TripCase(
            alias: String(text[..<equals]), case: try vault.caseID(String(text[text.index(after: equals)...])))
        }
        let id = try vault.prepareTrip(name: name, cases: pairs, expires: try PartialDate(expires))
        if options.json { return try Terminal.printJSON(["trip": id.hex]) }
        try Terminal.print("trip \(id.short): \(pairs.map(\.alias).joined(separator: ", ")), until \(expires)")
      }
    }
  }

  /// `casevault travel pack`.
  struct Pack: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the trip's device in a new folder, on storage that never held an identity.",
      discussion: """
        Asks for the passphrase of the trip, which is not yours. With --passphrase-fd your own is read first, where no \
        session runs.

        Example: casevault travel pack 7c2d /media/stick/trip
        """)

    @Argument(help: "The trip.") var id: String
    @Argument(help: "The folder to make.") var folder: String
    @Option(help: "A role that does not travel and may open what comes back, too.") var desk: Role?
    @OptionGroup var options: VaultOptions

    func run() throws {
      let place = try options.folder()
      let vault = try VaultAccess(place).open(try options.unlockedIdentity(place))
      let passphrase = try options.newPassphrase("Passphrase of the trip: ")
      let exposure = try vault.packTrip(
        try vault.trip(id), to: folder, desk: desk, passphrase: passphrase, parameters: AliasText.parameters)
      let recipients = exposure.recipients.map(vault.name)
      try vault.close()
      if options.json {
        return try Terminal.printJSON(
          Row(
            folder: folder, aliases: exposure.aliases, recipients: recipients, expires: exposure.expires))
      }
      try Terminal.print("packed in \(folder), until \(exposure.expires)")
      try Terminal.print("sealed to: \(recipients.joined(separator: ", "))")
      try Terminal.note(
        """
        Whoever takes it, with its passphrase, sees the names \(exposure.aliases.joined(separator: ", ")), to how many \
        keys entries are sealed, and how many there are, how large and of when. They read none.
        """)
    }

    private struct Row: Encodable {
      let folder: String
      let aliases: [String]
      let recipients: [String]
      let expires: String
    }
  }

  /// `casevault travel note`.
  struct Note: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a note that cannot be read back here.",
      discussion: "Example: casevault travel note --trip /media/stick/trip cell-4 --language ru")

    @Argument(help: "The alias of the case.") var alias: String
    @Option(help: "Language code: kk, ru, en …") var language: String?
    @OptionGroup var field: FieldOptions

    func run() throws {
      let device = try field.device()
      var text = try field.text()
      let number = try device.note(&text, about: alias, language: language)
      try field.say(number)
    }
  }

  /// `casevault travel correct`.
  struct Correct: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a note that replaces an earlier one of this trip.",
      discussion: "Example: casevault travel correct --trip /media/stick/trip cell-4 0")

    @Argument(help: "The alias of the case.") var alias: String
    @Argument(help: "The number of the entry it corrects.") var number: Int
    @Option(help: "Language code: kk, ru, en …") var language: String?
    @OptionGroup var field: FieldOptions

    func run() throws {
      let device = try field.device()
      var text = try field.text()
      try field.say(try device.note(&text, about: alias, language: language, corrects: number))
    }
  }

  /// `casevault travel attach`.
  struct Attach: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep a file that cannot be read back here; the original stays where it is.",
      discussion: "Example: casevault travel attach --trip /media/stick/trip cell-4 photo.jpg")

    @Argument(help: "The alias of the case.") var alias: String
    @Argument(help: "The file, or - for standard input.") var file: String
    @OptionGroup var field: FieldOptions

    func run() throws {
      let device = try field.device()
      let input = file == "-" ? PosixFile(adopting: 0, closing: false) : try PosixFile.reading(file)
      let name = file == "-" ? "standard input" : String(file.split(separator: "/").last ?? "file")
      try field.say(try device.attach(input, named: name, about: alias))
      if file != "-" { try Terminal.note("\(name) itself still lies where it was; remove it safely.") }
    }
  }

  /// `casevault travel status`.
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a trip's folder shows anybody.",
      discussion: "Example: casevault travel status --trip /media/stick/trip")

    @OptionGroup var field: FieldOptions

    func run() throws {
      let device = try field.device()
      let count = try device.count()
      if field.json {
        return try Terminal.printJSON(Row(aliases: device.aliases, entries: count, expires: device.expires))
      }
      try Terminal.print(
        "\(count) \(count == 1 ? "entry" : "entries"); aliases \(device.aliases.joined(separator: ", ")); until \(device.expires)"
      )
    }

    private struct Row: Encodable {
      let aliases: [String]
      let entries: Int
      let expires: String
    }
  }

  /// `casevault travel hand-in`.
  struct HandIn: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hand-in", abstract: "Take in what was written on the way, and say what is missing.",
      discussion: """
        Every entry the certified device signed becomes a record of its case; the signed notes are kept beside them. \
        Which case an alias stands for is what the traveller prepared, whatever others made of the trip since; \
        `casevault travel list` shows it. It may be done again and again while the trip goes on.

        Example: casevault travel hand-in /media/stick/trip
        """)

    @Argument(help: "The trip's folder.") var folder: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let report = try vault.handIn(folder)
        if options.json {
          try Terminal.printJSON(Row(report))
        } else {
          try Terminal.print(
            "\(report.taken) \(report.taken == 1 ? "entry" : "entries") taken in, \(report.known) known before")
          for (place, count) in report.places.sorted(by: { $0.key.alias < $1.key.alias }) {
            try Terminal.print("  \(count) about \(place.alias), which is case \(place.case.short)")
          }
          for gap in report.missing {
            try Terminal.print(
              gap.count == 1
                ? "entry \(gap.lowerBound) is missing" : "entries \(gap.lowerBound) to \(gap.upperBound) are missing")
          }
          for refused in report.refused {
            try Terminal.print("entry \(refused.number) was not taken: \(refused.reason)")
          }
        }
        guard report.missing.isEmpty, report.refused.isEmpty else {
          throw Failure(
            "the folder is not what its device wrote",
            hint: "what could be proven was taken in; ask who had the device in hand", .damaged)
        }
      }
    }

    private struct Row: Encodable {
      struct Refused: Encodable {
        let number: Int
        let reason: String
      }
      struct Place: Encodable {
        let alias: String
        let `case`: String
        let entries: Int
      }
      struct Gap: Encodable {
        let first: Int
        let last: Int
      }
      let taken: Int
      let known: Int
      let places: [Place]
      let missing: [Gap]
      let refused: [Refused]

      init(_ report: HandInReport) {
        taken = report.taken
        known = report.known
        places = report.places.sorted { $0.key.alias < $1.key.alias }
          .map { Place(alias: $0.key.alias, case: $0.key.case.hex, entries: $0.value) }
        missing = report.missing.map { Gap(first: $0.lowerBound, last: $0.upperBound) }
        refused = report.refused.map { Refused(number: $0.number, reason: $0.reason) }
      }
    }
  }

  /// `casevault travel list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List trips.", discussion: "Example: casevault travel list --json")

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let trips = try vault.trips()
        if options.json { return try Terminal.printJSON(trips.map { RecordRow($0.current, vault) }) }
        try Terminal.printTable(
          ["trip", "who", "until", "devices", "aliases", "name"],
          trips.map { first, record in
            let trip = record.content
            return [
              first.short, vault.handle(of: trip.member), trip.expires.description, String(trip.devices.count),
              trip.cases.map { "\($0.alias) = \($0.case.short)" }.joined(separator: ", "), trip.name,
            ]
          }, empty: "no trip was prepared")
      }
    }
  }
}

/// What the commands understand that run on the way, where there is no vault.
struct FieldOptions: ParsableArguments {
  @Option(help: "The trip's folder.") var trip: String
  @Option(help: ArgumentHelp("Read the text from a file, or standard input with -.", valueName: "file"))
  var from: String?
  @Option(
    name: .customLong("passphrase-fd"),
    help: ArgumentHelp("Read the trip's passphrase from this open descriptor.", valueName: "number"))
  var passphraseDescriptor: Int32?
  @Flag(help: "Print one JSON value instead of text.") var json = false

  func device() throws -> FieldDevice {
    let source: PassphraseSource =
      passphraseDescriptor.map { .descriptor($0) } ?? .terminal(prompt: "Passphrase of the trip: ")
    return try FieldDevice(trip, passphrase: try source.read().composed())
  }

  /// The note as bytes that the device wipes: a string would leave copies behind.
  func text() throws -> [UInt8] {
    if from == nil, ControllingTerminal.isTerminal(0) {
      let terminal = try ControllingTerminal()
      try terminal.show("Type the note; end with Ctrl-D on a line of its own.\n")
      return try terminal.readText(limit: RecordLimit.note)
    }
    let input =
      from.map { $0 == "-" } ?? true ? PosixFile(adopting: 0, closing: false) : try PosixFile.reading(from ?? "")
    var text = [UInt8](repeating: 0, count: RecordLimit.note + 1)
    let count = try input.readNext(into: &text, count: text.count)
    guard count <= RecordLimit.note else {
      wipe(&text)
      throw VaultError.noteTooLong(limit: RecordLimit.note)
    }
    guard count > 0 else { throw Failure("the note is empty", hint: "nothing was kept", .invalid) }
    // In place: a slice would be a copy, and the rest is zeros.
    text.removeLast(text.count - count)
    return text
  }

  func say(_ number: Int) throws {
    if json { return try Terminal.printJSON(["entry": number]) }
    try Terminal.print("entry \(number): sealed, and closed to this device")
  }
}
