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

  /// Everything figures may have left with: drafts too, and what was taken back after it was approved, since nobody can
  /// make it unread.
  func earlier() throws -> [EarlierRelease] {
    try entries.filter { $0.state != .withdrawn || $0.approver != nil }.compactMap(published)
  }

  /// The tables of an entry, where it has any.
  func published(_ entry: Entry) throws -> EarlierRelease? {
    let files = entry.release.content.files
    guard let tables = files.first(where: { $0.name == "tables.json" })?.json,
      let descriptor = files.first(where: { $0.name == DataPackage.descriptorName })
    else { return nil }
    return try EarlierRelease(
      id: descriptor.sha256.hex, title: LocalizedText(entry.release.content.title), tables: Array(tables.utf8))
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

  /// Approves a draft whose folder still holds the very files that were drafted.
  /// - Returns: the bytes of its descriptor.
  func approve(_ entry: Entry, folder: String) throws -> [UInt8] {
    guard entry.state == .draft else {
      throw Failure("release \(entry.release.id.short) is \(entry.state.rawValue)", .refused)
    }
    guard entry.release.author != vault.member else {
      throw Failure(
        "you drafted this release", hint: "another member reads and approves it: two persons release", .refused)
    }
    var descriptor: [UInt8] = []
    for file in entry.release.content.files {
      let bytes = try PosixFile.readRegular(folder + "/" + file.name, limit: 256 << 20)
      guard Digest256.hash(bytes) == file.sha256.bytes else {
        throw Failure("\(file.name) is not the file that was drafted", hint: "draft the release again", .damaged)
      }
      if file.name == DataPackage.descriptorName { descriptor = bytes }
    }
    var approval = entry.release.content
    approval.files = approval.files.map { ReleasedFile(name: $0.name, sha256: $0.sha256) }
    approval.approvers = [vault.member]
    approval.approves = entry.release.id
    approval.supersedes = nil
    approval.date = try Self.today
    _ = try vault.write { try $0.add(approval, to: try vault.register) }
    return descriptor
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
