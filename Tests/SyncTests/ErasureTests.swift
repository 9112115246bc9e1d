import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Sync
@testable import Vault

@Suite struct ErasureTests {
  @Test func whatIsErasedGoesEverywhereAndNeverComesBack() throws {
    let test = try Replicas()
    try test.join("second", [.monitor])
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "shared"))
    try founder.share(id, [.testimony], with: .member(try #require(test.identities["second"]).member))
    let note = try founder.write { try $0.add(Note(language: "en", text: "to be destroyed"), to: id) }
    let kept = try founder.write { try $0.add(Note(language: "en", text: "kept"), to: id) }
    let path = test.root + "/photograph"
    try AtomicFile.write((0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, to: path)
    let file = try founder.attach(try PosixFile.reading(path), named: "p.jpg", to: id) { AttachedFile(file: $0) }
    try founder.close()
    for name in ["founder", "second"] { try test.sync(name) }
    let place = test.shared + "/" + test.vaultID.hex
    #expect(try Folder.list(test.folder("second").blobs).count == 1)
    try FileManager.default.copyItem(atPath: place, toPath: test.root + "/replay")

    try test.open("founder").erase([note.record, file.record], in: id, reason: "consent withdrawn")
    #expect(try Folder.list(test.folder("founder").blobs) == [])
    let report = try test.sync("founder")
    #expect(report.removed == 3 && report.lost == 0)
    #expect(try Folder.list(place + "/blobs") == [])
    #expect(try test.open("founder").erasures().first?.unacknowledged.count == 1)
    try test.sync("second")
    // Everything that was there before is put back.
    for area in ["commits", "blobs"] {
      for name in try Folder.list(test.root + "/replay/" + area) where try !Folder.exists("\(place)/\(area)/\(name)") {
        try FileManager.default.copyItem(
          atPath: "\(test.root)/replay/\(area)/\(name)", toPath: "\(place)/\(area)/\(name)")
      }
    }
    for name in ["second", "founder", "second"] { try test.sync(name) }
    for name in ["founder", "second"] {
      let vault = try test.open(name)
      #expect(try vault.records(Note.self, in: id).map(\.id) == [kept])
      #expect(throws: VaultError.erased(file.record)) { try vault.file(file.record, in: id) }
      #expect(try vault.database.read { try $0.bodies(of: note.record) } == [])
      #expect(try Folder.list(vault.folder.blobs) == [])
      #expect(try vault.database.read { try $0.heldFiles() } == [])
      #expect(try vault.places(in: id).filter(\.isErased).map(\.id) == [note.record, file.record])
      let report = try VaultAccess(vault.folder).verify(vault.identity)
      #expect(report.damage == [])
      #expect(report.erased == 2)
    }
    expectNone(try test.differing())
    #expect(try test.open("founder").erasures().first?.unacknowledged == [])
    // A newcomer receives what remains, and never the rest.
    try test.join("third", [.monitor])
    #expect(try test.open("third").database.read { try $0.bodies(of: note.record) } == [])
    #expect(try VaultAccess(test.folder("third")).verify(try #require(test.identities["third"])).damage == [])
  }

  /// Erased, not held here, and damaged are three answers.
  @Test func whatNeverArrivedIsNeitherDamagedNorErased() throws {
    let test = try Replicas()
    try test.join("second", [.monitor])
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "shared"))
    try founder.share(id, [.testimony], with: .member(try test.identity("second").member))
    let path = test.root + "/photograph"
    try AtomicFile.write(Array(repeating: 7, count: 3_000), to: path)
    let file = try founder.attach(try PosixFile.reading(path), named: "p.jpg", to: id) { AttachedFile(file: $0) }
    try founder.close()
    try test.sync("founder")
    let blobs = test.shared + "/" + test.vaultID.hex + "/blobs"
    let name = try #require(try Folder.list(blobs).first)
    let sealed = try PosixFile.readAll(blobs + "/" + name, limit: 1 << 20)
    func verify() throws -> VerificationReport {
      try VaultAccess(test.folder("second")).verify(try test.identity("second"))
    }
    func get() throws {
      try test.open("second").get(file.record, in: id, to: test.root + "/out", replacing: true)
    }

    try Folder.remove(blobs + "/" + name)
    #expect(try test.sync("second").filesMissing == 1)
    #expect(throws: VaultError.notHeldHere(file.record)) { try get() }
    var report = try verify()
    #expect(report.damage == [] && report.filesNotHeld == 1 && report.files == 0)

    var altered = sealed
    altered[40] ^= 1
    try AtomicFile.write(altered, to: blobs + "/" + name)
    let exchanged = try test.sync("second")
    #expect(exchanged.filesDamaged == 1 && exchanged.filesMissing == 0 && exchanged.filesReceived == 0)
    #expect(throws: VaultError.notHeldHere(file.record)) { try get() }

    try AtomicFile.write(sealed, to: blobs + "/" + name)
    #expect(try test.sync("second").filesReceived == 1)
    try get()
    report = try verify()
    #expect(report.damage == [] && report.filesNotHeld == 0 && report.files == 1)

    // What was here and is gone is damage; the next exchange mends it.
    let damage = Damage.blob(file.record, "its ciphertext is missing")
    try Folder.remove(test.folder("second").blobs + "/" + name)
    #expect(throws: VaultError.damaged(damage)) { try get() }
    #expect(try verify().damage == [damage])
    #expect(try test.sync("second").filesReceived == 1)
    try get()

    try test.open("founder").erase([file.record], in: id, reason: "r")
    for name in ["founder", "second"] { try test.sync(name) }
    #expect(throws: VaultError.erased(file.record)) { try get() }
    report = try verify()
    #expect(report.damage == [] && report.filesNotHeld == 0 && report.erased == 1)
  }

  @Test func nobodyHasRecordsOfAnotherCaseDestroyed() throws {
    let test = try Replicas()
    try test.join("other", [.monitor])
    let founder = try test.open("founder")
    let kept = try founder.openCase(title: CaseTitle(title: "kept"))
    let note = try founder.write { try $0.add(Note(language: "en", text: "kept"), to: kept) }
    try test.converge()
    let theirs = try test.open("other")
    let own = try theirs.openCase(title: CaseTitle(title: "own"))
    try theirs.write { try $0.decide(.erasure(case: own, records: [note.record], files: [], reason: "malice")) }
    let refusal = "only who opened the case and reads all of it, or a custodian, has records destroyed"
    #expect(throws: VaultError.notEntitled(action: refusal)) {
      try theirs.write { try $0.decide(.erasure(case: kept, records: [note.record], files: [], reason: "malice")) }
    }
    try test.converge()
    #expect(try test.open("founder").records(Note.self, in: kept).count == 1)
  }

  /// A record of one's own case under the identifier of another case's record, or of a decision or grant; then it is
  /// ordered destroyed, as one may.
  @Test func aRecordUnderTheNameOfSomethingElseTakesNothingWithIt() throws {
    let test = try Replicas()
    try test.join("other", [.monitor])
    let founder = try test.open("founder")
    let kept = try founder.openCase(title: CaseTitle(title: "kept"))
    try founder.write { try $0.add(Note(language: "en", text: "kept"), to: kept) }
    try founder.close()
    try test.converge()
    let theirs = try test.open("other")
    let own = try theirs.openCase(title: CaseTitle(title: "own"))
    try theirs.close()
    try test.converge()

    let vault = try test.open("other")
    var names: [RecordID] = []
    try vault.database.read { connection in
      try connection.commits(after: .min) { stored in
        names += try vault.fold.opener.unsealed(stored).lines.lines
          .filter { $0.kind != .bootstrap && $0.caseID != own.record }.map(\.id)
      }
    }
    let epoch = try #require(vault.state.cases[own]?.compartments[.testimony]?.epochs.last?.id)
    let key = try #require(vault.fold.ring.keys[epoch])
    let body = RecordBody(json: Envelope.wrap(Array("{}".utf8), corrects: nil), text: Array("false".utf8))
    var forger = try Forger("other", seen: try vault.state, in: test)
    for name in Set(names) { try forger.add(.note, body, as: name, to: own, under: key) }
    try forger.publish(in: test)
    try test.converge()
    let before = try test.open("founder").database.read { try $0.bodies(of: try #require(names.first)).count }
    #expect(before == 2)

    var order = try Forger("other", seen: try test.open("other").state, in: test)
    try order.decide(.erasure(case: own, records: names, files: [], reason: "malice"))
    try order.publish(in: test)
    try test.converge()
    try test.join("third", [.monitor])
    try test.converge()
    for name in ["founder", "other", "third"] {
      let damage = try VaultAccess(test.folder(name)).verify(try test.identity(name)).damage
      // The forgery is named, and nothing is missing.
      #expect(damage.count == 1)
      for case .commit(_, let what) in damage { #expect(what == "it names a record that another line names") }
    }
    let left = try test.open("founder")
    #expect(try left.records(Note.self, in: kept).map(\.content.text) == ["kept"])
    #expect(try left.erasures().count == 1)
    for name in names { #expect(try left.database.read { try $0.bodies(of: name).count } == 1) }
    expectNone(try test.differing())
  }

  /// Orders forged by somebody with a case of their own: for another case's file by its name, and by its record's, too.
  @Test func nobodyHasFilesOfAnotherCaseDestroyed() throws {
    let test = try Replicas()
    try test.join("other", [.monitor])
    try test.join("third", [.monitor])
    let founder = try test.open("founder")
    let kept = try founder.openCase(title: CaseTitle(title: "kept"))
    try founder.share(kept, [.testimony], with: .member(try test.identity("third").member))
    let path = test.root + "/photograph"
    try AtomicFile.write((0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, to: path)
    let file = try founder.attach(try PosixFile.reading(path), named: "p.jpg", to: kept) { AttachedFile(file: $0) }
    let blob = try founder.file(file.record, in: kept).blob
    try founder.close()
    let theirs = try test.open("other")
    let own = try theirs.openCase(title: CaseTitle(title: "own"))
    let note = try theirs.write { try $0.add(Note(language: "en", text: "own"), to: own) }
    try theirs.close()
    try test.converge()

    for records in [[note.record], [note.record, file.record]] {
      var forger = try Forger("other", seen: try test.open("other").state, in: test)
      try forger.decide(.erasure(case: own, records: records, files: [blob], reason: "malice"))
      try forger.publish(in: test)
      try test.converge()
    }
    #expect(try test.open("founder").erasures().count == 2)
    #expect(try test.open("other").records(Note.self, in: own).isEmpty)
    #expect(try Folder.list(test.shared + "/" + test.vaultID.hex + "/blobs") == [blob.hex])
    for name in ["founder", "third"] {
      let vault = try test.open(name)
      #expect(try vault.erasedFiles() == [])
      #expect(try Folder.list(vault.folder.blobs) == [blob.hex])
      try vault.get(file.record, in: kept, to: test.root + "/out", replacing: true)
    }
    // A true order reaches it still, also where a record of another case claims it.
    try test.open("other").share(own, [.testimony], with: .member(try test.identity("third").member))
    let details = try test.open("founder").file(file.record, in: kept)
    try test.open("other").write { try $0.add(AttachedFile(file: details), to: own) }
    try test.converge()
    try test.open("founder").erase([file.record], in: kept, reason: "withdrawn")
    try test.converge()
    #expect(try Folder.list(test.shared + "/" + test.vaultID.hex + "/blobs") == [])
    for name in ["founder", "third", "other"] { #expect(try Folder.list(test.folder(name).blobs) == []) }
    expectNone(try test.differing())
  }

  /// A corrected record names the file of the first version: it goes with the last of them.
  @Test func aFileGoesWithTheLastVersionThatNamesIt() throws {
    let test = try Replicas()
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "t"))
    let path = test.root + "/photograph"
    try AtomicFile.write(Array(repeating: 7, count: 3_000), to: path)
    let first = try founder.attach(try PosixFile.reading(path), named: "p.jpg", to: id) { AttachedFile(file: $0) }
    let details = try founder.file(first.record, in: id)
    let second = try founder.write {
      try $0.add(AttachedFile(file: details, caption: "at night"), to: id, corrects: first)
    }
    try founder.erase([first.record], in: id, reason: "r")
    #expect(try Folder.list(founder.folder.blobs) == [details.blob.hex])
    try founder.erase([second.record], in: id, reason: "r")
    #expect(try Folder.list(founder.folder.blobs) == [])
  }
}

@Suite struct CustodianPolicyTests {
  @Test func aThirdCustodianTakesTwo() throws {
    let test = try Replicas(custodians: 2)
    try test.join("second", [.custodian, .monitor])
    try test.join("third", [.monitor])
    let third = try #require(test.identities["third"]).member
    try test.converge()
    try test.open("founder").changeRoles(of: third, add: [.custodian], remove: [])
    #expect(try test.open("founder").openQuestions().map(\.kind) == [.proposedCustodian])
    try test.converge()
    #expect(try test.open("third").roles() == [.monitor])
    #expect(throws: VaultError.notEntitled(action: "only a custodian changes roles")) {
      try test.open("third").changeRoles(of: third, add: [], remove: [.monitor])
    }
    try test.open("second").changeRoles(of: third, add: [.custodian], remove: [])
    try test.converge()
    #expect(try test.open("third").roles() == [.monitor, .custodian])
    expectNone(try test.differing())
  }

  @Test func aFurtherDeviceReadsWhatItsMemberReads() throws {
    let test = try Replicas()
    let founder = try test.open("founder")
    let id = try founder.openCase(title: CaseTitle(title: "t"))
    let (request, identity) = try Joining.request(
      try founder.invitation(), in: test.folder("phone"), handle: nil, member: founder.member, alias: "phone",
      passphrase: try Replicas.passphrase("phone"), parameters: Replicas.parameters)
    let again = try JoinRequest(try request.bytes())
    #expect(try again.words == request.words)
    try founder.confirmDevice(again)
    try founder.close()
    try test.sync("founder")
    let phone = try VaultAccess(test.folder("phone")).open(identity, joining: true)
    _ = try Exchange(phone, with: try FolderRemote(test.shared, vault: test.vaultID)).run()
    try phone.write { try $0.add(Note(language: "en", text: "from the phone"), to: id) }
    _ = try Exchange(phone, with: try FolderRemote(test.shared, vault: test.vaultID)).run()
    try test.sync("founder")
    #expect(try test.open("founder").records(Note.self, in: id).map(\.author) == [founder.member])
  }

  /// One of two laptops is seized, unlocked: its keys are the member's, so the member goes on as somebody new.
  @Test func aLostDeviceIsPutOutByHandingOver() throws {
    let test = try Replicas()
    try test.join("kate", [.monitor])
    try test.join("lawyer", [.lawyer])
    try test.converge()
    let old = try test.identity("kate").member
    let founder = try test.open("founder")
    let (request, laptop) = try Joining.request(
      try founder.invitation(), in: test.folder("laptop"), handle: nil, member: old, alias: "laptop",
      passphrase: try Replicas.passphrase("laptop"), parameters: Replicas.parameters)
    try test.open("kate").confirmDevice(request)
    test.adopt("laptop", laptop)
    let own = try test.open("kate").openCase(title: CaseTitle(title: "hers alone"))
    try test.open("kate").write { try $0.add(Note(language: "en", text: "before"), to: own) }
    let shared = try test.open("founder").openCase(title: CaseTitle(title: "shared"))
    try test.open("founder").share(shared, [.testimony], with: .member(old))
    try test.converge()
    #expect(try test.open("laptop").devices(of: old).map(\.isThis).sorted { !$0 && $1 } == [false, true])

    // The other machine is lost; at this one she joins anew and hands over.
    let (again, next) = try Joining.request(
      try test.open("laptop").invitation(), in: test.folder("next"), handle: "kate-2", alias: "next",
      passphrase: try Replicas.passphrase("next"), parameters: Replicas.parameters)
    try test.open("founder").confirm(again, roles: [.monitor])
    test.adopt("next", next)
    try test.converge()
    #expect(try test.open("laptop").handOver(to: next.member, reason: "seized") == 2)
    #expect(try test.open("laptop").handOver(to: next.member, reason: "seized") == 0)
    try test.converge()
    let cut = try test.open("kate").state.sequence
    try test.open("founder").remove(old, reason: "seized")
    for name in ["founder", "next", "lawyer", "founder", "next"] { try test.sync(name) }

    for (id, name) in [(own, "next"), (shared, "founder")] {
      try test.open(name).write { try $0.add(Note(language: "en", text: "after"), to: id) }
    }
    for name in ["founder", "next", "founder"] { try test.sync(name) }
    #expect(try Set(test.open("next").records(Note.self, in: own).map(\.content.text)) == ["before", "after"])
    #expect(try test.open("next").records(Note.self, in: shared).map(\.content.text) == ["after"])
    // Whoever holds the old devices reads nothing of it, with all they hold, and writes nothing that counts.
    for name in ["kate", "laptop"] {
      let report = try test.sync(name)
      #expect(report.ledger.withoutKey > 0 && report.ledger.received == 0)
      #expect(try test.open(name).state.sequence == cut)
      for id in [own, shared] {
        for (line, _) in try test.open("next").lines(of: id) where line.kind == .record(.note) {
          let isOld = try test.open(name).lines(of: id).contains { $0.line.id == line.id }
          #expect(try (test.open(name).fold.ring.key(line.epoch) != nil) == isOld)
        }
      }
    }
    try test.open("kate").write { try $0.add(Note(language: "en", text: "forged"), to: own) }
    for name in ["kate", "founder", "next"] { try test.sync(name) }
    #expect(try Set(test.open("next").records(Note.self, in: own).map(\.content.text)) == ["before", "after"])
    #expect(try test.open("next").devices(of: old).allSatisfy(\.isEnded))
    expectNone(try test.differing(["founder", "next"]))
  }

  @Test func anAlteredRequestIsRefused() throws {
    let test = try Replicas()
    let (request, _) = try Joining.keys(try test.open("founder").invitation(), handle: "newcomer")
    let bytes = try request.bytes()
    for index in stride(from: 1, to: bytes.count, by: 97) {
      var altered = bytes
      altered[index] ^= 1
      #expect(throws: VaultError.self) { try JoinRequest(altered) }
    }
  }
}
