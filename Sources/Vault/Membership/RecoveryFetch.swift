import OpenFormats
import Platform
public import Records
import Sodium

extension RecoveringVault {
  /// Makes a folder for a vault that nobody here has, to be filled by an exchange. `packages` are the commits that lie in
  /// the remote, `part` fetches their files, `keys` are the ledger keys that lie there. Throws
  /// ``VaultError/unproven(_:)`` where nothing there is sealed to this secret.
  public static func receiving(
    in folder: VaultFolder, vault: ID<VaultTag>, keys: [[UInt8]], packages: [PackageName],
    part: (PackageName, Int) throws -> [UInt8]?, secret: RecoverySecret
  ) throws -> OpenVault {
    guard try !Folder.exists(folder.path) || Folder.list(folder.path).isEmpty else { throw VaultError.vaultExists }
    let unnamed = try identity(vault: vault, foundingHash: LedgerFold.noHash, secret: secret)
    var fold = LedgerFold(identity: unnamed)
    try fold.bootstrap(keys)
    guard let hash = try founding(packages, fold, part: part) else {
      throw VaultError.unproven("nothing there is sealed to this recovery secret")
    }
    if try !Folder.exists(folder.path) { try Folder.create(folder.path, parents: true) }
    try Folder.create(folder.identities)
    try Folder.create(folder.blobs)
    let database = try Database(path: folder.database, creating: true)
    try AtomicFile.write(VaultDescription(vault: vault).bytes(), to: folder.description, replacing: false)
    return try OpenVault(
      folder: folder, identity: try identity(vault: vault, foundingHash: hash, secret: secret), database: database,
      joining: true, recovering: true)
  }

  /// The hash of the one commit that follows none. Whoever was a member once could leave a second one there, which
  /// names this recovery key: then nobody can tell which is the vault's.
  private static func founding(
    _ packages: [PackageName], _ fold: LedgerFold, part: (PackageName, Int) throws -> [UInt8]?
  ) throws -> [UInt8]? {
    var found: Set<[UInt8]> = []
    for name in packages {
      guard
        let package = try? Package(name, vault: fold.identity.vault, ring: fold.ring, part: { try part(name, $0) }),
        let commit = try? fold.opener.unsealed(
          StoredCommit(sequence: 1, epoch: package.epoch, text: package.text, lines: package.lines)),
        let text = CommitText(text: String(decoding: commit.note.text, as: UTF8.self)), text.number == 0,
        commit.lines.heads.isEmpty
      else { continue }
      found.insert(commit.hash)
    }
    guard found.count <= 1 else { throw VaultError.unproven("there is more than one founding commit") }
    return found.first
  }
}
