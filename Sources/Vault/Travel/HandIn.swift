import OpenFormats
import Platform
import Records
import Sodium

/// What handing a trip's folder in came to.
public struct HandInReport: Sendable {
  /// Records made now.
  public internal(set) var taken = 0
  /// Entries that had been handed in before.
  public internal(set) var known = 0
  /// Numbers of which no entry lies in the folder, though later ones do, or earlier ones were handed in.
  public internal(set) var missing: [Int] = []
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
  /// one before it. Handing in again adds what is new. The signed notes are kept beside the records.
  public func handIn(_ path: String) throws -> HandInReport {
    let folder = TripFolder(path: path)
    let certificate = try TripCertificate(
      PosixFile.readRegular(folder.certificate, limit: TripCertificate.byteLimit))
    guard certificate.vault == vaultID else { throw VaultError.damaged(.file("trip")) }
    guard let trip = try trips().first(where: { $0.first == certificate.trip })?.current.content,
      let device = trip.devices.first(where: { $0.verifyKey == certificate.verifyKey })?.verifyKeyBytes
    else { throw VaultError.unknown(what: "trip") }
    let reader = TripReader(
      folder: folder, trip: trip, key: try VerifyKey(device),
      place: .init(vault: vaultID, trip: certificate.trip, log: try certificate.log()), holders: fold.ring.sealing)
    var report = HandInReport()
    let before = try handedIn(trip, certificate.trip, try certificate.log())
    var previous: TripReader.Opened?
    var made: [Int: RecordID] = before.mapValues(\.record)
    var blobs: [ID<Blob>] = []
    let numbers = try Folder.list(folder.entries).compactMap(TripFolder.number).sorted()
    let last = max(numbers.last ?? -1, before.keys.max() ?? -1)
    report.missing = last < 0 ? [] : (0...last).filter { !numbers.contains($0) && before[$0] == nil }
    do {
      try write { draft in
        for number in numbers {
          let opened: TripReader.Opened
          switch reader.read(number) {
          case .failure(let refusal):
            report.refused.append(.init(number: number, reason: refusal.reason))
            previous = nil
            continue
          case .success(let entry): opened = entry
          }
          let expected = previous?.hash ?? before[number - 1].map { Digest256.hash(Array($0.text.utf8)) }
          defer { previous = opened }
          if let expected, opened.text.previous != expected, !report.missing.contains(number - 1) {
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
                trip: certificate.trip, log: try certificate.log().hex, number: number, record: record,
                text: String(decoding: opened.note, as: UTF8.self)), to: opened.caseID)
            report.taken += 1
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
    return report
  }

  private func handedIn(_ trip: Trip, _ id: ID<Trip>, _ log: LogID) throws -> [Int: TripEntry] {
    var found: [Int: TripEntry] = [:]
    for caseID in Set(trip.cases.map(\.case)) where holdsKey(.testimony, of: caseID) {
      for record in try records(TripEntry.self, in: caseID).map(\.content)
      where record.trip == id && record.log == log.hex { found[record.number] = record }
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
      return try draft.add(note, to: opened.caseID, corrects: corrects, id: ID<Note>(opened.id)).record
    case .file:
      guard let file = opened.content.file, let key = FileKey(bytes: opened.secret) else {
        throw TripReader.Refusal(reason: "it describes no file")
      }
      let details = FileDetails(
        fileName: file.name, sha256: file.sha256, size: file.size, mediaType: file.mediaType, blob: file.blob,
        fileKey: key)
      let content = AttachedFile(file: details)
      guard (try? content.validate(.standard)) != nil else { throw TripReader.Refusal(reason: "it describes no file") }
      try BlobFolder(folder: self.folder).adopt(folder.blob(file.blob), details, blobs: &blobs)
      try draft.noteHeld(file.blob)
      return try draft.add(content, to: opened.caseID, id: ID<AttachedFile>(opened.id)).record
    }
  }
}

extension BlobFolder {
  /// Copies a ciphertext that was made elsewhere, once it decrypts to what is said of it.
  fileprivate func adopt(_ path: String, _ details: FileDetails, blobs: inout [ID<Blob>]) throws {
    guard try !Folder.exists(folder.blob(details.blob)) else {
      throw TripReader.Refusal(reason: "its file is here already")
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
