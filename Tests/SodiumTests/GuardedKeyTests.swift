import Sodium
import Testing

@Suite struct GuardedKeyTests {
  @Test func manyKeysStayApartAcrossSlabs() throws {
    // More than two slabs of 500.
    let originals = (0..<1201).map { index in
      (0..<32).map { UInt8(truncatingIfNeeded: index * 37 + $0 * 11 + index >> 8) }
    }
    let keys = try originals.map { try GuardedKey(copying: $0) }
    for (key, original) in zip(keys, originals) { #expect(key.exposed() == original) }
  }

  @Test func aKeySurvivesTheReleaseOfItsNeighbours() throws {
    var keys = try (0..<1100).map { _ in try GuardedKey.random() }
    let (kept, bytes) = (keys[700], keys[700].exposed())
    keys = []
    _ = try (0..<1100).map { _ in try GuardedKey.random() }
    #expect(kept.exposed() == bytes)
  }

  @Test func keysMadeOnSeveralThreadsDoNotOverlap() async throws {
    let all = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let keys = try (0..<400).map { _ in try GuardedKey.random() }
          return keys.map { $0.exposed() }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(all).count == 1600)
  }

  @Test(arguments: [0, 31, 33]) func refusesOtherLengths(_ count: Int) {
    #expect(throws: SodiumError.wrongLength(expected: 32, actual: count)) {
      try GuardedKey(copying: [UInt8](repeating: 1, count: count))
    }
  }

  @Test func isReadOnlyOnceFilled() async {
    await #expect(processExitsWith: .failure) {
      let key = try GuardedKey.random()
      key.withBytes { span in
        unsafe span.withUnsafeBytes { bytes in
          if let start = bytes.baseAddress {
            unsafe UnsafeMutableRawPointer(mutating: start).storeBytes(of: 1, as: UInt8.self)
          }
        }
      }
    }
  }
}
