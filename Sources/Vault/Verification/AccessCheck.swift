public import Records
import Sodium

/// A present key that is not sealed to exactly those who are to have it.
public struct AccessDiscrepancy: Sendable, Hashable {
  /// Whom it concerns.
  public let principal: Principal
  /// The case, for a key of a compartment.
  public let caseID: ID<Case>?
  /// The compartment.
  public let compartment: Compartment?
  /// Whether they were given a key they are not to have; else one they are to have is not delivered yet.
  public let isExcess: Bool
}

extension OpenVault {
  /// Compares whom every key that is written with was sealed to with whom it is to be sealed to, by the grants in the
  /// ledger. Keys that somebody who left may hold are not written with, and not compared.
  public func accessDiscrepancies() throws -> [AccessDiscrepancy] {
    let state = try state
    var found: Set<AccessDiscrepancy> = []
    for (id, entry) in state.cases {
      for (compartment, kept) in entry.compartments {
        for epoch in kept.epochs where !epoch.stale {
          for principal in state.holders(of: epoch.id) where !kept.audience.contains(principal) {
            found.insert(.init(principal: principal, caseID: id, compartment: compartment, isExcess: true))
          }
        }
      }
    }
    for (role, keys) in state.roleKeys {
      for entry in keys where !entry.stale {
        for case .member(let member) in state.holders(of: entry.key.epoch)
        where !state.roles(of: member).contains(role) {
          found.insert(.init(principal: .member(member), caseID: nil, compartment: nil, isExcess: true))
        }
      }
    }
    for (principal, owed) in state.undelivered() {
      for key in owed {
        let owner = state.epochOwners[key.epoch]
        found.insert(
          .init(principal: principal, caseID: owner?.caseID, compartment: owner?.compartment, isExcess: false))
      }
    }
    return found.sorted {
      ($0.caseID?.hex ?? "", $0.compartment?.rawValue ?? "", $0.principal.text)
        < ($1.caseID?.hex ?? "", $1.compartment?.rawValue ?? "", $1.principal.text)
    }
  }
}

extension VaultState {
  /// Whom a key was granted to.
  fileprivate func holders(of epoch: EpochID) -> Set<Principal> {
    Set((granted[epoch] ?? []).compactMap { recipients[$0] })
  }
}
