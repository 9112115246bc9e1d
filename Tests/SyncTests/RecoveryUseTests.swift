import Foundation
import OpenFormats
import Platform
import Records
import Sodium
import Testing

@testable import Sync
@testable import Vault

/// Every laptop is gone, and the trustees are not.
@Suite struct RecoveryUseTests {
  private static func shares(_ test: Replicas, _ file: String = "/recovery.json") throws -> RecoverySecret {
    let secret = try RecoverySecret(file: test.root + file, passphrase: try Replicas.passphrase("recovery"))
    let shares = try secret.split(threshold: 2, shares: 3)
    return try RecoverySecret([shares[2], shares[0]].map { try SLIP39Share(words: $0.words()) })
  }

  private static func plan(_ test: Replicas, _ name: String, removing: [ID<Member>] = []) -> RecoveryPlan {
    var plan = RecoveryPlan(
      handle: name, roles: [.custodian, .monitor], alias: name, recoveryFile: test.root + "/next-of-\(name).json",
      parameters: Replicas.parameters)
    plan.removing = removing
    return plan
  }

  /// Admits `name` by recovery on a machine that has nothing but the shared folder.
  private static func recover(_ test: Replicas, _ name: String, removing: [String] = [], with secret: RecoverySecret)
    throws
  {
    let remote = try FolderRemote(test.shared, vault: test.vaultID)
    _ = try Exchange.recover(from: remote, vault: test.vaultID, into: test.folder(name), secret: secret)
    let recovering = try RecoveringVault(test.folder(name), secret: secret)
    let gone = try removing.map { try recovering.member(named: $0).id }
    test.adopt(
      name,
      try recovering.admit(
        plan(test, name, removing: gone), passphrase: try Replicas.passphrase(name),
        recoveryPassphrase: try Replicas.passphrase("recovery")))
    try test.sync(name)
  }

  @Test func losingEveryLaptopLosesNothing() throws {
    let test = try Replicas(custodians: 2)
    try test.join("second", [.monitor, .analyst])
    let content = Array("a photograph".utf8)
    var cases: [String: ID<Case>] = [:]
    for name in ["founder", "second"] {
      let vault = try test.open(name)
      let id = try vault.openCase(title: CaseTitle(title: name))
      cases[name] = id
      try vault.write { try $0.add(Note(language: "en", text: "said to \(name)"), to: id) }
      try content.withFile(in: test.root) { file in
        _ = try vault.attach(file, named: "photo", to: id) { AttachedFile(file: $0) }
      }
      try vault.close()
    }
    try test.converge()
    for name in ["founder", "second"] { try FileManager.default.removeItem(atPath: test.folder(name).path) }

    // A handle may pass from the lost member to their successor.
    try Self.recover(test, "recovered", removing: ["founder", "second"], with: try Self.shares(test))
    let vault = try test.open("recovered")
    #expect(try vault.members().map(\.handle) == ["recovered"])
    #expect(try vault.roles() == [.custodian, .monitor])
    for (name, id) in cases {
      #expect(try vault.records(CaseTitle.self, in: id).map(\.content.title) == [name])
      #expect(try vault.records(Note.self, in: id).map(\.content.text) == ["said to \(name)"])
      let file = try #require(try vault.records(AttachedFile.self, in: id).first)
      try vault.get(file.id.record, in: id, to: test.root + "/out-\(name)")
      #expect(FileManager.default.contents(atPath: test.root + "/out-\(name)").map { [UInt8]($0) } == content)
      try vault.write { try $0.add(Note(language: "en", text: "later"), to: id) }
    }
    #expect(try VaultAccess(test.folder("recovered")).verify(try test.identity("recovered")).damage == [])
    #expect(try vault.pendingDeliveries() == [])
    // They admit others again, who then work as members do.
    try test.join("third", [.monitor], by: "recovered")
    let shared = try #require(cases["second"])
    try test.open("recovered").share(shared, [.testimony], with: .member(try test.identity("third").member))
    try test.sync("recovered")
    try test.sync("third")
    #expect(try test.open("third").records(Note.self, in: shared).map(\.content.text) == ["said to second", "later"])
  }

  /// The words that were used have been together; what they opened cannot be closed, and they open nothing more.
  @Test func theWordsThatWereUsedOpenNothingWrittenAfterwards() throws {
    let test = try Replicas()
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "t"))
    try founder.close()
    try test.sync("founder")
    let used = try Self.shares(test)
    try Self.recover(test, "recovered", with: used)
    let vault = try test.open("recovered")
    let note = try vault.write { try $0.add(Note(language: "en", text: "after"), to: id) }
    try test.sync("recovered")

    #expect(throws: VaultError.self) { try RecoveringVault(test.folder("recovered"), secret: used) }
    let line = try #require(try vault.lines(of: id).first { $0.line.id == note.record })
    let key = DeclaredKey(epoch: line.line.epoch, purpose: .compartment(.testimony, of: id))
    let recipients = try #require(try vault.state.granted[key])
    #expect(!recipients.contains(RecipientID(used.sealing.publicKey)))
    let next = try Self.shares(test, "/next-of-recovered.json")
    #expect(recipients.contains(RecipientID(next.sealing.publicKey)))
    // Neither the package nor the commit opens with what the old words open.
    let old = try RecoveringVault.identity(vault: test.vaultID, foundingHash: LedgerFold.noHash, secret: used)
    var fold = LedgerFold(identity: old)
    try vault.reading { try fold.bootstrap($0) }
    #expect(fold.ring.hasLedgerKey)
    #expect(try vault.state.ledgerKey(in: fold.ring) == nil)
    // And the next words recover again.
    try Self.recover(test, "again", removing: ["recovered"], with: next)
    #expect(try test.open("again").records(Note.self, in: id).map(\.content.text) == ["after"])
  }

  /// Whoever finds the old words, and an old copy of the folder, claims not to know that they were used.
  @Test func wordsThatWereUsedSignNoSecondOrder() throws {
    let test = try Replicas()
    for name in ["stayer", "late"] { try test.join(name, [.monitor]) }
    try test.converge()
    let old = test.root + "/old"
    try FileManager.default.copyItem(atPath: test.shared, toPath: old)
    let used = try Self.shares(test)
    try Self.recover(test, "recovered", removing: ["founder"], with: used)
    try test.sync("stayer")

    let place = try FolderRemote(old, vault: test.vaultID)
    _ = try Exchange.recover(from: place, vault: test.vaultID, into: test.folder("thief"), secret: used)
    test.adopt(
      "thief",
      try RecoveringVault(test.folder("thief"), secret: used).admit(
        Self.plan(test, "thief"), passphrase: try Replicas.passphrase("thief"),
        recoveryPassphrase: try Replicas.passphrase("recovery")))
    try test.sync("thief", with: old)
    let package = try #require(
      try Folder.list(old + "/" + test.vaultID.hex + "/commits").first { name in
        try !Folder.exists(test.shared + "/" + test.vaultID.hex + "/commits/" + name)
      })
    #expect(try test.open("thief").state.sequence == 4)
    try FileManager.default.copyItem(
      atPath: old + "/" + test.vaultID.hex + "/commits/" + package,
      toPath: test.shared + "/" + test.vaultID.hex + "/commits/" + package)
    for key in try Folder.list(old + "/" + test.vaultID.hex + "/keys") {
      let target = test.shared + "/" + test.vaultID.hex + "/keys/" + key
      if try Folder.exists(target) { continue }
      try FileManager.default.copyItem(atPath: old + "/" + test.vaultID.hex + "/keys/" + key, toPath: target)
    }

    for name in ["recovered", "stayer"] {
      // To whom was admitted meanwhile the thief's ledger key is not even sealed.
      let report = try test.sync(name).ledger
      #expect(report.refused.count == (name == "stayer" ? 1 : 0) && report.waiting.count == (name == "stayer" ? 0 : 1))
      #expect(try test.open(name).members().map(\.handle) == ["late", "recovered", "stayer"])
    }
    // Who meets both at once takes neither.
    let report = try test.sync("late")
    #expect(report.ledger.disputedOrders == 1)
    #expect(try test.open("late").members().map(\.handle) == ["founder", "late", "stayer"])
    try Folder.remove(test.shared + "/" + test.vaultID.hex + "/commits/" + package)
    #expect(try test.sync("late").ledger.disputedOrders == 0)
    #expect(try test.open("late").members().map(\.handle) == ["late", "recovered", "stayer"])
  }

  @Test func aCopyThatDoesNotKnowConverges() throws {
    let test = try Replicas()
    for name in ["stayer", "leaver"] { try test.join(name, [.custodian, .monitor]) }
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "t"))
    for name in ["stayer", "leaver"] {
      try founder.share(id, [.testimony], with: .member(try test.identity(name).member))
    }
    try founder.close()
    try test.converge()
    let founderID = try test.identity("founder").member
    try Self.recover(test, "recovered", removing: ["founder"], with: try Self.shares(test))

    // Unaware, they write, open cases, change roles, and the removed founder removes somebody; the leaver even the founder.
    let own = try test.open("stayer").openCase(title: CaseTitle(title: "own"))
    try test.open("stayer").write { try $0.add(Note(language: "en", text: "unaware"), to: id) }
    try test.open("stayer").changeRoles(of: try test.identity("leaver").member, add: [.analyst], remove: [])
    try test.open("founder").remove(try test.identity("stayer").member, reason: nil)
    try test.open("founder").write { try $0.add(Note(language: "en", text: "of a removed member"), to: id) }
    try test.open("leaver").remove(founderID, reason: nil)
    for _ in 0..<4 { for name in ["recovered", "stayer", "leaver", "founder"] { _ = try? test.sync(name) } }

    let present = ["recovered", "stayer", "leaver"]
    expectNone(try test.differing(present))
    #expect(try test.open("stayer").members().map(\.handle) == ["leaver", "recovered", "stayer"])
    for name in present {
      #expect(try test.open(name).records(Note.self, in: id).map(\.content.text) == ["unaware"])
      #expect(try VaultAccess(test.folder(name)).verify(try test.identity(name)).damage == [])
      try test.open(name).rebuild()
    }
    expectNone(try test.differing(present))
    #expect(try test.open("recovered").cases().contains { $0.id == own })
    #expect(try test.open("stayer").quarantined().contains { !$0.records.isEmpty })
  }

  /// A member makes an order with a key of their own, signs a commit with the device it admits, and leaves it in the
  /// folder.
  @Test(arguments: [true, false]) func aForgedOrderIsIgnored(_ namesTheVaultsKey: Bool) throws {
    let test = try Replicas()
    try test.join("forger", [.monitor])
    try test.converge()
    let forger = try test.open("forger")
    let real = try RecoverySecret(file: test.root + "/recovery.json", passphrase: try Replicas.passphrase("recovery"))
    let device = try DeviceKeys.random()
    let sealingKey = try SealingKey(seed: .random()).publicKey.bytes
    let identity = Identity(
      vault: test.vaultID,
      member: ID(vault: test.vaultID, verifyKey: device.signing.verifyKey.bytes, sealingKey: sealingKey),
      foundingHash: forger.identity.foundingHash, device: device)
    let certificate = MemberCertificate(
      member: identity.member, handle: "nobody", sealingKey: sealingKey,
      device: try device.certificate(of: identity.member, in: test.vaultID), roles: [.custodian])
    var order = try RecoveryOrder(
      vault: test.vaultID, foundingHash: identity.foundingHash, member: certificate, removed: [],
      next: try RecoverySecret(seed: .random()).keys, signedBy: try .random())
    if namesTheVaultsKey {
      var fields = try #require(
        try JSONSerialization.jsonObject(with: JSONEncoder().encode(order)) as? [String: Any])
      fields["verifyKey"] = Data(real.keys.verifyKey).base64EncodedString()
      order = try JSONDecoder().decode(RecoveryOrder.self, from: JSONSerialization.data(withJSONObject: fields))
    }
    try forger.leave([.recovery(order: order)], as: identity, in: FolderRemote(test.shared, vault: test.vaultID))
    // The same order in a log of their own is a refusal.
    try forger.leave([.recovery(order: order)], as: forger.identity, in: FolderRemote(test.shared, vault: test.vaultID))

    let before = try test.open("founder").state.members
    let report = try test.sync("founder")
    let founder = try test.open("founder")
    // Where the forger's own log was read first, it speaks of the device, whose commit is then kept in quarantine.
    #expect(try report.ledger.refused.count + founder.quarantined().count == 1)
    #expect(try founder.state.members == before)
    #expect(try founder.state.recoveryKeys == real.keys)
    #expect(try !founder.state.refusals.isEmpty)
    #expect(try founder.state.recoveries.isEmpty)
    #expect(try VaultAccess(test.folder("founder")).verify(try test.identity("founder")).damage == [])
  }
}

extension OpenVault {
  /// Signs a commit with these decisions, whoever may decide them, and leaves it in a remote; nothing of it stays here.
  fileprivate func leave(_ decisions: [ControlRecord], as author: Identity, in remote: FolderRemote) throws {
    struct Enough: Error {}
    var files: [[UInt8]] = []
    var name: PackageName?
    do {
      try database.write { connection in
        let draft = try CommitDraft(identity: author, state: try state, ring: fold.ring, connection: connection)
        for decision in decisions {
          try draft.insertLedgerBody(
            RecordBody(json: try ControlCoding.encode(decision), text: []).encoded, kind: .control)
        }
        let stored = try #require(try draft.finish())
        let commit = try fold.opener.unsealed(stored)
        name = PackageName(commit.hash, vault: vaultID)
        let items = try commit.lines.lines.map { line in
          Package.Item(isBootstrap: false, id: line.id, sealed: try #require(try connection.body(line.id)))
        }
        files = try Package(epoch: stored.epoch, text: stored.text, lines: stored.lines, items: items)
          .files(try #require(name), vault: vaultID, ledger: try #require(try state.ledgerKey(in: fold.ring)))
        throw Enough()
      }
    } catch is Enough {}
    _ = try remote.put(.package(try #require(name), part: 0), try #require(files.first))
  }
}

extension [UInt8] {
  /// Lends a file with these bytes.
  fileprivate func withFile(in folder: String, _ body: (PosixFile) throws -> Void) throws {
    let path = folder + "/" + UUID().uuidString
    try Data(self).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(try PosixFile.reading(path))
  }
}
