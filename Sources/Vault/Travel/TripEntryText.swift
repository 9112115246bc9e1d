import OpenFormats
import Records
import Sodium

/// What a trip's device signs for each entry: eight lines, each ended by a line feed.
struct TripEntryText: Equatable {
  static let header = "casevault/trip v1"
  static let signerPrefix = "casevault-trip/"

  let vault: ID<VaultTag>
  let trip: ID<Trip>
  let log: LogID
  let number: Int
  /// SHA-256 of the device's previous note; zeros for number 0.
  let previous: [UInt8]
  /// The device's clock, UTC.
  let time: String
  /// SHA-256 of the body's plaintext.
  let body: [UInt8]

  var text: String {
    """
    \(Self.header)
    vault \(vault.hex)
    trip \(trip.hex)
    log \(log.hex)
    number \(number)
    previous \(previous.hex)
    time \(time)
    body \(body.hex)

    """
  }

  init(
    vault: ID<VaultTag>, trip: ID<Trip>, log: LogID, number: Int, previous: [UInt8], time: String, body: [UInt8]
  ) {
    self.vault = vault
    self.trip = trip
    self.log = log
    self.number = number
    self.previous = previous
    self.time = time
    self.body = body
  }

  /// Parsing and writing again must give the same bytes.
  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 9, lines[0] == Self.header else { return nil }
    func value(_ index: Int, _ name: String) -> String? {
      lines[index].hasPrefix(name + " ") ? String(lines[index].dropFirst(name.count + 1)) : nil
    }
    guard let vault = value(1, "vault").flatMap({ ID<VaultTag>(hex: $0) }),
      let trip = value(2, "trip").flatMap({ ID<Trip>(hex: $0) }),
      let log = value(3, "log").flatMap({ [UInt8](hex: $0) }).flatMap({ LogID(bytes: $0) }),
      let number = value(4, "number").flatMap({ Int($0) }), TripFolder.numbers.contains(number),
      let previous = value(5, "previous").flatMap({ [UInt8](hex: $0) }), previous.count == 32,
      let time = value(6, "time"), time.utf8.count == 20,
      let body = value(7, "body").flatMap({ [UInt8](hex: $0) }), body.count == 32
    else { return nil }
    self.init(vault: vault, trip: trip, log: log, number: number, previous: previous, time: time, body: body)
    guard self.text == text else { return nil }
  }

  /// The text of a note that `key` signed; nil for any other.
  static func verified(_ note: [UInt8], by key: VerifyKey) -> TripEntryText? {
    guard let verifier = try? NoteVerifier(name: signerPrefix + LogID(key).hex, key: key),
      let signed = try? UnverifiedNote(note).verified(by: [verifier])
    else { return nil }
    return TripEntryText(String(decoding: signed.text, as: UTF8.self))
  }
}
