import FoundationEssentials
import Platform
public import Records
public import Sodium

/// `casevault.json`: what the folder is, nothing secret.
struct VaultDescription: Codable {
  let casevault: String
  let format: Int
  let vault: ID<VaultTag>

  init(vault: ID<VaultTag>) {
    casevault = "vault"
    format = Database.formatVersion
    self.vault = vault
  }

  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self)) + [0x0a]
  }
}

/// The way into a vault: its description, its identities, then the vault itself.
public struct VaultAccess: Sendable {
  /// Where the vault lies.
  public let folder: VaultFolder

  /// The vault in `folder`; nothing is read yet.
  public init(_ folder: VaultFolder) { self.folder = folder }

  /// The vault's identifier. Throws ``VaultError/noVaultHere`` or ``VaultError/newerFormat(version:)``.
  public func vaultID() throws -> ID<VaultTag> {
    let bytes: [UInt8]
    do { bytes = try PosixFile.readRegular(folder.description, limit: 4096) } catch PlatformError.notFound {
      throw VaultError.noVaultHere
    }
    guard let description = try? JSONDecoder().decode(VaultDescription.self, from: Data(bytes)),
      description.casevault == "vault"
    else { throw VaultError.damaged(.file("casevault.json")) }
    guard description.format <= Database.formatVersion else {
      throw VaultError.newerFormat(version: description.format)
    }
    guard (try? description.bytes()) == bytes else { throw VaultError.damaged(.file("casevault.json")) }
    return description.vault
  }

  /// Opens the vault as `identity`; with `joining`, also where its admission has not arrived yet, to receive it.
  public func open(_ identity: Identity, joining: Bool = false) throws -> OpenVault {
    guard try vaultID() == identity.vault else { throw VaultError.notAMember }
    do { _ = try PosixFile.readingRegular(folder.database) } catch PlatformError.notFound {
      throw VaultError.damaged(.database("it is missing"))
    } catch PlatformError.notAFile { throw VaultError.damaged(.database("it is not a file")) }
    return try OpenVault(
      folder: folder, identity: identity, database: Database(path: folder.database), joining: joining)
  }
}

/// The identity files of a folder, one per member's device.
public struct IdentityFiles: Sendable {
  private let folder: VaultFolder

  /// The identities in `folder`.
  public init(_ folder: VaultFolder) { self.folder = folder }

  /// Their aliases in alphabetical order.
  public func aliases() throws -> [String] {
    try Folder.list(folder.identities).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
      .filter(Self.isAlias).sorted()
  }

  /// The alias to use: the one asked for, or the only one there is.
  public func choose(_ asked: String?) throws -> String {
    let known = try aliases()
    if let asked {
      guard known.contains(asked) else { throw VaultError.noIdentity(available: known) }
      return asked
    }
    guard let first = known.first else { throw VaultError.noIdentity(available: []) }
    guard known.count == 1 else { throw VaultError.identityNotChosen(available: known) }
    return first
  }

  /// Letters, digits and hyphens, at most 40: never a path.
  public static func isAlias(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count) && !text.hasPrefix("-")
      && text.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2d }
  }

  func write(
    _ identity: Identity, alias: String, passphrase: borrowing Secret, parameters: Argon2Parameters,
    replacing: Bool = false
  ) throws {
    guard Self.isAlias(alias) else { throw VaultError.unknown(what: "alias") }
    guard try replacing || !Folder.exists(folder.identity(alias)) else { throw VaultError.identityExists }
    var secret = identity.encoded
    defer { wipe(&secret) }
    try SealedFile.write(
      secret, kind: "identity", vault: identity.vault, to: folder.identity(alias), passphrase: passphrase,
      parameters: parameters, replacing: replacing)
  }

  /// Runs Argon2id and opens the file.
  public func open(_ alias: String, passphrase: borrowing Secret) throws -> Identity {
    var secret = try SealedFile.read(kind: "identity", from: folder.identity(alias), passphrase: passphrase)
    defer { wipe(&secret) }
    guard let identity = Identity(encoded: secret) else { throw VaultError.damaged(.file("identity")) }
    return identity
  }

  /// Seals the identity under a new passphrase. Old copies of the file still open with the old one.
  public func changePassphrase(
    _ alias: String, from old: borrowing Secret, to new: borrowing Secret, parameters: Argon2Parameters
  ) throws {
    let identity = try open(alias, passphrase: old)
    try write(identity, alias: alias, passphrase: new, parameters: parameters, replacing: true)
  }
}
