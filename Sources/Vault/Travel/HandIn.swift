import OpenFormats
import Platform
public import Records
import Sodium

/// What handing a trip's folder in came to.
public struct HandInReport: Sendable {
  /// Records made now.
  public internal(set) var taken = 0
  /// Entries that had been handed in before.
  public internal(set) var known = 0
  /// Of how many entries of each alias records were made now, and in which case.
  public internal(set) var places: [TripCase: Int] = [:]
  /// Numbers of which no entry lies in the folder, though the device signed a later one. Ascending; one range however
  /// long the gap is.
  public internal(set) var missing: [ClosedRange<Int>] = []
  /// Entries that are not what the device signed, or that do not follow the one before them.
  public internal(set) var refused: [Refused] = []

  /// An entry that was not taken.
  public struct Refused: Sendable {
    /// Its number.
    public let number: Int
    /// Why not, in words.
    public let reason: String
  }
}

extension OpenVault {
  /// Takes what a trip's device wrote into its cases: every entry that the certified device signed and that follows the
  /// one before it. Handing in again adds what is new. The signed notes are kept beside the records. Which device, and
  /// which case an alias stands for, the traveller alone says.
  public func handIn(_ path: String) throws -> HandInReport {
    let folder = TripFolder(path: path)
    let certificate = try TripCertificate(
      PosixFile.readRegular(folder.certificate, limit: TripCertificate.byteLimit))
    guard certificate.vault == vaultID else { throw VaultError.damaged(.file("trip")) }
    let trip = try certifiedTrip(certificate)
    let key = try certificate.key()
    let reader = TripReader(
      folder: folder, trip: trip, key: key,
      place: .init(vault: vaultID, trip: certificate.trip, log: LogID(key)), holders: fold.ring.sealing)
    var report = HandInReport()
    let before = try handedIn(trip, certificate.trip, key)
    var hashes = before.mapValues { Digest256.hash(Array($0.text.utf8)) }
    var made: [Int: RecordID] = before.mapValues(\.record)
    var blobs: [ID<Blob>] = []
    let numbers = try Folder.list(folder.entries).compactMap(TripFolder.number).sorted()
    var last = before.keys.max() ?? -1
    do {
      try write { draft in
        for number in numbers {
          let opened: TripReader.Opened
          switch reader.read(number) {
          case .failure(let refusal):
            report.refused.append(.init(number: number, reason: refusal.reason))
            continue
          case .success(let entry): opened = entry
          }
          last = max(last, number)
          defer { hashes[number] = opened.hash }
          if let expected = hashes[number - 1], opened.text.previous != expected {
            report.refused.append(.init(number: number, reason: "it does not follow the entry before it"))
            continue
          }
          if let earlier = before[number] {
            if earlier.text == String(decoding: opened.note, as: UTF8.self) {
              report.known += 1
            } else {
              report.refused.append(
                .init(number: number, reason: "another entry of that number was handed in: a clone, or a fraud"))
            }
            continue
          }
          do {
            let record = try take(opened, trip, made, folder, &blobs, draft)
            made[number] = record
            try draft.add(
              TripEntry(
                trip: certificate.trip, log: LogID(key).hex, number: number, record: record,
                text: String(decoding: opened.note, as: UTF8.self)), to: opened.place.case)
            report.taken += 1
            report.places[opened.place, default: 0] += 1
          } catch let refusal as TripReader.Refusal {
            report.refused.append(.init(number: number, reason: refusal.reason))
          }
        }
      }
    } catch {
      // After a failing disk the commit may yet turn out to be there; evidence must not be gone then.
      if case VaultError.storage = error { throw error }
      for blob in blobs { BlobFolder(folder: self.folder).discard(blob) }
      throw error
    }
    report.missing = Self.gaps(in: Set(numbers).union(before.keys), upTo: last)
    return report
  }

  /// The trip whose traveller certified this device; one's own, where somebody else claims the device too.
  private func certifiedTrip(_ certificate: TripCertificate) throws -> Trip {
    let claimed = try trips().filter { $0.first == certificate.trip }.map(\.current.content)
      .filter { $0.devices.contains { $0.verifyKey == certificate.verifyKey } }
    if let own = claimed.first(where: { $0.member == member }) { return own }
    guard let trip = claimed.first, claimed.count == 1 else { throw VaultError.unknown(what: "trip") }
    return trip
  }

  /// Ranges of what is not among `numbers`, from 0.
  static func gaps(in numbers: Set<Int>, upTo last: Int) -> [ClosedRange<Int>] {
    var gaps: [ClosedRange<Int>] = []
    var next = 0
    for number in numbers.sorted() where number <= last {
      if number > next { gaps.append(next...(number - 1)) }
      next = number + 1
    }
    return gaps
  }

  /// What the device signed and was handed in before, by number. Anybody who writes testimony could have put more there.
  private func handedIn(_ trip: Trip, _ id: ID<Trip>, _ key: VerifyKey) throws -> [Int: TripEntry] {
    var found: [Int: TripEntry] = [:]
    for caseID in Set(trip.cases.map(\.case)) where holdsKey(.testimony, of: caseID) {
      for record in try records(TripEntry.self, in: caseID).map(\.content) {
        guard let text = TripEntryText.verified(Array(record.text.utf8), by: key), text.vault == vaultID,
          text.trip == id, text.log == LogID(key), text.number == record.number
        else { continue }
        found[text.number] = record
      }
    }
    return found
  }

  private func take(
    _ opened: TripReader.Opened, _ trip: Trip, _ made: [Int: RecordID], _ folder: TripFolder,
    _ blobs: inout [ID<Blob>], _ draft: CommitDraft
  ) throws -> RecordID {
    switch opened.content.kind {
    case .note:
      guard let text = String(validating: opened.secret, as: UTF8.self) else {
        throw TripReader.Refusal(reason: "its text is not UTF-8")
      }
      let codebook = try codebook()
      let note = Note(
        author: trip.member,
        language: opened.content.language.flatMap { try? codebook.find($0, in: SpokenLanguage.self) },
        takenAt: try Moment(String(opened.text.time.prefix(16)) + "Z"), text: text)
      let corrects = opened.content.corrects.flatMap { made[$0] }.map { ID<Note>($0) }
      return try draft.add(note, to: opened.place.case, corrects: corrects, id: ID<Note>(opened.id)).record
    case .file:
      guard let file = opened.content.file, let key = FileKey(bytes: opened.secret) else {
        throw TripReader.Refusal(reason: "it describes no file")
      }
      let details = FileDetails(
        fileName: file.name, sha256: file.sha256, size: file.size, mediaType: file.mediaType,
        blob: ID<Blob>(vault: vaultID, log: identity.device.log, case: opened.place.case, record: opened.id),
        fileKey: key)
      let content = AttachedFile(file: details)
      guard (try? content.validate(.standard)) != nil else { throw TripReader.Refusal(reason: "it describes no file") }
      try BlobFolder(folder: self.folder).adopt(folder.blob(file.blob), details, blobs: &blobs)
      try draft.noteHeld(details.blob)
      return try draft.add(content, to: opened.place.case, id: ID<AttachedFile>(opened.id)).record
    }
  }
}

extension BlobFolder {
  /// Copies a ciphertext that was made elsewhere, once it decrypts to what is said of it.
  fileprivate func adopt(_ path: String, _ details: FileDetails, blobs: inout [ID<Blob>]) throws {
    if try Folder.exists(folder.blob(details.blob)) {
      // Left by a hand-in that was stopped before its commit.
      guard try BlobFolder.check(details, in: folder) == .intact else {
        throw TripReader.Refusal(reason: "another file has its name here")
      }
      return
    }
    let input: PosixFile
    do { input = try PosixFile.readingRegular(path, followingLinks: false) } catch {
      throw TripReader.Refusal(reason: "its file is missing")
    }
    guard let size = try? input.size(), size == AgePayload.sealedSize(of: details.size) else {
      throw TripReader.Refusal(reason: "its file has another length")
    }
    try copy(input, count: size, as: details.blob)
    blobs.append(details.blob)
    guard try BlobFolder.check(details, in: folder) == .intact else {
      discard(details.blob)
      throw TripReader.Refusal(reason: "its file was altered")
    }
  }

  private func copy(_ input: PosixFile, count: Int, as id: ID<Blob>) throws {
    let making = try TemporaryFile(in: folder.blobs)
    do {
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      var done = 0
      while done < count {
        let read = try input.read(into: &buffer, count: min(buffer.count, count - done), at: done)
        guard read > 0 else { throw TripReader.Refusal(reason: "its file has another length") }
        try making.file.write(buffer, count: read, at: done)
        done += read
      }
      try making.file.sync()
      try making.publish(as: folder.blob(id), replacing: false)
      try Folder.sync(folder.blobs)
    } catch {
      making.discard()
      throw error
    }
  }
}
