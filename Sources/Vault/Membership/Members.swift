import Platform
public import Records
public import Sodium

/// A member as every member sees them.
public struct MemberSummary: Sendable, Hashable {
  /// Identifier.
  public let id: ID<Member>
  /// Handle.
  public let handle: String
  /// Roles in a fixed order.
  public let roles: [Role]
  /// When the admitting commit was made, by its author's clock.
  public let admittedAt: String
  /// Number of devices.
  public let devices: Int
}

/// Something decided and not yet fulfilled, because nobody who holds the keys has run a command since.
public struct PendingDelivery: Sendable, Hashable {
  /// Who waits.
  public let principal: Principal
  /// For how many keys.
  public let keys: Int
}

extension OpenVault {
  /// All members by handle.
  public func members() throws -> [MemberSummary] {
    let state = try state
    return state.presentMembers.values.map { entry in
      MemberSummary(
        id: entry.certificate.member, handle: entry.certificate.handle,
        roles: Role.allCases.filter { entry.roles.contains($0) }, admittedAt: entry.admittedAt,
        devices: state.logs.values.count { $0.member == entry.certificate.member })
    }.sorted { $0.handle < $1.handle }
  }

  /// The member of a handle or of an identifier's beginning.
  public func member(named text: String) throws -> MemberSummary {
    let all = try members()
    if let exact = all.first(where: { $0.handle == text }) { return exact }
    let matching = all.filter { text.utf8.count >= 4 && $0.id.hex.hasPrefix(text) }
    guard let found = matching.first else { throw VaultError.unknown(what: "member") }
    guard matching.count == 1 else { throw VaultError.ambiguous(what: "member") }
    return found
  }

  /// The handle of a member, or the beginning of an unknown one's identifier.
  public func handle(of member: ID<Member>) -> String {
    fold.state?.members[member]?.certificate.handle ?? member.short
  }

  /// This member's roles.
  public func roles() throws -> Set<Role> { try state.roles(of: member) }

  /// Which roles have a key yet.
  public func rolesWithKey() throws -> Set<Role> { Set(try state.roleKeys.keys) }

  /// The register: the case that holds what every member reads.
  public var register: ID<Case> { get throws { try state.founding.register } }

  /// What is decided and not yet fulfilled.
  public func pendingDeliveries() throws -> [PendingDelivery] {
    try state.undelivered().map { PendingDelivery(principal: $0.key, keys: $0.value.count) }
      .sorted { $0.principal < $1.principal }
  }

  /// Admits a member with a new identity in this folder. A custodian authorises; a role's secret is delivered with
  /// this commit if the role had no key yet, otherwise by an existing member of the role at their next command.
  @discardableResult
  public func admit(
    handle: String, roles: Set<Role>, alias: String, passphrase: borrowing Secret,
    parameters: Argon2Parameters = .standard
  ) throws -> ID<Member> {
    guard try self.roles().contains(.custodian) else {
      throw VaultError.notEntitled(action: "only a custodian admits members")
    }
    guard Handle.isAcceptable(handle) else { throw VaultError.handleUnfit }
    guard try !members().contains(where: { $0.handle == handle }) else { throw VaultError.handleTaken }
    let device = try DeviceKeys.random()
    let seed = try GuardedKey.random()
    let key = try SealingKey(seed: seed).publicKey.bytes
    let id = ID<Member>(vault: vaultID, verifyKey: device.signing.verifyKey.bytes, sealingKey: key)
    let certificate = MemberCertificate(
      member: id, handle: handle, sealingKey: key, device: try device.certificate(of: id, in: vaultID),
      roles: roles.sorted { $0.rawValue < $1.rawValue })
    let identity = Identity(
      vault: vaultID, member: id, foundingHash: try state.foundingHash, device: device)
    let files = IdentityFiles(folder)
    // The file first: an identity nobody admitted opens nothing, a member without one is lost.
    try files.write(identity, alias: alias, passphrase: passphrase, parameters: parameters)
    do {
      try write { draft in
        try draft.makeMissingRoleKeys(roles)
        try draft.decide(.member(certificate: certificate))
        let memberGrant = GrantedKey(vault: vaultID, kind: .member, scope: id.record, key: seed)
        try draft.bootstrap([memberGrant], to: device.sealing.publicKey)
      }
    } catch {
      try? Folder.remove(folder.identity(alias))
      throw error
    }
    return id
  }

  /// Gives and takes roles. Taking a role away does not take back what its key already opened.
  public func changeRoles(of member: ID<Member>, add: [Role], remove: [Role]) throws {
    try write { draft in
      try draft.makeMissingRoleKeys(Set(add))
      try draft.decide(.roles(member: member, add: add, remove: remove))
    }
  }
}
