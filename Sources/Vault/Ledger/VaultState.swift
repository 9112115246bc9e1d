import Records

/// A key somebody is to have and no grant has brought them.
struct OwedKey: Hashable, Sendable {
  let epoch: EpochID
  let purpose: KeyPurpose
}

/// What the ledger adds up to: membership, roles, cases and audiences. A pure fold over the commits.
struct VaultState: Codable, Hashable, Sendable {
  struct MemberEntry: Codable, Hashable, Sendable {
    var certificate: MemberCertificate
    var roles: Set<Role>
    var admittedAt: String
  }

  struct LogEntry: Codable, Hashable, Sendable {
    var member: ID<Member>
    var verifyKey: [UInt8]
    var head: LogHead?
  }

  struct CompartmentEntry: Codable, Hashable, Sendable {
    var audience: Set<Principal>
    var epochs: [EpochEntry]
    /// Who was added when, and by whose decision, in ledger order.
    var decisions: [Decision]
  }

  struct EpochEntry: Codable, Hashable, Sendable {
    var id: EpochID
    /// Everyone it was sealed to, now or earlier; who left the audience makes it stale.
    var recipients: Set<Principal>
    var stale: Bool
  }

  struct EpochOwner: Codable, Hashable, Sendable {
    var caseID: ID<Case>
    var compartment: Compartment
  }

  struct Decision: Codable, Hashable, Sendable {
    var by: ID<Member>
    var at: String
    var add: [Principal]
    var remove: [Principal]
    var reason: String?
  }

  struct CaseEntry: Codable, Hashable, Sendable {
    var opener: ID<Member>
    var openedAt: String
    /// Its place among all cases, in ledger order.
    var ordinal: Int
    var closed: Bool
    var compartments: [Compartment: CompartmentEntry]
    /// Lines of this case so far, so that a local index that lost some is noticed.
    var lines: Int
  }

  struct WaitingGrant: Codable, Hashable, Sendable {
    var id: RecordID
    var log: LogID
    /// SHA-256 of its sealed bytes.
    var bodyHash: [UInt8]
    /// The ledger key it is sealed under.
    var epoch: EpochID
  }

  struct Refusal: Codable, Hashable, Sendable {
    var sequence: Int
    var reason: String
  }

  var founding: Founding
  var foundingHash: [UInt8]
  /// The ledger key commits are written under: the founding commit's, whatever other keys somebody hands around.
  var ledgerEpoch: EpochID
  var members: [ID<Member>: MemberEntry] = [:]
  var logs: [LogID: LogEntry] = [:]
  var roleKeys: [Role: RoleKey] = [:]
  var cases: [ID<Case>: CaseEntry] = [:]
  /// What each accepted key opens.
  var epochOwners: [EpochID: EpochOwner] = [:]
  /// Which recipients each key was granted to, by somebody entitled to it.
  var granted: [EpochID: Set<RecipientID>] = [:]
  /// Grants this member could not open yet, by the recipient they are sealed to.
  var unopened: [RecipientID: [WaitingGrant]] = [:]
  /// Entries that were signed by someone not entitled to them; they change nothing.
  var refusals: [Refusal] = []
  /// Sequence of the last commit folded.
  var sequence = 0

  func roles(of member: ID<Member>) -> Set<Role> { members[member]?.roles ?? [] }

  /// Whether `member` belongs to the audience, directly or by a role.
  func mayOpen(_ member: ID<Member>, _ compartment: Compartment, of caseID: ID<Case>) -> Bool {
    guard let audience = cases[caseID]?.compartments[compartment]?.audience else { return false }
    return audience.contains(.member(member)) || roles(of: member).contains { audience.contains(.role($0)) }
  }
}
