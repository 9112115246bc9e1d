import Platform
import Records
import Sodium

/// Opens the entries of a trip's folder, one at a time, trusting nothing in it but the certified device's signature.
struct TripReader {
  let folder: TripFolder
  let trip: Trip
  let key: VerifyKey
  let place: SealedTripEntry.Place
  let holders: [RecipientID: SealingKey]

  /// Why an entry is not taken.
  struct Refusal: Error { let reason: String }

  /// An entry the device signed.
  struct Opened {
    let text: TripEntryText
    let note: [UInt8]
    let hash: [UInt8]
    let content: TripContent
    let secret: [UInt8]
    /// What it is about, by its name on the way and at home.
    let place: TripCase
    /// What its record is called here, whoever hands it in.
    let id: RecordID
  }

  func read(_ number: Int) -> Result<Opened, Refusal> {
    do throws(Refusal) { return .success(try opened(number)) } catch { return .failure(error) }
  }

  private func opened(_ number: Int) throws(Refusal) -> Opened {
    let bytes: [UInt8]
    do { bytes = try PosixFile.readRegular(folder.entry(number), limit: SealedTripEntry.byteLimit) } catch {
      throw Refusal(reason: "it cannot be read")
    }
    guard let sealed = SealedTripEntry(encoded: bytes), sealed.number == number else {
      throw Refusal(reason: "it was altered")
    }
    guard let (note, padded, id) = sealed.open(with: holders, place: place) else {
      throw Refusal(reason: "it was altered, or is sealed to others")
    }
    guard let text = TripEntryText.verified(note, by: key), text.vault == place.vault, text.trip == place.trip,
      text.log == place.log, text.number == number, let read = TripContent.read(padded),
      Digest256.hash(Array(read.body)) == text.body
    else { throw Refusal(reason: "the trip's device did not sign it") }
    guard String(text.time.prefix(10)) <= trip.expires.description else {
      throw Refusal(reason: "it was written after the trip had ended")
    }
    guard let entry = trip.cases.first(where: { $0.alias == read.content.alias }) else {
      throw Refusal(reason: "it names no case of the trip")
    }
    return Opened(
      text: text, note: note, hash: Digest256.hash(note), content: read.content, secret: read.secret,
      place: entry, id: id)
  }
}
