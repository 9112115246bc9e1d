public import Records
import Sodium

/// How much of one compartment somebody could read: what they cannot be made to forget.
public struct ReadableCompartment: Sendable, Hashable {
  /// The case.
  public let caseID: ID<Case>
  /// The compartment.
  public let compartment: Compartment
  /// How many records of it are sealed under keys they hold.
  public let records: Int
}

extension OpenVault {
  /// Every compartment of which a member, or whoever is in a role, holds a key, with the number of records sealed under
  /// it: exactly what they could read, however they came by the key.
  public func readable(by principal: Principal) throws -> [ReadableCompartment] {
    let state = try state
    let held = state.keys(heldBy: principal)
    var found: [ReadableCompartment] = []
    for (id, entry) in state.cases.sorted(by: { $0.value.ordinal < $1.value.ordinal }) {
      let lines = try lines(of: id)
      for compartment in Compartment.allCases {
        guard let epochs = entry.compartments[compartment]?.epochs.map(\.id), epochs.contains(where: held.contains)
        else {
          continue
        }
        let count = lines.count { $0.line.compartment == compartment.wireCode && held.contains($0.line.epoch) }
        found.append(ReadableCompartment(caseID: id, compartment: compartment, records: count))
      }
    }
    return found
  }

  /// Removes a member: nothing they write from here on counts, and nothing written from here on is sealed to them. Names
  /// the last commit of each of their logs that is here. The ledger key is made anew at once, roles' keys as far as this
  /// member may, and every key of a compartment they could open with the next record in it.
  public func remove(_ member: ID<Member>, reason: String?) throws {
    try write { draft in
      let cutoffs = draft.state.presentEnds(of: member)
      try draft.renewLedgerKey(deciding: .removal(member: member, cutoffs: cutoffs, reason: reason))
    }
  }

  /// Takes somebody out of the audience of compartments. What they could read stays readable to them; the next record
  /// in each is sealed under a fresh key.
  public func unshare(
    _ caseID: ID<Case>, _ compartments: [Compartment], from principal: Principal, reason: String?
  ) throws {
    try write { draft in
      for compartment in compartments {
        guard draft.state.cases[caseID]?.compartments[compartment]?.audience.contains(principal) == true else {
          continue
        }
        try draft.decide(
          .audience(
            case: caseID, compartment: compartment, add: [], remove: [principal], reason: reason,
            until: nil))
      }
    }
  }

  /// What is decided and waits for somebody of these roles to run a command: a fresh key, because someone left.
  public func rolesAwaitingKey() throws -> [Role] { Role.allCases.filter(try state.rolesWithoutKey.contains) }
}

extension VaultState {
  /// The last commit that is here of each of a member's logs.
  func presentEnds(of member: ID<Member>) -> [Cutoff] {
    logs.filter { $0.value.member == member }.keys.sorted().map { log in
      Cutoff(log: log, number: heads[log]?.number ?? -1, hash: (heads[log]?.hash ?? LedgerFold.noHash).hex)
    }
  }

  /// Every key somebody was given, directly or by way of a role's key.
  func keys(heldBy principal: Principal) -> Set<EpochID> {
    var known = Set(recipients.filter { $0.value.contains(principal) }.keys)
    var held: Set<EpochID> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (key, recipients) in granted where !held.contains(key.epoch) && !recipients.isDisjoint(with: known) {
        held.insert(key.epoch)
        isGrowing = true
      }
      for entry in roleKeys.values.joined() where held.contains(entry.key.epoch) {
        if let key = try? SealingPublicKey(entry.key.sealingKey) { known.insert(RecipientID(key)) }
      }
    }
    return held
  }
}
