import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Vault

/// What `verify` says of a vault nobody touched, and of each way of touching one.
@Suite struct VerificationTests {
  // MARK: Nothing is wrong

  @Test func aSoundVaultIsSound() throws {
    let test = try TamperedVault()
    let report = try test.verify()
    #expect(report.damage == [])
    #expect(report.pending == [])
    #expect(report.refusals.isEmpty)
    #expect(report.commits == test.sequences)
    #expect(report.records == 6)
    #expect(report.files == 1)
    #expect(report.filesUnchecked == 0)
    #expect(report.unclaimedFiles.isEmpty)
    #expect(report.bodiesOpened > report.records)
  }

  @Test func whoHoldsFewerKeysChecksTheRestByDigest() throws {
    let test = try TamperedVault()
    let all = try test.verify()
    let report = try VaultAccess(test.folder).verify(test.lawyer)
    #expect(report.damage == [])
    #expect(report.bodiesByDigest > all.bodiesByDigest)
    #expect(report.bodiesOpened + report.bodiesByDigest == all.bodiesOpened + all.bodiesByDigest)
    #expect(report.files == 0)
    #expect(report.filesUnchecked == 1)
    #expect(report.unclaimedFiles.isEmpty)
  }

  @Test func whatNobodyHasDeliveredYetIsPendingNotDamage() throws {
    let test = try TestVault(roles: [.custodian])
    try test.admit("first", [.monitor])
    let second = try test.admit("second", [.monitor])
    let report = try VaultAccess(test.folder).verify(test.founder)
    #expect(report.damage == [])
    #expect(report.pending.map(\.principal) == [.member(second.member)])
  }

  @Test func progressReachesItsEnd() throws {
    let test = try TamperedVault()
    var bodies: [VerificationProgress] = []
    _ = try VaultAccess(test.folder).verify(test.founder) { if $0.stage == .bodies { bodies.append($0) } }
    #expect(bodies.last.map { $0.done == $0.total && $0.total > 0 } == true)
  }

  // MARK: Bodies

  @Test func swappedBodiesAreNamed() throws {
    let test = try TamperedVault()
    let (first, second) = (test.notes[0], test.notes[1])
    try test.tamper { connection in
      let (one, other) = (try #require(try connection.body(first)), try #require(try connection.body(second)))
      try connection.execute("UPDATE bodies SET sealed = ? WHERE id = ?", other, first.bytes)
      try connection.execute("UPDATE bodies SET sealed = ? WHERE id = ?", one, second.bytes)
    }
    #expect(Set(try test.verify().damage) == [.body(first), .body(second)])
    let vault = try test.open()
    let read = try vault.records(Note.self, in: test.caseID).map(\.id.record)
    #expect(!read.contains(first) && !read.contains(second))
    #expect(vault.unreadable.contains(.body(first)))
  }

  @Test func aTruncatedBodyIsNamed() throws {
    let test = try TamperedVault()
    let note = test.notes[0]
    try test.tamper { connection in
      let sealed = try #require(try connection.body(note))
      try connection.execute("UPDATE bodies SET sealed = ? WHERE id = ?", Array(sealed.dropLast()), note.bytes)
    }
    #expect(try test.verify().damage == [.body(note)])
  }

  @Test func anAlteredBodyIsNamedAlsoByWhoCannotOpenIt() throws {
    let test = try TamperedVault()
    let finding = test.finding
    try test.tamper { connection in
      var sealed = try #require(try connection.body(finding))
      sealed[40] ^= 1
      try connection.execute("UPDATE bodies SET sealed = ? WHERE id = ?", sealed, finding.bytes)
    }
    #expect(try VaultAccess(test.folder).verify(test.lawyer).damage == [.body(finding)])
  }

  @Test func aDeletedBodyIsNamed() throws {
    let test = try TamperedVault()
    let note = test.notes[1]
    try test.tamper { try $0.execute("DELETE FROM bodies WHERE id = ?", note.bytes) }
    #expect(try test.verify().damage == [.missingBody(note)])
  }

  /// Found by flipping bits: a grant that cannot be read must not pass for one that was never made.
  @Test func aDeletedGrantIsDamageNotADeliveryStillOwed() throws {
    let test = try TamperedVault()
    let fold = try test.open().fold
    let grant = try #require(
      try test.database().read { connection in
        var found: RecordID?
        try connection.commits(after: 2) { stored in
          found = try found ?? (fold.opener.unsealed(stored).lines.lines.first { $0.kind == .grant }?.id)
        }
        return found
      })
    try test.tamper { try $0.execute("DELETE FROM bodies WHERE id = ?", grant.bytes) }
    #expect(try test.verify().damage.first == .missingBody(grant))
    #expect(throws: VaultError.damaged(.missingBody(grant))) { try test.open(test.lawyer) }
  }

  @Test func aForeignBodyIsNamed() throws {
    let test = try TamperedVault()
    let id = try #require(RecordID(bytes: SodiumRandom.bytes(16)))
    try test.tamper { try $0.insertBody(id, SodiumRandom.bytes(400)) }
    #expect(try test.verify().damage == [.unclaimed(id)])
  }

  @Test func bootstrapsAreCheckedLikeBodies() throws {
    let test = try TamperedVault()
    let foreign = try #require(RecordID(bytes: SodiumRandom.bytes(16)))
    // The last is the lawyer's: this member opens it neither before nor after.
    let id = try #require(try test.database().read { try $0.bootstraps() }.last?.id)
    try test.tamper { connection in
      try connection.insertBootstrap(foreign, SodiumRandom.bytes(400))
      var sealed = try #require(try connection.bootstrap(id))
      sealed[0] ^= 1
      try connection.execute("UPDATE bootstraps SET sealed = ? WHERE id = ?", sealed, id.bytes)
    }
    #expect(Set(try test.verify().damage) == [.unclaimed(foreign), .body(id)])
    try test.tamper { try $0.execute("DELETE FROM bootstraps WHERE id = ?", id.bytes) }
    #expect(Set(try test.verify().damage) == [.unclaimed(foreign), .missingBody(id)])
  }

  @Test func aBodyOfAFaultyWriterIsNamed() throws {
    let test = try TamperedVault()
    let id = try #require(RecordID(bytes: SodiumRandom.bytes(16)))
    let mistold = try #require(RecordID(bytes: SodiumRandom.bytes(16)))
    try test.open().write { draft in
      let sealer = try draft.recordSealer(.note, of: test.caseID)
      let (line, sealed) = try sealer.seal(RecordBody(json: Array("{\"content\":[]}".utf8), text: []), id: id)
      try draft.append(line, sealed: sealed)
      let body = RecordBody(
        json: try Envelope.wrap(Note(language: "en", text: "").json(), corrects: nil), text: Array("said".utf8))
      let (other, bytes) = try RecordSealer.seal(
        body.encoded, commitment: Digest256.hash(body.encoded), vault: sealer.vault, log: sealer.log, id: mistold,
        kind: .record(.note), caseID: sealer.caseID, compartment: Compartment.testimony.wireCode, epoch: sealer.epoch,
        key: sealer.key)
      try draft.append(other, sealed: bytes)
    }
    let damage = try test.verify().damage
    #expect(Set(damage) == [.content(id), .content(mistold)])
  }

  // MARK: Commits

  @Test func aDroppedLastCommitIsNamedAndNothingOpens() throws {
    let test = try TamperedVault()
    try test.tamper { try $0.execute("DELETE FROM commits WHERE sequence = (SELECT max(sequence) FROM commits)") }
    let report = try test.verify()
    #expect(report.damage.first == .database("its last commits are missing"))
    #expect(report.damage.dropFirst().allSatisfy { if case .unclaimed = $0 { true } else { false } })
    #expect(throws: VaultError.damaged(.database("its last commits are missing"))) { try test.open(test.lawyer) }
  }

  @Test func aDroppedCommitIsNamedAndBodiesAreStillChecked() throws {
    let test = try TamperedVault()
    let note = test.notes[1]
    try test.tamper { connection in
      try connection.execute("DELETE FROM commits WHERE sequence = 4")
      var sealed = try #require(try connection.body(note))
      sealed[0] ^= 1
      try connection.execute("UPDATE bodies SET sealed = ? WHERE id = ?", sealed, note.bytes)
    }
    let damage = try test.verify().damage
    #expect(damage.contains(.commit(sequence: 5, "commits before it are missing")))
    #expect(
      damage.contains(
        .commit(sequence: 6, "it cannot be checked in full, because a commit before it is damaged")))
    #expect(damage.contains(.body(note)))
  }

  /// The rest is numbered again, so that only the heads others have seen tell.
  @Test func aLogsDroppedLastCommitIsToldByTheHeadsOthersHaveSeen() throws {
    let test = try TestVault()
    let lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    try vault.share(id, [.testimony], with: .member(lawyer.member))
    let theirs = try test.open(lawyer)
    try theirs.write { try $0.add(Note(language: "en", text: "gone"), to: id) }
    let gone = try theirs.state.sequence
    try vault.write { try $0.add(Note(language: "en", text: "stays"), to: id) }
    try Database(path: test.folder.database).write { connection in
      try connection.execute("DELETE FROM commits WHERE sequence = \(gone)")
      try connection.execute("UPDATE commits SET sequence = \(gone) WHERE sequence = \(gone + 1)")
    }
    let damage = try VaultAccess(test.folder).verify(test.founder).damage
    #expect(damage.contains(.commit(sequence: gone, "it has seen commits that are missing here")))
  }

  @Test func aReplayedCommitIsNamed() throws {
    let test = try TamperedVault()
    try test.tamper { connection in
      try connection.execute(
        "INSERT INTO commits (epoch, text, lines) SELECT epoch, text, lines FROM commits WHERE sequence = 4")
    }
    let last = test.sequences + 1
    #expect(
      try test.verify().damage.contains(.commit(sequence: last, "it does not follow its log's last commit")))
    #expect(throws: VaultError.damaged(.commit(sequence: last, "it does not follow its log's last commit"))) {
      try test.open()
    }
  }

  @Test func reorderedCommitsAreNamed() throws {
    let test = try TamperedVault()
    try test.tamper { connection in
      try connection.execute("UPDATE commits SET sequence = -1 WHERE sequence = 4")
      try connection.execute("UPDATE commits SET sequence = 4 WHERE sequence = 5")
      try connection.execute("UPDATE commits SET sequence = 5 WHERE sequence = -1")
    }
    #expect(
      try test.verify().damage.contains(.commit(sequence: 4, "it does not follow its log's last commit")))
  }

  @Test(arguments: [
    ("epoch", "its ledger key is misnamed"), ("text", "its text was altered"),
    ("lines", "its lines were altered"),
  ])
  func anAlteredColumnOfACommitIsNamed(_ column: String, _ what: String) throws {
    let test = try TamperedVault()
    try test.tamper { connection in
      let commit = try #require(try connection.commit(5))
      var bytes = ["epoch": commit.epoch, "text": commit.text, "lines": commit.lines][column] ?? []
      bytes[bytes.count / 2] ^= 0x10
      try connection.execute("UPDATE commits SET \(column) = ? WHERE sequence = 5", bytes)
    }
    #expect(try test.verify().damage.contains(.commit(sequence: 5, what)))
    #expect(throws: VaultError.damaged(.commit(sequence: 5, what))) { try test.open(test.lawyer) }
  }

  /// With the ledger key, but not the author's signing key.
  @Test func aForgedCommitIsNamed() throws {
    let test = try TamperedVault()
    let vault = try test.open()
    let impostor = DeviceKeys(signing: try .random(), sealing: test.founder.device.sealing)
    let state = try vault.state
    let ring = vault.fold.ring
    try test.tamper { connection in
      let draft = try CommitDraft(
        identity: Identity(
          vault: test.founder.vault, member: test.founder.member, foundingHash: test.founder.foundingHash,
          device: impostor), state: state, ring: ring, connection: connection)
      try draft.add(Note(language: "en", text: "never said"), to: test.caseID)
      _ = try draft.finish()
    }
    #expect(
      try test.verify().damage.contains(.commit(sequence: test.sequences + 1, "its log belongs to no member")))
  }

  @Test func anotherVaultsIdentityFindsNothingThatIsItsOwn() throws {
    let test = try TamperedVault()
    let other = try TestVault()
    let damage = try VaultAccess(test.folder).verify(other.founder).damage
    #expect(damage.contains(.file("casevault.json")))
    #expect(damage.contains(.database("nothing in it was sealed to this identity")))
  }

  // MARK: Keys

  @Test func aKeyGivenToAnOutsiderIsReportedAndNotTaken() throws {
    let test = try TamperedVault()
    let vault = try test.open()
    let (state, ring) = (try vault.state, vault.fold.ring)
    let epoch = try #require(state.cases[test.caseID]?.compartments[.medical]?.epochs.first?.id)
    let role = try #require(state.roleKey(.monitor))
    let recipient = try #require(state.sealingKey(of: .member(test.lawyer.member)))
    try test.tamper { connection in
      let draft = try CommitDraft(identity: test.founder, state: state, ring: ring, connection: connection)
      for name in [epoch, role.epoch] {
        let grant = try Grant(
          [try #require(ring.keys[name])], to: recipient, vault: vault.vaultID, log: test.founder.device.log)
        try draft.insertLedgerBody(grant.encoded, kind: .grant)
      }
      _ = try draft.finish()
    }
    let report = try test.verify()
    #expect(report.damage == [])
    #expect(
      report.refusals
        == Array(
          repeating: RefusedEntry(
            sequence: test.sequences + 1, reason: "the recipient is not to have these keys"), count: 2))
    #expect(try !test.open(test.lawyer).holdsKey(.medical, of: test.caseID))
  }

  @Test func whoLeftARoleMayStillHoldItsKey() throws {
    let test = try TestVault()
    let second = try test.admit("second", [.monitor])
    let vault = try test.open(test.founder)
    try vault.changeRoles(of: second.member, add: [.lawyer], remove: [.monitor])
    #expect(try vault.verify().damage == [])
  }

  @Test func anEntryNobodyWasEntitledToIsReportedAsRefused() throws {
    let test = try TamperedVault()
    let vault = try test.open(test.lawyer)
    let (state, ring) = (try vault.state, vault.fold.ring)
    try test.tamper { connection in
      // The lawyer's program, with its checks patched out: it signs, as itself, a decision only a custodian takes.
      var patched = state
      patched.members[test.lawyer.member]?.roles.insert(.custodian)
      let draft = try CommitDraft(identity: test.lawyer, state: patched, ring: ring, connection: connection)
      try draft.decide(.roles(member: test.founder.member, add: [], remove: [.monitor]))
      _ = try draft.finish()
    }
    let report = try test.verify()
    // With the role its program also makes a key that nobody needs anew.
    #expect(Set(report.refusals.map(\.sequence)) == [test.sequences + 1])
    #expect(report.damage == [])
    #expect(try test.open().roles().contains(.monitor))
  }

  // MARK: What is remembered

  @Test(arguments: ["sealed", "tag"], ["min", "max"])
  func anAlteredCacheIsNamedMadeAgainAndChangesNothing(_ column: String, _ row: String) throws {
    func alter(_ test: TamperedVault) throws {
      try test.tamper { connection in
        let bytes = SodiumRandom.bytes(column == "tag" ? 16 : 300)
        try connection.execute(
          "UPDATE cache SET \(column) = ? WHERE place = (SELECT \(row)(place) FROM cache WHERE length(sealed) > 0)",
          bytes)
      }
    }
    let read = try TamperedVault()
    try alter(read)
    #expect(try read.open().records(Note.self, in: read.caseID).map(\.id.record) == read.notes)
    let test = try TamperedVault()
    try alter(test)
    let report = try test.verify()
    #expect(report.damage == [.cache])
    #expect(report.cacheMadeAgain)
    #expect(try test.verify().damage == [])
    #expect(try test.open().records(Note.self, in: test.caseID).map(\.id.record) == test.notes)
  }

  /// Sealed by the right key, and yet not what the ledger says.
  @Test func aCacheThatLiesIsNamed() throws {
    let test = try TamperedVault()
    let cache = try LocalCache(device: test.founder.device)
    let vault = test.founder.vault
    try test.tamper { connection in
      var (snapshot, _) = try #require(try cache.snapshot(connection, vault: vault))
      snapshot.state.members[test.lawyer.member]?.roles = [.custodian]
      try cache.replaceSnapshot(snapshot, connection)
    }
    #expect(try test.open().members().contains { $0.roles == [.custodian] })
    let report = try test.verify()
    #expect(report.damage == [.cache])
    #expect(try test.open().members().contains { $0.roles == [.lawyer] })
  }

  @Test func anExtraRowInTheCacheIsNamed() throws {
    let test = try TamperedVault()
    try test.tamper { connection in
      try connection.execute(
        """
        INSERT INTO cache (tag, sealed) SELECT tag, sealed FROM cache \
        WHERE place = (SELECT min(place) FROM cache WHERE length(sealed) > 0)
        """)
    }
    #expect(try test.verify().damage == [.cache])
  }

  /// That a ciphertext has been here is all the row says: without it, the file still comes out.
  @Test func whatIsForgottenOfAFileThatIsHereChangesNothing() throws {
    let test = try TamperedVault()
    try test.tamper { try $0.execute("UPDATE cache SET tag = ? WHERE length(sealed) = 0", SodiumRandom.bytes(16)) }
    let report = try test.verify()
    #expect(report.damage == [] && report.files == 1 && report.filesNotHeld == 0)
    try test.open().get(test.file, in: test.caseID, to: test.root + "/out")
  }

  // MARK: Files

  @Test func filesBesideTheDatabaseHaveOneForm() throws {
    let test = try TamperedVault()
    for (path, name) in [
      (test.folder.description, "casevault.json"), (test.folder.identity("founder"), "identities/founder.json"),
      (test.folder.identity("lawyer"), "identities/lawyer.json"),
    ] {
      let before = try PosixFile.readAll(path, limit: 4096)
      try AtomicFile.write(before + [0x20], to: path)
      #expect(try test.verify().damage == [.file(name)])
      #expect(try VaultAccess(test.folder).visibleDamage() == [.file(name)])
      try AtomicFile.write(before, to: path)
    }
    #expect(try test.verify().damage == [])
  }

  /// In base64 a flipped bit is another letter: the form is right, the content is not.
  @Test func aDamagedIdentityFileIsNotTakenForAWrongPassphrase() throws {
    let test = try TamperedVault()
    let path = test.folder.identity("founder")
    let text = String(decoding: try PosixFile.readAll(path, limit: 4096), as: UTF8.self)
    let start = try #require(text.range(of: "\"sealed\":\"")).upperBound
    let altered = text.replacingCharacters(in: start...start, with: text[start] == "A" ? "B" : "A")
    try AtomicFile.write(Array(altered.utf8), to: path)
    #expect(throws: VaultError.damaged(.file("identity"))) {
      try IdentityFiles(test.folder).open("founder", passphrase: try TestVault.passphrase("founder"))
    }
    #expect(try test.verify().damage == [.file("identities/founder.json")])
  }

  @Test func aMissingOrAlteredMarkIsNamed() throws {
    let test = try TamperedVault()
    var mark = try PosixFile.readAll(test.folder.mark, limit: 4096)
    mark[60] ^= 1
    try AtomicFile.write(mark, to: test.folder.mark)
    #expect(try test.verify().damage == [.file("ledger.mark")])
    try Folder.remove(test.folder.mark)
    #expect(try test.verify().damage == [.file("ledger.mark")])
    // The next command makes it again.
    _ = try test.open().openCase(title: CaseTitle(title: "next"))
    #expect(try test.verify().damage == [])
  }

  @Test func aMarkOfAnotherCommitIsNamed() throws {
    let test = try TamperedVault()
    let vault = try test.open()
    let ledger = try #require(vault.state.ledgerKey(in: vault.fold.ring))
    try HighWaterMark(commits: 5, hash: SodiumRandom.bytes(32))
      .write(test.folder, vault: test.founder.vault, ledger: ledger)
    #expect(try test.verify().damage == [.commit(sequence: 5, "another commit stood in its place")])
  }

  @Test func ciphertextsOfAttachedFilesAreDecryptedAndCounted() throws {
    let test = try TamperedVault()
    let path = test.folder.blobs + "/" + (try #require(try Folder.list(test.folder.blobs).first))
    let before = try PosixFile.readAll(path, limit: 1 << 20)
    var altered = before
    altered[70_000] ^= 1
    try AtomicFile.write(altered, to: path)
    #expect(try test.verify().damage == [.blob(test.file, "altered in chunk 1")])
    try Folder.remove(path)
    #expect(try test.verify().damage == [.blob(test.file, "its ciphertext is missing")])
    try AtomicFile.write(before, to: path)
    var random = SodiumRandom()
    let left = ID<Blob>(random: &random)
    try AtomicFile.write([1, 2, 3], to: test.folder.blob(left))
    let report = try test.verify()
    #expect(report.damage == [])
    #expect(report.unclaimedFiles == [left])
    // Who does not hold every key cannot tell whose it is.
    #expect(try VaultAccess(test.folder).verify(test.lawyer).unclaimedFiles == [])
    #expect(try VaultAccess(test.folder).verify(test.lawyer).filesUnchecked == 2)
  }

  // MARK: The database file

  @Test(arguments: [0, 16, 18, 19, 20, 21, 28, 36, 47, 55, 59, 63, 67, 71, 80])
  func anAlteredHeaderIsNamedAndNothingIsWritten(_ offset: Int) throws {
    let test = try TamperedVault()
    var bytes = try PosixFile.readAll(test.folder.database, limit: 1 << 24)
    bytes[offset] ^= 0x41
    try AtomicFile.write(bytes, to: test.folder.database)
    #expect(throws: VaultError.self) { try test.open() }
    let damage = try test.verify().damage
    #expect(damage.contains { if case .database(let what) = $0 { what.contains("header") } else { false } })
    #expect(try PosixFile.readAll(test.folder.database, limit: 1 << 24) == bytes)
  }

  @Test func aShortenedOrMissingDatabaseIsNamed() throws {
    let test = try TamperedVault()
    let bytes = try PosixFile.readAll(test.folder.database, limit: 1 << 24)
    try AtomicFile.write(bytes.dropLast(Database.pageSize).map { $0 }, to: test.folder.database)
    #expect(try test.verify().damage.contains(.database("its length is not what its header says")))
    try AtomicFile.write([], to: test.folder.database)
    #expect(try test.verify().damage.contains(.database("it is shorter than its header")))
    try Folder.remove(test.folder.database)
    #expect(try test.verify().damage.contains(.database("it is missing")))
  }

  @Test func anAlteredSchemaIsNamed() throws {
    let test = try TamperedVault()
    try test.tamper { try $0.execute("CREATE TABLE extra (a INTEGER)") }
    #expect(try test.verify().damage == [.database("its schema is not a vault's")])
  }

  @Test func aRollbackJournalBesideTheDatabaseIsNamed() throws {
    let test = try TamperedVault()
    try AtomicFile.write([0], to: test.folder.database + "-journal")
    #expect(try test.verify().damage.contains(.database("a rollback journal lies beside it")))
  }

  @Test func whereThereIsNoVaultThereIsNothingToVerify() throws {
    let test = try TamperedVault()
    #expect(throws: VaultError.noVaultHere) {
      try VaultAccess(VaultFolder(test.folder.path + "-elsewhere")).verify(test.founder)
    }
  }
}

/// A vault with a member who may open little of it, and the means to touch its database.
final class TamperedVault {
  private let test: TestVault
  var root: String { test.root }
  let lawyer: Identity
  let caseID: ID<Case>
  let notes: [RecordID]
  let finding: RecordID
  let file: RecordID
  let sequences: Int

  var folder: VaultFolder { test.folder }
  var founder: Identity { test.founder }

  init() throws {
    test = try TestVault()
    lawyer = try test.admit("lawyer", [.lawyer])
    let vault = try test.open(test.founder)
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    caseID = id
    var notes: [RecordID] = []
    for text in ["one\n\nmore of one", "two"] {
      notes.append(try vault.write { try $0.add(Note(language: "en", text: text), to: id) }.record)
    }
    self.notes = notes
    finding = try vault.write { draft in
      try draft.add(CodedRecord(unit: .statements, source: .statement), to: id)
      return try draft.add(MedicalFinding(bodySite: "left arm", description: "bruise"), to: id).record
    }
    let path = test.root + "/photograph"
    try AtomicFile.write((0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, to: path)
    file = try vault.attach(try PosixFile.reading(path), named: "photograph.jpg", to: id) { AttachedFile(file: $0) }
      .record
    // What is remembered of the photograph too: an altered row of that changes nothing and is not missed.
    try vault.database.write { try $0.execute("DELETE FROM cache WHERE length(sealed) > 0") }
    try vault.rebuild()
    sequences = try vault.state.sequence
    try vault.close()
  }

  func open(_ identity: Identity? = nil) throws -> OpenVault { try test.open(identity ?? founder) }
  func verify() throws -> VerificationReport { try VaultAccess(folder).verify(founder) }
  func database() throws -> Database { try Database(path: folder.database) }

  func tamper(_ body: (Database.Connection) throws -> Void) throws {
    let database = try database()
    try database.write(body)
    try database.checkpoint()
  }
}
