import Platform
public import Records
public import Sodium

/// Whom recovery admits, and how.
public struct RecoveryPlan: Sendable {
  /// What other members are to see. It may be that of somebody who is removed with the same order.
  public var handle: String
  /// Roles of the new member.
  public var roles: Set<Role>
  /// Names the identity file.
  public var alias: String
  /// Members whose devices are lost or in other hands: nothing they write counts any longer.
  public var removing: [ID<Member>] = []
  /// Where the next recovery secret is put: the words that were used have been together in one place.
  public var recoveryFile: String
  /// Cost of guessing a passphrase.
  public var parameters: Argon2Parameters

  /// A member with these roles.
  public init(
    handle: String, roles: Set<Role>, alias: String, recoveryFile: String, parameters: Argon2Parameters = .standard
  ) {
    self.handle = handle
    self.roles = roles
    self.alias = alias
    self.recoveryFile = recoveryFile
    self.parameters = parameters
  }
}

/// A vault in the hands of its trustees: it reads what was sealed to recovery, and writes one commit, the first of a
/// new device.
public struct RecoveringVault {
  private let secret: RecoverySecret
  private let vault: OpenVault
  private let memberSeed: GuardedKey

  /// Opens a vault with the recovery secret alone. Throws ``VaultError/unproven(_:)`` unless it is this vault's present
  /// one: nothing has changed then.
  public init(_ folder: VaultFolder, secret: RecoverySecret) throws {
    self.secret = secret
    memberSeed = try .random()
    let database = try Database(path: folder.database)
    let identity = try Self.identity(
      vault: try VaultAccess(folder).vaultID(), foundingHash: try Self.foundingHash(folder, database, secret),
      secret: secret, memberSeed: memberSeed)
    vault = try OpenVault(folder: folder, identity: identity, database: database, recovering: true)
    try vault.requirePresent(secret)
  }

  /// A device that signs for itself and opens what is sealed to recovery.
  static func identity(
    vault: ID<VaultTag>, foundingHash: [UInt8], secret: RecoverySecret, memberSeed: GuardedKey? = nil
  ) throws -> Identity {
    let device = DeviceKeys(signing: try .random(), sealing: secret.sealing)
    let member = ID<Member>(
      vault: vault, verifyKey: device.signing.verifyKey.bytes,
      sealingKey: try SealingKey(seed: memberSeed ?? .random()).publicKey.bytes)
    return Identity(vault: vault, member: member, foundingHash: foundingHash, device: device)
  }

  /// The hash of the first row's note. That it is the founding of the vault whose recovery secret this is, is proven when
  /// everything is folded from there.
  private static func foundingHash(
    _ folder: VaultFolder, _ database: Database, _ secret: RecoverySecret
  ) throws -> [UInt8] {
    let unnamed = try identity(
      vault: try VaultAccess(folder).vaultID(), foundingHash: LedgerFold.noHash, secret: secret)
    var fold = LedgerFold(identity: unnamed)
    return try database.read { connection in
      try fold.bootstrap(connection)
      guard fold.ring.hasLedgerKey else {
        throw VaultError.unproven("nothing in this vault is sealed to this recovery secret")
      }
      try connection.commits(after: 0) { stored in
        guard EpochID(bytes: stored.epoch).flatMap({ fold.ring.key($0) }) == nil else { return }
        throw VaultError.unproven("what was written last is not sealed to this recovery secret: it was replaced")
      }
      guard let first = try connection.commit(1) else {
        throw VaultError.damaged(.commit(sequence: 1, "it is missing"))
      }
      return try fold.opener.unsealed(first).hash
    }
  }

  /// All members by handle.
  public func members() throws -> [MemberSummary] { try vault.members() }

  /// The member of a handle or of an identifier's beginning.
  public func member(named text: String) throws -> MemberSummary { try vault.member(named: text) }

  /// What the recovery secret opens.
  public func readable() throws -> [ReadableCompartment] { try vault.readable(by: .recovery) }

  /// What both sides compare by voice, if somebody is left who knows it: see ``Invitation/words``.
  public func words() throws -> String { try vault.invitation().words }

  /// Admits a new member with a device here, puts them into every audience, removes whom the plan names, makes new
  /// recovery keys and hands everything that exists on to the new member and to them. One commit, or nothing.
  public func admit(
    _ plan: RecoveryPlan, passphrase: borrowing Secret, recoveryPassphrase: borrowing Secret
  ) throws -> Identity {
    let identity = try identity()
    let next = try RecoverySecret(seed: try .random())
    defer { next.erase() }
    let order = try order(plan, identity, next: next)
    // Files first: a device nobody admitted opens nothing, but keys without a file would be lost.
    let files = IdentityFiles(vault.folder)
    try files.write(identity, alias: plan.alias, passphrase: passphrase, parameters: plan.parameters)
    do {
      try next.write(
        file: plan.recoveryFile, vault: vault.vaultID, foundingHash: identity.foundingHash,
        passphrase: recoveryPassphrase, parameters: plan.parameters)
      do { try write(order, identity, next: next) } catch {
        try? Folder.remove(plan.recoveryFile)
        throw error
      }
    } catch {
      try? Folder.remove(vault.folder.identity(plan.alias))
      throw error
    }
    return identity
  }

  /// The device that the order admits: it signs with the key this vault was opened with, and opens with one of its own.
  func identity() throws -> Identity {
    Identity(
      vault: vault.vaultID, member: vault.member, foundingHash: try vault.state.foundingHash,
      device: DeviceKeys(signing: vault.identity.device.signing, sealing: try .random()))
  }

  func order(_ plan: RecoveryPlan, _ identity: Identity, next: RecoverySecret) throws -> RecoveryOrder {
    guard Handle.isAcceptable(plan.handle) else { throw VaultError.handleUnfit }
    guard try !vault.members().contains(where: { $0.handle == plan.handle && !plan.removing.contains($0.id) }) else {
      throw VaultError.handleTaken
    }
    let state = try vault.state
    let certificate = MemberCertificate(
      member: identity.member, handle: plan.handle, sealingKey: try SealingKey(seed: memberSeed).publicKey.bytes,
      device: try identity.device.certificate(of: identity.member, in: identity.vault),
      roles: plan.roles.sorted { $0.rawValue < $1.rawValue })
    return try RecoveryOrder(
      vault: identity.vault, foundingHash: state.foundingHash, member: certificate,
      removed: plan.removing.map { .init(member: $0, cutoffs: state.presentEnds(of: $0)) }, next: next.keys,
      signedBy: secret.signing)
  }

  func write(_ order: RecoveryOrder, _ identity: Identity, next: RecoverySecret) throws {
    // The ledger key that is made now is sealed to the next secret, not to the one that signs.
    vault.hold(next.sealing)
    let ledgerKeys = vault.fold.ring.order.compactMap { vault.fold.ring.keys[$0] }.filter { $0.kind == .ledger }
    let memberKey = GrantedKey(
      vault: identity.vault, kind: .member, scope: identity.member.record, key: memberSeed)
    try vault.write { draft in
      try draft.renewLedgerKey(deciding: .recovery(order: order))
      try draft.bootstrap([memberKey] + ledgerKeys, to: identity.device.sealing.publicKey)
    }
    // What was remembered on the way is sealed to recovery, not to the device.
    let cases = try vault.state.cases.keys
    try vault.database.write { try vault.cache.clear(cases, $0) }
    try vault.close()
  }
}
