import Records
import Sodium

/// Compares to whom keys were sealed with who is, or was, entitled to them. A grant that is still owed is pending; one
/// to anybody else is damage.
struct GrantCheck {
  let state: VaultState
  let ring: KeyRing
  /// Everyone who held a role at some time.
  let everHeld: [Role: Set<ID<Member>>]

  func run(_ verification: Verification) {
    for (id, entry) in state.cases.sorted(by: { $0.key < $1.key }) {
      for compartment in Compartment.allCases {
        guard let kept = entry.compartments[compartment] else { continue }
        for epoch in kept.epochs where !isGranted(epoch.id, onlyTo: epoch.recipients.union(kept.audience)) {
          verification.note(.grants(case: id, compartment))
        }
      }
    }
    for role in Role.allCases {
      guard let key = state.roleKeys[role] else { continue }
      let entitled = (everHeld[role] ?? []).map { Principal.member($0) } + [.recovery]
      if !isGranted(key.epoch, onlyTo: Set(entitled)) { verification.note(.roleKey(role)) }
    }
  }

  private func isGranted(_ epoch: EpochID, onlyTo principals: Set<Principal>) -> Bool {
    let entitled = Set(principals.compactMap { state.sealingKey(of: $0).map { RecipientID($0) } })
    return (state.granted[epoch] ?? []).isSubset(of: entitled)
  }
}
