import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Vault

/// What is written on a trip comes home whole, and the folder it was written in opens for nobody who holds it.
@Suite struct TravelTests {
  private let test: TestVault
  private let caseID: ID<Case>
  private let trip: ID<Trip>
  private let folder: String

  init() throws {
    test = try TestVault()
    let vault = try test.open(test.founder)
    caseID = try vault.openCase(title: CaseTitle(title: "Cell 4"))
    trip = try vault.prepareTrip(
      name: "January", cases: [TripCase(alias: "cell-4", case: caseID)], expires: PartialDate("2100-01-31"))
    folder = test.root + "/trip"
    _ = try vault.packTrip(
      trip, to: folder, desk: nil, passphrase: try Secret(copying: Array("trip passphrase".utf8)),
      parameters: TestVault.parameters)
  }

  private func device() throws -> FieldDevice {
    try FieldDevice(folder, passphrase: try Secret(copying: Array("trip passphrase".utf8)))
  }

  @discardableResult
  private func write(_ text: String, corrects: Int? = nil) throws -> Int {
    var bytes = Array(text.utf8)
    let number = try device().note(&bytes, about: "cell-4", language: "ru", corrects: corrects)
    #expect(bytes.isEmpty, "what was written is wiped")
    return number
  }

  private func entry(_ number: Int) -> String { TripFolder(path: folder).entry(number) }

  @Test func notesCorrectionsAndFilesComeHome() throws {
    #expect(try write("Взяли ночью.\n\nНикто не сказал куда.") == 0)
    #expect(try write("Взяли вечером.", corrects: 0) == 1)
    let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try AtomicFile.write(content, to: test.root + "/photo.jpg")
    #expect(
      try device().attach(try PosixFile.reading(test.root + "/photo.jpg"), named: "photo.jpg", about: "cell-4") == 2)
    let vault = try test.open(test.founder)
    let report = try vault.handIn(folder)
    #expect(report.taken == 3)
    #expect(report.missing.isEmpty && report.refused.isEmpty)
    let notes = try vault.history(Note.self, in: caseID)
    #expect(notes.map(\.content.text) == ["Взяли ночью.\n\nНикто не сказал куда.", "Взяли вечером."])
    #expect(notes[1].corrects == notes[0].id)
    let file = try #require(try vault.records(AttachedFile.self, in: caseID).first)
    try vault.get(file.id.record, in: caseID, to: test.root + "/back.jpg")
    #expect(try PosixFile.readAll(test.root + "/back.jpg", limit: 1 << 20) == content)
    #expect(try VaultAccess(test.folder).verify(test.founder).damage == [])
    // Again: nothing new, and nothing twice.
    try write("third")
    let second = try vault.handIn(folder)
    #expect(second.taken == 1 && second.known == 3)
    #expect(try vault.records(TripEntry.self, in: caseID).count == 4)
  }

  @Test func whoHoldsFolderAndPassphraseOpensNoEntry() throws {
    try write("a name nobody may read")
    let vault = try test.open(test.founder)
    // Everything the folder and the passphrase give: the signing key, as seed of any key.
    var secret = try SealedFile.read(
      kind: "trip", from: TripFolder(path: folder).key,
      passphrase: try Secret(copying: Array("trip passphrase".utf8)))
    defer { wipe(&secret) }
    let certificate = try TripCertificate(PosixFile.readAll(folder + "/trip.json", limit: 1 << 20))
    let place = SealedTripEntry.Place(vault: vault.vaultID, trip: trip, log: LogID(try certificate.key()))
    let sealed = try #require(SealedTripEntry(encoded: try PosixFile.readAll(entry(0), limit: 1 << 20)))
    for half in [Array(secret[..<32]), Array(secret[32...])] {
      let key = try SealingKey(seed: GuardedKey(copying: half))
      let everywhere = Dictionary(
        uniqueKeysWithValues: try certificate.keys().map { (RecipientID($0), key) } + [
          (RecipientID(key.publicKey), key)
        ])
      #expect(sealed.open(with: everywhere, place: place) == nil)
    }
    #expect(sealed.open(with: vault.fold.ring.sealing, place: place) != nil, "at home it opens")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + path) else { continue }
      #expect(bytes.range(of: Data("a name".utf8)) == nil)
      #expect(bytes.range(of: Data("Cell 4".utf8)) == nil)
      #expect(bytes.range(of: Data(caseID.hex.utf8)) == nil)
    }
  }

  @Test func gapsForgeriesAndClonesAreNamed() throws {
    for number in 0..<4 { try write("entry \(number)") }
    let vault = try test.open(test.founder)
    try FileManager.default.removeItem(atPath: entry(1))
    var altered = try PosixFile.readAll(entry(3), limit: 1 << 20)
    altered[altered.count - 1] ^= 1
    try AtomicFile.write(altered, to: entry(3))
    let report = try vault.handIn(folder)
    #expect(report.taken == 2)
    #expect(report.missing == [1...1])
    #expect(report.refused.map(\.number) == [3])
    // A copy of the folder that went on by itself.
    try FileManager.default.removeItem(atPath: entry(3))
    try FileManager.default.removeItem(atPath: entry(2))
    try FileManager.default.removeItem(atPath: entry(0))
    try write("another beginning")
    #expect(try vault.handIn(folder).refused.contains { $0.number == 0 && $0.reason.contains("clone") })
  }

  /// A colleague who changes the plan, or makes one of their own of it, reads nothing and signs nothing in the
  /// traveller's name.
  @Test(arguments: [false, true]) func whichCaseAndWhichDeviceTheTravellerAloneSays(_ isClaimed: Bool) throws {
    try write("for this case only")
    let monitor = try test.admit("monitor", [.monitor])
    let theirs = try test.open(monitor)
    let other = try theirs.openCase(title: CaseTitle(title: "Cell 9"))
    try theirs.share(other, [.testimony], with: .member(test.founder.member))
    let version = try #require(try theirs.trips().first?.current)
    var content = version.content
    content.cases[0].case = other
    content.devices.append(
      TripDevice(verifyKey: try SigningKey.random().verifyKey.bytes, packed: content.devices[0].packed))
    if isClaimed { content.member = theirs.member }
    try theirs.record(content, in: theirs.register, corrects: version.id)
    try theirs.close()
    let vault = try test.open(test.founder)
    let report = try vault.handIn(folder)
    #expect(report.places == [TripCase(alias: "cell-4", case: caseID): 1])
    #expect(try vault.records(Note.self, in: caseID).map(\.content.text) == ["for this case only"])
    #expect(try vault.history(Note.self, in: other).isEmpty)
    let mine = try vault.trips().filter { $0.current.content.member == vault.member }
    #expect(mine.map(\.current.content.devices.count) == [1])
  }

  /// Whoever has the folder in hand can name a file as they like.
  @Test func aNumberFromOutsideCostsNothing() throws {
    try write("first")
    try AtomicFile.write([1, 2, 3], to: entry(99_999_999))
    let report = try test.open(test.founder).handIn(folder)
    #expect(report.taken == 1)
    #expect(report.missing.isEmpty, "only the device's word says that there was more")
    #expect(report.refused.map(\.number) == [99_999_999])
    #expect(
      OpenVault.gaps(in: [0, 3, 99_999_999], upTo: 99_999_999) == [1...2, 4...99_999_998], "however long the gap is")
    #expect(OpenVault.gaps(in: [0, 1, 7], upTo: 1).isEmpty)
  }

  @Test func versionsThatCorrectEachOtherLeadSomewhere() throws {
    let vault = try test.open(test.founder)
    var random = SodiumRandom()
    let ids = [ID<Trip>(random: &random), ID<Trip>(random: &random)]
    var content = try #require(try vault.trips().first).current.content
    try vault.write { draft in
      for (id, other) in zip(ids, ids.reversed()) {
        content.name += "."
        try draft.add(content, to: try vault.register, corrects: other, id: id)
      }
    }
    #expect(ids.contains(try vault.trip(ids[0].hex)))
    #expect(try vault.trip(trip.hex) == trip)
  }

  @Test func anotherRecipientInTheCertificateIsNoticed() throws {
    let path = folder + "/trip.json"
    let certificate = try TripCertificate(PosixFile.readAll(path, limit: 1 << 20))
    let evil = TripCertificate(
      vault: certificate.vault, trip: certificate.trip, aliases: certificate.aliases,
      recipients: [try SealingKey.random().publicKey],
      verifyKey: try VerifyKey([UInt8](hex: certificate.verifyKey) ?? []),
      expires: certificate.expires)
    try AtomicFile.write(try evil.bytes(), to: path)
    #expect(throws: VaultError.damaged(.file("trip"))) { try device() }
  }

  @Test func nothingIsWrittenAfterTheEndOrAboutOtherCases() throws {
    var bytes = Array("x".utf8)
    #expect(throws: VaultError.self) { try device().note(&bytes, about: "other") }
    let vault = try test.open(test.founder)
    let past = try vault.prepareTrip(
      name: "past", cases: [TripCase(alias: "a", case: caseID)], expires: PartialDate("2020-01-01"))
    _ = try vault.packTrip(
      past, to: test.root + "/past", desk: nil, passphrase: try Secret(copying: Array("trip passphrase".utf8)),
      parameters: TestVault.parameters)
    let late = try FieldDevice(test.root + "/past", passphrase: try Secret(copying: Array("trip passphrase".utf8)))
    var again = Array("x".utf8)
    #expect(throws: VaultError.self) { try late.note(&again, about: "a") }
  }

  /// Outside bytes: cut, extended or altered anywhere, an entry is refused and nothing traps.
  @Test func malformedEntriesAreRefused() throws {
    try write("whole")
    let whole = try PosixFile.readAll(entry(0), limit: 1 << 20)
    let vault = try test.open(test.founder)
    for count in stride(from: 0, to: whole.count, by: 97) {
      try AtomicFile.write(Array(whole[..<count]), to: entry(0))
      #expect(try vault.handIn(folder).refused.count == 1)
    }
    try AtomicFile.write(whole + [0], to: entry(0))
    #expect(try vault.handIn(folder).refused.count == 1)
    try AtomicFile.write(whole, to: entry(0))
    #expect(try vault.handIn(folder).taken == 1)
  }
}
