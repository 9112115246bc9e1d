import Records

/// Removing members, and what lies in quarantine afterwards.
extension VaultState {
  func refusal(ofRemoving member: ID<Member>, _ cutoffs: [Cutoff], _ act: Act) -> String? {
    guard act.roles(in: self).contains(.custodian) else { return "only a custodian removes members" }
    guard exists(member, in: act.sight) else { return "there is no such member" }
    let remaining = members.keys.filter { $0 != member && roles(of: $0, in: act.sight).contains(.custodian) }
    guard !remaining.isEmpty else { return "a custodian must remain" }
    guard cutoffs.allSatisfy({ cutoff in logs[cutoff.log]?.member == member && cutoff.number >= -1 }) else {
      return "the last commits named are not of that member's logs"
    }
    return nil
  }

  /// Removes a member: no right from here on, nothing of their logs after the commits named.
  mutating func remove(_ member: ID<Member>, _ named: [Cutoff], _ reason: String?, _ act: Act) {
    guard var entry = members[member] else { return }
    entry.removals.append(
      RemovalEntry(at: act.at, by: act.by, order: sequence, time: act.time, cutoffs: named, reason: reason))
    entry.roles = []
    members[member] = entry
    rotations.append(Rotation(at: act.at, cause: .removed(member)))
    for (id, entry) in cases {
      for (compartment, kept) in entry.compartments where kept.audience.contains(.member(member)) {
        cases[id]?.compartments[compartment]?.audience.remove(.member(member))
      }
    }
    for index in erasures.indices {
      erasures[index].unacknowledged = erasures[index].unacknowledged.filter { logs[$0]?.member != member }
    }
  }

  /// The last number that counts of each of a member's logs: -1 for one the remover did not know.
  func ends(of member: ID<Member>, _ named: [Cutoff]) -> [(LogID, Int)] {
    logs.filter { $0.value.member == member }.map { log, _ in (log, named.first { $0.log == log }?.number ?? -1) }
  }

  mutating func end(_ log: LogID, at number: Int) { cutoffs[log] = min(cutoffs[log] ?? .max, number) }

  mutating func accept(_ records: [RecordID], of commit: String) -> String? {
    guard let index = quarantine.firstIndex(where: { $0.hash.hex == commit }) else {
      return "no such commit lies in quarantine"
    }
    var entries = quarantine[index].records
    var open: [RecordID: [Int]] = [:]
    for (position, entry) in entries.enumerated().reversed() where !entry.isAccepted {
      var reader = ByteReader(entry.line)
      if let line = RecordLine(&reader) { open[line.id, default: []].append(position) }
    }
    for record in records {
      guard let position = open[record]?.popLast() else { return "no such record lies in quarantine" }
      entries[position].isAccepted = true
    }
    quarantine[index].records = entries
    return nil
  }
}
