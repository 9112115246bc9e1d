import Records

/// When something was decided, so that it can be told which departures its author knew of.
struct Generation: Codable, Hashable, Sendable {
  let at: Coordinate
  /// How many departures had been folded.
  let departures: Int
  /// What its author had not seen of those, and of an epoch's earlier audience changes.
  var missed: [Coordinate]?
}

/// Somebody left the vault or a role, or the trustees' words were used: keys made without knowing that are not written
/// with any more.
struct Rotation: Codable, Hashable, Sendable {
  enum Cause: Codable, Hashable, Sendable {
    case removed(ID<Member>)
    case left([Role])
    /// Whoever has the words could open everything.
    case recovery
  }

  let at: Coordinate
  let cause: Cause
}

/// Stale keys: nothing new is sealed under them or to them. What is stale is never remembered but always asked, of what
/// somebody had seen or of everything, in the same way.
extension VaultState {
  func generation(_ act: Act) -> Generation {
    let missed = rotations.map(\.at).filter { !act.sight.includes($0) }
    return Generation(at: act.at, departures: rotations.count, missed: missed.isEmpty ? nil : missed)
  }

  /// Whether a departure that matters is in sight and was not known to who made the key.
  private func isOutdated(_ made: Generation, in sight: Sight, by matters: (Int, Rotation.Cause) -> Bool) -> Bool {
    rotations.enumerated().contains { index, rotation in
      !isKnown(index, to: made) && sight.includes(rotation.at) && matters(index, rotation.cause)
    }
  }

  private func isKnown(_ rotation: Int, to made: Generation) -> Bool {
    rotation < made.departures && made.missed?.contains(rotations[rotation].at) != true
  }

  /// Whether the ledger key is held by somebody who left the vault.
  func isStale(_ key: LedgerKeyEntry, in sight: Sight = .everything) -> Bool {
    isOutdated(key.made, in: sight) { _, cause in
      if case .left = cause { false } else { true }
    }
  }

  /// Whether the role's key is held by somebody who left the role.
  func isStale(_ key: RoleKeyEntry, in sight: Sight = .everything) -> Bool {
    isOutdated(key.made, in: sight) { _, cause in has(cause, left: key.key.role) }
  }

  /// Whether a compartment's key may be written with. Somebody may have declared a key a second time: that makes none
  /// present that the first declaration does not, and none stale for who had not seen it.
  func isPresent(_ epoch: EpochID, of entry: CompartmentEntry, in sight: Sight = .everything) -> Bool {
    let declared = entry.epochs.filter { $0.id == epoch && sight.includes($0.made.at) }
    return !declared.isEmpty && !declared.contains { isStale($0, of: entry, in: sight) }
  }

  private func isStale(_ epoch: EpochEntry, of entry: CompartmentEntry, in sight: Sight) -> Bool {
    let isNarrowed = entry.changes.changes.enumerated().contains { index, change in
      !change.remove.isEmpty && (index >= epoch.changes || epoch.made.missed?.contains(change.at) == true)
        && sight.includes(change.at)
    }
    return isNarrowed || isOutdated(epoch.made, in: sight) { concerns($0, $1, entry) }
  }

  /// Whether who left was put into the compartment's audience by somebody who did not know that they had.
  private func concerns(_ rotation: Int, _ cause: Rotation.Cause, _ entry: CompartmentEntry) -> Bool {
    entry.changes.changes.contains { change in
      if let made = change.made, isKnown(rotation, to: made) { return false }
      return change.add.contains { principal in
        switch principal {
        case .member(let id): cause == .removed(id)
        case .role(let role): has(cause, left: role)
        case .recovery: cause == .recovery
        }
      }
    }
  }

  /// Whether somebody left the role: also who was given it by somebody who did not know that they had left the vault.
  private func has(_ cause: Rotation.Cause, left role: Role) -> Bool {
    switch cause {
    case .removed(let id): members[id]?.roleChanges.changes.contains { $0.add.contains(role) } ?? false
    case .left(let roles): roles.contains(role)
    case .recovery: true
    }
  }
}
