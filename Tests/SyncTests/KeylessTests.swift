import Platform
import Records
import Sodium
import Synchronization
import Testing

@testable import Sync
@testable import Vault

/// Keys that are said to have been given and were not.
@Suite struct KeylessTests {
  private func notes(_ test: Replicas, _ name: String, _ id: ID<Case>) throws -> Set<String> {
    Set(try test.open(name).records(Note.self, in: id).map(\.content.text))
  }

  private func note(_ text: String, _ test: Replicas, _ name: String, _ id: ID<Case>) throws {
    try test.open(name).write { try $0.add(Note(language: "en", text: text), to: id) }
  }

  /// A grant under these keys' names that nobody can open.
  private func garbage(_ epochs: [EpochID], for recipient: SealingPublicKey) throws -> Grant {
    var writer = ByteWriter()
    writer.append(RecipientID(recipient).bytes)
    writer.append(UInt32(epochs.count))
    for epoch in epochs { writer.append(epoch.bytes) }
    writer.append(UInt32(1488))
    writer.append(SodiumRandom.bytes(1488))
    return try #require(Grant(encoded: writer.bytes))
  }

  /// A reader lets somebody in, or a role, and seals nonsense to them: who holds the keys seals them once more.
  @Test(arguments: [true, false]) func aGrantThatDoesNotOpenIsMadeAgain(_ toRole: Bool) throws {
    let test = try Replicas()
    try test.join("forger", [.monitor])
    try test.join("reader", [.lawyer])
    try test.converge()
    let id = try test.open("founder").openCase(title: CaseTitle(title: "t"))
    try note("one", test, "founder", id)
    try test.open("founder").share(id, [.testimony], with: .member(try test.identity("forger").member))
    try test.converge()
    let state = try test.open("forger").state
    let principal: Principal = try toRole ? .role(.lawyer) : .member(test.identity("reader").member)
    let epochs = try #require(state.cases[id]?.compartments[.testimony]?.epochs.map(\.id))
    var forger = try Forger("forger", seen: state, in: test)
    try forger.decide(
      .audience(case: id, compartment: .testimony, add: [principal], remove: [], reason: nil, until: nil))
    try forger.grant(try garbage(epochs, for: try #require(state.sealingKey(of: principal))))
    try forger.publish(in: test)

    try test.sync("founder")
    #expect(try test.open("founder").state.undelivered().isEmpty)
    for name in ["reader", "founder", "reader"] { try test.sync(name) }
    #expect(try notes(test, "reader", id) == ["one"])
    try test.converge()
    let commits = try test.open("reader").state.sequence
    try test.converge()
    // Nobody goes on complaining.
    #expect(try test.open("reader").state.sequence == commits)
    for name in test.identities.keys {
      #expect(try test.open(name).accessDiscrepancies() == [])
      let before = try test.open(name).state.granted
      try test.open(name).rebuild()
      #expect(try test.open(name).state.granted == before)
    }
  }

  /// A true grant to a role in a line that says it belongs to a case: who is given the role later opens it as what it
  /// is not.
  @Test func aGrantInALineOfACaseKeepsNobodyOut() throws {
    let test = try Replicas()
    try test.join("forger", [.monitor])
    try test.join("reader", [.lawyer])
    try test.converge()
    let vault = try test.open("forger")
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    try test.converge()
    let state = try test.open("forger").state
    let epochs = try #require(state.cases[id]?.compartments[.testimony]?.epochs.map(\.id))
    let keys = try epochs.map { try #require(vault.fold.ring.keys[$0]) }
    let role = try #require(state.sealingKey(of: .role(.lawyer)))
    var forger = try Forger("forger", seen: state, in: test)
    try forger.decide(
      .audience(case: id, compartment: .testimony, add: [.role(.lawyer)], remove: [], reason: nil, until: nil))
    try forger.grant(
      try Grant(keys, to: role, vault: test.vaultID, log: test.identity("forger").device.log), of: id.record)
    try forger.publish(in: test)
    try test.converge()
    try test.join("late", [.lawyer])
    try test.converge()
    #expect(try test.open("late").state.sequence == test.open("founder").state.sequence)
    try note("read", test, "forger", id)
    try test.converge()
    #expect(try notes(test, "late", id) == ["read"])
  }

  /// Who says that keys did not reach them is given them again, and has not read less for it.
  @Test func whoSaysTheyHoldNothingIsKnownToHoldIt() throws {
    let test = try Replicas()
    try test.join("reader", [.lawyer])
    let id = try test.open("founder").openCase(title: CaseTitle(title: "t"))
    try note("one", test, "founder", id)
    try test.open("founder").share(id, [.testimony], with: .member(try test.identity("reader").member))
    try test.converge()
    let state = try test.open("reader").state
    let principal = Principal.member(try test.identity("reader").member)
    let before = try test.open("founder").readable(by: principal)
    #expect(before.contains { $0.compartment == .testimony && $0.records == 2 })
    var forger = try Forger("reader", seen: state, in: test)
    try forger.decide(.notReceived(keys: try #require(state.cases[id]?.compartments[.testimony]?.epochs.map(\.id))))
    try forger.publish(in: test)
    let founder = try test.open("founder")
    let exchange = try LedgerExchange(founder)
    let remote = try FolderRemote(test.shared, vault: test.vaultID)
    for case .package(let name, _) in try remote.list().items.keys {
      try exchange.take(name) { try remote.get(.package(name, part: $0), limit: LedgerExchange.fileLimit) }
    }
    #expect(try exchange.finish().received == 1)
    #expect(try founder.state.undelivered()[principal]?.isEmpty == false)
    #expect(try founder.readable(by: principal) == before)
    try founder.prepareToPublish()
    #expect(try founder.state.undelivered()[principal] == nil)
  }

  /// A custodian declares ledger keys that nobody was given.
  @Test func aLedgerKeyThatNobodyHoldsStopsNobody() throws {
    let test = try Replicas()
    try test.join("forger", [.custodian])
    try test.join("monitor", [.monitor])
    try test.converge()
    let everybody = test.identities.values.map { Principal.member($0.member) }.sorted() + [.recovery]
    func unknown() throws -> EpochID {
      GrantedKey(vault: test.vaultID, kind: .ledger, scope: .none, key: try .random()).epoch
    }
    var forger = try Forger("forger", seen: try test.open("forger").state, in: test)
    try forger.decide(.ledgerKey(epoch: try unknown(), recipients: everybody))
    try forger.publish(in: test)
    try test.converge()
    let id = try test.open("monitor").openCase(title: CaseTitle(title: "t"))
    try note("one", test, "monitor", id)
    try test.open("monitor").share(id, [.testimony], with: .member(try test.identity("founder").member))
    try test.converge()
    #expect(try notes(test, "founder", id) == ["one"])

    // With a removal, after which no other key is fresh.
    try test.join("gone", [.lawyer])
    try test.converge()
    let state = try test.open("forger").state
    forger = try Forger("forger", seen: state, in: test)
    let gone = try test.identity("gone")
    try forger.decide(.removal(member: gone.member, cutoffs: [], reason: nil))
    try forger.decide(.ledgerKey(epoch: try unknown(), recipients: everybody))
    try forger.publish(in: test)
    // Who may make no key waits for one who may; nothing goes out under the old one meanwhile.
    #expect(throws: VaultError.noLedgerKey) { try test.sync("monitor") }
    #expect(throws: VaultError.noLedgerKey) { try note("two", test, "monitor", id) }
    try test.sync("founder")
    try note("two", test, "founder", id)
    try test.sync("founder")
    try test.sync("monitor")
    try note("three", test, "monitor", id)
    try test.sync("monitor")
    try test.sync("founder")
    #expect(try notes(test, "founder", id) == ["one", "two", "three"])
    let epoch = try #require(try test.open("founder").state.ledgerKey(in: test.open("founder").fold.ring))
    #expect(try test.open("monitor").state.ledgerKey(in: test.open("monitor").fold.ring)?.epoch == epoch.epoch)
    _ = try? test.sync("gone")
    #expect(try test.open("gone").fold.ring.key(epoch.epoch) == nil)
  }

  /// Of two who work in one folder, one is removed by the other: their own commands say so, and not that it is damaged.
  @Test func whoWasRemovedInASharedFolderIsTold() throws {
    let test = try Replicas()
    let founder = try test.open("founder")
    try founder.admit(
      handle: "second", roles: [.monitor], alias: "second", passphrase: try Replicas.passphrase("second"),
      parameters: Replicas.parameters)
    let identity = try IdentityFiles(test.folder("founder")).open(
      "second", passphrase: try Replicas.passphrase("second"))
    _ = try VaultAccess(test.folder("founder")).open(identity)
    try founder.remove(identity.member, reason: nil)
    #expect(throws: VaultError.noLedgerKey) { try VaultAccess(test.folder("founder")).open(identity) }
    #expect(
      try VaultAccess(test.folder("founder")).verify(identity).damage.first?.description.contains("not given") == true)
  }
}

/// What one commit may decide, and what it costs to fold.
@Suite struct CommitLimitTests {
  @Test(arguments: [(1_000, 1), (1_001, 1), (10, 30_000)]) func aCommitThatDecidesTooMuchIsRefused(
    _ count: Int, _ elements: Int
  ) throws {
    let test = try Replicas()
    try test.join("forger", [.monitor])
    let id = try test.open("forger").openCase(title: CaseTitle(title: "t"))
    try test.converge()
    var forger = try Forger("forger", seen: try test.open("forger").state, in: test)
    for _ in 0..<count {
      try forger.decide(
        .audience(
          case: id, compartment: .testimony, add: Array(repeating: .role(.lawyer), count: elements), remove: [],
          reason: nil, until: nil))
    }
    try forger.publish(in: test)
    let isTaken = count <= CommitLimit.decisions && elements == 1
    let report = try test.sync("founder")
    #expect(report.ledger.refused.count == (isTaken ? 0 : 1))
    #expect(report.ledger.received == (isTaken ? 1 : 0))
    #expect(
      try test.open("founder").state.cases[id]?.compartments[.testimony]?.changes.changes.count == (isTaken ? 1_001 : 1)
    )
  }
}

/// An element that counts how often it is looked at.
private struct Counted: Hashable, Codable {
  static let looks = Atomic(0)
  let number: Int

  static func == (left: Counted, right: Counted) -> Bool {
    looks.add(1, ordering: .relaxed)
    return left.number == right.number
  }

  func hash(into hasher: inout Hasher) {
    Self.looks.add(1, ordering: .relaxed)
    hasher.combine(number)
  }
}

@Suite struct ChangeSetTests {
  private let log = LogID(bytes: Array(repeating: 1, count: 16))
  private let other = LogID(bytes: Array(repeating: 2, count: 16))

  /// Two who do not hear of each other add and remove the same elements in turn.
  private func changes(_ count: Int, perCommit: Int) throws -> ChangeSet<Counted> {
    let (log, other) = (try #require(log), try #require(other))
    let zero = RecordID(hex: String(repeating: "0", count: 32)).map { ID<Member>($0) }
    var set = ChangeSet<Counted>()
    for number in 0..<count {
      for log in [log, other] {
        var clock = Clock()
        clock.note(Coordinate(log: log, number: number / perCommit))
        let element = [Counted(number: number % 7)]
        set.append(
          Change(
            at: Coordinate(log: log, number: number / perCommit), by: try #require(zero), time: "",
            add: log == other ? [] : element, remove: log == other ? element : []), seeing: .past(clock))
      }
    }
    return set
  }

  /// Many decisions of few commits cost what they are, and not their square.
  @Test func whatIsContestedIsFoundInProportion() throws {
    func looks(_ count: Int) throws -> Int {
      let set = try changes(count, perCommit: count)
      #expect(set.changes.allSatisfy { ($0.missed?.count ?? 0) <= 1 })
      let before = Counted.looks.load(ordering: .relaxed)
      #expect(set.contested.count == 7)
      #expect(set.present(in: .everything).isEmpty)
      return Counted.looks.load(ordering: .relaxed) - before
    }
    let (few, many) = (try looks(200), try looks(1_600))
    #expect(many < few * 12)
  }

  @Test func whatOneAddsAndAnotherRemovesUnawareIsContested() throws {
    #expect(try changes(3, perCommit: 1).contested.map(\.number).sorted() == [0, 1, 2])
    #expect(try changes(1, perCommit: 1).contested.map(\.number) == [0])
  }
}
