import FoundationEssentials
import Platform
public import Records
public import Sodium

/// What whoever gets hold of a packed folder, with its passphrase too, can learn from it.
public struct TripExposure: Sendable {
  /// Names the cases have there.
  public let aliases: [String]
  /// To whom everything is sealed: principals, by their text form.
  public let recipients: [String]
  /// The last day entries may be written.
  public let expires: String
}

extension OpenVault {
  /// Plans a trip of this member. Aliases stand for cases this member may write testimony of.
  public func prepareTrip(name: String, cases: [TripCase], expires: PartialDate) throws -> ID<Trip> {
    for entry in cases { try requireWritable(.note, entry.case) }
    let trip = Trip(name: name, member: member, cases: cases, expires: expires)
    try trip.validate(codebook())
    return try write { try $0.add(trip, to: try register) }
  }

  /// Makes a device for a trip in a new folder, on storage that never held an identity of this vault, and certifies it.
  /// Its signing key exists nowhere else. `desk` may open what it writes too.
  public func packTrip(
    _ trip: ID<Trip>, to path: String, desk: Role?, passphrase: borrowing Secret,
    parameters: Argon2Parameters = .standard
  ) throws -> TripExposure {
    guard try !Folder.exists(path) || Folder.list(path).isEmpty else { throw PlatformError.alreadyExists }
    guard let record = try trips().first(where: { $0.first == trip }) else { throw VaultError.unknown(what: "trip") }
    guard record.current.content.member == member else {
      throw VaultError.notEntitled(action: "who travels packs")
    }
    let principals = [Principal.member(member)] + (desk.map { [.role($0)] } ?? []) + [.recovery]
    let state = try state
    let keys = try principals.map { principal in
      guard let key = state.sealingKey(of: principal) else { throw VaultError.unknown(what: "key") }
      return key
    }
    let signing = try SigningKey.random()
    let content = record.current.content
    let certificate = TripCertificate(
      vault: vaultID, trip: trip, aliases: content.cases.map(\.alias), recipients: keys, verifyKey: signing.verifyKey,
      expires: content.expires.description)
    let bytes = try certificate.bytes()
    let made = TripFolder(path: path)
    try Folder.create(path, parents: true)
    try Folder.create(made.entries)
    try Folder.create(made.blobs)
    var secret = signing.seed.exposed() + Digest256.hash(bytes)
    defer { wipe(&secret) }
    try SealedFile.write(
      secret, kind: "trip", vault: vaultID, to: made.key, passphrase: passphrase, parameters: parameters)
    try AtomicFile.write(bytes, to: made.certificate, replacing: false)
    var certified = content
    certified.devices.append(
      TripDevice(verifyKey: signing.verifyKey.bytes, packed: try Moment(String(Timestamp.now().prefix(16)) + "Z")))
    try write { try $0.add(certified, to: try register, corrects: record.current.id) }
    return TripExposure(
      aliases: certificate.aliases, recipients: principals.map(\.text), expires: certificate.expires)
  }

  /// All trips, each by its first version, with what holds now.
  public func trips() throws -> [(first: ID<Trip>, current: StoredRecord<Trip>)] {
    let all = try history(Trip.self, in: try register)
    var firsts: [ID<Trip>: ID<Trip>] = [:]
    for record in all { firsts[record.id] = record.corrects.flatMap { firsts[$0] } ?? record.id }
    return all.filter(\.isCurrent).map { (firsts[$0.id] ?? $0.id, $0) }
  }

  /// The trip of an identifier's beginning (four digits or more), of any version.
  public func trip(_ text: String) throws -> ID<Trip> {
    let all = try history(Trip.self, in: try register)
    guard text.utf8.count >= 4, let found = all.first(where: { $0.id.hex.hasPrefix(text) }) else {
      throw VaultError.unknown(what: "trip")
    }
    var id = found.id
    while let earlier = all.first(where: { $0.id == id })?.corrects { id = earlier }
    return id
  }
}
