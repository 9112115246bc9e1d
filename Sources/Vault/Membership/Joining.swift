import FoundationEssentials
import Platform
public import Records
public import Sodium

/// Which vault a newcomer is to trust: handed over by a member.
public struct Invitation: Sendable {
  /// The vault.
  public let vault: ID<VaultTag>
  /// SHA-256 of its founding commit.
  let foundingHash: [UInt8]

  private struct Stored: Codable {
    let casevault: String
    let founding: String
    let vault: ID<VaultTag>
    let version: Int
  }

  init(vault: ID<VaultTag>, foundingHash: [UInt8]) {
    self.vault = vault
    self.foundingHash = foundingHash
  }

  /// Reads a file of at most 4 KiB that ``bytes()`` wrote.
  public init(_ bytes: [UInt8]) throws {
    guard bytes.count <= 4096, let stored = try? JSONDecoder().decode(Stored.self, from: Data(bytes)),
      stored.casevault == "invitation", stored.version == 1, let hash = [UInt8](hex: stored.founding), hash.count == 32
    else { throw VaultError.damaged(.file("invitation")) }
    self.init(vault: stored.vault, foundingHash: hash)
    guard try self.bytes() == bytes else { throw VaultError.damaged(.file("invitation")) }
  }

  /// Canonical JSON and a line feed.
  public func bytes() throws -> [UInt8] {
    try CanonicalFile.encode(Stored(casevault: "invitation", founding: foundingHash.hex, vault: vault, version: 1))
  }

  /// What both sides compare by voice: a folder with another vault in it would say something else.
  public var words: String {
    SpokenDigest.words(Digest256.hash(Label.context(Label.spoken, vault.bytes, foundingHash)))
  }
}

/// A newcomer's public keys, or a member's for a further device, signed by the device.
public struct JoinRequest: Sendable {
  /// Whether it is a further device of a member, not a new member.
  public var isDevice: Bool { stored.handle == nil }
  /// The handle asked for.
  public var handle: String? { stored.handle }
  /// The member who asks.
  public var member: ID<Member> { stored.member }

  private let stored: Stored

  fileprivate struct Stored: Codable {
    let casevault: String
    var deviceSealingKey: String
    /// The device's word that it is this member's, as it will stand in the ledger.
    var deviceSignature: String
    var handle: String?
    var member: ID<Member>
    /// The member's secret, sealed to the device.
    var memberKey: String?
    var memberSealingKey: String?
    var signature: String
    var vault: ID<VaultTag>
    var verifyKey: String
    let version: Int

    func unsigned() throws -> [UInt8] {
      var blank = self
      blank.signature = ""
      return Label.context(Label.joinRequest, try CanonicalFile.encode(blank))
    }
  }

  /// Reads a file of at most 16 KiB; throws unless it is whole and signed by the device it names.
  public init(_ bytes: [UInt8]) throws {
    guard bytes.count <= 16 << 10, let stored = try? JSONDecoder().decode(Stored.self, from: Data(bytes)),
      stored.casevault == "request", stored.version == 1, try CanonicalFile.encode(stored) == bytes,
      let key = Data(base64Encoded: stored.verifyKey), let signature = Data(base64Encoded: stored.signature),
      let verifyKey = try? VerifyKey([UInt8](key)),
      (try? verifyKey.verify([UInt8](signature), of: try stored.unsigned())) != nil,
      Self.key(stored.deviceSealingKey) != nil,
      (stored.handle == nil) == (stored.memberSealingKey == nil), (stored.handle == nil) == (stored.memberKey == nil),
      stored.memberSealingKey.map({ Self.key($0) != nil }) ?? true
    else { throw VaultError.damaged(.file("request")) }
    self.stored = stored
    let isNamedRightly = stored.memberSealingKey.flatMap(Self.key).map { sealing in
      member == ID(vault: vault, verifyKey: device.verifyKey, sealingKey: sealing.bytes)
    }
    guard isNamedRightly ?? true, device.key(vouchingFor: member, in: vault) != nil else {
      throw VaultError.damaged(.file("request"))
    }
  }

  fileprivate init(_ stored: Stored) { self.stored = stored }

  private static func key(_ text: String) -> SealingPublicKey? {
    Data(base64Encoded: text).flatMap { try? SealingPublicKey([UInt8]($0)) }
  }

  /// Canonical JSON and a line feed.
  public func bytes() throws -> [UInt8] { try CanonicalFile.encode(stored) }

  /// What both sides compare by voice before it is confirmed.
  public var words: String {
    get throws { SpokenDigest.words(Digest256.hash(Label.context(Label.spoken, try bytes()))) }
  }

  var vault: ID<VaultTag> { stored.vault }
  var memberKey: [UInt8]? { stored.memberKey.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } }

  var device: DeviceCertificate {
    DeviceCertificate(
      verifyKey: Data(base64Encoded: stored.verifyKey).map { [UInt8]($0) } ?? [],
      sealingKey: Self.key(stored.deviceSealingKey)?.bytes ?? [],
      signature: Data(base64Encoded: stored.deviceSignature).map { [UInt8]($0) } ?? [])
  }

  func certificate(handle: String, roles: Set<Role>) -> MemberCertificate {
    MemberCertificate(
      member: member, handle: handle, sealingKey: stored.memberSealingKey.flatMap(Self.key)?.bytes ?? [],
      device: device, roles: roles.sorted { $0.rawValue < $1.rawValue })
  }
}

/// Canonical JSON and a line feed: files that have exactly one form.
enum CanonicalFile {
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value)) + [0x0a]
  }
}

/// A newcomer's side: keys made on their own machine, which nobody else ever holds.
public enum Joining {
  /// Makes a vault's folder that holds nothing yet but an identity, and the request to hand in. `member` asks for a
  /// further device of a member; `handle` for a new member.
  public static func request(
    _ invitation: Invitation, in folder: VaultFolder, handle: String?, member existing: ID<Member>? = nil,
    alias: String,
    passphrase: borrowing Secret, parameters: Argon2Parameters = .standard
  ) throws -> (JoinRequest, Identity) {
    guard try !Folder.exists(folder.path) || Folder.list(folder.path).isEmpty else { throw VaultError.vaultExists }
    let (request, identity) = try keys(invitation, handle: handle, member: existing)
    let making = VaultFolder(folder.path + ".making-" + SodiumRandom.bytes(4).hex)
    try Folder.create(making.path, parents: true)
    do {
      try Folder.create(making.identities)
      try Folder.create(making.blobs)
      try Database(path: making.database, creating: true).checkpoint()
      try IdentityFiles(making).write(identity, alias: alias, passphrase: passphrase, parameters: parameters)
      try AtomicFile.write(VaultDescription(vault: invitation.vault).bytes(), to: making.description, replacing: false)
      if try Folder.exists(folder.path) { try Folder.remove(folder.path, folder: true) }
      try Folder.rename(making.path, to: folder.path)
      try Folder.sync(Folder.parent(of: folder.path))
    } catch {
      try? Folder.removeTree(making.path)
      throw error
    }
    return (request, identity)
  }

  /// Fresh keys, and the request that names them.
  static func keys(
    _ invitation: Invitation, handle: String?, member existing: ID<Member>? = nil
  ) throws -> (JoinRequest, Identity) {
    if let handle, !Handle.isAcceptable(handle) { throw VaultError.handleUnfit }
    let device = try DeviceKeys.random()
    let seed = try GuardedKey.random()
    let sealingKey = try SealingKey(seed: seed).publicKey.bytes
    let member =
      existing
      ?? ID<Member>(vault: invitation.vault, verifyKey: device.signing.verifyKey.bytes, sealingKey: sealingKey)
    let identity = Identity(
      vault: invitation.vault, member: member, foundingHash: invitation.foundingHash, device: device)
    var stored = JoinRequest.Stored(
      casevault: "request", deviceSealingKey: Data(device.sealing.publicKey.bytes).base64EncodedString(),
      deviceSignature: Data(try device.certificate(of: member, in: invitation.vault).signature).base64EncodedString(),
      handle: nil, member: member, signature: "", vault: invitation.vault,
      verifyKey: Data(device.signing.verifyKey.bytes).base64EncodedString(), version: 1)
    if existing == nil {
      let key = GrantedKey(vault: invitation.vault, kind: .member, scope: member.record, key: seed)
      stored.handle = handle
      stored.memberSealingKey = Data(sealingKey).base64EncodedString()
      stored.memberKey = Data(try Bootstrap.seal([key], to: device.sealing.publicKey, vault: invitation.vault))
        .base64EncodedString()
    }
    stored.signature = Data(try device.signing.sign(try stored.unsigned())).base64EncodedString()
    return (JoinRequest(stored), identity)
  }
}

extension OpenVault {
  /// What a newcomer needs to know which vault they join.
  public func invitation() throws -> Invitation { Invitation(vault: vaultID, foundingHash: try state.foundingHash) }

  /// Admits who asks, with these roles. Their keys were made on their own machine; compare the request's words first.
  @discardableResult
  public func confirm(_ request: JoinRequest, handle: String? = nil, roles: Set<Role>) throws -> ID<Member> {
    guard request.vault == vaultID, let asked = handle ?? request.handle, let memberKey = request.memberKey else {
      throw VaultError.damaged(.file("request"))
    }
    guard Handle.isAcceptable(asked) else { throw VaultError.handleUnfit }
    guard try !members().contains(where: { $0.handle == asked }) else { throw VaultError.handleTaken }
    try write { draft in
      try draft.makeMissingRoleKeys(roles)
      try draft.decide(.member(certificate: request.certificate(handle: asked, roles: roles)))
      try draft.insertBootstrap(memberKey)
    }
    return request.member
  }

  /// Admits a further device of this member: it gets the member's key, and reads what the member reads.
  public func confirmDevice(_ request: JoinRequest) throws {
    guard request.vault == vaultID, request.isDevice else { throw VaultError.damaged(.file("request")) }
    guard request.member == member else {
      throw VaultError.notEntitled(action: "only a member admits their own devices")
    }
    guard let key = fold.ring.keys.values.first(where: { $0.kind == .member && $0.scope == member.record }) else {
      throw VaultError.unknown(what: "key")
    }
    let ledgerKeys = fold.ring.order.compactMap { fold.ring.keys[$0] }.filter { $0.kind == .ledger }
    try write { draft in
      try draft.decide(.device(member: member, certificate: request.device))
      try draft.bootstrap([key] + ledgerKeys, to: try SealingPublicKey(request.device.sealingKey))
    }
  }
}
