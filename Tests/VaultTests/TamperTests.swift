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
///
/// By itself a sample of the bytes of a small vault; `scripts/tamper` runs the same over all of them, and over any vault.
@Suite struct TamperTests {
  @Test func flippingAnyByteIsNamedOrChangesNothing() throws {
    let environment = ProcessInfo.processInfo.environment
    let test: FlipVault
    if let vault = environment["CASEVAULT_TAMPER_VAULT"], let list = environment["CASEVAULT_TAMPER_PASSPHRASES"] {
      test = try FlipVault(copying: vault, passphrases: list)
    } else if let folder = environment["CASEVAULT_TAMPER_ALL"] {
      return try campaign(in: folder)
    } else {
      test = try FlipVault()
    }
    var flips: [Flip] = []
    for (file, size) in try test.files() {
      let offsets =
        Array(stride(from: 1, to: min(size, 100), by: 33)) + stride(from: 100, to: size, by: max(size / 8, 100))
      flips += offsets.map { Flip(everyByteOf: file, $0) }
    }
    if let count = environment["CASEVAULT_TAMPER_COUNT"].flatMap({ Int($0) }) {
      var random = SystemRandomNumberGenerator()
      flips = (0..<count).compactMap { _ in test.flip(using: &random) }
    }
    let outcome = test.run(flips, saying: environment.keys.contains { $0.hasPrefix("CASEVAULT_TAMPER_") })
    #expect(outcome.findings.isEmpty, "\(outcome.findings.prefix(20).joined(separator: "\n"))")
    // A sample that hits nothing would prove nothing.
    #expect(outcome.named > 0)
  }

  /// Every byte of a small vault kept in `folder`, on from where the last run was stopped; `folder/done` counts.
  private func campaign(in folder: String) throws {
    let kept = folder + "/vault"
    if !FileManager.default.fileExists(atPath: kept) {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try FlipVault(titles: ["only"]).keep(at: kept)
      try AtomicFile.write(
        Array(FlipVault.aliases.map { "\($0) passphrase of \($0)\n" }.joined().utf8), to: folder + "/passphrases")
    }
    let test = try FlipVault(copying: kept, passphrases: folder + "/passphrases")
    let notes = folder + "/done"
    let flips = try test.files().flatMap { file, size in (0..<size).map { Flip(everyByteOf: file, $0) } }
    var done = (try? String(contentsOfFile: notes, encoding: .utf8)).flatMap { Int($0) } ?? 0
    while done < flips.count {
      let block = flips[done..<min(done + 1_000, flips.count)]
      let outcome = test.run(Array(block), saying: false)
      try #require(outcome.findings.isEmpty, "\(outcome.findings.prefix(20).joined(separator: "\n"))")
      done = block.endIndex
      try AtomicFile.write(Array("\(done)".utf8), to: notes)
      FileHandle.standardError.write(Data("\(done) of \(flips.count) bytes, \(outcome.named) named in the last\n".utf8))
    }
  }

  /// A killed command leaves the log unmerged; a flip in it loses what was acknowledged, unless something else remembers.
  @Test func flippingAByteOfTheWriteAheadLogIsNamedOrChangesNothing() throws {
    let test = try FlipVault(keepingLog: true)
    let log = try #require(try test.files().first { $0.file.hasSuffix("-wal") })
    let flips = stride(from: 0, to: log.size, by: log.size / 8).map { Flip(file: log.file, offset: $0, mask: 4) }
    let outcome = test.run(flips, saying: false)
    #expect(outcome.findings.isEmpty, "\(outcome.findings.prefix(20).joined(separator: "\n"))")
    #expect(outcome.named > 0)
  }
}

/// One byte to alter.
struct Flip: Sendable {
  let file: String
  let offset: Int
  let mask: UInt8
}

extension Flip {
  /// A bit of this byte; another one in the next.
  init(everyByteOf file: String, _ offset: Int) {
    self.init(file: file, offset: offset, mask: 1 << UInt8((offset * 5 + offset / 8) % 8))
  }
}

/// What flips did.
struct FlipOutcome: Sendable {
  /// What went wrong, in words; empty when every flip was named or changed nothing.
  var findings: [String] = []
  /// How often some member's `verify` named damage.
  var named = 0
}

/// A vault, and what each of some members reads in it.
final class FlipVault: Sendable {
  /// Who is in the small vault.
  static let aliases = ["founder", "lawyer"]

  private let root: String
  private let scratch: String
  private let members: [Identity]
  private let baselines: [[String]]
  /// Every case and the register, as they were before any flip.
  private let cases: [ID<Case>]

  /// A small vault of a founder, who reads through a cache, and a lawyer, who folds from the founding commit.
  convenience init(titles: [String] = ["first", "second"], keepingLog: Bool = false) throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    for title in titles {
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
    try AtomicFile.write((0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, to: path)
    try vault.attach(try PosixFile.reading(path), named: "photograph.jpg", to: first) { AttachedFile(file: $0) }
    try vault.rebuild()
    try vault.close()
    try vault.write { try $0.add(Note(language: "en", text: "after the snapshot"), to: first) }
    if !keepingLog { try vault.close() }
    // The vault is still open, as it is when a process is killed.
    try self.init(test.folder.path, members: [test.founder, lawyer], keepingLog: keepingLog)
    withExtendedLifetime(vault) {}
  }

  /// A copy of any vault. The file lists an alias and, after a space, its passphrase on each line.
  convenience init(copying folder: String, passphrases: String) throws {
    let lines = String(decoding: try PosixFile.readAll(passphrases, limit: 1 << 16), as: UTF8.self).split(
      separator: "\n")
    let members = try lines.map { line in
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { throw VaultError.unknown(what: "passphrase") }
      return try IdentityFiles(VaultFolder(folder)).open(
        String(words[0]), passphrase: try Secret(copying: Array(words[1].utf8)))
    }
    try self.init(folder, members: members, keepingLog: false)
  }

  private init(_ folder: String, members: [Identity], keepingLog: Bool) throws {
    // Thousands of copies: in memory where there is a folder for it.
    let memory = "/dev/shm"
    let parent = FileManager.default.isWritableFile(atPath: memory) ? memory + "/" : NSTemporaryDirectory()
    scratch = parent + "casevault-flip-" + UUID().uuidString
    root = scratch + "/original"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: folder, toPath: root)
    for end in ["-wal", "-shm"] where !keepingLog || end == "-shm" {
      try? FileManager.default.removeItem(atPath: root + "/ledger.sqlite" + end)
    }
    self.members = members
    let listed = scratch + "/listed"
    try FileManager.default.copyItem(atPath: root, toPath: listed)
    let before = try VaultAccess(VaultFolder(listed)).open(try #require(members.first))
    cases = try before.cases().map(\.id) + [before.register]
    var baselines: [[String]] = []
    for member in members {
      let copy = VaultFolder(scratch + "/baseline\(baselines.count)")
      try FileManager.default.copyItem(atPath: root, toPath: copy.path)
      let baseline = Self.readings(copy, member, cases)
      #expect(!baseline.contains { $0.hasPrefix("error") })
      #expect(try VaultAccess(copy).verify(member).damage == [])
      baselines.append(baseline)
    }
    self.baselines = baselines
  }

  deinit { try? FileManager.default.removeItem(atPath: scratch) }

  /// Every file of the vault, by its path inside the folder, and its size.
  func files() throws -> [(file: String, size: Int)] {
    try FileManager.default.subpathsOfDirectory(atPath: root).sorted().compactMap { path in
      let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + path)
      guard attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int else {
        return nil
      }
      return (path, size)
    }
  }

  /// A random bit of a random byte of the whole folder.
  func flip(using random: inout some RandomNumberGenerator) -> Flip? {
    guard let files = try? files() else { return nil }
    let total = files.reduce(0) { $0 + $1.size }
    guard total > 0 else { return nil }
    var place = Int.random(in: 0..<total, using: &random)
    for (file, size) in files {
      if place < size { return Flip(file: file, offset: place, mask: 1 << UInt8.random(in: 0..<8, using: &random)) }
      place -= size
    }
    return nil
  }

  func run(_ flips: [Flip], saying: Bool) -> FlipOutcome {
    let outcome = Mutex<FlipOutcome>(FlipOutcome())
    let done = Atomic<Int>(0)
    let parts = ProcessInfo.processInfo.activeProcessorCount
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let copy = WorkingCopy(of: root, at: scratch + "/part\(part)")
      for index in stride(from: part, to: flips.count, by: parts) {
        var single = FlipOutcome()
        do { single = try examine(flips[index], in: copy) } catch {
          single.findings = ["\(flips[index]): \(error)"]
        }
        outcome.withLock {
          $0.findings += single.findings
          $0.named += single.named
        }
        let count = done.wrappingAdd(1, ordering: .relaxed).newValue
        guard saying, count.isMultiple(of: 500) || !single.findings.isEmpty || count == flips.count else { continue }
        let line = (["\(count) of \(flips.count)"] + single.findings).joined(separator: "\n") + "\n"
        FileHandle.standardError.write(Data(line.utf8))
      }
    }
    return outcome.withLock { $0 }
  }

  private func examine(_ flip: Flip, in copy: WorkingCopy) throws -> FlipOutcome {
    var outcome = FlipOutcome()
    for (member, baseline) in zip(members, baselines) {
      try copy.reset(with: flip)
      let report = try VaultAccess(VaultFolder(copy.path)).verify(member)
      if !report.isSound { outcome.named += 1 }
      try copy.reset(with: flip)
      let readings = Self.readings(VaultFolder(copy.path), member, cases)
      for (before, after) in zip(baseline, readings) where before != after {
        if !after.hasPrefix("error") {
          outcome.findings.append("\(flip): other content: \(before) became \(after)")
        } else if report.isSound {
          outcome.findings.append("\(flip): not named by verify: \(before) became \(after)")
        }
      }
    }
    return outcome
  }

  /// A copy of the vault for another run.
  func keep(at path: String) throws { try FileManager.default.copyItem(atPath: root, toPath: path) }

  /// Everything a member can ask for, each answer a line.
  private static func readings(_ folder: VaultFolder, _ member: Identity, _ cases: [ID<Case>]) -> [String] {
    func each(_ name: String, _ count: Int, _ error: any Error) -> [String] {
      (0..<count).map { "error in \(name) \($0): \(error)" }
    }
    let kinds = RecordKind.allCases
    var vault: OpenVault
    do { vault = try VaultAccess(folder).open(member) } catch {
      return each("open", 7 + cases.count * (kinds.count + 4), error)
    }
    defer { try? vault.close() }
    func line(_ name: String, _ body: () throws -> String) -> String {
      do {
        let text = try body()
        guard !vault.unreadable.isEmpty else { return name + ": " + text }
        // A command that met something unreadable shows the rest, says so and fails; the next one starts afresh.
        let error = "error in \(name): \(vault.unreadable)"
        vault = try VaultAccess(folder).open(member)
        return error
      } catch { return "error in \(name): \(error)" }
    }
    var lines = [
      // First, since reading identities adds commits of its own.
      line("ledger") { try vault.ledger().map { "\($0.sequence) \($0.hash) \($0.time) \($0.decisions)" }.joined() },
      line("search") {
        let result = try vault.search("o")
        guard result.unreadable.isEmpty else { throw VaultError.damaged(.missingBody(result.unreadable[0])) }
        return "\(result)"
      },
      line("members") { try vault.members().description },
      line("roles") { try vault.rolesWithKey().map(\.rawValue).sorted().description },
      line("pending") { try vault.pendingDeliveries().description },
      line("register") { try vault.register.hex },
      line("cases") { try vault.cases().map { "\($0)" }.joined(separator: ", ") },
    ]
    for (index, id) in cases.enumerated() {
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
