import Platform
import Records

/// The files beside the database: they are small, and each has exactly one form.
struct FileCheck {
  let folder: VaultFolder

  /// Damage found. `vault` is the identifier an opened identity vouches for; without one, the identity files' decides.
  func run(vault: ID<VaultTag>?) throws -> [Damage] {
    var damage: [Damage] = []
    var vaults: Set<ID<VaultTag>> = vault.map { [$0] } ?? []
    for alias in (try? IdentityFiles(folder).aliases()) ?? [] {
      let form = try? SealedFile.form(kind: "identity", at: folder.identity(alias))
      if let form, vault == nil || form.vault == vault {
        vaults.insert(form.vault)
      } else {
        damage.append(.file("identities/\(alias).json"))
      }
    }
    let described = try description(vaults)
    if !described { damage.append(.file("casevault.json")) }
    if try Folder.exists(folder.database) {
      if let what = try? DatabaseHeader.damage(folder.database) { damage.append(.database(what)) }
      // SQLite would play it back into the database; a vault never leaves one.
      if try Folder.exists(folder.database + "-journal") {
        damage.append(.database("a rollback journal lies beside it"))
      }
    } else {
      damage.append(.database("it is missing"))
    }
    return damage
  }

  private func description(_ vaults: Set<ID<VaultTag>>) throws -> Bool {
    guard let bytes = try? PosixFile.readRegular(folder.description, limit: 4096) else { return false }
    // No identity to compare with: then its own form is all there is.
    guard !vaults.isEmpty else { return (try? VaultAccess(folder).vaultID()) != nil }
    return try vaults.allSatisfy { try VaultDescription(vault: $0).bytes() == bytes }
  }
}
