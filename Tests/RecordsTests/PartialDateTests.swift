import Records
import Testing

struct PartialDateTests {
  @Test(arguments: [
    ("2022-01-17", "2022-01-17"), ("2022-01", "2022-01"), ("2022", "2022"), ("2022-01~", "2022-01~"),
    ("~2022-01", "2022-01~"), ("unknown", "XXXX"), ("XXXX", "XXXX"), ("2022-01-XX", "2022-01"), ("2022-XX-XX", "2022"),
    ("2022-XX-17", "2022-XX-17"), ("XXXX-01-17", "XXXX-01-17"), ("XXXX-02-29", "XXXX-02-29"),
    ("2024-02-29", "2024-02-29"),
    ("2000-02-29", "2000-02-29"), ("1990~", "1990~"), ("XXXX-12", "XXXX-12"),
  ])
  func isReadAndWritten(text: String, written: String) throws {
    let date = try PartialDate(text)
    #expect(date.description == written)
    #expect(try PartialDate(written) == date)
  }

  @Test(arguments: [
    ("2022-02-30", DateProblem.day), ("2023-02-29", .day), ("1900-02-29", .day), ("2022-04-31", .day),
    ("XXXX-02-30", .day), ("2022-XX-32", .day), ("2022-01-00", .day), ("2022-13-01", .month), ("2022-00", .month),
    ("1799", .year), ("2200-01-01", .year), ("0000", .year), ("", .form), ("2022-1-1", .form), ("22-01-01", .form),
    ("2022-01-17 ", .form), ("+022-01-17", .form), ("2022/01/17", .form), ("~2022~", .form), ("202X", .form),
    ("2022-01-17-01", .form), ("2022-01-", .form), ("-", .form), ("~", .form), ("２０２２", .form), ("2022-01-1X", .form),
    ("2022-01-17T10:00", .form), ("2022?", .form),
  ])
  func impossibleIsRefused(text: String, problem: DateProblem) {
    #expect(throws: RecordError.impossibleDate(problem)) { try PartialDate(text) }
  }

  @Test(arguments: [
    ("2022-02", "2022-02-01", "2022-02-28"), ("2024-02", "2024-02-01", "2024-02-29"),
    ("2022", "2022-01-01", "2022-12-31"),
    ("2022-01-17", "2022-01-17", "2022-01-17"), ("2022-XX-31", "2022-01-31", "2022-12-31"),
    ("2022-11~", "2022-11-01", "2022-11-30"),
  ])
  func boundsEncloseEveryPossibleDay(text: String, earliest: String, latest: String) throws {
    let date = try PartialDate(text)
    #expect(date.earliest?.description == earliest)
    #expect(date.latest?.description == latest)
  }

  @Test func withoutYearThereAreNoBounds() throws {
    let date = try PartialDate("XXXX-01-17")
    #expect(date.earliest == nil)
    #expect(date.latest == nil)
    #expect(date.precision == .unknown)
    #expect(date.yearAndMonth == nil)
  }

  @Test(arguments: [
    ("2022-01-17", "2022-01-16", false), ("2022-01-17", "2022-01-17", true), ("2022-01-17", "2022-01", true),
    ("2022-02", "2022-01-31", false), ("2022-02", "2022", true), ("2023", "2022", false),
    ("2022-01-17~", "2022-01-01", true),
    ("2022-03-17~", "2022-01-01", false), ("2022-03-17", "2022-01-01~", false), ("XXXX-01-17", "1900", true),
    ("2022-03-01", "2022-02-28", false), ("2024-03-01", "2024-02-29", false), ("2021-12-31", "2022-01-01", true),
    ("2000~", "1995", true), ("2010~", "1995", false), ("2022-06~", "2021-07", true), ("2022-06~", "2021-04", false),
  ])
  func orderIsDeniedOnlyWhereCertain(first: String, second: String, may: Bool) throws {
    #expect(try PartialDate(first).mayPrecede(PartialDate(second)) == may)
  }

  @Test func daysAreCountedAcrossMonthsAndLeapYears() throws {
    let leap = try Day(year: 2004, month: 2, day: 29)
    #expect(try Day(year: 2022, month: 2, day: 28).age(bornOn: leap) == 17)
    #expect(try Day(year: 2022, month: 3, day: 1).age(bornOn: leap) == 18)
    #expect(try Day(year: 2003, month: 1, day: 1).age(bornOn: leap) < 0)
  }
}
