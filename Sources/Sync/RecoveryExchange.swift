import Platform
public import Records
public import Vault

extension Exchange {
  /// Makes a vault's folder of what lies in a remote, with the recovery secret alone: for the day when no copy is left in
  /// anybody's hands. On an error no folder is left behind.
  public static func recover(
    from remote: Place, vault id: ID<VaultTag>, into folder: VaultFolder, secret: RecoverySecret,
    progress: ((Int, Int) -> Void)? = nil
  ) throws -> SyncReport {
    let (items, _) = try remote.list()
    let (keys, packages) = names(in: items)
    let existed = try Folder.exists(folder.path)
    let vault = try RecoveringVault.receiving(
      in: folder, vault: id,
      keys: keys.compactMap { try remote.get(.key($0), limit: LedgerExchange.keyLimit) },
      packages: packages.sorted(), part: { try remote.get(.package($0, part: $1), limit: LedgerExchange.fileLimit) },
      secret: secret)
    do {
      let report = try Exchange(vault, with: remote).run(progress: progress)
      guard vault.isFounded else { throw VaultError.damaged(.commit(sequence: 1, "it is missing")) }
      try vault.close()
      return report
    } catch {
      if !existed { try? Folder.removeTree(folder.path) }
      throw error
    }
  }
}

extension FolderRemote {
  /// The vaults that have something in a folder.
  public static func vaults(in folder: String) throws -> [ID<VaultTag>] {
    guard try Folder.isFolder(folder, followingLinks: true) else { throw SyncError.notAFolder }
    return try Folder.list(folder).compactMap { name in ID<VaultTag>(hex: name).flatMap { $0.hex == name ? $0 : nil } }
      .sorted { $0.hex < $1.hex }
  }
}
