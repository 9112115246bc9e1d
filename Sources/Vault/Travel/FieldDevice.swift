import OpenFormats
public import Platform
import Records
public import Sodium

/// A trip's folder in the hands of whoever travels: it can add, and read nothing back.
///
/// Each entry gets a fresh key that is sealed to the people at home and wiped. What the device holds is its signing key,
/// the hash of its last note, and aliases.
public final class FieldDevice {
  private let folder: TripFolder
  private let certificate: TripCertificate
  private let signing: SigningKey
  private let log: LogID

  /// The names cases have on this trip.
  public var aliases: [String] { certificate.aliases }
  /// The last day entries may be written, `YYYY-MM-DD`.
  public var expires: String { certificate.expires }

  /// Opens the folder. Throws ``VaultError/wrongPassphrase``, or damage where the certificate is not the one the device
  /// was packed with: somebody else's recipients would read everything.
  public init(_ path: String, passphrase: borrowing Secret) throws {
    folder = TripFolder(path: path)
    let bytes: [UInt8]
    do { bytes = try PosixFile.readRegular(folder.certificate, limit: TripCertificate.byteLimit) } catch PlatformError
      .notFound
    { throw VaultError.noVaultHere }
    certificate = try TripCertificate(bytes)
    var secret = try SealedFile.read(kind: "trip", from: folder.key, passphrase: passphrase)
    defer { wipe(&secret) }
    guard secret.count == 64, Array(secret[32...]) == Digest256.hash(bytes) else {
      throw VaultError.damaged(.file("trip"))
    }
    var seed = Array(secret[..<32])
    defer { wipe(&seed) }
    signing = try SigningKey(seed: GuardedKey(copying: seed))
    log = LogID(signing.verifyKey)
    guard signing.verifyKey.bytes.hex == certificate.verifyKey else { throw VaultError.damaged(.file("trip")) }
  }

  /// Writes a note about the case of an alias, or a correction of an earlier entry; wipes `text`. Returns its number.
  public func note(
    _ text: inout [UInt8], about alias: String, language: String? = nil, corrects: Int? = nil
  ) throws -> Int {
    defer { wipe(&text) }
    guard text.count <= RecordLimit.note else { throw VaultError.noteTooLong(limit: RecordLimit.note) }
    return try add(
      TripContent(alias: alias, corrects: corrects, file: nil, kind: .note, language: language), secret: &text)
  }

  /// Encrypts a file about the case of an alias. Returns its number.
  public func attach(_ input: PosixFile, named name: String, about alias: String) throws -> Int {
    try check(alias)
    var random = SodiumRandom()
    let id = ID<Blob>(random: &random)
    let output = try PosixFile.creating(folder.blob(id))
    do {
      let key = try AgeFileKey.random()
      let content = try AgePayload.encrypt(from: input, to: output, key: key)
      let mediaType = try Self.mediaType(output, key)
      try output.sync()
      try Folder.sync(folder.blobs)
      guard let digest = ContentDigest(bytes: content.digest) else { throw VaultError.storage(code: 0) }
      var secret = key.exposed()
      return try add(
        TripContent(
          alias: alias, corrects: nil,
          file: .init(
            blob: id, mediaType: mediaType, name: name, sha256: digest,
            size: content.size), kind: .file, language: nil), secret: &secret)
    } catch {
      try? Folder.remove(folder.blob(id))
      throw error
    }
  }

  /// Reads back what was written, as far as it tells what it is, and wipes it.
  private static func mediaType(_ output: PosixFile, _ key: AgeFileKey) throws -> String {
    let reader = try PayloadReader(file: output, key: key)
    defer { reader.discard() }
    var beginning = try reader.chunk(0)
    defer { wipe(&beginning) }
    return MediaType.guess(from: beginning).rawValue
  }

  /// How many entries lie in the folder.
  public func count() throws -> Int { try last().map { $0.number + 1 } ?? 0 }

  private func check(_ alias: String) throws {
    guard certificate.aliases.contains(alias) else { throw VaultError.unknown(what: "alias") }
    guard Timestamp.now().prefix(10) <= certificate.expires else {
      throw VaultError.notEntitled(action: "the trip ended on \(certificate.expires)")
    }
  }

  private func last() throws -> SealedTripEntry? {
    guard let number = try Folder.list(folder.entries).compactMap(TripFolder.number).max() else { return nil }
    let bytes = try PosixFile.readRegular(folder.entry(number), limit: SealedTripEntry.byteLimit)
    guard let entry = SealedTripEntry(encoded: bytes), entry.number == number else {
      throw VaultError.damaged(.file("entry"))
    }
    return entry
  }

  private func add(_ content: TripContent, secret: inout [UInt8]) throws -> Int {
    defer { wipe(&secret) }
    try check(content.alias)
    let last = try last()
    let number = last.map { $0.number + 1 } ?? 0
    guard TripFolder.numbers.contains(number) else { throw VaultError.storage(code: 0) }
    if let corrected = content.corrects {
      guard (0..<number).contains(corrected) else { throw VaultError.unknown(what: "entry") }
    }
    var body = try content.body(&secret)
    defer { wipe(&body) }
    let text = TripEntryText(
      vault: certificate.vault, trip: certificate.trip, log: log, number: number,
      previous: last?.noteHash ?? LedgerFold.noHash, time: Timestamp.now(), body: Digest256.hash(body))
    let signer = try NoteSigner(name: TripEntryText.signerPrefix + log.hex, key: signing)
    let note = try SignedNote.sign(Array(text.text.utf8), with: [signer])
    let sealed = try SealedTripEntry.seal(
      note: note, body: &body, number: number,
      place: .init(vault: certificate.vault, trip: certificate.trip, log: log), to: certificate.keys())
    try AtomicFile.write(sealed, to: folder.entry(number), replacing: false)
    return number
  }
}
