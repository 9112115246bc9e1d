import FoundationEssentials
import Records
import Sodium

/// `trip.json`: all that a trip's device knows. It holds no name of a case, a person or a member.
struct TripCertificate: Codable, Equatable {
  /// A certificate is at most this long: 16 recipients and 1,000 aliases fit.
  static let byteLimit = 256 << 10

  let aliases: [String]
  let casevault: String
  /// The last day entries may be written, `YYYY-MM-DD`.
  let expires: String
  /// X-Wing public keys everything is sealed to, in base64.
  let recipients: [String]
  let trip: ID<Trip>
  let vault: ID<VaultTag>
  /// Ed25519, in hexadecimal; its secret lies beside this file under a passphrase.
  let verifyKey: String
  let version: Int

  init(
    vault: ID<VaultTag>, trip: ID<Trip>, aliases: [String], recipients: [SealingPublicKey], verifyKey: VerifyKey,
    expires: String
  ) {
    casevault = "trip"
    version = 1
    self.vault = vault
    self.trip = trip
    self.aliases = aliases
    self.recipients = recipients.map { Data($0.bytes).base64EncodedString() }
    self.verifyKey = verifyKey.bytes.hex
    self.expires = expires
  }

  /// Reads exactly what ``bytes()`` wrote.
  init(_ bytes: [UInt8]) throws {
    guard let read = try? JSONDecoder().decode(TripCertificate.self, from: Data(bytes)), read.casevault == "trip",
      read.version == 1, try read.bytes() == bytes, !read.recipients.isEmpty, read.recipients.count <= 16,
      read.aliases.allSatisfy(TripCase.isAlias), (try? read.keys()) != nil, (try? read.key()) != nil,
      (try? PartialDate(read.expires))?.precision == .day
    else { throw VaultError.damaged(.file("trip")) }
    self = read
  }

  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self)) + [0x0a]
  }

  func keys() throws -> [SealingPublicKey] {
    try recipients.map { text in
      guard let data = Data(base64Encoded: text) else { throw VaultError.damaged(.file("trip")) }
      return try SealingPublicKey([UInt8](data))
    }
  }

  func key() throws -> VerifyKey {
    guard let key = [UInt8](hex: verifyKey) else { throw VaultError.damaged(.file("trip")) }
    return try VerifyKey(key)
  }
}

/// Where everything lies inside a trip's folder. Pure: it touches no disk.
struct TripFolder: Sendable {
  let path: String
  var certificate: String { path + "/trip.json" }
  var key: String { path + "/trip.key" }
  var entries: String { path + "/entries" }
  var blobs: String { path + "/blobs" }
  func entry(_ number: Int) -> String { entries + "/" + Self.name(number) }
  func blob(_ id: ID<Blob>) -> String { blobs + "/" + id.hex }

  /// What entries can be numbered with: eight digits.
  static let numbers = 0..<100_000_000
  static func name(_ number: Int) -> String { String(String(numbers.upperBound + number).dropFirst()) }
  /// The number a name stands for; nil for any other file.
  static func number(_ name: String) -> Int? {
    guard name.utf8.count == 8, name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(name)
  }
}
