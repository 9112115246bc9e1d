import Foundation
import Redaction
import Testing

/// Layer 6: dates, ages and places made coarser, dates moved.
@Suite struct QuasiIdentifierTests {
  @Test(
    arguments: [
      ("12.03.2021", .datetime, .date, "[March 2021]", "[март 2021]", "[2021 жылғы наурыз]"),
      ("12 марта 2021 года", .datetime, .date, "[March 2021]", "[март 2021]", "[2021 жылғы наурыз]"),
      ("on 12 March 2021", .datetime, .taggerDate, "[March 2021]", "[март 2021]", "[2021 жылғы наурыз]"),
      ("2021 жылғы 12 наурызда", .datetime, .taggerDate, "[March 2021]", "[март 2021]", "[2021 жылғы наурыз]"),
      ("12 марта", .datetime, .date, "[March]", "[март]", "[наурыз]"),
      ("в марте 2021", .datetime, .date, "[2021]", "[2021]", "[2021]"),
      ("12.01.1987", .datetime, .birthDate, "[born 1980–1989]", "[1980–1989 г. р.]", "[1980–1989 ж. т.]"),
      ("34-летний", .demographic, .age, "[aged 30–39]", "[30–39 лет]", "[30–39 жас]"),
      ("aged 9", .demographic, .age, "[aged 0–9]", "[0–9 лет]", "[0–9 жас]"),
      ("34 жаста", .demographic, .taggerDemographic, "[aged 30–39]", "[30–39 лет]", "[30–39 жас]"),
      (
        "Экибастузе", .location, .taggerLocation, "[Pavlodar Region]", "[Павлодарская область]", "[Павлодар облысы]"
      ),
      (
        "Теміртауда", .location, .taggerLocation, "[Karaganda Region]", "[Карагандинская область]", "[Қарағанды облысы]"
      ),
      ("Alma-Ata", .location, .taggerLocation, nil, nil, nil),
      (
        "Алматинской области", .location, .taggerLocation, "[Almaty Region]", "[Алматинская область]", "[Алматы облысы]"
      ),
      ("Алматы облысында", .location, .taggerLocation, "[Almaty Region]", "[Алматинская область]", "[Алматы облысы]"),
      ("Алматыда", .location, .taggerLocation, "[Almaty]", "[Алматы]", "[Алматы]"),
      // Nothing coarser is known, or it would not stand for all of it.
      ("2021", .datetime, .taggerDate, nil, nil, nil), ("вчера", .datetime, .taggerDate, nil, nil, nil),
      ("31.02.2021", .datetime, .date, nil, nil, nil),
      ("с 12.03.2021 по 14.05.2021", .datetime, .taggerDate, nil, nil, nil),
      ("Тараз и Семей", .location, .taggerLocation, nil, nil, nil),
      ("Лондон", .location, .taggerLocation, nil, nil, nil),
      ("5 лет", .quantity, .taggerQuantity, nil, nil, nil), ("Экибастузе", .person, .taggerPerson, nil, nil, nil),
    ] as [(String, Redaction.Category, Rule, String?, String?, String?)])
  func somethingCoarserIsOffered(
    _ text: String, _ category: Redaction.Category, _ rule: Rule, _ english: String?, _ russian: String?,
    _ kazakh: String?
  ) {
    let coarser = Generalisation.of(text, category, rule)
    #expect(coarser?.written(in: .english) == english)
    #expect(coarser?.written(in: .russian) == russian)
    #expect(coarser?.written(in: .kazakh) == kazakh)
  }

  private static func scan(_ text: String) throws -> [Finding] { try TextScanner(identities: []).scan(text) }

  @Test(arguments: [
    "Задержан 12 марта 2021 года, ему 34 года.", "Задержан 12.03.2021.", "Задержан 12 марта.",
  ])
  func datesAreAskedAboutWhereTheTaggerKnowsNone(_ text: String) throws {
    let found = try Self.scan(text).filter { $0.rule == .date }
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0.decision == .review && $0.identifier == .quasi })
  }

  @Test(arguments: [
    "Там 34-летний водитель.", "Мужчина в возрасте 34 лет ушёл.", "Ол 34 жаста.", "A man aged 34 left.",
    "A 34-year-old man left.", "He was 34 years old.",
  ])
  func agesAreAskedAbout(_ text: String) throws {
    #expect(try Self.scan(text).contains { $0.rule == .age })
  }

  @Test(arguments: [
    "Осуждён на 5 лет.", "Сидел 3 года.", "Прошло 10 жыл.", "Sentenced to 5 years.", "Он летний гость.",
  ])
  func aSpanOfYearsIsNoAge(_ text: String) throws {
    #expect(try !Samples.scan(text, []).contains { $0.rule == .age })
  }

  private static let text = "12 марта 2021 года взяли, 20 марта 2021 года били. Это 12.03.2021 было. Ему 34 жаста."

  private func review(_ text: String = text) throws -> Review {
    try Review(text: text, findings: Self.scan(text), documentDigest: [1])
  }

  private func table(_ key: UInt8) throws -> PseudonymTable {
    var table = PseudonymTable()
    try table.assign([]) { message in
      var state = UInt64(key)
      return (0..<8).map { _ in
        for byte in message { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return UInt8(truncatingIfNeeded: state >> 24)
      }
    }
    return table
  }

  @Test func everyDateMovesByTheSameSecretNumberOfDays() throws {
    var review = try review()
    review.decide(by: QuasiPolicy(dates: .shift, ages: .band))
    let decided = try review.decided()
    #expect(throws: RedactionError.noDateShift) {
      try Redactor.redact(decided, pseudonyms: nil, language: .russian)
    }
    var days: Set<Int> = []
    for key in 1...40 as ClosedRange<UInt8> {
      let table = try table(key)
      let shift = try #require(table.dateShift?.days)
      #expect((30...365).contains(abs(shift)))
      days.insert(shift)
      let text = try Redactor.redact(decided, pseudonyms: table, language: .russian).text
      let moved = text.matches(of: /\[сдвинуто: (\d{4}-\d\d-\d\d)\]/).map { String($0.output.1) }
      let times = try moved.map { try Date("\($0)T00:00:00Z", strategy: .iso8601).timeIntervalSince1970 / 86_400 }
      let first = try Date("2021-03-12T00:00:00Z", strategy: .iso8601).timeIntervalSince1970 / 86_400
      #expect(times == [first + Double(shift), first + 8 + Double(shift), first + Double(shift)])
      #expect(text.hasSuffix("Ему [30–39 лет]."))
    }
    #expect(days.count > 30)
    #expect(days.contains { $0 < 0 } && days.contains { $0 > 0 })
  }

  @Test func theShiftIsKeptWithTheTable() throws {
    let table = try table(7)
    let kept = try JSONEncoder().encode(table)
    #expect(try JSONDecoder().decode(PseudonymTable.self, from: kept) == table)
    var later = table
    try later.assign([Samples.officer]) { _ in [9, 9, 9, 9, 9, 9, 9, 9] }
    #expect(later.dateShift == table.dateShift)
    #expect(throws: RedactionError.damagedPseudonymTable) {
      try JSONDecoder().decode(PseudonymTable.self, from: Data(#"{"width":2,"entries":{},"dateShift":7}"#.utf8))
    }
  }

  @Test func everyDayOfFourHundredYearsMovesAsTheCalendarSays() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    let shift = try #require(try table(3).dateShift)
    let start = try #require(calendar.date(from: DateComponents(year: 1850, month: 1, day: 1)))
    for step in stride(from: 0, to: 110_000, by: 97) {
      let day = try #require(calendar.date(byAdding: .day, value: step, to: start))
      let there = try #require(calendar.date(byAdding: .day, value: shift.days, to: day))
      let parts = calendar.dateComponents([.year, .month, .day], from: day)
      let text = "\(parts.day ?? 0).\(parts.month ?? 0).\(parts.year ?? 0)"
      var review = try Review(
        text: text,
        findings: [
          Finding(start: 0, end: text.unicodeScalars.count, category: .datetime, identifier: .quasi, rule: .date)
        ], documentDigest: [])
      review.decide(0, .shift)
      let copy = try Redactor.redact(review.decided(), pseudonyms: table(3), language: .english).text
      #expect(copy == "[moved: \(there.formatted(.iso8601.year().month().day()))]")
    }
  }

  @Test func whatIsWishedForButNotOfferedIsMasked() throws {
    var review = try review("Задержан 12 марта, ему 34 жаста. Видели в Экибастузе.")
    let date = try #require(review.entries.firstIndex { $0.rule == .date })
    let isMoved = review.decide(date, .shift)
    #expect(!isMoved)
    review.decide(by: QuasiPolicy(dates: .shift, places: .region, ages: .mask))
    let copy = try Redactor.redact(review.decided(), pseudonyms: table(1), language: .russian)
    #expect(
      copy.text == "Задержан [дата], ему [личные сведения]. Видели в [Павлодарская область].")
    #expect(copy.masked.first { $0.category == .location }?.verdict == .generalise)
  }

  @Test func nothingIsDecidedUnasked() throws {
    var review = try review()
    let open = review.undecidedCount
    #expect(open > 0)
    review.decide(by: QuasiPolicy())
    #expect(review.undecidedCount == open)
    review.decide(by: QuasiPolicy(ages: .band))
    #expect(review.undecidedCount == open - 1)
  }

  @Test func maskingWinsOverSomethingCoarserInTheSamePlace() throws {
    var review = try review("Видели в Экибастузе.")
    review.decide(by: QuasiPolicy(places: .region))
    let isAdded = review.add(.init(text: "Экибастузе", category: .location))
    #expect(isAdded)
    let copy = try Redactor.redact(review.decided(), pseudonyms: nil, language: .russian)
    #expect(copy.text == "Видели в [место].")
  }

  @Test func theReviewFileOffersAndTakesBoth() throws {
    var review = try review()
    let file = ReviewFile.write(review)
    #expect(file.contains("# generalise: [март 2021]"))
    #expect(file.contains("# shift: "))
    for index in review.entries.indices {
      review.decide(index, review.entries[index].takes(.shift) ? .shift : .generalise)
    }
    let decided = ReviewFile.write(review)
    let back = try ReviewFile.read(Array(decided.utf8), into: try self.review())
    #expect(back.entries == review.entries)
    let wrong = decided.replacing("generalise quasi.age", with: "shift quasi.age")
    #expect(wrong != decided)
    #expect(throws: RedactionError.self) { try ReviewFile.read(Array(wrong.utf8), into: try self.review()) }
  }
}
