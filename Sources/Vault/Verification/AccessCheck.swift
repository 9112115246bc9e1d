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
        for epoch in kept.epochs where state.isPresent(epoch.id, of: kept) {
          let key = DeclaredKey(epoch: epoch.id, purpose: .compartment(compartment, of: id))
          for principal in state.holders(of: key) where !kept.audience.contains(principal) {
            found.insert(.init(principal: principal, caseID: id, compartment: compartment, isExcess: true))
          }
        }
      }
    }
    for (role, keys) in state.roleKeys {
      for entry in keys where !state.isStale(entry) {
        for case .member(let member) in state.holders(of: DeclaredKey(epoch: entry.key.epoch, purpose: .role(role)))
        where !state.roles(of: member).contains(role) {
          found.insert(.init(principal: .member(member), caseID: nil, compartment: nil, isExcess: true))
        }
      }
    }
    for (principal, owed) in state.undelivered() {
      for key in owed {
        if case .compartment(let compartment) = key.purpose.kind {
          let caseID = ID<Case>(key.purpose.scope)
          found.insert(.init(principal: principal, caseID: caseID, compartment: compartment, isExcess: false))
        } else {
          found.insert(.init(principal: principal, caseID: nil, compartment: nil, isExcess: false))
        }
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
  fileprivate func holders(of key: DeclaredKey) -> Set<Principal> {
    (granted[key] ?? []).reduce(into: []) { $0.formUnion(recipients[$1] ?? []) }
  }
}
