import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Sync
@testable import Vault

/// Replicas of one vault on several machines, and a folder between them; removed when the test ends.
final class Replicas {
  static let parameters = Argon2Parameters(passes: 1, memory: 8 << 10)

  let root: String
  let shared: String
  private(set) var identities: [String: Identity] = [:]
  let vaultID: ID<VaultTag>

  /// One founder, on a machine of their own.
  init(founder: String = "founder", roles: Set<Role> = [.custodian, .monitor], custodians: Int = 1) throws {
    root = NSTemporaryDirectory() + "casevault-sync-" + UUID().uuidString
    shared = root + "/shared"
    try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
    var plan = FoundingPlan(handle: founder, roles: roles, alias: founder, parameters: Self.parameters)
    plan.custodiansToAdmitCustodian = custodians
    let (vault, identity) = try OpenVault.found(
      in: VaultFolder(root + "/" + founder), plan: plan, passphrase: try Self.passphrase(founder),
      recoveryFile: root + "/recovery.json", recoveryPassphrase: try Self.passphrase("recovery"))
    try vault.close()
    identities[founder] = identity
    vaultID = identity.vault
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  static func passphrase(_ name: String) throws -> Secret { try Secret(copying: Array("passphrase of \(name)".utf8)) }

  func folder(_ name: String) -> VaultFolder { VaultFolder(root + "/" + name) }

  func identity(_ name: String) throws -> Identity {
    guard let identity = identities[name] else { throw VaultError.unknown(what: "replica") }
    return identity
  }

  /// Takes a replica that was made elsewhere.
  func adopt(_ name: String, _ identity: Identity) { identities[name] = identity }

  func open(_ name: String) throws -> OpenVault { try VaultAccess(folder(name)).open(try identity(name)) }

  /// A newcomer on a machine of their own asks, and `custodian` confirms; both exchange through the folder.
  func join(_ name: String, _ roles: Set<Role>, by custodian: String = "founder") throws {
    let invitation = try open(custodian).invitation()
    let (request, identity) = try Joining.request(
      invitation, in: folder(name), handle: name, alias: name, passphrase: try Self.passphrase(name),
      parameters: Self.parameters)
    try open(custodian).confirm(request, roles: roles)
    identities[name] = identity
    try sync(custodian)
    try sync(name)
  }

  @discardableResult
  func sync(_ name: String, with remote: String? = nil) throws -> SyncReport {
    guard let identity = identities[name] else { throw VaultError.unknown(what: "replica") }
    let vault = try VaultAccess(folder(name)).open(identity, joining: true)
    let report = try Exchange(vault, with: try FolderRemote(remote ?? shared, vault: vaultID)).run()
    try vault.close()
    return report
  }

  /// Everybody with everybody, until nothing moves.
  func converge() throws {
    for _ in 0..<3 { for name in identities.keys.sorted() { try sync(name) } }
  }

  /// Which of these replicas hold another state than the first.
  func differing(_ names: [String]? = nil) throws -> [String] {
    let names = names ?? identities.keys.sorted()
    let states = try names.map { try open($0).state.shared }
    return zip(names, states).filter { $0.1 != states[0] }.map { name, state in
      "\(name): \(Self.parts(state, otherThan: states[0]))"
    }
  }

  /// Which parts of a state are not those of another.
  private static func parts(_ state: VaultState, otherThan other: VaultState) -> [String] {
    zip(Mirror(reflecting: state).children, Mirror(reflecting: other).children).compactMap { mine, theirs in
      guard let name = mine.label, let value = mine.value as? any Hashable, let base = theirs.value as? any Hashable,
        AnyHashable(value) != AnyHashable(base)
      else { return nil }
      return name
    }
  }
}

/// Says which there are.
func expectNone(_ found: [String], sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(found == [], sourceLocation: sourceLocation)
}
