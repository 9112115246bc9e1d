import Foundation
import Platform
import Records
import Sodium

@testable import Sync
@testable import Vault

/// SplitMix64 (Steele, Lea, Flood 2014): a seed gives the same run again, keys and identifiers aside.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}

/// A remote in memory that fails when it is told to, in the middle of anything.
final class MemoryRemote: Remote {
  struct Interrupted: Error {}

  let identifier = "memory"
  private(set) var items: [RemoteItem: [UInt8]] = [:]
  /// How many calls succeed before one does not; `nil` for all.
  var patience: Int?

  private func call() throws {
    guard let left = patience else { return }
    guard left > 0 else { throw Interrupted() }
    patience = left - 1
  }

  func list() throws -> (items: [RemoteItem: Int], foreign: Int) {
    try call()
    return (items.mapValues(\.count), 0)
  }

  func get(_ item: RemoteItem, limit: Int) throws -> [UInt8]? {
    try call()
    return items[item].flatMap { $0.count <= limit ? $0 : nil }
  }

  func put(_ item: RemoteItem, _ bytes: [UInt8]) throws -> Bool {
    try call()
    guard items[item] == nil else { return false }
    items[item] = bytes
    return true
  }

  func put(_ item: RemoteItem, from file: PosixFile) throws -> Bool { try put(item, try file.readAll(limit: 1 << 24)) }

  func copy(_ item: RemoteItem, to file: PosixFile, limit: Int) throws -> Bool {
    guard let bytes = try get(item, limit: limit) else { return false }
    try file.write(bytes, count: bytes.count, at: 0)
    return true
  }

  func remove(_ item: RemoteItem) throws {
    try call()
    items[item] = nil
  }
}

/// Replicas that work apart and exchange now and then, in the order a seed gives. No passphrase is stretched: the
/// identities lie in memory only.
final class Simulation {
  struct Plan {
    var replicas = 10
    var operations = 200
    /// Most operations between two exchanges of a replica.
    var stretch = 60
    /// How many operations of a thousand are a recovery: the replica goes on with a new member.
    var recoveries = 0
  }

  /// What one run came to; `problems` is empty when everything converged.
  struct Outcome {
    var problems: [String] = []
    var commits = 0
    var records = 0
    var removed = 0
    var quarantined = 0
    var interrupted = 0
    var recovered = 0
  }

  private let root: String
  private let plan: Plan
  private var random: SeededGenerator
  private let remote = MemoryRemote()
  private var vaults: [OpenVault] = []
  /// SHA-256 of the sealed bytes of every record each replica wrote.
  private var written: [Set<[UInt8]>] = []
  private var outcome = Outcome()
  private var recovery: RecoverySecret
  private var recovered = 0

  init(seed: UInt64, plan: Plan) throws {
    self.plan = plan
    recovery = try RecoverySecret(seed: try .random())
    random = SeededGenerator(seed: seed)
    let memory = "/dev/shm"
    let parent = FileManager.default.isWritableFile(atPath: memory) ? memory + "/" : NSTemporaryDirectory()
    root = parent + "casevault-simulation-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func run() throws -> Outcome {
    try begin()
    var left = Array(repeating: plan.operations, count: plan.replicas)
    while let replica = left.indices.filter({ left[$0] > 0 }).randomElement(using: &random) {
      let count = min(left[replica], Int.random(in: 1...plan.stretch, using: &random))
      for _ in 0..<count { operate(replica) }
      left[replica] -= count
      if Bool.random(using: &random) { exchange(replica, mayFail: true) }
    }
    settle()
    try compare()
    return outcome
  }

  // MARK: Beginning

  private func begin() throws {
    let founding = FoundingPlan(handle: "m0", roles: [.custodian, .monitor], alias: "m0")
    let first = try folder(0)
    let founder = try open(
      first, try OpenVault.foundLedger(in: first, plan: founding, recovery: recovery))
    vaults = [founder]
    for number in 1..<plan.replicas {
      let (request, identity) = try Joining.keys(try founder.invitation(), handle: "m\(number)")
      try founder.confirm(request, roles: number < 3 ? [.custodian, .monitor] : [.monitor, .analyst])
      let folder = try folder(number)
      _ = try Database(path: folder.database, creating: true)
      vaults.append(try open(folder, identity))
    }
    written = Array(repeating: [], count: plan.replicas)
    for replica in vaults.indices { exchange(replica, mayFail: false) }
  }

  private func folder(_ number: Int) throws -> VaultFolder {
    let folder = VaultFolder(root + "/\(number)")
    for path in [folder.path, folder.identities, folder.blobs] { try Folder.create(path) }
    return folder
  }

  private func open(_ folder: VaultFolder, _ identity: Identity) throws -> OpenVault {
    try OpenVault(folder: folder, identity: identity, database: Database(path: folder.database), joining: true)
  }

  // MARK: Operating

  /// One thing a member does; what the ledger refuses to them is simply not done.
  private func operate(_ replica: Int) {
    let vault = vaults[replica]
    do {
      if plan.recoveries > 0, Int.random(in: 0..<1000, using: &random) < plan.recoveries {
        return try recover(replica)
      }
      switch Int.random(in: 0..<1000, using: &random) {
      case 0..<620: try note(replica, vault)
      case 620..<690: try note(replica, vault, in: vault.openCase(title: CaseTitle(title: "t")))
      case 690..<830: try share(vault)
      case 830..<920: try unshare(vault)
      case 920..<950: try changeRoles(vault)
      case 950..<975: try close(vault)
      case 975..<978: try remove(vault)
      default: _ = try anyCase(vault).map { try vault.announceIdentity(of: [$0]) }
      }
      try refold(replica, vault)
    } catch is VaultError {
    } catch { outcome.problems.append("replica \(replica): \(error)") }
  }

  /// Folded from the founding commit it comes to the same as commit by commit; asked now and then, since it takes long.
  private func refold(_ replica: Int, _ vault: OpenVault) throws {
    guard Int.random(in: 0...plan.operations / 40, using: &random) == 0 else { return }
    let before = try vault.state.shared
    try vault.rebuild()
    if try vault.state.shared != before { outcome.problems.append("replica \(replica) refolds differently on the way") }
  }

  private func note(_ replica: Int, _ vault: OpenVault, in given: ID<Case>? = nil) throws {
    guard let id = try given ?? anyCase(vault, where: { !$0.closed }) else { return }
    let text = String(UInt64.random(in: 0 ... .max, using: &random))
    let note = try vault.write { try $0.add(Note(language: "en", text: text), to: id) }
    if let sealed = try vault.reading({ try $0.bodies(of: note.record) }).first {
      written[replica].insert(Digest256.hash(sealed))
    }
  }

  private func share(_ vault: OpenVault) throws {
    guard let id = try anyCase(vault), let member = try vault.members().randomElement(using: &random)
    else { return }
    let toRole = Int.random(in: 0..<3, using: &random) == 0
    let principal = toRole ? Principal.role(Bool.random(using: &random) ? .analyst : .lawyer) : .member(member.id)
    try vault.share(id, [.testimony, .identity], with: principal)
  }

  private func unshare(_ vault: OpenVault) throws {
    guard let id = try anyCase(vault),
      let principal = try vault.access(to: id).randomElement(using: &random)?.audience.randomElement(using: &random)
    else { return }
    try vault.unshare(id, [.testimony, .identity], from: principal, reason: nil)
  }

  private func changeRoles(_ vault: OpenVault) throws {
    guard let member = try vault.members().randomElement(using: &random) else { return }
    let role: Role = Bool.random(using: &random) ? .analyst : .lawyer
    let takes = member.roles.contains(role)
    try vault.changeRoles(of: member.id, add: takes ? [] : [role], remove: takes ? [role] : [])
  }

  private func close(_ vault: OpenVault) throws {
    guard let id = try anyCase(vault), let isClosed = try vault.state.cases[id]?.closed else { return }
    try vault.setClosed(!isClosed, id)
  }

  /// A case this member has a key of; not by way of its title, which would be opened for each.
  private func anyCase(
    _ vault: OpenVault, where matches: (VaultState.CaseEntry) -> Bool = { _ in true }
  ) throws -> ID<Case>? {
    let state = try vault.state
    return state.cases.filter {
      $0.key != state.founding.register && matches($0.value) && vault.holdsKey(.testimony, of: $0.key)
    }
    .sorted { $0.value.ordinal < $1.value.ordinal }.randomElement(using: &random)?.key
  }

  private func remove(_ vault: OpenVault) throws {
    guard let member = try vault.members().randomElement(using: &random), member.id != vaults[0].member else { return }
    try vault.remove(member.id, reason: nil)
  }

  /// The replica's identity is lost; the trustees admit somebody who goes on with it, and may remove another member.
  private func recover(_ replica: Int) throws {
    let folder = vaults[replica].folder
    try AtomicFile.write(VaultDescription(vault: vaults[replica].vaultID).bytes(), to: folder.description)
    let vault = try RecoveringVault(folder, secret: recovery)
    let next = try RecoverySecret(seed: try .random())
    recovered += 1
    var plan = RecoveryPlan(handle: "r\(recovered)", roles: [.custodian, .monitor], alias: "r", recoveryFile: "")
    let others = try vault.members().filter { $0.id != vaults[0].member }
    plan.removing = Bool.random(using: &random) ? others.randomElement(using: &random).map { [$0.id] } ?? [] : []
    let identity = try vault.identity()
    try vault.write(try vault.order(plan, identity, next: next), identity, next: next)
    recovery = next
    vaults[replica] = try open(folder, identity)
  }

  // MARK: Exchanging

  @discardableResult
  private func exchange(_ replica: Int, mayFail: Bool) -> Bool {
    remote.patience =
      mayFail && Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 0..<200, using: &random) : nil
    do {
      let report = try Exchange(vaults[replica], with: remote).run()
      if !report.ledger.refused.isEmpty { outcome.problems.append("replica \(replica) refused a commit") }
      return report.ledger.received + report.sent > 0
    } catch is MemoryRemote.Interrupted {
      outcome.interrupted += 1
    } catch { outcome.problems.append("exchange of replica \(replica): \(error)") }
    return true
  }

  private func settle() {
    for _ in 0..<12 {
      var moved = false
      for replica in vaults.indices.shuffled(using: &random) where exchange(replica, mayFail: false) { moved = true }
      if !moved { return }
    }
    outcome.problems.append("the exchange does not come to an end")
  }

  // MARK: Comparing

  private func compare() throws {
    let state = try vaults[0].state
    let present = vaults.indices.filter { state.members[vaults[$0].member]?.isRemoved == false }
    outcome.removed = vaults.count - present.count
    outcome.quarantined = state.quarantine.count
    outcome.commits = state.sequence
    outcome.recovered = state.recoveries.count
    guard present.contains(0) else { return outcome.problems.append("the founder was removed") }
    let here = try records(0)
    outcome.records = here.count
    for replica in present {
      let other = try vaults[replica].state.shared
      if other != state.shared { outcome.problems.append("replica \(replica) has another state") }
      if try records(replica) != here { outcome.problems.append("replica \(replica) has other records") }
      if !written[replica].isSubset(of: here) { outcome.problems.append("records of replica \(replica) are lost") }
      // Incrementally and from the beginning, it comes to the same.
      try vaults[replica].rebuild()
      if try vaults[replica].state.shared != other { outcome.problems.append("replica \(replica) refolds differently") }
      let readable = try keysMissing(replica)
      if readable > 0 { outcome.problems.append("replica \(replica) lacks \(readable) keys it is to have") }
    }
  }

  /// Keys of compartments whose audience a member is in that never reached them, though somebody holds them.
  private func keysMissing(_ replica: Int) throws -> Int {
    let state = try vaults[replica].state
    return try state.undelivered()[.member(vaults[replica].member)]?.count { owed in
      try vaults.indices.contains { other in
        try vaults[other].fold.ring.keys[owed.epoch] != nil
          && state.mayGrant(owed, by: vaults[other].member)
          && state.members[vaults[other].member]?.isRemoved == false
          && vaults[other].state.sequence == state.sequence
      }
    } ?? 0
  }

  /// SHA-256 of every record body in every commit, wherever it counts, each compared with the bytes that are there.
  private func records(_ replica: Int) throws -> Set<[UInt8]> {
    let vault = vaults[replica]
    return try vault.reading { connection in
      let ledger = try OpenedLedger().canonical(with: vault.fold, connection)
      var found: Set<[UInt8]> = []
      for commit in ledger.commits {
        for line in commit.lines.lines {
          guard case .record = line.kind else { continue }
          guard let sealed = try connection.body(line.id, digest: line.bodyHash),
            Digest256.hash(sealed) == line.bodyHash
          else { throw VaultError.damaged(.missingBody(line.id)) }
          found.insert(line.bodyHash)
        }
      }
      return found
    }
  }
}
