import Foundation
import GRDB
import Records

/// Some sealed bodies side by side: one allocation for many, handed from the thread of the database to others.
struct BodyBatch: Sendable {
  /// A batch is closed when it holds this many bytes.
  static let size = 256 << 10

  /// Whose body each is, by its place among the records that were asked for.
  private(set) var places: [Int] = []
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() { bytes.reserveCapacity(Self.size + Self.size / 8) }

  var count: Int { places.count }
  var isFull: Bool { bytes.count >= Self.size }

  func sealed(_ index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

  mutating func append(_ place: Int, _ sealed: some Sequence<UInt8>) {
    places.append(place)
    bytes.append(contentsOf: sealed)
    ends.append(bytes.count)
  }
}

extension Database.Connection {
  /// How many bodies there are, at most.
  func bodyLimit() throws -> Int { try Int.fetchOne(database, sql: "SELECT max(place) FROM bodies") ?? 0 }

  /// The bodies of `wanted`, batch by batch until `nil`, each record looked up on its own: every body that has its name.
  func bodyBatches(of wanted: [(place: Int, id: RecordID)]) -> () throws -> BodyBatch? {
    var rest = wanted[...]
    return {
      var batch = BodyBatch()
      while !batch.isFull, let (place, id) = rest.popFirst() {
        for sealed in try bodies(of: id) { batch.append(place, sealed) }
      }
      return batch.count == 0 && rest.isEmpty ? nil : batch
    }
  }

  /// The same for nearly everything there is, from one end of the file to the other. Some bodies may be left out, where
  /// several have one name or they lie in another order than their records.
  func bodyBatches(throughout wanted: some RandomAccessCollection<RecordID>) throws -> () throws -> BodyBatch? {
    // Nothing is read twice: a page that is used again is in the processor's cache, a new one has to be cleared first.
    try database.execute(sql: "PRAGMA cache_size = -2048")
    let rows = try Row.fetchCursor(database.cachedStatement(sql: "SELECT id, sealed FROM bodies ORDER BY place"))
    var order = ExpectedOrder(wanted)
    return {
      var batch = BodyBatch()
      while !batch.isFull, let row = try rows.next() {
        guard let id = try row.withUnsafeData(atIndex: 0, { $0.flatMap { RecordID(bytes: [UInt8]($0)) } }),
          let place = order.place(of: id)
        else { continue }
        try row.withUnsafeData(atIndex: 1) { batch.append(place, $0 ?? Data()) }
      }
      return batch.count == 0 ? nil : batch
    }
  }
}

/// Finds where records stand in a list when they come, by and large, in the order of the list. A table of all is made
/// only once too many were elsewhere; those before are not found.
private struct ExpectedOrder<List: RandomAccessCollection<RecordID>> {
  private static var patience: Int { 256 }

  private let list: List
  private var next: List.Index
  private var strays = 0
  private var table: [RecordID: List.Index] = [:]

  init(_ list: List) {
    self.list = list
    next = list.startIndex
  }

  mutating func place(of id: RecordID) -> Int? {
    if next == list.endIndex || list[next] != id {
      strays += 1
      guard strays > Self.patience else { return nil }
      if table.isEmpty { table = Dictionary(zip(list, list.indices), uniquingKeysWith: { first, _ in first }) }
      guard let place = table[id] else { return nil }
      next = place
    }
    defer { next = list.index(after: next) }
    return list.distance(from: list.startIndex, to: next)
  }
}
