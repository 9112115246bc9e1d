/// Counts of a table with a key for every cell, which comes from the records in it and nothing else: cells that hold the
/// same records have the same key, in whatever table and release they stand (Thompson, Broadfoot and Elazar 2013).
public struct KeyedCounts: Sendable {
  /// A pseudorandom function under a secret key: the same message gives the same 32 bytes, and nobody without the key can
  /// tell them from random ones.
  public typealias KeyedFunction = (_ message: [UInt8]) -> [UInt8]

  /// The table.
  public let shape: TableShape
  let system: AdditiveSystem
  let counts: [Int]
  /// A uniform number for each cell that nobody without the key can foresee.
  let draws: [UInt64]

  /// - Parameters:
  ///   - records: for each counted record the inner cell it lies in, and its id, which never changes.
  public init(
    _ shape: TableShape, records: [(cell: Int, id: [UInt8])], keyed: KeyedFunction
  ) throws(PerturbationProblem) {
    guard !shape.dimensions.contains(where: \.isMultiResponse) else { throw .multiResponse }
    let system = shape.system
    var counts = [Int](repeating: 0, count: system.cells)
    var keys = [UInt64](repeating: 0, count: system.cells)
    for record in records {
      guard system.contains(record.cell), system.isLeaf(record.cell) else { throw .parameters }
      counts[record.cell] += 1
      keys[record.cell] &+= Self.word(keyed(Array("record".utf8) + record.id))
    }
    for cell in 0..<system.cells where !system.isLeaf(cell) {
      counts[cell] = system.leaves[cell].reduce(0) { $0 + counts[$1] }
      keys[cell] = system.leaves[cell].reduce(0) { $0 &+ keys[$1] }
    }
    self.shape = shape
    self.system = system
    self.counts = counts
    // The sums of keys add up as the counts do; what is drawn from them must not.
    draws = keys.map { key in
      Self.word(keyed(Array("cell".utf8) + (0..<8).map { UInt8(truncatingIfNeeded: key >> (8 * UInt64($0))) }))
    }
  }

  private static func word(_ bytes: [UInt8]) -> UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
