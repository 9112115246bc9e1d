import Testing

@testable import Publication

@Suite struct ConcurrentMapTests {
  @Test func `results keep their order`() throws {
    let doubled = try Array(0..<1_000).concurrentMap { (place, number) throws(PublicationError) in
      place + number
    }
    #expect(doubled == (0..<1_000).map { 2 * $0 })
  }

  @Test func `the first error in order is thrown, whichever came first in time`() {
    let failures: [PublicationError] = [
      .cannotProtect(.solver, coarsen: ["first"]), .cannotProtect(.auditFailed, coarsen: ["second"]),
    ]
    #expect(throws: failures[0]) {
      _ = try Array(0..<64).concurrentMap { (_, number) throws(PublicationError) -> Int in
        guard number < 40 else { throw failures[number == 40 ? 0 : 1] }
        return number
      }
    }
  }
}
