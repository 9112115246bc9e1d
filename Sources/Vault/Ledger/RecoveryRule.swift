import Records
import Sodium

/// What an order of recovery does. It is above every member: it needs nobody's consent, and nobody's removal undoes it.
extension VaultState {
  /// One pair of recovery keys, from when to when.
  struct RecoveryKeyEntry: Codable, Hashable, Sendable {
    let keys: RecoveryKeys
    /// `nil` for the founding's.
    let made: Coordinate?
    /// Orders that replaced it.
    var replaced: [Coordinate]
  }

  /// An order that counts.
  struct RecoveryEntry: Codable, Hashable, Sendable {
    let at: Coordinate
    @Base64Coded var signature: [UInt8]
  }

  /// What everything is sealed to that recovery is to open: the pair made last, in the order of the fold, that no order
  /// replaced.
  var recoveryKeys: RecoveryKeys { (recovery.last { $0.replaced.isEmpty } ?? recovery[recovery.count - 1]).keys }

  /// The verification key of a device that vouches for itself by an order of recovery, if a recovery key signed that.
  func selfCertifiedKey(_ commit: OpenedCommit) -> [UInt8]? {
    guard case .recovery(let order)? = commit.decisions.first,
      recovery.contains(where: { $0.keys.verifyKey == order.verifyKey })
    else { return nil }
    return commit.certifiedKeys[commit.text.log]
  }

  /// Whether an order that counts stands in this commit, which then counts whoever was removed.
  func isRecovery(_ at: Coordinate) -> Bool { recoveries.contains { $0.at == at } }

  /// Whether its log has two commits of this number or of one before.
  func isForked(_ at: Coordinate) -> Bool { forks.contains(at.log) && at.number > cutoffs[at.log] ?? .max }

  /// Folds an order. Returns why it does not count, or `nil`; then nothing has changed.
  mutating func recover(_ order: RecoveryOrder, _ act: Act) -> String? {
    let device = (try? VerifyKey(order.member.device.verifyKey)).map { LogID($0) }
    guard act.at.number == 0, logs[act.at.log] == nil, device == act.at.log else {
      return "recovery speaks in the first commit of the device it admits"
    }
    guard order.vault == founding.vault, order.founding == foundingHash.hex, order.isSigned else {
      return "no recovery key signed it for this vault"
    }
    guard
      let signer = recovery.firstIndex(where: { entry in
        entry.keys.verifyKey == order.verifyKey && entry.made.map(act.sight.includes) ?? true
          && !entry.replaced.contains(where: act.sight.includes)
      })
    else { return "the key that signed it is not this vault's present recovery key" }
    guard let sealing = order.next.sealing, order.next.verifying != nil,
      !recovery.contains(where: { $0.keys.verifyKey == order.next.verifyKey })
    else { return "the next recovery keys are malformed or known" }
    var after = self
    for removed in order.removed {
      guard exists(removed.member, in: act.sight),
        removed.cutoffs.allSatisfy({ logs[$0.log]?.member == removed.member && $0.number >= -1 })
      else { return "the order removes nobody of this vault" }
      after.remove(removed.member, removed.cutoffs, "recovery", act)
    }
    if let refusal = after.admit(order.member, act) { return refusal }
    // No other custodian is asked.
    after.custodianCounts[act.at] = 1
    after.refreshRoles(of: order.member.member)
    after.takeOver(order.member.member, act)
    after.recovery[signer].replaced.append(act.at)
    after.recovery.append(RecoveryKeyEntry(keys: order.next, made: act.at, replaced: []))
    after.recipients[RecipientID(sealing), default: []].insert(.recovery)
    for index in after.ledgerKeys.indices { after.ledgerKeys[index].handed.forgetRecovery() }
    for epoch in after.strayLedgerKeys.keys { after.strayLedgerKeys[epoch]?.handed.forgetRecovery() }
    // Whoever has the old words holds every key there was.
    after.rotations.append(Rotation(at: act.at, cause: .recovery))
    after.recoveries.append(RecoveryEntry(at: act.at, signature: order.signature))
    self = after
    return nil
  }

  /// Puts who was admitted by recovery into every audience that the order had seen: somebody has to read what only
  /// recovery reads otherwise, and hand it on.
  private mutating func takeOver(_ member: ID<Member>, _ act: Act) {
    for (id, entry) in cases where id != founding.register {
      guard let opened = entry.standing.changes.first, act.sight.includes(opened.at) else { continue }
      for compartment in entry.compartments.keys {
        changeAudience(id, compartment, add: [.member(member)], remove: [], act, reason: "recovery")
      }
    }
  }
}
