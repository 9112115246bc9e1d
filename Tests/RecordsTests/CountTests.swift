import Records
import Testing

struct CountTests {
  @Test func unitsAreNeverMixed() throws {
    for one in CountingUnit.allCases {
      for other in CountingUnit.allCases where other != one {
        #expect(throws: RecordError.mixedUnits(one, other)) { try Count(1, one).adding(Count(1, other)) }
      }
      #expect(try Count(18, one).adding(Count(3, one)) == Count(21, one))
    }
  }

  @Test func absurdNumbersAreRefused() throws {
    #expect(throws: RecordError.self) { try Count(-1, .persons) }
    #expect(throws: RecordError.self) { try Count(.max, .persons) }
    let most = try Count(Count.highest, .visits)
    #expect(throws: RecordError.self) { try most.adding(most) }
  }
}
