import OpenFormats
import Records
import Sodium

/// One entry as it lies in a trip's folder: a fresh key sealed to each recipient, and under it a signed note and the
/// body the note names. The device keeps neither.
///
/// "cvtrip1\n" (8) ‖ number (8) ‖ SHA-256 of the note (32) ‖ recipients (2) ‖ each: recipient (16), HPKE (1,168) ‖
/// AEAD over length of the note (4) ‖ note ‖ body.
struct SealedTripEntry {
  static let magic = Array("cvtrip1\n".utf8)
  static let byteLimit = RecordLimit.note + (1 << 20)
  private static let sealedKeyCount = HybridSealing.overhead + GuardedKey.count

  let number: Int
  let noteHash: [UInt8]
  private let keys: [(recipient: RecipientID, sealed: [UInt8])]
  private let sealed: [UInt8]

  /// Which entry of which device this is.
  struct Place {
    let vault: ID<VaultTag>
    let trip: ID<Trip>
    let log: LogID
  }

  /// Seals a note and a body to `recipients`; wipes the body and the key.
  static func seal(
    note: SignedNote, body: inout [UInt8], number: Int, place: Place, to recipients: [SealingPublicKey]
  ) throws -> [UInt8] {
    let hash = Digest256.hash(note.encoded)
    var writer = ByteWriter()
    writer.append(magic)
    writer.append(UInt64(number))
    writer.append(hash)
    writer.append(UInt16(recipients.count))
    let key = try GuardedKey.random()
    defer { key.wipe() }
    for recipient in recipients {
      let id = RecipientID(recipient)
      var exposed = key.exposed()
      defer { wipe(&exposed) }
      writer.append(id.bytes)
      writer.append(try HybridSealing.seal(exposed, to: recipient, info: info(number, place, id)))
    }
    let count = 4 + note.encoded.count + body.count
    var plain: [UInt8] = []
    // Exactly as large as it becomes: growing would leave a copy of the note in freed memory.
    plain.reserveCapacity(Padding.paddedCount(count))
    var length = ByteWriter()
    length.append(UInt32(note.encoded.count))
    plain += length.bytes
    plain += note.encoded
    plain += body
    wipe(&body)
    Padding.pad(&plain)
    defer { wipe(&plain) }
    return writer.bytes + (try AEAD.seal(plain, context: context(number, hash, place), key: key))
  }

  /// Reads the parts; nothing in it is authentic yet.
  init?(encoded: [UInt8]) {
    var reader = ByteReader(encoded)
    guard reader.take(8) == Self.magic, let number = reader.uint64(), number < TripFolder.numbers.upperBound,
      let hash = reader.take(32), let count = reader.uint16(), (1...16).contains(count)
    else { return nil }
    var keys: [(RecipientID, [UInt8])] = []
    for _ in 0..<count {
      guard let id = reader.take(RecipientID.count).flatMap({ RecipientID(bytes: $0) }),
        let sealed = reader.take(Self.sealedKeyCount)
      else { return nil }
      keys.append((id, sealed))
    }
    guard let sealed = reader.take(reader.remaining), sealed.count > AEAD.overhead else { return nil }
    self.number = Int(number)
    noteHash = hash
    self.keys = keys
    self.sealed = sealed
  }

  /// The note and the body, opened with whichever of `holders` a key was sealed to; nil where none was, or it does not
  /// open.
  func open(with holders: [RecipientID: SealingKey], place: Place) -> (note: [UInt8], body: [UInt8], id: RecordID)? {
    for (recipient, sealedKey) in keys {
      guard let holder = holders[recipient] else { continue }
      guard
        var raw = try? HybridSealing.open(sealedKey, with: holder, info: Self.info(number, place, recipient)),
        let key = try? GuardedKey(copying: raw)
      else { return nil }
      defer {
        wipe(&raw)
        key.wipe()
      }
      guard let plain = try? AEAD.open(sealed, context: Self.context(number, noteHash, place), key: key) else {
        return nil
      }
      var reader = ByteReader(plain)
      guard let count = reader.uint32(), let note = reader.take(Int(count)), Digest256.hash(note) == noteHash,
        let body = reader.take(reader.remaining),
        // From the key, so that the same entry handed in twice is the same record, and nobody else can tell which.
        let derived = try? Derivation.derive(from: raw, salt: [], label: Array(Label.tripEntry.utf8), count: 16),
        let id = RecordID(bytes: derived)
      else { return nil }
      return (note, body, id)
    }
    return nil
  }

  private static func info(_ number: Int, _ place: Place, _ recipient: RecipientID) -> [UInt8] {
    Label.context(Label.tripKey, bound(number, place), recipient.bytes)
  }

  private static func context(_ number: Int, _ hash: [UInt8], _ place: Place) -> [UInt8] {
    Label.context(Label.tripEntry, bound(number, place), hash)
  }

  private static func bound(_ number: Int, _ place: Place) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(place.vault.bytes)
    writer.append(place.trip.bytes)
    writer.append(place.log.bytes)
    writer.append(UInt64(number))
    return writer.bytes
  }
}
