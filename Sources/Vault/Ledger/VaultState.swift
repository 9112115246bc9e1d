import Records

/// What the ledger adds up to: membership, roles, cases and audiences. A pure fold over the commits in their causal
/// order, and so the same on every replica that holds the same commits.
///
/// What may be asked "as of a commit" is kept as changes with their coordinates; beside each stands what it comes to
/// now, which is what most commands need.
struct VaultState: Codable, Hashable, Sendable {
  struct MemberEntry: Codable, Hashable, Sendable {
    var certificate: MemberCertificate
    /// More than one where custodians confirmed the same request without knowing of each other.
    var admitted: [Coordinate]
    var admittedAt: String
    /// Their place among all members, in the order of the fold: seniority.
    var ordinal: Int
    var roleChanges: ChangeSet<Role>
    /// Roles now; none once removed.
    var roles: Set<Role>
    var removals: [RemovalEntry]

    var isRemoved: Bool { !removals.isEmpty }
  }

  struct RemovalEntry: Codable, Hashable, Sendable {
    var at: Coordinate
    var by: ID<Member>
    /// Its place in the order of the fold.
    var order: Int
    var time: String
    var cutoffs: [Cutoff]
    var reason: String?
  }

  struct LogEntry: Codable, Hashable, Sendable {
    var member: ID<Member>
    @Base64Coded var verifyKey: [UInt8]
    /// Where the log was admitted; a commit that has seen none of that has no author.
    var admitted: [Coordinate]
  }

  struct CompartmentEntry: Codable, Hashable, Sendable {
    var changes: ChangeSet<Principal>
    /// Who may open it now.
    var audience: Set<Principal>
    var epochs: [EpochEntry]
  }

  struct EpochEntry: Codable, Hashable, Sendable {
    var id: EpochID
    var made: Generation
    /// How many changes of the audience had been folded.
    var changes: Int
  }

  struct RoleKeyEntry: Codable, Hashable, Sendable {
    var key: RoleKey
    var made: Generation
  }

  /// Whom a ledger key was sealed to, as members say. Only a custodian's word is enough for others; anybody else could
  /// say so of a key that somebody is to lack, and is believed by themselves alone.
  struct Handed: Codable, Hashable, Sendable {
    var byCustodians: Set<Principal> = []
    var byOthers: [ID<Member>: Set<Principal>] = [:]

    /// Its keys are others now.
    mutating func forgetRecovery() {
      byCustodians.remove(.recovery)
      byOthers = byOthers.mapValues { $0.subtracting([.recovery]) }
    }
  }

  struct StrayLedgerKey: Codable, Hashable, Sendable {
    var declared: Set<Coordinate> = []
    var handed = Handed()
  }

  struct LedgerKeyEntry: Codable, Hashable, Sendable {
    var epoch: EpochID
    var made: Generation
    var handed: Handed
  }

  enum CaseStanding: String, Codable, Hashable, Sendable { case open }

  struct CaseEntry: Codable, Hashable, Sendable {
    var opener: ID<Member>
    var openedAt: String
    /// Its place among all cases, in the order of the fold.
    var ordinal: Int
    var standing: ChangeSet<CaseStanding>
    var closed: Bool
    var compartments: [Compartment: CompartmentEntry]
    /// Lines of this case so far, so that a local index that lost some is noticed.
    var lines: Int
  }

  struct WaitingGrant: Codable, Hashable, Sendable {
    var id: RecordID
    var log: LogID
    /// SHA-256 of its sealed bytes.
    @Base64Coded var bodyHash: [UInt8]
    /// The ledger key it is sealed under.
    var epoch: EpochID
  }

  struct Refusal: Codable, Hashable, Sendable {
    var sequence: Int
    var reason: String
    /// Who decided it without knowing that a right had been taken from them.
    var unaware: ID<Member>?
  }

  struct Erasure: Codable, Hashable, Sendable {
    var at: Coordinate
    var by: ID<Member>
    var time: String
    var caseID: ID<Case>
    var records: Set<RecordID>
    var files: Set<ID<Blob>>
    var reason: String
    /// Logs whose devices have not written since they knew of it.
    var unacknowledged: Set<LogID>
  }

  /// The case belongs to it: who may have records of one case destroyed names none of another.
  struct ErasedRecord: Codable, Hashable, Sendable {
    let caseID: RecordID
    let record: RecordID
  }

  var founding: Founding
  @Base64Coded var foundingHash: [UInt8]
  var ledgerKeys: [LedgerKeyEntry] = []
  /// Ledger keys of those who could not make one. Nothing is written under them, but the commits that are have been
  /// seen.
  var strayLedgerKeys: [EpochID: StrayLedgerKey] = [:]
  var members: [ID<Member>: MemberEntry] = [:]
  var logs: [LogID: LogEntry] = [:]
  /// Keys of devices that somebody admitted who could not; their commits can be told from forgeries, and do not count.
  var strangers: [LogID: Base64Coded] = [:]
  /// Logs with two commits of one number.
  var forks: Set<LogID> = []
  /// Every log's last commit in the order of the fold, whether or not it counts.
  var heads: [LogID: LogHead] = [:]
  /// Depth of the last commit folded.
  var depth = 0
  var roleKeys: [Role: [RoleKeyEntry]] = [:]
  var cases: [ID<Case>: CaseEntry] = [:]
  var rotations: [Rotation] = []
  /// Recovery keys in the order they were made, the founding's first.
  var recovery: [RecoveryKeyEntry]
  /// Orders of recovery that count.
  var recoveries: [RecoveryEntry] = []
  /// How many custodians there had been for whoever proposed another.
  var custodianCounts: [Coordinate: Int] = [:]
  /// What keys of a name were declared for. The name commits to one purpose, so at most one of them is true; only who
  /// holds the key can tell which.
  var declared: [EpochID: Set<KeyPurpose>] = [:]
  /// Whose public key a recipient is said to be. Another's can be claimed, and what is sealed to it then is theirs.
  var recipients: [RecipientID: Set<Principal>] = [:]
  /// Which recipients each key was granted to, by somebody entitled to it.
  var granted: [DeclaredKey: Set<RecipientID>] = [:]
  /// Which of these say that it did not reach them. They may hold it all the same.
  var unreceived: [DeclaredKey: Set<RecipientID>] = [:]
  /// Grants this member could not open yet, by the recipient they are sealed to.
  var unopened: [RecipientID: [WaitingGrant]] = [:]
  /// Entries that were signed by someone not entitled to them; they change nothing.
  var refusals: [Refusal] = []
  /// The last number of a log that counts, where a removal or a fork ends it.
  var cutoffs: [LogID: Int] = [:]
  var quarantine: [QuarantinedCommit] = []
  var erasures: [Erasure] = []
  /// Records whose bytes are to be nowhere.
  var erased: Set<ErasedRecord> = []
  /// How many commits are folded.
  var sequence = 0
}

extension VaultState {
  /// Whether the line's body is to be nowhere.
  func isErased(_ line: RecordLine) -> Bool {
    !erased.isEmpty && erased.contains(ErasedRecord(caseID: line.caseID, record: line.id))
  }

  /// What the founding commit says, before its decisions are folded.
  init(founding terms: Founding, foundingHash: [UInt8], ledgerEpoch: EpochID, at: Coordinate, time: String) {
    founding = terms
    self.foundingHash = foundingHash
    let keys = RecoveryKeys(sealing: terms.recoverySealingKey, verifying: terms.recoveryVerifyKey)
    recovery = [RecoveryKeyEntry(keys: keys, made: nil, replaced: [])]
    if let key = keys.sealing { recipients[RecipientID(key)] = [.recovery] }
    let act = Act(by: terms.founder.member, at: at, time: time, sight: .everything)
    ledgerKeys = [
      LedgerKeyEntry(
        epoch: ledgerEpoch, made: generation(act),
        handed: Handed(byCustodians: [.member(terms.founder.member), .recovery]))
    ]
    admit(terms.founder, act)
  }

  /// The same on every replica that holds the same commits, whoever folded them.
  var shared: VaultState {
    var shared = self
    shared.unopened = [:]
    return shared
  }
}
