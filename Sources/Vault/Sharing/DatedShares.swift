public import Records

/// A share somebody meant for a time. Nothing ends it by itself: a key that was handed over stays where it is.
public struct DatedShare: Sendable, Hashable {
  /// The case.
  public let caseID: ID<Case>
  /// With whom.
  public let principal: Principal
  /// What they may open until then, in a fixed order.
  public let compartments: [Compartment]
  /// From this day on it is to be taken back, or given again with another day.
  public let until: Day
  /// Who decided it last.
  public let by: ID<Member>
}

extension OpenVault {
  /// Shares that still stand and that somebody gave a day, the earliest first.
  public func datedShares() throws -> [DatedShare] {
    var found: [DatedShare] = []
    for (id, entry) in try state.cases {
      var shares: [Principal: [Compartment: Change<Principal>]] = [:]
      for (compartment, kept) in entry.compartments {
        for principal in kept.audience {
          guard let change = kept.changes.addition(of: principal), change.until != nil else { continue }
          shares[principal, default: [:]][compartment] = change
        }
      }
      for (principal, changes) in shares {
        for (until, same) in Dictionary(grouping: changes, by: \.value.until) {
          guard let until, let last = same.max(by: { $0.value.time < $1.value.time }) else { continue }
          let compartments = Compartment.allCases.filter { wanted in same.contains { $0.key == wanted } }
          found.append(
            DatedShare(caseID: id, principal: principal, compartments: compartments, until: until, by: last.value.by))
        }
      }
    }
    return found.sorted { ($0.until, $0.caseID.hex, $0.principal) < ($1.until, $1.caseID.hex, $1.principal) }
  }
}

extension VaultState.CompartmentEntry {
  /// The day the latest share with somebody named.
  func until(_ principal: Principal) -> Day? { changes.addition(of: principal)?.until }
}
