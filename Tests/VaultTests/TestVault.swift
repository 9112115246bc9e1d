import Foundation
import Records
import Sodium

@testable import Vault

/// A vault in a folder of its own, removed when the test ends, with members made as needed.
final class TestVault {
  static let parameters = Argon2Parameters(passes: 1, memory: 8 << 10)

  let root: String
  let folder: VaultFolder
  let founder: Identity

  init(roles: Set<Role> = [.custodian, .monitor]) throws {
    root = NSTemporaryDirectory() + "casevault-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    folder = VaultFolder(root + "/vault")
    let (vault, identity) = try OpenVault.found(
      in: folder,
      plan: FoundingPlan(handle: "founder", roles: roles, alias: "founder", parameters: Self.parameters),
      passphrase: try Self.passphrase("founder"), recoveryFile: root + "/recovery.json",
      recoveryPassphrase: try Self.passphrase("recovery"))
    try vault.close()
    founder = identity
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  static func passphrase(_ name: String) throws -> Secret { try Secret(copying: Array("passphrase of \(name)".utf8)) }

  func open(_ identity: Identity) throws -> OpenVault { try VaultAccess(folder).open(identity) }

  /// Admits a member by the founder and returns the new identity.
  @discardableResult
  func admit(_ handle: String, _ roles: Set<Role>) throws -> Identity {
    let vault = try open(founder)
    try vault.admit(
      handle: handle, roles: roles, alias: handle, passphrase: try Self.passphrase(handle), parameters: Self.parameters)
    try vault.close()
    return try IdentityFiles(folder).open(handle, passphrase: try Self.passphrase(handle))
  }
}

extension Act {
  /// What a member's next commit would decide, having seen everything.
  static func next(of identity: Identity, in state: VaultState) -> Act {
    let log = identity.device.log
    return Act(
      by: identity.member, at: Coordinate(log: log, number: (state.heads[log]?.number ?? -1) + 1), time: "",
      sight: .everything)
  }
}
