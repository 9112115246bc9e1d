import Foundation
import Platform
import Publication
import Records
import Sodium
import Vault

/// The releases of a vault: drafts, who approved them, and what was taken back. All of it is signed entries in the ledger.
struct ReleaseRegister {
  /// Where a release stands.
  enum State: String {
    case draft
    case approved
    case withdrawn
  }

  /// A draft and what became of it.
  struct Entry {
    let release: StoredRecord<Release>
    let state: State
    /// Who approved it, by the signature on the approval and not by what it says.
    let approver: ID<Member>?
  }

  let entries: [Entry]
  private let vault: OpenVault

  init(_ vault: OpenVault) throws {
    self.vault = vault
    let records = try vault.records(Release.self, in: try vault.register)
    let drafts = records.filter { $0.content.approves == nil && $0.content.withdraws == nil }
    entries = drafts.map { draft in
      let approval = records.first { record in
        record.content.approves == draft.id && record.author != draft.author
          && record.content.files.map(\.sha256) == draft.content.files.map(\.sha256)
      }
      let isWithdrawn = records.contains { $0.content.withdraws == draft.id }
      return Entry(
        release: draft, state: isWithdrawn ? .withdrawn : approval == nil ? .draft : .approved,
        approver: approval?.author)
    }
  }

  /// The entry whose release begins with these digits.
  func entry(_ prefix: String) throws -> Entry {
    let found = entries.filter { $0.release.id.hex.hasPrefix(prefix.lowercased()) }
    guard let first = found.first, !prefix.isEmpty else { throw VaultError.unknown(what: "release") }
    guard found.count == 1 else { throw VaultError.ambiguous(what: "release") }
    return first
  }

  /// Everything figures may have left with, but `entry` itself: drafts too, and what was taken back after it was approved,
  /// since nobody can make it unread.
  func earlier(but entry: Entry? = nil) throws -> [EarlierRelease] {
    let counted = entries.filter {
      ($0.state != .withdrawn || $0.approver != nil) && $0.release.id != entry?.release.id
    }
    return try counted.compactMap { entry in
      do { return try published(entry) } catch let failure as Failure where entry.state == .withdrawn {
        // Nobody must be able to stop all publishing with a record that is not what it says.
        try Terminal.warn("\(failure.message); it is withdrawn, and not counted")
        return nil
      }
    }
  }

  /// The tables of an entry, where it has any.
  /// - Throws: ``Failure`` where its figures are not those of the digest it went out with: audits would be made against
  ///   fiction.
  func published(_ entry: Entry) throws -> EarlierRelease? {
    // A correction that nobody has approved yet corrects nothing.
    let corrected = entry.approver == nil ? nil : entry.release.content.supersedes
    let replaces = corrected.flatMap { id in entries.first { $0.release.id == id } }?.release.content.files
      .first { $0.name == DataPackage.descriptorName }
    return try Self.published(entry.release.content, entry.release.id, replaces: replaces?.sha256.hex)
  }

  static func published(
    _ release: Release, _ id: ID<Release>, replaces: String? = nil
  ) throws -> EarlierRelease? {
    let files = release.files
    guard let tables = files.first(where: { $0.name == "tables.json" }),
      let descriptor = files.first(where: { $0.name == DataPackage.descriptorName })
    else { return nil }
    let bytes = Array((tables.json ?? "").utf8)
    if Digest256.hash(bytes) == tables.sha256.bytes,
      let earlier = try? EarlierRelease(
        id: descriptor.sha256.hex, title: LocalizedText(release.title), tables: bytes, replaces: replaces)
    {
      return earlier
    }
    throw Failure(
      "the figures kept for release \(id.short) are not those it was drafted with",
      hint: "withdraw it with `casevault publish withdraw \(id.short)` and ask who drafted it", .damaged)
  }

  /// Writes a draft: the folder appears whole, and only after the release is in the ledger.
  func draft(
    _ files: [DataPackage.File], title: String, audience: String, rules: [String], supersedes: ID<Release>? = nil,
    in folder: PackageFolder
  ) throws -> ID<Release> {
    let released = try files.map { file in
      guard let digest = ContentDigest(bytes: Digest256.hash(file.bytes)) else {
        throw VaultError.unknown(what: "digest")
      }
      return ReleasedFile(
        name: file.name, sha256: digest,
        json: file.name == "tables.json" ? String(decoding: file.bytes, as: UTF8.self) : nil)
    }
    let release = Release(
      title: title, audience: audience, date: try Self.today, files: released, rules: rules, drafter: vault.member,
      supersedes: supersedes)
    var id: ID<Release>?
    try folder.write(files) { id = try vault.write { try $0.add(release, to: try vault.register) } }
    guard let id else { throw VaultError.unknown(what: "release") }
    return id
  }

  /// Approves a draft whose folder still holds the very files that were drafted, after checking it as an outsider would,
  /// together with everything before it.
  /// - Returns: the bytes of its descriptor, and what the check does not cover.
  func approve(_ entry: Entry, folder: String) throws -> (descriptor: [UInt8], remarks: [String]) {
    guard entry.state == .draft else {
      throw Failure("release \(entry.release.id.short) is \(entry.state.rawValue)", .refused)
    }
    guard entry.release.author != vault.member else {
      throw Failure(
        "you drafted this release", hint: "another member reads and approves it: two persons release", .refused)
    }
    // By what lies there: a name in the release comes from somebody else, and could lead out of the folder.
    let files = try PackageFolder.files(in: folder)
    for file in entry.release.content.files {
      guard let bytes = files[file.name], Digest256.hash(bytes) == file.sha256.bytes else {
        throw Failure("\(file.name) is not the file that was drafted", hint: "draft the release again", .damaged)
      }
    }
    let remarks = try check(entry, folder, files)
    var approval = entry.release.content
    approval.files = approval.files.map { ReleasedFile(name: $0.name, sha256: $0.sha256) }
    approval.approvers = [vault.member]
    approval.approves = entry.release.id
    approval.supersedes = nil
    approval.date = try Self.today
    _ = try vault.write { try $0.add(approval, to: try vault.register) }
    return (files[DataPackage.descriptorName] ?? [], remarks)
  }

  /// Who drafted may have used another program: nothing it says is believed.
  private func check(_ entry: Entry, _ folder: String, _ files: [String: [UInt8]]) throws -> [String] {
    let earlier = try earlier(but: entry)
    // It may name a draft that was taken back since.
    let named = entries.filter { $0.release.id != entry.release.id }.compactMap { try? published($0) }
    let progress = Terminal.progress("checking")
    defer { progress.finish() }
    let verification = ReleaseVerification(
      [.init(name: folder, files: files)], earlier: named, digest: Digest256.hash, signatureFault: { _, _ in nil })
    for report in verification.reports where !report.findings.isEmpty {
      throw Failure(
        report.findings.map(\.sentence).joined(separator: "; "), hint: "do not approve it; draft the release again",
        .refused)
    }
    // It names the releases it was made beside; somebody else may have drafted another meanwhile.
    if let own = try published(entry) {
      let corrected = try entry.release.content.supersedes.flatMap { id in
        try entries.first { $0.release.id == id }.flatMap(published)
      }
      _ = try ReleasePackage(own.tables, earlier: earlier, replacing: corrected)
    }
    return verification.reports.flatMap(\.remarks)
  }

  /// Takes a release back, with the reason.
  func withdraw(_ entry: Entry, reason: String) throws {
    guard entry.state != .withdrawn else { throw Failure("this release is withdrawn already", .refused) }
    let withdrawal = Release(
      title: entry.release.content.title, audience: entry.release.content.audience, date: try Self.today,
      rules: ["withdrawn: \(reason)"], drafter: vault.member, withdraws: entry.release.id)
    _ = try vault.write { try $0.add(withdrawal, to: try vault.register) }
  }

  private static var today: PartialDate {
    get throws { try PartialDate(String(Date().formatted(.iso8601).prefix(10))) }
  }
}
