import ArgumentParser
import Foundation
import Platform
import Records
import Redaction
import Sodium
import Vault

/// `casevault redact`.
struct RedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact", abstract: "Make a copy of a note in which nobody can be found.",
    discussion: """
      scan finds every mention of the people the case knows and every checksummed number, and writes a review file. \
      Decide every line of it. apply makes the copy, searches the finished bytes once more, and keeps it in the \
      `redacted` compartment. Nothing leaves while a line is undecided.

      Example: casevault redact scan 9b1c --review /dev/shm/review.txt
      """,
    subcommands: [
      Scan.self, ReviewCommand.self, Apply.self, Show.self, List.self, File.self, Check.self, Prove.self,
    ])

  /// `casevault redact apply`.
  struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the redacted copy from a fully decided review.",
      discussion: """
        Takes what `casevault redact review` has kept, or a review file. With --accept-known, for work in batches, what is \
        certain is masked unseen; a single suggestion left undecided refuses the copy, and the note waits for a person. \
        --dates, --places and --ages decide on those nobody has decided on: a month for a day, a region for a town, a \
        band for an age, or all dates moved by one secret number of days.

        Example: casevault redact apply 9b1c --review /dev/shm/review.txt --recipient press
        """)

    @Argument(help: "The note.") var id: String
    @Option(help: "The decided review file; default what `redact review` has kept.") var review: String?
    @Flag(help: "Mask what is certain without a review, and refuse if anything is not.") var acceptKnown = false
    @OptionGroup var indirect: QuasiOptions
    @Option(help: "For whom; the same person has the same pseudonym in every copy for one recipient.")
    var recipient: String?
    @Option(help: "What for, publish for instance: every person of the case must have consented to it.")
    var purpose: ConsentPurpose?
    @Option(help: "Why it is made for that without a matching consent; recorded, and shown in every list.")
    var overrideReason: String?
    @Option(help: "Language of the pseudonyms: en, ru or kk; default the note's.") var language: Language?
    @OptionGroup var options: VaultOptions

    func validate() throws {
      if overrideReason != nil, purpose == nil {
        throw ValidationError("--override-reason says why a --purpose is not consented to.")
      }
      if acceptKnown, review != nil { throw ValidationError("--accept-known takes no review.") }
    }

    func run() throws {
      try options.withVault { vault in
        let source = try RedactionSource(id, vault)
        if let purpose {
          try ConsentRule.check(
            [purpose], opening: [.testimony], of: source.caseID, override: overrideReason, vault)
        }
        var reviewed = try source.reviewed(review, unseen: acceptKnown)
        reviewed.decide(by: indirect.policy)
        let decided = try reviewed.decided()
        let copy = try source.redact(
          decided, unseen: acceptKnown, for: (purpose, overrideReason, recipient), language: language)
        if review == nil { try vault.keepUnfinished(nil, of: source.note.id.record) }
        if options.json { return try Terminal.printJSON(["copy": copy.id.hex, "masked": String(copy.masked)]) }
        try Terminal.print("redacted copy \(copy.id.short): \(copy.masked) mentions masked, no known form left")
      }
    }
  }

  /// `casevault redact show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a redacted copy.", discussion: "Example: casevault redact show 41d0 > statement.txt")

    @Argument(help: "The copy.") var id: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let place = try vault.place(ofRecord: id)
        guard place.kind == .redactedCopy else { throw VaultError.unknown(what: "redacted copy") }
        guard
          let copy = try vault.records(RedactedCopy.self, in: place.caseID).first(where: { $0.id.record == place.id })
        else { throw VaultError.unknown(what: "redacted copy") }
        if options.json { return try Terminal.printJSON(RecordRow(copy, vault)) }
        try Terminal.printText(copy.content.text)
      }
    }
  }

  /// `casevault redact list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the redacted copies of a case.", discussion: "Example: casevault redact list 3f2a")

    @Argument(help: "The case.") var id: String
    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let caseID = try vault.caseID(id)
        let copies = try vault.records(RedactedCopy.self, in: caseID)
        let certificates = try vault.records(RedactionCertificate.self, in: caseID).map(\.content)
        if options.json { return try Terminal.printJSON(copies.map { RecordRow($0, vault) }) }
        // Columns that nobody filled would only make the others narrow.
        let isFor = copies.contains { $0.content.purpose != nil }
        let isOverridden = certificates.contains { $0.overrideReason != nil }
        try Terminal.printTable(
          ["copy", "made", "recipient"] + (isFor ? ["for"] : []) + ["leaks", "reviewer"]
            + (isOverridden ? ["override"] : []),
          copies.map { copy in
            let certificate = certificates.first { $0.copy == copy.id }
            return [copy.id.short, copy.recordedAt, copy.content.recipient ?? "–"]
              + (isFor ? [copy.content.purpose?.rawValue ?? "–"] : [])
              + [
                certificate.map { String($0.leaksFound) } ?? "–",
                certificate.map { vault.handle(of: $0.reviewer) } ?? "–",
              ] + (isOverridden ? [certificate?.overrideReason ?? ""] : [])
          }, empty: "none made")
      }
    }
  }
}

/// A note on its way to a redacted copy.
struct RedactionSource {
  let vault: OpenVault
  let caseID: ID<Case>
  let note: StoredRecord<Note>
  let people: [KnownIdentity]

  init(_ text: String, _ vault: OpenVault) throws {
    let place = try vault.place(ofRecord: text)
    guard place.kind == .note else {
      throw Failure(
        "that is a \(place.kind.displayName), not a note",
        hint: "notes are redacted like this, files with `redact file`", .refused)
    }
    guard let note = try vault.history(Note.self, in: place.caseID).first(where: { $0.id.record == place.id }) else {
      throw VaultError.unknown(what: "note")
    }
    self.vault = vault
    caseID = place.caseID
    self.note = note
    people = try KnownPeople.of(place.caseID, vault)
  }

  private var digest: [UInt8] { Digest256.hash(Array(note.content.text.utf8)) }

  func review() throws -> Review {
    let findings = try TextScanner(identities: people).scan(note.content.text)
    return try Review(text: note.content.text, findings: findings, documentDigest: digest)
  }

  /// Makes the copy, searches its bytes, and keeps it with its certificate and the pseudonyms in one commit.
  func redact(
    _ decided: DecidedReview, unseen: Bool,
    for use: (purpose: ConsentPurpose?, overrideReason: String?, recipient: String?), language: Language?
  ) throws -> (id: ID<RedactedCopy>, masked: Int) {
    let pseudonyms = try CasePseudonyms(people, of: caseID, recipient: use.recipient, vault)
    let spoken = language ?? note.content.language.flatMap { Language(rawValue: $0.text) } ?? .english
    let redacted = try Redactor.redact(decided, pseudonyms: pseudonyms.table, language: spoken)
    let bytes = Array(redacted.text.utf8)
    let check = try LeakCheck(identities: people).check(bytes, permitted: decided.permitted)
    guard check.passes else {
      throw Failure(
        "the finished text still holds \(check.leaks.count) identifying mentions; nothing was kept",
        hint: "add what was missed to the review file", .refused)
    }
    let now = try Moment(String(Date().formatted(.iso8601).prefix(10)))
    let copy = RedactedCopy(
      source: note.id.record, language: note.content.language, purpose: use.purpose,
      recipient: use.recipient, made: now, isVerbatim: redacted.masked.isEmpty, text: redacted.text)
    let codebook = try vault.codebook()
    try copy.validate(codebook)
    let counts = RedactionCounts(decided, redacted)
    let sourceDigest = try RedactionCounts.digest(Array(note.content.text.utf8))
    let copyDigest = try RedactionCounts.digest(bytes)
    let rulesDigest = try RedactionCounts.rulesDigest()
    let id = try vault.write { draft in
      let id = try draft.add(copy, to: caseID)
      let certificate = RedactionCertificate(
        copy: id, copySHA256: copyDigest, sourceSHA256: sourceDigest, rulesVersion: RedactionCounts.rulesVersion,
        rulesSHA256: rulesDigest, counts: counts.rules, decisions: counts.decisions, wasReviewed: !unseen,
        overrideReason: use.overrideReason, formsSearched: people.count, leaksFound: check.leaks.count,
        reviewer: vault.member, reviewed: now)
      try certificate.validate(codebook)
      try draft.add(certificate, to: caseID)
      try pseudonyms.keep(in: draft, vault)
      return id
    }
    return (id, redacted.masked.reduce(0) { $0 + $1.count })
  }
}
