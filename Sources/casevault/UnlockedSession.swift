import Platform
import Sodium
import Vault

/// Where the key of a running session is kept: the kernel's keyring, else a descriptor that a subshell inherits.
struct UnlockedSession {
  static let descriptorVariable = "CASEVAULT_SESSION_FD"
  private let sessions: Sessions

  init(_ folder: VaultFolder) throws { sessions = try Sessions(folder) }

  /// The identity, if a session of this alias is running.
  func resume(_ alias: String) throws -> Identity? {
    if let number = RuntimeFolder.environment(Self.descriptorVariable).flatMap({ Int32($0) }),
      let key = try? SessionDescriptor.read(number), let identity = try sessions.resume(alias, key: key)
    {
      return identity
    }
    guard let key = try? Keyring.fetch(description: sessions.keyringName(alias)) else { return nil }
    return try sessions.resume(alias, key: key)
  }

  /// Starts a session in the keyring. Throws `PlatformError.unavailable` where the kernel refuses.
  func begin(_ identity: Identity, alias: String, seconds: UInt32) throws {
    let key = try sessions.begin(identity, alias: alias)
    do {
      try Keyring.store(key, description: sessions.keyringName(alias), timeoutSeconds: seconds)
    } catch {
      try? sessions.end(alias)
      throw error
    }
  }

  /// Starts a session for a subshell; returns the descriptor it inherits.
  func beginInherited(_ identity: Identity, alias: String) throws -> Int32 {
    try SessionDescriptor.make(try sessions.begin(identity, alias: alias))
  }

  /// Ends a session wherever its key is kept.
  func end(_ alias: String) throws {
    try? Keyring.revoke(description: sessions.keyringName(alias))
    if let number = RuntimeFolder.environment(Self.descriptorVariable).flatMap({ Int32($0) }) {
      try? SessionDescriptor.erase(number)
    }
    try sessions.end(alias)
  }
}
