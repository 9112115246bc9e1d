import ArgumentParser
import Foundation
import Platform
import Records
import Vault

/// `casevault attach`.
struct AttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Keep a file with a case, encrypted on all cores, with its SHA-256.",
    discussion: """
      The file is read once and never copied in the clear. A photograph of an injury belongs into the medical \
      compartment. With - the file is read from standard input; give it a name with --name=- to be asked for it, or \
      --name, which the shell keeps.

      Example: casevault attach 3f2a photo.jpg --medical
      """)

  @Argument(help: "The case.") var id: String
  @Argument(help: "The file, or - for standard input.") var file: String
  @Flag(help: "Keep it in the medical compartment.") var medical = false
  @Option(help: "Its name in the vault; default the file's own.") var name: String?
  @Option(help: "The record it belongs to.") var about: String?
  @OptionGroup var options: VaultOptions

  func run() throws {
    let input = file == "-" ? PosixFile(adopting: 0, closing: false) : try PosixFile.reading(file)
    let given = name ?? (file == "-" ? "standard input" : String(file.split(separator: "/").last ?? "file"))
    let kept = given == "-" ? try ControllingTerminal().readLine(prompt: "Name of the file: ") ?? "file" : given
    let total = (try? input.size()) ?? 0
    try options.withVault { vault in
      let caseID = try vault.caseID(id)
      let subject = try about.flatMap { try vault.resolver(in: caseID)($0) }
      let progress = Terminal.progress("encrypting")
      let record: RecordID
      if medical {
        record =
          try vault.attach(
            input, named: kept, to: caseID, codebook: try vault.codebook(),
            progress: { progress.update($0, of: total) }
          ) { MedicalFile(file: $0, finding: subject.map { ID<MedicalFinding>($0) }) }.record
      } else {
        record =
          try vault.attach(
            input, named: kept, to: caseID, codebook: try vault.codebook(),
            progress: { progress.update($0, of: total) }
          ) { AttachedFile(file: $0, about: subject) }.record
      }
      progress.finish()
      let details = try vault.file(record, in: caseID)
      if options.json {
        return try Terminal.printJSON([
          "id": record.hex, "sha256": details.sha256.hex, "size": String(details.size), "mediaType": details.mediaType,
        ])
      }
      try Terminal.print("file \(record.short), \(details.size) bytes, \(details.mediaType)")
      try Terminal.print("sha256 \(details.sha256.hex)")
    }
  }
}

/// `casevault get`.
struct GetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Take an attached file out.",
    discussion: """
      Written under its name only once it is whole and has the SHA-256 that was recorded. With --out - it goes to \
      standard output chunk by chunk, each verified first; trust it only when the command ends with 0.

      Example: casevault get 77ab --out photo.jpg
      """)

  @Argument(help: "The file's record.") var id: String
  @Option(help: "Where to write it, or - for standard output; default its own name, here.") var out: String?
  @Flag(help: "Write over an existing file.") var force = false
  @OptionGroup var options: VaultOptions

  func run() throws {
    try options.withVault { vault in
      let place = try vault.place(ofRecord: id)
      let details = try vault.file(place.id, in: place.caseID)
      let progress = Terminal.progress("decrypting")
      if out == "-" {
        try vault.get(
          place.id, in: place.caseID, to: PosixFile(adopting: 1, closing: false),
          progress: { progress.update($0, of: details.size) })
        return progress.finish()
      }
      // A name from inside the vault is content: only its last part, and never a hidden file or a folder.
      let last = String(details.fileName.split(separator: "/").last ?? "file")
      let own = Terminal.harmless(last, keepingLines: false).drop { $0 == "." || $0 == "-" || $0 == " " }
      let path = out ?? (own.isEmpty ? "file" : String(own))
      try vault.get(
        place.id, in: place.caseID, to: path, replacing: force, progress: { progress.update($0, of: details.size) })
      progress.finish()
      if options.json {
        return try Terminal.printJSON(["file": path, "sha256": details.sha256.hex, "size": String(details.size)])
      }
      try Terminal.print("\(path): \(details.size) bytes, sha256 \(details.sha256.hex)")
    }
  }
}

/// `casevault search`.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find a word or a phrase in everything you can open.",
    discussion: """
      Nothing about the contents lies on the disk: every record is decrypted and searched in memory, on all cores. \
      Upper and lower case are the same, in Cyrillic too. The word is asked for, or read with --from, where it names \
      somebody.

      Example: casevault search допрос
      """)

  @Argument(help: "What to look for; asked for when left out.") var query: String?
  @OptionGroup var input: TextInput
  @Option(name: .customLong("case"), help: "Only in this case; repeatable.") var cases: [String] = []
  @Option(help: "At most so many hits.") var limit = 100
  @OptionGroup var options: VaultOptions

  func run() throws {
    let words = try query ?? input.line(prompt: "Look for: ", limit: RecordLimit.line)
    try options.withVault { vault in
      let chosen = cases.isEmpty ? nil : try cases.map(vault.caseID)
      let result = try vault.search(words, in: chosen, limit: limit)
      if options.json { return try Terminal.printJSON(Found(result, vault)) }
      try Terminal.printTable(
        ["record", "case", "kind", "when", "text"],
        result.hits.map {
          [
            $0.record.short, $0.caseID.short, $0.kind.displayName, String($0.recordedAt.prefix(10)),
            Self.line($0.excerpt),
          ]
        }, empty: "not found in \(result.searched) records")
      if result.found > result.hits.count { try Terminal.note("\(result.found) in all; raise --limit to see more") }
      if result.closed > 0 { try Terminal.note("\(result.closed) records are closed to you and were not searched") }
      if !result.unreadable.isEmpty {
        try Terminal.warn("\(result.unreadable.count) records are damaged; run `casevault verify`")
      }
    }
  }

  fileprivate static func line(_ excerpt: Excerpt) -> String { excerpt.before + excerpt.match + excerpt.after }

  private struct Found: Encodable {
    struct Hit: Encodable {
      let record: String
      let `case`: String
      let kind: RecordKind
      let author: String
      let recordedAt: String
      let current: Bool
      let text: String
    }
    let hits: [Hit]
    let found: Int
    let searched: Int
    let closed: Int
    let damaged: [String]

    init(_ result: SearchResult, _ vault: OpenVault) {
      hits = result.hits.map {
        Hit(
          record: $0.record.hex, case: $0.caseID.hex, kind: $0.kind, author: vault.handle(of: $0.author),
          recordedAt: $0.recordedAt, current: $0.isCurrent, text: SearchCommand.line($0.excerpt))
      }
      found = result.found
      searched = result.searched
      closed = result.closed
      damaged = result.unreadable.map(\.hex)
    }
  }
}
