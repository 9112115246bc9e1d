import Records
import Testing

struct MomentTests {
  @Test(arguments: [
    "2022-01-17T14:30", "2022-01-17T00:00", "2022-01-17T23:59+06:00", "2022-01-17T14:30-03:30", "2022-01-17",
    "2022-01~",
    "XXXX", "2022-01-17T14:30+00:00",
  ])
  func isReadAndWritten(text: String) throws {
    #expect(try Moment(text).description == text)
  }

  @Test(arguments: [
    "2022-01-17T24:00", "2022-01-17T14:60", "2022-01-17T1:30", "2022-01-17T14:30+15:00", "2022-01-17T14:30+6",
    "2022-01T14:30", "2022T14:30", "2022-01-17T", "2022-01-17T14:30:00", "2022-01-17T14:30ZZ",
  ])
  func impossibleTimesAreRefused(text: String) {
    #expect(throws: RecordError.impossibleTime) { try Moment(text) }
  }

  @Test(arguments: ["", "T", "2022-02-30T10:00", "2022-01-17T10:00T10:00", "2022-01-17T14:30+06:00+06:00"])
  func impossibleDatesAreRefused(text: String) {
    #expect(throws: RecordError.self) { try Moment(text) }
  }

  @Test(arguments: [
    ("2022-01-17T14:30", "2022-01-17T14:29", false), ("2022-01-17T14:30", "2022-01-17T14:30", true),
    ("2022-01-17T14:30", "2022-01-17", true), ("2022-01-17T00:30+06:00", "2022-01-16T20:00+00:00", true),
    ("2022-01-17T14:30+06:00", "2022-01-17T08:29Z", false), ("2022-01-18", "2022-01-17T23:00", false),
  ])
  func orderUsesTimesWhereBothAreKnown(first: String, second: String, may: Bool) throws {
    #expect(try Moment(first).mayPrecede(Moment(second)) == may)
  }
}
