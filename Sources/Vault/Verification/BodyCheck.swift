import Dispatch
import FoundationEssentials
import Records
import Sodium
import Synchronization

/// Reads every sealed body once and checks it on all cores: its bytes against the line that names it, and its
/// plaintext where this member has the key.
struct BodyCheck {
  let ledger: LedgerCheck

  func run(_ verification: Verification, _ connection: Database.Connection) throws {
    var left = ledger.bodies
    for erased in ledger.fold.state?.erased ?? [] {
      let claims = left[erased.record] ?? []
      let kept = claims.filter { $0.line.caseID != erased.caseID }
      verification.report.erased += claims.count - kept.count
      left[erased.record] = kept.isEmpty ? nil : kept
    }
    let total = left.values.reduce(0) { $0 + $1.count }
    var done = 0
    let examiner = BodyExaminer(vault: ledger.fold.identity.vault, ring: ledger.fold.ring)
    func examine(_ batch: [(id: RecordID, sealed: [UInt8])]) {
      var items: [BodyExaminer.Item] = []
      for (id, sealed) in batch {
        guard var claims = left[id] else {
          verification.note(.unclaimed(id))
          continue
        }
        let digest = claims.count > 1 ? Digest256.hash(sealed) : []
        let claim = claims.remove(at: claims.firstIndex { $0.line.bodyHash == digest } ?? 0)
        left[id] = claims.isEmpty ? nil : claims
        items.append(.init(claim: claim, sealed: sealed))
        done += 1
      }
      for outcome in examiner.examine(items) { count(outcome, verification) }
      verification.progress?(.init(stage: .bodies, done: done, total: total))
    }
    var isComplete = true
    do { try connection.bodies(batch: 1024, examine) } catch {
      verification.note(Verification.damage(error))
      isComplete = false
    }
    for id in left.keys.sorted() {
      // The scan stopped at a damaged page; what lies elsewhere is still found by its identifier.
      guard !isComplete, let sealed = try? connection.body(id) else {
        left.removeValue(forKey: id)
        verification.note(.missingBody(id))
        continue
      }
      examine([(id, sealed)])
    }
    try verification.attempt { try checkBootstraps(verification, connection) }
  }

  private func count(_ outcome: BodyExaminer.Outcome, _ verification: Verification) {
    switch outcome {
    case .opened(let file):
      verification.report.bodiesOpened += 1
      if let file { ledger.files.append(file) }
    case .intact: verification.report.bodiesByDigest += 1
    case .damaged(let damage): verification.note(damage)
    }
  }

  private func checkBootstraps(_ verification: Verification, _ connection: Database.Connection) throws {
    var left = ledger.bootstraps
    for (id, sealed) in try connection.bootstraps() {
      guard let line = left.removeValue(forKey: id)?.line else {
        verification.note(.unclaimed(id))
        continue
      }
      if sealed.count == Int(line.size), Digest256.hash(sealed) == line.bodyHash, line.commitment == line.bodyHash {
        verification.report.bodiesByDigest += 1
      } else {
        verification.note(.body(id))
      }
    }
    for id in left.keys.sorted() { verification.note(.missingBody(id)) }
  }
}

/// A file a record names: what its ciphertext must decrypt to.
struct NamedFile: Sendable {
  let record: RecordID
  let details: FileDetails
}

/// Checks bodies; a value, so that all cores can at once.
struct BodyExaminer: Sendable {
  struct Item: Sendable {
    let claim: BodyClaim
    let sealed: [UInt8]
  }

  enum Outcome: Sendable {
    /// Its key is held and its plaintext is what was signed for; the file it describes, if it does.
    case opened(NamedFile?)
    /// Its bytes are those that were signed for; the key is not held.
    case intact
    case damaged(Damage)
  }

  let vault: ID<VaultTag>
  let ring: KeyRing

  /// Outcomes in the order of the items.
  func examine(_ items: [Item]) -> [Outcome] {
    let parts = max(1, min(ProcessInfo.processInfo.activeProcessorCount, items.count))
    let share = (items.count + parts - 1) / parts
    let results = Mutex<[Int: [Outcome]]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = min(part * share, items.count)..<min((part + 1) * share, items.count)
      var keys: [EpochID: GuardedKey] = [:]
      let outcomes = items[range].map { outcome($0, &keys) }
      results.withLock { $0[part] = outcomes }
    }
    return results.withLock { results in (0..<parts).flatMap { results[$0] ?? [] } }
  }

  private func outcome(_ item: Item, _ keys: inout [EpochID: GuardedKey]) -> Outcome {
    let line = item.claim.line
    guard item.sealed.count == Int(line.size), Digest256.hash(item.sealed) == line.bodyHash else {
      return .damaged(.body(line.id))
    }
    guard let epochKey = ring.key(line.epoch) else { return .intact }
    let key: GuardedKey
    if let derived = keys[line.epoch] {
      key = derived
    } else {
      guard let derived = try? RecordBody.key(epochKey) else { return .intact }
      key = derived
      keys[line.epoch] = derived
    }
    let context = BodyContext.bytes(vault: vault, log: item.claim.log, line: line)
    guard let plain = try? AEAD.open(item.sealed, context: context, key: key) else { return .damaged(.body(line.id)) }
    return read(plain, line)
  }

  private func read(_ plain: [UInt8], _ line: RecordLine) -> Outcome {
    let unreadable = Outcome.damaged(.content(line.id))
    switch line.kind {
    case .bootstrap: return unreadable
    case .grant, .control:
      // What does not decode was signed like that: the fold refuses it, the bytes are not damaged.
      return line.commitment == Digest256.hash(plain) ? .opened(nil) : unreadable
    case .record(let kind):
      guard let body = RecordBody(encoded: plain), body.commitment == line.commitment,
        String(validating: body.text, as: UTF8.self) != nil,
        let content = try? Self.decode(kind.contentType, plain, id: line.id)
      else { return unreadable }
      return .opened((content as? any FileRecord).map { NamedFile(record: line.id, details: $0.file) })
    }
  }

  private static func decode<Content: RecordContent>(
    _ type: Content.Type, _ plain: [UInt8], id: RecordID
  ) throws -> any RecordContent { try OpenVault.decode(type, plain, id: id).0 }
}
