import Dispatch
import Foundation
import Platform
import Records
import Sodium
import Synchronization
import Testing

@testable import Vault

/// Flips bytes of a vault and looks at it as each of its members: either `verify` names the damage, or every read
/// gives what it gave before; and no read ever gives anything else than that or an error.
@Suite struct TamperTests {
  @Test func flippingAnyByteIsNamedOrChangesNothing() throws {
    let test = try FlipVault()
    let environment = ProcessInfo.processInfo.environment
    let everything = environment["CASEVAULT_TAMPER_ALL"] == "1"
    let only = environment["CASEVAULT_TAMPER_FILE"]
    var flips: [Flip] = []
    for file in try test.files() where only.map({ file.hasPrefix($0) }) ?? true {
      let size = try FileManager.default.attributesOfItem(atPath: test.root + "/" + file)[.size] as? Int ?? 0
      // The first bytes hold headers; everything is for the full campaign.
      let offsets =
        everything
        ? Array(0..<size)
        : Array(0..<min(size, 200)).filter { $0 < 100 || $0.isMultiple(of: 5) }
          + stride(from: 200, to: size, by: 1499)
      flips += offsets.map { Flip(file: file, offset: $0, mask: UInt8(1) << UInt8(($0 &* 7 + $0 / 8) % 8)) }
    }
    let start = ContinuousClock.now
    let findings = test.run(flips)
    FileHandle.standardError.write(Data("\(flips.count) flips, \(ContinuousClock.now - start)\n".utf8))
    #expect(findings.isEmpty, "\(findings.prefix(20).joined(separator: "\n"))")
  }
}

/// One byte to alter.
struct Flip: Sendable {
  let file: String
  let offset: Int
  let mask: UInt8
}

/// A small vault with two members, and what each of them reads in it.
final class FlipVault: Sendable {
  let root: String
  private let members: [Identity]
  private let baselines: [[String]]
  private let scratch: String

  init() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    for title in ["first", "second"] {
      let id = try vault.openCase(title: CaseTitle(title: title))
      try vault.write { draft in
        try draft.add(Note(language: "en", text: "Words of \(title).\n\nMore of them."), to: id)
        try draft.add(Person(names: [PersonName(script: .latin, surname: "Testova")]), to: id)
        try draft.add(MedicalFinding(bodySite: "left arm", description: "bruise"), to: id)
        try draft.add(CodedRecord(unit: .statements, source: .statement), to: id)
      }
    }
    let first = try #require(try vault.cases().first?.id)
    try vault.share(first, [.identity, .testimony], with: .member(lawyer.member))
    let path = test.root + "/photograph"
    try Data((0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).write(to: URL(fileURLWithPath: path))
    try vault.attach(try PosixFile.reading(path), named: "photograph.jpg", to: first) { AttachedFile(file: $0) }
    // One member reads through a cache, the other folds from the founding commit.
    try vault.rebuild()
    try vault.write { try $0.add(Note(language: "en", text: "after the snapshot"), to: first) }
    try vault.close()

    // Thousands of copies: in memory where there is a folder for it.
    let memory = "/dev/shm"
    let parent = FileManager.default.isWritableFile(atPath: memory) ? memory + "/" : NSTemporaryDirectory()
    scratch = parent + "casevault-flip-" + UUID().uuidString
    root = scratch + "/original"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: test.folder.path, toPath: root)
    for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: root + "/ledger.sqlite" + end) }
    members = [test.founder, lawyer]
    let copy = scratch + "/baseline"
    try FileManager.default.copyItem(atPath: root, toPath: copy)
    baselines = members.map { Self.readings(VaultFolder(copy), $0) }
    for (member, baseline) in zip(members, baselines) {
      #expect(!baseline.contains { $0.hasPrefix("error") })
      let report = try VaultAccess(VaultFolder(copy)).verify(member)
      #expect(report.damage == [])
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: scratch) }

  /// Every file of the vault, by its path inside the folder.
  func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root).filter {
      var isFolder: ObjCBool = false
      return unsafe FileManager.default.fileExists(atPath: root + "/" + $0, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// What went wrong, in words; empty when every flip was named or changed nothing.
  func run(_ flips: [Flip]) -> [String] {
    let findings = Mutex<[String]>([])
    let parts = ProcessInfo.processInfo.activeProcessorCount
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      for index in stride(from: part, to: flips.count, by: parts) {
        do {
          let found = try examine(flips[index], at: scratch + "/part\(part)")
          if !found.isEmpty { findings.withLock { $0 += found } }
        } catch { findings.withLock { $0.append("\(flips[index]): \(error)") } }
      }
    }
    return findings.withLock { $0 }
  }

  private func examine(_ flip: Flip, at path: String) throws -> [String] {
    var findings: [String] = []
    for (member, baseline) in zip(members, baselines) {
      try place(flip, at: path)
      let report = try VaultAccess(VaultFolder(path)).verify(member)
      try place(flip, at: path)
      let readings = Self.readings(VaultFolder(path), member)
      for (before, after) in zip(baseline, readings) where before != after {
        if !after.hasPrefix("error") {
          findings.append("\(flip): other content: \(before) became \(after)")
        } else if report.isSound {
          findings.append("\(flip): not named by verify: \(before) became \(after)")
        }
      }
    }
    return findings
  }

  private func place(_ flip: Flip, at path: String) throws {
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: root, toPath: path)
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/" + flip.file))
    try file.seek(toOffset: UInt64(flip.offset))
    let byte = try #require(try file.read(upToCount: 1)?.first)
    try file.seek(toOffset: UInt64(flip.offset))
    try file.write(contentsOf: Data([byte ^ flip.mask]))
    try file.close()
  }

  /// Everything a member can ask for, each answer a line.
  static func readings(_ folder: VaultFolder, _ member: Identity) -> [String] {
    func line(_ name: String, _ body: () throws -> String) -> String {
      do { return try name + ": " + body() } catch { return "error in \(name): \(error)" }
    }
    func each(_ name: String, _ count: Int, _ error: any Error) -> [String] {
      (0..<count).map { "error in \(name) \($0): \(error)" }
    }
    let kinds = RecordKind.allCases
    let vault: OpenVault
    do { vault = try VaultAccess(folder).open(member) } catch {
      return each("open", 5 + 3 * (kinds.count + 4), error)
    }
    defer { try? vault.close() }
    var lines = [
      line("members") { try vault.members().description },
      line("roles") { try vault.rolesWithKey().map(\.rawValue).sorted().description },
      line("pending") { try vault.pendingDeliveries().description },
      line("register") { try vault.register.hex },
      line("cases") { try vault.cases().map { "\($0)" }.joined(separator: ", ") },
    ]
    // Asked for by place, so that a case that is gone is seen.
    let ids = ((try? vault.cases().map(\.id)) ?? []) + ((try? [vault.register]) ?? [])
    for index in 0..<3 {
      guard ids.indices.contains(index) else {
        lines += each("case \(index)", kinds.count + 4, VaultError.unknown(what: "case"))
        continue
      }
      let id = ids[index]
      lines += [
        line("summary \(index)") { "\(try vault.caseSummary(id))" },
        line("access \(index)") { "\(try vault.access(to: id))" },
        line("places \(index)") { "\(try vault.places(in: id))" },
        line("files \(index)") { try files(vault, id) },
      ]
      for kind in kinds { lines.append(line("\(kind) \(index)") { try history(vault, kind.contentType, id) }) }
    }
    return lines
  }

  private static func history<Content: RecordContent>(
    _ vault: OpenVault, _ type: Content.Type, _ id: ID<Case>
  ) throws -> String {
    do { return "\(try vault.history(type, in: id))" } catch VaultError.noKey { return "no key" }
  }

  private static func files(_ vault: OpenVault, _ id: ID<Case>) throws -> String {
    guard vault.holdsKey(.testimony, of: id) else { return "no key" }
    return try vault.records(AttachedFile.self, in: id).map { record in
      let path = vault.folder.path + "/../" + UUID().uuidString
      defer { try? FileManager.default.removeItem(atPath: path) }
      try vault.get(record.id.record, in: id, to: path)
      return Digest256.hash([UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))).hex
    }.joined(separator: ",")
  }
}
