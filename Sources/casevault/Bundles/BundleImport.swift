import Foundation
import OpenFormats
import Platform
import Records
import Sodium
import Vault

/// Takes a checked bag into a case: a note that says where it came from and what is in it, every file of its payload as an
/// attached file, and, of a casevault bundle, its records, under new identifiers that keep pointing at each other and at nothing
/// that is here.
struct BundleImport {
  let vault: OpenVault
  let caseID: ID<Case>
  let report: BundleReport
  let contents: BagContents

  struct Result {
    let note: ID<Note>
    let files: Int
    let records: Int
  }

  /// Kinds that are taken over. A consent was given to somebody else, an attached file comes with the payload.
  private static let taken: [RecordKind] = [
    .person, .contact, .detentionEpisode, .interview, .note, .allegation, .statement, .recommendation, .reprisalEvent,
    .medicalFinding,
  ]

  func run(_ source: BundleSource) throws -> Result {
    guard contents.files.keys.contains(where: { $0.hasPrefix("data/") }) else { throw BagError.unfit }
    let codebook = try vault.codebook()
    let (note, records) = try vault.write { draft in
      let note = try draft.add(Note(title: "Bundle received", text: provenance), to: caseID)
      return (note, try takeRecords(draft, codebook))
    }
    var files = 0
    try source.forEachFile(in: contents) { path, next in
      guard path.hasPrefix("data/"), let size = contents.files[path]?.size else { return }
      let progress = Terminal.progress("importing \(files + 1)")
      try attach(path, size: size, about: note.record, codebook, next, progress)
      progress.finish()
      files += 1
    }
    return Result(note: note, files: files, records: records)
  }

  /// What is known of where it came from, in words that stay true: who signed, not who that is.
  private var provenance: String {
    var lines = ["Received as a BagIt bag: \(report.bag.fileCount) files, \(report.bag.byteCount) bytes."]
    switch report.signature {
    case .good(let key, let comment, let isOwn):
      lines.append(
        "Signed with minisign by \(key.text)\(isOwn ? " (the key that lay in it)" : " (a key known beforehand)").")
      lines.append("Trusted comment: \(comment)")
    case .none: lines.append("Not signed.")
    case .bad(let why): lines.append("Signature: \(why).")
    }
    if let index = report.index {
      lines.append("casevault bundle \(index.bundle), made \(index.made) for \(index.recipient), case \(index.case).")
      lines.append("\(report.proven) records proven by commits of \(report.logKeys.joined(separator: ", ")).")
    }
    for entry in report.bag.info { lines.append("\(entry.label): \(entry.value)") }
    return Terminal.harmless(lines.joined(separator: "\n"), keepingLines: true) + "\n"
  }

  private func takeRecords(_ draft: CommitDraft, _ codebook: Codebook) throws -> Int {
    let records = (report.index?.records ?? []).filter { Self.taken.contains($0.kind) }
    var identifiers = FreshIdentifiers(records)
    let roles = try vault.roles()
    var count = 0
    for record in records where roles.contains(where: { $0.mayWrite(record.kind) }) {
      guard let id = identifiers.id(for: record.id) else { continue }
      try take(record.kind.contentType, record, id: id, &identifiers, draft, codebook)
      count += 1
    }
    return count
  }

  private func take<Content: RecordContent>(
    _ type: Content.Type, _ record: BundleRecord, id: RecordID, _ identifiers: inout FreshIdentifiers,
    _ draft: CommitDraft, _ codebook: Codebook
  ) throws {
    var tree = try FieldTree(json: [UInt8](JSONEncoder().encode(record.content)))
    if let text = record.text { try tree.replace("text", with: text) }
    let content = PersonEntry.completed(try tree.decode(Content.self) { identifiers.id(for: $0) })
    try content.validate(codebook)
    try draft.add(content, to: caseID, id: ID<Content>(id))
  }

  /// The content goes through a pipe, so that it is encrypted without lying anywhere first.
  private func attach(
    _ path: String, size: Int, about note: RecordID, _ codebook: Codebook, _ next: @escaping () throws -> [UInt8],
    _ progress: Terminal.Progress
  ) throws {
    try PipeFeed.lend(next) { input, feed in
      try attach(input, path, size: size, about: note, codebook, feed, progress)
    }
  }

  private func attach(
    _ input: PosixFile, _ path: String, size: Int, about note: RecordID, _ codebook: Codebook, _ feed: PipeFeed,
    _ progress: Terminal.Progress
  ) throws {
    let name = String(path.split(separator: "/").last ?? "file")
    var details: FileDetails?
    try vault.attach(
      input, named: Terminal.harmless(name, keepingLines: false), to: caseID, codebook: codebook,
      progress: { progress.update($0, of: size) }
    ) { file in
      // Called first with provisional details, then with those of what was read.
      if details != nil {
        if let failure = feed.failure { throw failure }
      }
      details = file
      return AttachedFile(file: file, about: note, caption: Terminal.harmless(path, keepingLines: false))
    }
  }
}

/// What the identifiers of a bundle become: one of ours for each, whether it names a record of the bundle or not. From
/// outside they could be those of records, members or persons in figures that are here, or are yet to come.
private struct FreshIdentifiers {
  private var fresh: [RecordID: RecordID] = [:]
  private var random = SodiumRandom()

  /// Others may name a record by the version before it, which stayed where it was.
  init(_ records: [BundleRecord]) {
    for record in records {
      let id = id(for: record.id)
      if let earlier = record.corrects.flatMap({ RecordID(hex: $0) }), fresh[earlier] == nil { fresh[earlier] = id }
    }
  }

  /// Nil for what is no identifier.
  mutating func id(for text: String) -> RecordID? {
    guard let outside = RecordID(hex: text) else { return nil }
    let made = fresh[outside] ?? RecordID(random: &random)
    fresh[outside] = made
    return made
  }
}
