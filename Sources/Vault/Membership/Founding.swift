import FoundationEssentials
import Platform
import Records
public import Sodium

/// How a vault begins.
public struct FoundingPlan: Sendable {
  /// What other members see in lists; a pseudonym by habit.
  public var handle: String
  /// The founder's roles; a custodian must be among them.
  public var roles: Set<Role>
  /// Names the identity file, visible to whoever sees the folder.
  public var alias: String
  /// Cost of guessing a passphrase.
  public var parameters: Argon2Parameters
  /// How many custodians must agree before another member becomes one.
  public var custodiansToAdmitCustodian = 1

  /// A founder with these roles.
  public init(handle: String, roles: Set<Role>, alias: String, parameters: Argon2Parameters = .standard) {
    self.handle = handle
    self.roles = roles.union([.custodian])
    self.alias = alias
    self.parameters = parameters
  }
}

extension OpenVault {
  /// Makes a vault in a folder that does not exist or is empty, founded by one member, and opens it.
  ///
  /// The recovery role's secret is sealed under its own passphrase into `recoveryFile`, to be kept elsewhere.
  /// Everything is made under a temporary name and renamed at the end: a vault is there whole, or not at all.
  public static func found(
    in folder: VaultFolder, plan: FoundingPlan, passphrase: borrowing Secret, recoveryFile: String,
    recoveryPassphrase: borrowing Secret
  ) throws -> (vault: OpenVault, identity: Identity) {
    guard try !Folder.exists(folder.path) || Folder.list(folder.path).isEmpty else { throw VaultError.vaultExists }
    guard Handle.isAcceptable(plan.handle) else { throw VaultError.handleUnfit }
    guard try !Folder.exists(recoveryFile) else { throw VaultError.vaultExists }
    let making = VaultFolder(folder.path + ".making-" + SodiumRandom.bytes(4).hex)
    try Folder.create(making.path, parents: true)
    do {
      try Folder.create(making.identities)
      try Folder.create(making.blobs)
      let identity = try foundLedger(
        in: making, plan: plan, passphrase: passphrase, recoveryFile: recoveryFile,
        recoveryPassphrase: recoveryPassphrase)
      if try Folder.exists(folder.path) { try Folder.remove(folder.path, folder: true) }
      try Folder.rename(making.path, to: folder.path)
      try Folder.sync(Folder.parent(of: folder.path))
      return (try VaultAccess(folder).open(identity), identity)
    } catch {
      try? Folder.removeTree(making.path)
      throw error
    }
  }

  private static func foundLedger(
    in folder: VaultFolder, plan: FoundingPlan, passphrase: borrowing Secret, recoveryFile: String,
    recoveryPassphrase: borrowing Secret
  ) throws -> Identity {
    let recovery = try RecoverySecret(seed: try .random())
    let identity = try foundLedger(in: folder, plan: plan, recovery: recovery)
    try IdentityFiles(folder).write(identity, alias: plan.alias, passphrase: passphrase, parameters: plan.parameters)
    try recovery.write(
      file: recoveryFile, vault: identity.vault, foundingHash: identity.foundingHash, passphrase: recoveryPassphrase,
      parameters: plan.parameters)
    try AtomicFile.write(VaultDescription(vault: identity.vault).bytes(), to: folder.description, replacing: false)
    return identity
  }

  /// The database with its founding commit, and who founded it.
  static func foundLedger(
    in folder: VaultFolder, plan: FoundingPlan, recovery: RecoverySecret
  ) throws -> Identity {
    var random = SodiumRandom()
    let vault = ID<VaultTag>(random: &random)
    let device = try DeviceKeys.random()
    let memberSeed = try GuardedKey.random()
    let memberKey = try SealingKey(seed: memberSeed).publicKey.bytes
    let member = ID<Member>(vault: vault, verifyKey: device.signing.verifyKey.bytes, sealingKey: memberKey)
    let nonce = RecordID(random: &random)
    let ledger = GrantedKey(vault: vault, kind: .ledger, scope: .none, key: try .random())
    let terms = Founding(
      format: Database.formatVersion, vault: vault,
      founder: MemberCertificate(
        member: member, handle: plan.handle, sealingKey: memberKey,
        device: try device.certificate(of: member, in: vault), roles: plan.roles.sorted { $0.rawValue < $1.rawValue }),
      recoverySealingKey: recovery.sealing.publicKey.bytes, recoveryVerifyKey: recovery.signing.verifyKey.bytes,
      register: ID<Case>(vault: vault, opener: device.log, nonce: nonce),
      custodiansToAdmitCustodian: plan.custodiansToAdmitCustodian)

    let database = try Database(path: folder.database, creating: true)
    let unnamed = Identity(vault: vault, member: member, foundingHash: LedgerFold.noHash, device: device)
    let hash = try database.write { connection in
      let state = VaultState(
        founding: terms, foundingHash: LedgerFold.noHash, ledgerEpoch: ledger.epoch,
        at: Coordinate(log: device.log, number: 0), time: Timestamp.now())
      var ring = KeyRing()
      try ring.add(ledger)
      let draft = try CommitDraft(identity: unnamed, state: state, ring: ring, connection: connection)
      try draft.decide(.founding(terms: terms))
      for role in terms.founder.roles { try draft.makeRoleKey(role) }
      try draft.decide(.caseOpened(case: terms.register, nonce: nonce))
      try draft.prepare(.reference, of: terms.register)
      let memberGrant = GrantedKey(vault: vault, kind: .member, scope: member.record, key: memberSeed)
      try draft.bootstrap([memberGrant, ledger], to: device.sealing.publicKey)
      try draft.bootstrap([ledger], to: recovery.sealing.publicKey)
      _ = try draft.finish()
      return draft.commitHash
    }
    try database.checkpoint()
    try HighWaterMark(commits: 1, hash: hash).write(folder, vault: vault, ledger: ledger)
    return Identity(vault: vault, member: member, foundingHash: hash, device: device)
  }
}
