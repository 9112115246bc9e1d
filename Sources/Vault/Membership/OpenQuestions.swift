public import Records

/// What several people decided without knowing of each other, or what waits for another.
public struct OpenQuestion: Sendable, Hashable {
  /// What kind of thing it is.
  public enum Kind: String, Sendable {
    /// Somebody was added to an audience while somebody else took them out: they are out.
    case contestedAudience
    /// Somebody was given a role while somebody else took it: they do not have it.
    case contestedRole
    /// A member is proposed as custodian and another custodian has to agree.
    case proposedCustodian
    /// A role's key is to be made anew by one of its members.
    case roleAwaitsKey
    /// Somebody decided something while the right to it was taken from them: it does not count.
    case decidedUnaware
    /// A device of a member has written two commits of one number: it was copied, or somebody cheats. Nothing it wrote
    /// from there on counts until a custodian has looked through it.
    case forkedDevice
  }

  /// What kind of thing it is.
  public let kind: Kind
  /// Whom it concerns.
  public let principal: Principal
  /// The case it is about.
  public let caseID: ID<Case>?
}

extension OpenVault {
  /// What a member should know that nobody decided in one piece.
  public func openQuestions() throws -> [OpenQuestion] {
    let state = try state
    var found: [OpenQuestion] = []
    for (id, entry) in state.cases {
      let contested = entry.compartments.values.reduce(into: Set<Principal>()) { all, kept in
        all.formUnion(kept.changes.contested.subtracting(kept.audience))
      }
      found += contested.map { OpenQuestion(kind: .contestedAudience, principal: $0, caseID: id) }
    }
    for (id, entry) in state.members where !entry.isRemoved {
      let contested = entry.roleChanges.contested.subtracting(entry.roles)
      if !contested.isEmpty { found.append(.init(kind: .contestedRole, principal: .member(id), caseID: nil)) }
      if entry.roleChanges.present(in: .everything).contains(.custodian), !entry.roles.contains(.custodian) {
        found.append(.init(kind: .proposedCustodian, principal: .member(id), caseID: nil))
      }
    }
    for log in state.forks {
      guard let member = state.logs[log]?.member, state.members[member]?.isRemoved == false else { continue }
      found.append(.init(kind: .forkedDevice, principal: .member(member), caseID: nil))
    }
    found += Set(state.refusals.compactMap(\.unaware)).map {
      .init(kind: .decidedUnaware, principal: .member($0), caseID: nil)
    }
    found += state.rolesWithoutKey.map { .init(kind: .roleAwaitsKey, principal: .role($0), caseID: nil) }
    return found.sorted {
      ($0.kind.rawValue, $0.principal.text, $0.caseID?.hex ?? "")
        < ($1.kind.rawValue, $1.principal.text, $1.caseID?.hex ?? "")
    }
  }
}
