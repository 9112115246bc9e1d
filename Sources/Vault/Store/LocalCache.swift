import FoundationEssentials
import Records
import Sodium

/// What this device remembers so that a command need not read the whole ledger: the folded state, opened keys, and
/// each case's lines. Sealed to the device; deleting it loses nothing, forging it needs the device's key.
struct LocalCache: Sendable {
  /// Lines of one case from one commit; of a large one, from a part of it, so that parts are opened on all cores.
  struct Segment: Sendable, Equatable {
    /// The most lines.
    static let limit = 2_048

    let place: CommitPlace
    let lines: [RecordLine]
  }

  struct Snapshot: Codable, Sendable {
    var state: VaultState
    /// Opened keys in the order they were learned.
    var keys: [Base64Coded]
    /// How many segments each case has, so that a lost one is noticed.
    var segments: [ID<Case>: Int]
  }

  /// A snapshot begins with its sequence.
  private static let sequenceCount = 8

  private let key: GuardedKey
  private let tagKey: GuardedKey

  init(device: DeviceKeys) throws(SodiumError) {
    key = try Derivation.key(device.sealing.seed, label: Label.cacheKey)
    tagKey = try Derivation.key(device.sealing.seed, label: Label.cacheTag)
  }

  /// `nil` when there is none or it is not what this device sealed.
  func snapshot(_ connection: Database.Connection, vault: ID<VaultTag>) throws -> (Snapshot, KeyRing)? {
    let tag = tag("state")
    guard let sealed = try connection.cached(tag).first, var plain = try? open(sealed, tag, 0) else { return nil }
    defer { wipe(&plain) }
    guard plain.count > Self.sequenceCount,
      let snapshot = try? JSONDecoder().decode(Snapshot.self, from: Data(plain[Self.sequenceCount...]))
    else { return nil }
    var ring = KeyRing()
    for encoded in snapshot.keys {
      guard let key = try? GrantedKey.list(encoded.wrappedValue, vault: vault).first else { return nil }
      try ring.add(key)
    }
    return (snapshot, ring)
  }

  /// How many commits are folded in the snapshot, without decoding it; 0 where there is none.
  func snapshotSequence(_ connection: Database.Connection) throws -> Int {
    let tag = tag("state")
    guard let sealed = try connection.cached(tag).first, var plain = try? open(sealed, tag, 0) else { return 0 }
    defer { wipe(&plain) }
    var reader = ByteReader(Array(plain.prefix(Self.sequenceCount)))
    return reader.uint64().flatMap { Int(exactly: $0) } ?? 0
  }

  /// How many rows claim to be the state: one, or none yet.
  func stateCount(_ connection: Database.Connection) throws -> Int { try connection.cached(tag("state")).count }

  func replaceSnapshot(_ snapshot: Snapshot, _ connection: Database.Connection) throws {
    let tag = tag("state")
    try connection.removeCached(tag)
    var writer = ByteWriter()
    writer.append(UInt64(snapshot.state.sequence))
    var plain = writer.bytes + [UInt8](try JSONEncoder().encode(snapshot))
    defer { wipe(&plain) }
    Padding.pad(&plain, with: 0x20)
    try connection.addCached(tag, try seal(plain, tag, 0))
  }

  func segments(of caseID: ID<Case>, _ connection: Database.Connection) throws -> [Segment]? {
    let tag = tag(caseID.hex)
    var segments: [Segment] = []
    let next = try connection.eachCached(tag)
    let few = try connection.cachedCount(tag) < 4
    let pipeline = OrderedPipeline(cores: few ? 1 : nil) { (ordinal: Int, sealed: [UInt8]) in
      (try? open(sealed, tag, ordinal)).flatMap { Self.decode($0) }
    }
    var ordinal = -1
    var isWhole = true
    try pipeline.run {
      ordinal += 1
      return try next().map { (ordinal, $0) }
    } _: { segment in
      if let segment { segments.append(segment) } else { isWhole = false }
    }
    return isWhole ? segments : nil
  }

  func append(_ segment: Segment, of caseID: ID<Case>, ordinal: Int, _ connection: Database.Connection) throws {
    let tag = tag(caseID.hex)
    try connection.addCached(tag, try seal(Self.encode(segment), tag, ordinal))
  }

  /// Forgets everything about these cases and the state.
  func clear(_ cases: some Sequence<ID<Case>>, _ connection: Database.Connection) throws {
    try connection.removeCached(tag("state"))
    for id in cases { try connection.removeCached(tag(id.hex)) }
  }

  /// What commits add to each case, in the order of the fold.
  static func segments(of commits: [VerifiedCommit]) -> [(caseID: ID<Case>, segment: Segment)] {
    var segments: [(caseID: ID<Case>, segment: Segment)] = []
    for commit in commits {
      for (place, lines) in commit.additions {
        for (caseID, lines) in Dictionary(grouping: lines, by: \.caseID) {
          for start in stride(from: 0, to: lines.count, by: Segment.limit) {
            let part = Array(lines[start..<min(start + Segment.limit, lines.count)])
            segments.append((ID<Case>(caseID), Segment(place: place, lines: part)))
          }
        }
      }
    }
    return segments
  }

  func tag(_ name: String) -> [UInt8] {
    Array(Authentication.tag(Array(name.utf8), key: tagKey)[..<16])
  }

  func seal(_ plain: [UInt8], _ tag: [UInt8], _ ordinal: Int) throws -> [UInt8] {
    try AEAD.seal(plain, context: Self.context(tag, ordinal), key: key)
  }

  func open(_ sealed: [UInt8], _ tag: [UInt8], _ ordinal: Int) throws -> [UInt8] {
    try AEAD.open(sealed, context: Self.context(tag, ordinal), key: key)
  }

  private static func context(_ tag: [UInt8], _ ordinal: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(UInt64(ordinal))
    return Label.context(Label.cacheEntry, tag, writer.bytes)
  }

  private static func encode(_ segment: Segment) -> [UInt8] {
    var writer = ByteWriter(capacity: 64 + segment.lines.count * RecordLine.count)
    writer.append(UInt64(segment.place.sequence))
    writer.append(segment.place.log.bytes)
    writer.append(UInt64(segment.place.number))
    writer.append(Array(segment.place.time.utf8))
    writer.append(byte: segment.place.roles.reduce(0) { $0 | 1 << $1.wireCode })
    writer.append(UInt32(segment.lines.count))
    for line in segment.lines { writer.append(line.encoded) }
    var bytes = writer.bytes
    Padding.pad(&bytes)
    return bytes
  }

  private static func decode(_ bytes: [UInt8]) -> Segment? {
    var reader = ByteReader(bytes)
    guard let sequence = reader.uint64(), let log = reader.take(16).flatMap({ LogID(bytes: $0) }),
      let number = reader.uint64(), let time = reader.take(20), let roles = reader.byte(), let count = reader.uint32(),
      Int(count) <= reader.remaining / RecordLine.count
    else { return nil }
    var lines: [RecordLine] = []
    lines.reserveCapacity(Int(count))
    for _ in 0..<count {
      guard let line = RecordLine(&reader) else { return nil }
      lines.append(line)
    }
    return Segment(
      place: CommitPlace(
        sequence: Int(sequence), log: log, number: Int(number), time: String(decoding: time, as: UTF8.self),
        roles: Set(Role.allCases.filter { roles & 1 << $0.wireCode != 0 })),
      lines: lines)
  }
}

extension [LocalCache.Segment] {
  /// How many lines they hold together.
  var lineCount: Int { reduce(0) { $0 + $1.lines.count } }
}

extension LocalCache {
  /// How far each log had reached a remote when this device last exchanged with it; empty where that is not known.
  func publishedHeads(_ remote: String, _ connection: Database.Connection) throws -> [LogID: Int] {
    let tag = tag("remote " + remote)
    guard let sealed = try connection.cached(tag).first, let plain = try? open(sealed, tag, 0) else { return [:] }
    return (try? JSONDecoder().decode([LogID: Int].self, from: Data(plain))) ?? [:]
  }

  func rememberPublished(_ heads: [LogID: Int], _ remote: String, _ connection: Database.Connection) throws {
    let tag = tag("remote " + remote)
    var plain = [UInt8](try JSONEncoder().encode(heads))
    Padding.pad(&plain, with: 0x20)
    try connection.removeCached(tag)
    try connection.addCached(tag, try seal(plain, tag, 0))
  }
}
