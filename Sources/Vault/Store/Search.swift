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

    var entries: [SearchEntry] = []
    var closed = 0
    for caseID in chosen {
      let lines = try lines(of: caseID)
      entries.reserveCapacity(entries.count + lines.count)
      for (line, place) in lines {
        guard case .record(let kind) = line.kind, kinds?.contains(kind) ?? true, fold.state?.isErased(line) != true
        else { continue }
        if fold.ring.key(line.epoch) == nil {
          closed += 1
        } else {
          entries.append(SearchEntry(line: line, kind: kind, place: place))
        }
      }
    }
    let scanner = SearchScanner(
      entries: entries, needle: needle, reader: BodyReader(vault: vaultID, ring: fold.ring, keys: bodyKeys))
    let pipeline = OrderedPipeline { (batch: BodyBatch) in scanner.scan(batch) }
    var isRead = [Bool](repeating: false, count: entries.count)
    var places: [SearchScanner.Found] = []
    var corrected: Set<RecordID> = []
    var searched = 0
    try reading { connection in
      try pipeline.run(connection.bodyBatches(of: entries.map(\.line.id))) { scanned in
        for index in scanned.read { isRead[index] = true }
        places += scanned.found
        corrected.formUnion(scanned.corrected)
        searched += scanned.read.count
        progress?(searched)
      }
    }
    places.sort { $0.entry < $1.entry }
    let state = try state
    let hits = try reading { connection in
      try places.prefix(max(0, limit)).map { found in
        let entry = entries[found.entry]
        let excerpt = try connection.bodies(of: entry.line.id).lazy.compactMap { scanner.excerpt($0, entry) }.first
        // It was there a moment ago.
        guard let excerpt else { throw VaultError.damaged(.body(entry.line.id)) }
        return SearchHit(
          caseID: ID<Case>(entry.line.caseID), record: entry.line.id, kind: entry.kind, excerpt: excerpt,
          count: found.count, author: state.logs[entry.place.log]?.member ?? identity.member,
          recordedAt: entry.place.time, isCurrent: !corrected.contains(entry.line.id))
      }
    }
    return SearchResult(
      hits: hits, found: places.count, searched: searched, closed: closed,
      unreadable: entries.indices.filter { !isRead[$0] }.map { entries[$0].line.id })
  }
}

/// A record that is to be searched.
struct SearchEntry: Sendable {
  let line: RecordLine
  let kind: RecordKind
  let place: CommitPlace
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

  let entries: [SearchEntry]
  let needle: Needle
  let reader: BodyReader
  /// Where a record stands among the entries; what stands there more than once, in several cases, is apart.
  private var index: [RecordID: Int] = [:]
  private var further: [RecordID: [Int]] = [:]

  init(entries: [SearchEntry], needle: Needle, reader: BodyReader) {
    self.entries = entries
    self.needle = needle
    self.reader = reader
    index.reserveCapacity(entries.count)
    for (position, entry) in entries.enumerated() {
      if index[entry.line.id] != nil {
        further[entry.line.id, default: []].append(position)
      } else {
        index[entry.line.id] = position
      }
    }
  }

  func scan(_ batch: BodyBatch) -> Scanned {
    var scanned = Scanned()
    for position in 0..<batch.count {
      let id = batch.ids[position]
      guard let first = index[id] else { continue }
      scan(batch.sealed(position), first, into: &scanned)
      for number in further[id] ?? [] { scan(batch.sealed(position), number, into: &scanned) }
    }
    return scanned
  }

  /// A body that does not open or read is left out of what was read, and so reported.
  private func scan(_ sealed: ArraySlice<UInt8>, _ number: Int, into scanned: inout Scanned) {
    guard let (plain, text, json) = open(sealed, entries[number]) else { return }
    scanned.read.append(number)
    if let corrects = Envelope.corrects(plain, in: json) { scanned.corrected.append(corrects) }
    var count = 0
    eachPlace(plain, text: text, json: json) { _, _, _, places in count += places.count }
    if count > 0 { scanned.found.append(Found(entry: number, count: count)) }
  }

  /// The first place in its context; `nil` when there is none, or the body does not open.
  func excerpt(_ sealed: [UInt8], _ entry: SearchEntry) -> Excerpt? {
    guard let (plain, text, json) = open(sealed[...], entry) else { return nil }
    var first: Excerpt?
    eachPlace(plain, text: text, json: json) { key, searched, whole, places in
      guard first == nil, let place = places.first else { return }
      let field = key.map { String(decoding: plain[$0], as: UTF8.self) } ?? "text"
      first = Excerpt(field: field, of: searched, in: whole, around: place)
    }
    return first
  }

  private func open(_ sealed: ArraySlice<UInt8>, _ entry: SearchEntry) -> (
    plain: [UInt8], text: Range<Int>, json: Range<Int>
  )? {
    guard let plain = try? reader.open(sealed, entry.line, log: entry.place.log),
      let text = RecordBody.textRange(in: plain)
    else { return nil }
    return (plain, text, RecordBody.headerCount..<text.lowerBound)
  }

  /// The places in the text, and in each value of the JSON with where its key stands; `whole` is what was searched, a
  /// part of `searched`, which is `plain` or was made from it.
  private func eachPlace(
    _ plain: [UInt8], text: Range<Int>, json: Range<Int>,
    _ visit: (_ key: Range<Int>?, _ searched: [UInt8], _ whole: Range<Int>, _ places: [Range<Int>]) -> Void
  ) {
    func look(_ key: Range<Int>?, _ bytes: [UInt8], _ range: Range<Int>) {
      let (searched, whole, places) = needle.find(in: bytes, range)
      visit(key, searched, whole, places)
    }
    look(nil, plain, text)
    JSONText.eachValue(of: plain, in: json) { key, value, isEscaped in
      guard !Self.unsearched.contains(where: { plain[key].elementsEqual($0) }) else { return }
      if isEscaped {
        let bytes = JSONText.unescaped(plain, value)
        look(key, bytes, bytes.indices)
      } else {
        look(key, plain, value)
      }
    }
  }
}
