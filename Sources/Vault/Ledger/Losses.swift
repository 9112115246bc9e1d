import Records

/// What a decision rests upon and another decision can take away.
enum Right: Hashable, Sendable {
  case role(Role, of: ID<Member>)
  case audience(ID<Case>, Compartment, Principal)
}

/// A right that a commit took away. What its holder decided by it without knowing of that, and the commit without
/// knowing of the decision, does not count: else who was deprived would choose for ever when they hear of it. Records
/// count all the same.
struct Loss: Hashable, Sendable {
  let at: Coordinate
  let right: Right
}

extension Act {
  /// The author's roles as far as they decide by them.
  func roles(in state: VaultState) -> Set<Role> {
    state.roles(of: by, in: sight).filter { !lost.contains(.role($0, of: by)) }
  }

  /// Whether the author decides as a reader of a compartment.
  func mayOpen(_ compartment: Compartment, of caseID: ID<Case>, in state: VaultState) -> Bool {
    guard let entry = state.cases[caseID]?.compartments[compartment] else { return false }
    let audience = state.audience(entry, in: sight).filter { !lost.contains(.audience(caseID, compartment, $0)) }
    return audience.contains(.member(by)) || roles(in: state).contains { audience.contains(.role($0)) }
  }
}

/// Losses that are known to matter, each with what its author had seen. Like removals they are found by folding, and
/// then everything is folded again.
struct SettledLosses: Sendable {
  private(set) var seen: [Loss: Clock] = [:]

  mutating func settle(_ losses: [Loss: Clock]) { seen.merge(losses) { known, _ in known } }

  func contains(_ right: Right, at coordinate: Coordinate) -> Bool {
    seen[Loss(at: coordinate, right: right)] != nil
  }

  /// What had been taken away when a commit was made and its author had not heard of.
  func lost(at coordinate: Coordinate, _ sight: Sight) -> Set<Right> {
    Set(
      seen.filter { loss, clock in !sight.includes(loss.at) && !clock.includes(coordinate) && loss.at != coordinate }
        .keys.map(\.right))
  }

  /// Whether a commit would be folded otherwise with these than with others.
  func differ(from other: SettledLosses, at coordinate: Coordinate, by author: ID<Member>?, _ past: Clock) -> Bool {
    func matter(_ mine: SettledLosses, _ theirs: SettledLosses) -> Bool {
      mine.seen.contains { loss, clock in
        guard theirs.seen[loss] == nil else { return false }
        if loss.at == coordinate { return true }
        if case .role(_, let holder) = loss.right, holder != author { return false }
        if case .audience(_, _, .member(let holder)) = loss.right, holder != author { return false }
        return !past.includes(loss.at) && !clock.includes(coordinate)
      }
    }
    return matter(self, other) || matter(other, self)
  }
}

extension LedgerFold {
  /// Losses that would undo decisions which count now: those first that nobody else's undo in their turn, else the one
  /// whose author is the most senior.
  func lossesReachingBack(_ ledger: CanonicalLedger, _ folded: [VerifiedCommit]) -> [Loss: Clock] {
    guard let state else { return [:] }
    let taken = state.losses.filter { losses.seen[$0] == nil }
    guard !taken.isEmpty else { return [:] }
    let byRight = Dictionary(grouping: taken, by: \.right)
    var reaching: [Loss: Set<Coordinate>] = [:]
    for (commit, verified) in zip(ledger.commits, folded) where verified.quarantined == nil {
      guard let author = verified.author, let past = ledger.graph.nodes[commit.hash]?.past else { continue }
      for right in Set(verified.decisions.flatMap({ state.rights(of: author, toDecide: $0) })) {
        for loss in byRight[right] ?? [] where loss.at != commit.coordinate && !past.includes(loss.at) {
          guard ledger.graph.past(of: loss.at)?.includes(commit.coordinate) == false else { continue }
          reaching[loss, default: []].insert(commit.coordinate)
        }
      }
    }
    let undone = reaching.values.reduce(into: Set()) { $0.formUnion($1) }
    var chosen = reaching.keys.filter { !undone.contains($0.at) }
    if chosen.isEmpty {
      let first = zip(ledger.commits, folded).filter { commit, _ in
        reaching.keys.contains { $0.at == commit.coordinate }
      }
      .min { left, right in state.seniority(of: left.1) < state.seniority(of: right.1) }
      chosen = reaching.keys.filter { $0.at == first?.0.coordinate }
    }
    return Dictionary(chosen.compactMap { loss in ledger.graph.past(of: loss.at).map { (loss, $0) } }) { first, _ in
      first
    }
  }

  /// What stands of a decision that does not count.
  func keep(_ decision: ControlRecord?, _ act: Act, _ state: inout VaultState) {
    switch decision {
    case .ledgerKey(let epoch, let recipients)?: state.noteStrayLedgerKey(epoch, recipients, act, isCounted: false)
    case .roles(let member, _, let remove)?:
      let taken = remove.filter { losses.contains(.role($0, of: member), at: act.at) }
      if !taken.isEmpty { state.changeRoles(of: member, add: [], remove: taken, act) }
    case .audience(let id, let compartment, _, let remove, let reason, _)?:
      let taken = remove.filter { losses.contains(.audience(id, compartment, $0), at: act.at) }
      if !taken.isEmpty { state.changeAudience(id, compartment, add: [], remove: taken, act, reason: reason) }
    default: break
    }
  }
}

extension VaultState {
  /// Everything that was taken from somebody.
  fileprivate var losses: [Loss] {
    members.flatMap { member, entry in
      entry.roleChanges.changes.flatMap { change in
        change.remove.map { Loss(at: change.at, right: .role($0, of: member)) }
      }
    }
      + cases.flatMap { id, entry in
        entry.compartments.flatMap { compartment, kept in
          kept.changes.changes.flatMap { change in
            change.remove.map { Loss(at: change.at, right: .audience(id, compartment, $0)) }
          }
        }
      }
  }

  /// By which rights somebody may have decided something.
  fileprivate func rights(of author: ID<Member>, toDecide decision: ControlRecord) -> [Right] {
    let custodian = Right.role(.custodian, of: author)
    let roles = Set(members[author]?.roleChanges.changes.flatMap(\.add) ?? [])
    func reading(_ compartment: Compartment, of id: ID<Case>) -> [Right] {
      [.audience(id, compartment, .member(author))]
        + roles.flatMap { [.audience(id, compartment, .role($0)), .role($0, of: author)] }
    }
    return switch decision {
    case .member, .roles, .ledgerKey, .removal, .accepted: [custodian]
    case .roleKey(let key): [custodian, .role(key.role, of: author)]
    case .audience(let id, let compartment, _, _, _, _): [custodian] + reading(compartment, of: id)
    case .erasure(let id, _, _, _):
      [custodian] + (cases[id]?.compartments.keys.flatMap { reading($0, of: id) } ?? [])
    default: []
    }
  }

  fileprivate func seniority(of commit: VerifiedCommit) -> (Int, Int) {
    (commit.author.flatMap { members[$0]?.ordinal } ?? .max, commit.sequence)
  }
}
