import Foundation
import GRDB
import Records

/// Some sealed bodies side by side: one allocation for many, handed from the thread of the database to others.
struct BodyBatch: Sendable {
  /// A batch is closed when it holds this many bytes.
  static let size = 256 << 10

  private(set) var ids: [RecordID] = []
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() { bytes.reserveCapacity(Self.size + Self.size / 8) }

  var count: Int { ids.count }
  var isFull: Bool { bytes.count >= Self.size }

  func sealed(_ index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

  mutating func append(_ id: RecordID, _ sealed: some Sequence<UInt8>) {
    ids.append(id)
    bytes.append(contentsOf: sealed)
    ends.append(bytes.count)
  }
}

extension Database.Connection {
  /// These bodies, batch by batch until `nil`, in the order of their place where most are wanted. Bodies nobody asked
  /// for may be among them.
  func bodyBatches(of wanted: [RecordID]) throws -> () throws -> BodyBatch? {
    let last = try Int.fetchOne(database, sql: "SELECT max(place) FROM bodies") ?? 0
    if wanted.count < last / 8 {
      var rest = wanted[...]
      return {
        var batch = BodyBatch()
        while !batch.isFull, let id = rest.popFirst() {
          for sealed in try bodies(of: id) { batch.append(id, sealed) }
        }
        return batch.count == 0 && rest.isEmpty ? nil : batch
      }
    }
    let rows = try Row.fetchCursor(database.cachedStatement(sql: "SELECT id, sealed FROM bodies ORDER BY place"))
    return {
      var batch = BodyBatch()
      while !batch.isFull, let row = try rows.next() {
        guard let id = try row.withUnsafeData(atIndex: 0, { $0.flatMap { RecordID(bytes: [UInt8]($0)) } }) else {
          continue
        }
        try row.withUnsafeData(atIndex: 1) { batch.append(id, $0 ?? Data()) }
      }
      return batch.count == 0 ? nil : batch
    }
  }
}
