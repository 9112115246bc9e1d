public import Records

/// Where everything lies inside a vault's folder. Pure: it touches no disk.
public struct VaultFolder: Hashable, Sendable {
  /// The folder's path.
  public let path: String

  /// A vault's folder at `path`.
  public init(_ path: String) { self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }

  /// Format version and vault identifier; nothing secret.
  public var description: String { path + "/casevault.json" }
  /// Commits and bodies.
  public var database: String { path + "/ledger.sqlite" }
  /// How many commits the database has held.
  public var mark: String { path + "/ledger.mark" }
  /// Passphrase-sealed device keys, one file each.
  public var identities: String { path + "/identities" }
  /// Ciphertexts of attached files.
  public var blobs: String { path + "/blobs" }

  /// An identity's file; the alias is visible to whoever sees the folder.
  public func identity(_ alias: String) -> String { identities + "/" + alias + ".json" }
  /// An attached file's ciphertext.
  public func blob(_ id: ID<Blob>) -> String { blobs + "/" + id.hex }
}
