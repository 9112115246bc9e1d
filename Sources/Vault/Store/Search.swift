public import Records
import Sodium

/// A record that holds what was searched for.
public struct SearchHit: Sendable, Hashable {
  /// The case.
  public let caseID: ID<Case>
  /// The record.
  public let record: RecordID
  /// What it is.
  public let kind: RecordKind
  /// The first place, in its context.
  public let excerpt: Excerpt
  /// How many places there are in the whole record.
  public let count: Int
  /// Who wrote it.
  public let author: ID<Member>
  /// When, by the author's clock: UTC, seconds.
  public let recordedAt: String
  /// Whether no later version replaces it.
  public let isCurrent: Bool
}

/// What a search looked at and found.
public struct SearchResult: Sendable {
  /// In the order of cases and of the ledger, at most as many as were asked for.
  public let hits: [SearchHit]
  /// How many records hold the words, also beyond the limit.
  public let found: Int
  /// How many records were read.
  public let searched: Int
  /// How many were left out because no key for them ever reached this member.
  public let closed: Int
  /// Records that are missing or damaged; `verify` says more.
  public let unreadable: [RecordID]
}

extension OpenVault {
  /// Looks for a word or phrase, whatever the case of its letters, in every body this member can open: in the text and
  /// in the values of the JSON. There is no index on disk; everything is decrypted in memory, on all cores.
  ///
  /// `cases` and `kinds` narrow it. Where identity may be among what is read, that is announced in the ledger first.
  /// Throws ``RecordError/malformed(field:)`` for a query without a letter or longer than 1,000 bytes.
  public func search(
    _ query: String, in cases: [ID<Case>]? = nil, kinds: Set<RecordKind>? = nil, limit: Int = 100,
    progress: ((Int) -> Void)? = nil
  ) throws -> SearchResult {
    guard let needle = Needle(query) else { throw RecordError.malformed(field: "query") }
    let chosen =
      try cases ?? state.cases.sorted { $0.value.ordinal < $1.value.ordinal }.map(\.key)
    if kinds?.contains(where: { $0.compartment == .identity }) ?? true { try announceIdentity(of: chosen) }

    var entries = SearchEntries()
    var closed = 0
    for caseID in chosen {
      for segment in try segments(of: caseID) {
        closed += entries.append(segment) { line, kind in
          kinds?.contains(kind) ?? true && fold.state?.isErased(line) != true
        } isOpen: {
          fold.ring.key($0) != nil
        }
      }
    }
    let scanner = SearchScanner(
      entries: entries, needle: needle, reader: BodyReader(vault: vaultID, ring: fold.ring, keys: bodyKeys))
    var isRead = [Bool](repeating: false, count: entries.count)
    var places: [SearchScanner.Found] = []
    var corrected: Set<RecordID> = []
    var searched = 0
    func take(_ scanned: SearchScanner.Scanned) {
      // One record may have a body twice.
      var found = Dictionary(scanned.found.map { ($0.entry, $0) }) { first, _ in first }
      for entry in scanned.read where !isRead[entry] {
        isRead[entry] = true
        searched += 1
        if let found = found.removeValue(forKey: entry) { places.append(found) }
      }
      corrected.formUnion(scanned.corrected)
      progress?(searched)
    }
    try reading { connection in
      if try entries.count >= connection.bodyLimit() / 8 {
        try OrderedPipeline { scanner.scan($0) }.run(connection.bodyBatches(throughout: entries.ids), take)
      }
      let rest = entries.indices.filter { !isRead[$0] }.map { ($0, entries[$0].id) }
      try OrderedPipeline { scanner.scan($0) }.run(connection.bodyBatches(of: rest), take)
    }
    places.sort { $0.entry < $1.entry }
    let state = try state
    let hits = try reading { connection in
      try places.prefix(max(0, limit)).map { found in
        let line = entries[found.entry]
        let place = entries.place(found.entry)
        let excerpt = try connection.bodies(of: line.id).lazy.compactMap { scanner.excerpt($0, found.entry) }.first
        // It was there a moment ago.
        guard let excerpt, case .record(let kind) = line.kind else { throw VaultError.damaged(.body(line.id)) }
        return SearchHit(
          caseID: ID<Case>(line.caseID), record: line.id, kind: kind, excerpt: excerpt, count: found.count,
          author: state.logs[place.log]?.member ?? identity.member, recordedAt: place.time,
          isCurrent: !corrected.contains(line.id))
      }
    }
    return SearchResult(
      hits: hits, found: places.count, searched: searched, closed: closed,
      unreadable: entries.indices.filter { !isRead[$0] }.map { entries[$0].id })
  }
}

/// The records that are to be searched, by where their lines are: a hundred thousand lines are not copied for each step.
struct SearchEntries: Sendable {
  private var segments: [LocalCache.Segment] = []
  private var chosen: [(segment: Int32, line: Int32)] = []

  var count: Int { chosen.count }
  var indices: Range<Int> { chosen.indices }
  var ids: some RandomAccessCollection<RecordID> { indices.lazy.map { self[$0].id } }

  subscript(index: Int) -> RecordLine { segments[Int(chosen[index].segment)].lines[Int(chosen[index].line)] }

  func place(_ index: Int) -> CommitPlace { segments[Int(chosen[index].segment)].place }
  func log(_ index: Int) -> LogID { segments[Int(chosen[index].segment)].place.log }

  /// Adds the records of a segment that are wanted and whose key is held; returns how many are wanted and closed.
  mutating func append(
    _ segment: LocalCache.Segment, where isWanted: (RecordLine, RecordKind) -> Bool, isOpen: (EpochID) -> Bool
  ) -> Int {
    var closed = 0
    // Most lines have the epoch of the line before.
    var last: (epoch: EpochID, isOpen: Bool)?
    for (number, line) in segment.lines.enumerated() {
      guard case .record(let kind) = line.kind, isWanted(line, kind) else { continue }
      if last?.epoch != line.epoch { last = (line.epoch, isOpen(line.epoch)) }
      if last?.isOpen == true {
        chosen.append((Int32(segments.count), Int32(number)))
      } else {
        closed += 1
      }
    }
    segments.append(segment)
    return closed
  }
}

/// Opens bodies and looks into them; runs on several threads at once.
struct SearchScanner: Sendable {
  struct Found: Sendable {
    let entry: Int
    let count: Int
  }

  /// What one batch came to.
  struct Scanned: Sendable {
    var read: [Int] = []
    var found: [Found] = []
    var corrected: [RecordID] = []
  }

  /// Keys of JSON whose values are never shown: whoever sees the key of a file opens it.
  private static let unsearched: [[UInt8]] = [Array("fileKey".utf8)]

  let entries: SearchEntries
  let needle: Needle
  let reader: BodyReader

  /// A body that does not open or read is left out of what was read, and so reported.
  func scan(_ batch: BodyBatch) -> Scanned {
    var scanned = Scanned()
    var opener = BodyOpener(reader: reader)
    for (position, entry) in batch.places.enumerated() {
      guard let (plain, text, json) = open(batch.sealed(position), entry, &opener) else { continue }
      scanned.read.append(entry)
      if let corrects = Envelope.corrects(plain, in: json) { scanned.corrected.append(corrects) }
      var count = 0
      eachText(plain, text: text, json: json) { _, bytes, range in count += needle.count(in: bytes, range) }
      if count > 0 { scanned.found.append(Found(entry: entry, count: count)) }
    }
    return scanned
  }

  /// The first place in its context; `nil` when there is none, or the body does not open.
  func excerpt(_ sealed: [UInt8], _ entry: Int) -> Excerpt? {
    var opener = BodyOpener(reader: reader)
    guard let (plain, text, json) = open(sealed[...], entry, &opener) else { return nil }
    var first: Excerpt?
    eachText(plain, text: text, json: json) { key, bytes, range in
      guard first == nil else { return }
      let (searched, whole, places) = needle.find(in: bytes, range)
      guard let place = places.first else { return }
      let field = key.map { String(decoding: plain[$0], as: UTF8.self) } ?? "text"
      first = Excerpt(field: field, of: searched, in: whole, around: place)
    }
    return first
  }

  private func open(_ sealed: ArraySlice<UInt8>, _ entry: Int, _ opener: inout BodyOpener) -> (
    plain: [UInt8], text: Range<Int>, json: Range<Int>
  )? {
    guard let plain = try? opener.open(sealed, entries[entry], log: entries.log(entry)),
      let text = RecordBody.textRange(in: plain)
    else { return nil }
    return (plain, text, RecordBody.headerCount..<text.lowerBound)
  }

  /// What is searched of a body: the text, and each value of the JSON with where its key stands in `plain`.
  private func eachText(
    _ plain: [UInt8], text: Range<Int>, json: Range<Int>,
    _ visit: (_ key: Range<Int>?, _ bytes: [UInt8], _ range: Range<Int>) -> Void
  ) {
    visit(nil, plain, text)
    JSONText.eachValue(of: plain, in: json) { key, value, isEscaped in
      guard !Self.unsearched.contains(where: { plain[key].elementsEqual($0) }) else { return }
      if isEscaped {
        let bytes = JSONText.unescaped(plain, value)
        visit(key, bytes, bytes.indices)
      } else {
        visit(key, plain, value)
      }
    }
  }
}
