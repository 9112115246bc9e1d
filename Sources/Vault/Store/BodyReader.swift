import Records
import Sodium
import Synchronization

/// Opens sealed bodies with the keys a member holds. Safe to use from several threads at once.
struct BodyReader: Sendable {
  let vault: ID<VaultTag>
  let ring: KeyRing
  let keys: BodyKeys

  /// The plaintext of a body. Throws ``VaultError/noKey(case:compartment:)`` when no grant ever reached this member,
  /// and ``VaultError/damaged(_:)`` when the bytes are not those the ledger signed for.
  func open(_ sealed: ArraySlice<UInt8>, _ line: RecordLine, log: LogID) throws -> [UInt8] {
    var opener = BodyOpener(reader: self)
    return try opener.open(sealed, line, log: log)
  }

  fileprivate func key(of line: RecordLine) throws -> GuardedKey {
    if let compartment = Compartment(wireCode: line.compartment), ring.key(line.epoch) != nil,
      ring.key(line.epoch, compartment, of: ID<Case>(line.caseID)) == nil
    {
      // Sealed under a key that opens something else, and that others may hold.
      throw VaultError.damaged(.body(line.id))
    }
    guard let key = try keys.key(line.epoch, ring) else {
      throw VaultError.noKey(
        case: ID<Case>(line.caseID), compartment: Compartment(wireCode: line.compartment) ?? .reference)
    }
    return key
  }
}

/// Opens one body after the other, and looks for their key only where it is another than that of the body before: of
/// many small bodies, that costs as much as opening them. Belongs to one thread.
struct BodyOpener {
  private let reader: BodyReader
  private var last: (purpose: BodyPurpose, log: LogID)?
  private var key: GuardedKey?
  private var context: [UInt8] = []

  init(reader: BodyReader) { self.reader = reader }

  /// What ``BodyReader/open(_:_:log:)`` answers.
  mutating func open(_ sealed: ArraySlice<UInt8>, _ line: RecordLine, log: LogID) throws -> [UInt8] {
    guard line.names(sealed) else { throw VaultError.damaged(.body(line.id)) }
    if let last, last.log == log, last.purpose == line.purpose {
      BodyContext.put(line.id, in: &context)
    } else {
      (last, key) = (nil, try reader.key(of: line))
      context = BodyContext.bytes(vault: reader.vault, log: log, line: line)
      last = (line.purpose, log)
    }
    do {
      guard let key else { throw VaultError.damaged(.body(line.id)) }
      return try AEAD.open(sealed, context: context, key: key)
    } catch { throw VaultError.damaged(.body(line.id)) }
  }
}

/// The keys bodies are sealed under, derived once for each epoch.
final class BodyKeys: Sendable {
  private let derived = Mutex<[EpochID: GuardedKey]>([:])

  /// `nil` when `ring` does not hold the epoch.
  func key(_ epoch: EpochID, _ ring: KeyRing) throws(SodiumError) -> GuardedKey? {
    if let known = derived.withLock({ $0[epoch] }) { return known }
    guard let key = ring.key(epoch) else { return nil }
    let fresh = try RecordBody.key(key)
    derived.withLock { $0[epoch] = fresh }
    return fresh
  }
}
