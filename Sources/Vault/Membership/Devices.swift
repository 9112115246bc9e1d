public import Records

/// One device of a member, as the ledger knows it.
public struct DeviceSummary: Sendable, Hashable {
  /// The device's log.
  public let log: LogID
  /// How many commits of it are here.
  public let commits: Int
  /// Whether it is the one at hand.
  public let isThis: Bool
  /// Whether nothing it writes counts any longer.
  public let isEnded: Bool
}

extension OpenVault {
  /// A member's devices: first those that have written most.
  public func devices(of member: ID<Member>) throws -> [DeviceSummary] {
    let state = try state
    return state.logs.filter { $0.value.member == member }.keys.map { log in
      DeviceSummary(
        log: log, commits: (state.heads[log]?.number ?? -1) + 1, isThis: log == identity.device.log,
        isEnded: state.cutoffs[log] != nil)
    }.sorted { ($1.commits, $0.log) < ($0.commits, $1.log) }
  }

  /// Lets `successor` into every compartment this member reads by themselves, not by a role. For whoever has lost a
  /// device: its keys are those of the member, so they join anew, hand over to who they are from then on, and the one
  /// they were is removed. `reason` is recorded with each share. Returns how many cases.
  @discardableResult
  public func handOver(to successor: ID<Member>, reason: String) throws -> Int {
    let state = try state
    guard successor != member else { throw VaultError.unknown(what: "member") }
    let own = state.cases.filter { $0.key != state.founding.register }
      .sorted { $0.value.ordinal < $1.value.ordinal }
      .map { id, entry in
        let compartments = Compartment.allCases.filter { compartment in
          let audience = entry.compartments[compartment]?.audience ?? []
          return audience.contains(.member(member)) && !audience.contains(.member(successor))
        }
        return (id: id, compartments: compartments)
      }
      .filter { !$0.compartments.isEmpty }
    // A commit decides so much and no more.
    let most = CommitLimit.decisions / 2 / Compartment.allCases.count
    for start in stride(from: 0, to: own.count, by: most) {
      try write { draft in
        for (id, compartments) in own[start...].prefix(most) {
          for compartment in compartments {
            try draft.decide(
              .audience(
                case: id, compartment: compartment, add: [.member(successor)], remove: [], reason: reason, until: nil))
          }
        }
      }
    }
    return own.count
  }
}
