import FoundationEssentials
import Platform
public import Records
public import Sodium

/// What whoever gets hold of a packed folder, with its passphrase too, can learn from it.
public struct TripExposure: Sendable {
  /// Names the cases have there.
  public let aliases: [String]
  /// To whom everything is sealed.
  public let recipients: [Principal]
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
    let known = try trips().filter { $0.first == trip }
    guard !known.isEmpty else { throw VaultError.unknown(what: "trip") }
    guard let record = known.first(where: { $0.current.author == member }) else {
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
      aliases: certificate.aliases, recipients: principals, expires: certificate.expires)
  }

  /// All trips, each by its first version, with what holds now: what the traveller made of it last.
  public func trips() throws -> [(first: ID<Trip>, current: StoredRecord<Trip>)] {
    try tripVersions().filter(\.isCurrent).map { ($0.first, $0.record) }
  }

  /// The trip of an identifier's beginning (four digits or more), of any version.
  public func trip(_ text: String) throws -> ID<Trip> {
    guard text.utf8.count >= 4, let found = try tripVersions().first(where: { $0.record.id.hex.hasPrefix(text) }) else {
      throw VaultError.unknown(what: "trip")
    }
    return found.first
  }

  /// Every version a traveller wrote of a trip of their own. Nobody else's counts, a monitor's neither: whoever could
  /// exchange cases or devices would read what was written on the way, or write it in the traveller's name.
  private func tripVersions() throws -> [(first: ID<Trip>, record: StoredRecord<Trip>, isCurrent: Bool)] {
    struct Version: Hashable {
      let id: ID<Trip>
      let author: ID<Member>
    }
    let own = try history(Trip.self, in: try register).filter { $0.author == $0.content.member }
    var firsts: [Version: ID<Trip>] = [:]
    var corrected: Set<Version> = []
    for record in own {
      let earlier = record.corrects.map { Version(id: $0, author: record.author) }
      firsts[Version(id: record.id, author: record.author)] = earlier.flatMap { firsts[$0] } ?? record.id
      if let earlier { corrected.insert(earlier) }
    }
    return own.map { record in
      let version = Version(id: record.id, author: record.author)
      return (firsts[version] ?? record.id, record, !corrected.contains(version))
    }
  }
}
