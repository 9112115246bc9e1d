import FoundationEssentials
import Platform
import Records
public import Sodium

/// An unlocked identity between commands: sealed in a private memory-backed folder under a key that the kernel's
/// keyring, or a descriptor a subshell inherits, holds for a limited time. There is no daemon.
public struct Sessions: Sendable {
  private let folder: VaultFolder
  private let vault: ID<VaultTag>

  /// The sessions of one vault.
  public init(_ folder: VaultFolder) throws {
    self.folder = folder
    vault = try VaultAccess(folder).vaultID()
  }

  /// Seals `identity` under a fresh key and returns that key, for a keyring or a descriptor to hold.
  public func begin(_ identity: Identity, alias: String) throws -> GuardedKey {
    let key = try GuardedKey.random()
    var secret = identity.encoded
    defer { wipe(&secret) }
    let sealed = try AEAD.seal(secret, context: context(alias), key: key)
    try AtomicFile.write(sealed, to: try path(alias))
    return key
  }

  /// The identity of a running session, or `nil` when there is none or its key is not `key`.
  public func resume(_ alias: String, key: GuardedKey) throws -> Identity? {
    let sealed: [UInt8]
    do { sealed = try PosixFile.readRegular(try path(alias), limit: 4096) } catch PlatformError.notFound { return nil }
    guard var secret = try? AEAD.open(sealed, context: context(alias), key: key) else { return nil }
    defer { wipe(&secret) }
    return Identity(encoded: secret)
  }

  /// Ends a session; harmless when there is none.
  public func end(_ alias: String) throws {
    do { try Folder.remove(try path(alias)) } catch PlatformError.notFound {}
  }

  /// How the keyring names a session's key: a digest, so that `keyctl show` tells nothing.
  public func keyringName(_ alias: String) -> String { "casevault:" + digest(alias) }

  private func path(_ alias: String) throws -> String { try RuntimeFolder.session() + "/" + digest(alias) }

  private func digest(_ alias: String) -> String {
    Array(Digest256.hash(Label.context(Label.session, vault.bytes, Array(alias.utf8)))[..<16]).hex
  }

  private func context(_ alias: String) -> [UInt8] {
    Label.context(Label.session, vault.bytes, Array(alias.utf8))
  }
}
