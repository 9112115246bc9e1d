import Records
import Testing

struct CodebookTests {
  let book = Codebook.standard

  @Test func isFitForUse() throws {
    try book.validate(book)
    #expect(book.tables.count == CodeList.allCases.count)
  }

  @Test(arguments: CodeList.allCases) func everyCodeHasThreeLabelsOfItsOwn(list: CodeList) {
    let entries = book.entries(list)
    for language in LabelLanguage.allCases {
      let labels = entries.map { $0.labels[language] }
      #expect(labels.allSatisfy { !$0.isEmpty })
      #expect(Set(labels).count == labels.count)
    }
    for entry in entries {
      #expect(entry.labels.en.unicodeScalars.allSatisfy { $0.isASCII })
      for label in [entry.labels.ru, entry.labels.kk] {
        #expect(!label.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic })
      }
      #expect(!entry.labels.ru.contains { "әғқңөұүһіӘҒҚҢӨҰҮҺІ".contains($0) } || list == .region)
    }
  }

  @Test func allegationsAreFewAndGrouped() {
    let entries = book.entries(.allegation)
    let groups = entries.filter { $0.parent == nil }
    #expect(groups.count == 7)
    #expect(entries.count - groups.count <= 40)
    for group in groups {
      #expect(book.isGroup(.allegation, group.code))
      #expect(group.crosswalk == nil)
    }
  }

  @Test func crosswalkOfAllegationsIsTheOneOfTheField() {
    let numbers: [String: String] = [
      "BEAT": "030100", "FALANGA": "030104", "ELECTRIC": "030800", "ASPHYX": "030900", "POSTURE": "031100",
      "BURN": "030400", "HEATCOLD": "030700", "BIND": "031701", "FRACTURE": "030300", "RAPE": "030500",
      "SEXUAL": "030600", "THREAT": "032201", "DEATH-THREAT": "032300", "DEGRADE": "032100", "BLINDFOLD": "031904",
      "ISOLATE": "031800", "FOODWATER": "031501", "SLEEP": "031502", "MEDCARE": "031503", "OVERCROWD": "031905",
      "NO-LAWYER": "350109", "NO-PRIVATE-COUNSEL": "350113", "NO-INTERPRETER": "350105", "NO-INFORMATION": "350107",
      "UNLAWFUL-DETENTION": "360103", "COMPLAINT-BLOCKED": "360102060000", "TORTURE": "020111110000",
      "DEATH-CUSTODY": "010106010000", "DISAPPEARANCE": "030103000000",
    ]
    for entry in book.entries(.allegation) { #expect(entry.crosswalk == numbers[entry.code], "\(entry.code)") }
  }

  @Test(arguments: [("2018-06-18", 16), ("2022-01-17", 17), ("2022-06-07", 17), ("2022-06-08", 20)])
  func regionsHaveDates(day: String, count: Int) throws {
    #expect(book.entries(.region, on: try PartialDate(day)).count == count)
  }

  @Test func regionBeforeItsFoundingIsRefused() throws {
    let abai: Code<Region> = "abai"
    try book.check(abai, on: PartialDate("2022-06-08"))
    try book.check(abai, on: PartialDate("2022"))
    #expect(throws: RecordError.codeNotInForce(list: .region, code: "abai", from: "2022-06-08", to: nil)) {
      try book.check(abai, on: PartialDate("2022-01-17"))
    }
  }

  @Test func capitalIsCalledAsItWasThen() throws {
    let then = try Day(year: 2022, month: 1, day: 17)
    #expect(book.label(.region, "astana", .ru, on: then) == "город Нур-Султан")
    #expect(book.label(.region, "astana", .ru, on: try Day(year: 2022, month: 9, day: 17)) == "город Астана")
    #expect(book.label(.region, "astana", .ru, on: try Day(year: 2019, month: 3, day: 22)) == "город Астана")
    #expect(book.label(.region, "astana", .en) == "Astana (city)")
  }

  @Test func typedCodesAreFoundWhateverTheirCase() throws {
    #expect(try book.find("beat", in: AllegationCategory.self) == "BEAT")
    #expect(try book.find("Shymkent", in: Region.self) == "shymkent")
  }

  @Test(arguments: [
    ("BEATT", "BEAT"), ("baet", "BEAT"), ("bag", "ASPHYX"), ("SUSPEND", "POSTURE"), ("NO-LAWER", "NO-LAWYER"),
  ])
  func misspeltCodesAreSuggested(typed: String, meant: String) {
    do {
      _ = try book.find(typed, in: AllegationCategory.self)
      Issue.record("found")
    } catch {
      guard case .unknownCode(.allegation, typed, let suggestions) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(suggestions.first == meant)
      #expect(suggestions.count <= 3)
      #expect(error.hint.contains(meant))
    }
  }

  @Test(arguments: ["", "a b", "код", "a/b", String(repeating: "A", count: 41), "\u{1b}[31m"])
  func whatCannotBeACodeIsNotRepeated(typed: String) {
    #expect(throws: RecordError.unknownCode(list: .region, code: "", suggestions: [])) {
      try book.find(typed, in: Region.self)
    }
    #expect(throws: RecordError.unknownCode(list: .region, code: "", suggestions: [])) { try Code<Region>(typed) }
  }

  @Test func groupsAreNotRecorded() {
    #expect(
      throws: RecordError.unknownCode(
        list: .allegation, code: "GRAVE", suggestions: ["TORTURE", "DEATH-CUSTODY", "DISAPPEARANCE"])
    ) {
      try book.check(Code<AllegationCategory>("GRAVE"))
    }
  }

  @Test func brokenCodebooksAreRefusedByName() {
    func problem(_ change: (inout Codebook) -> Void) -> RecordError? {
      var changed = book
      change(&changed)
      do {
        try changed.validate(book)
        return nil
      } catch {
        return error
      }
    }
    let long = Array(repeating: book.tables[0].entries[0], count: CodebookProblem.longestList + 1)
    #expect(problem { $0.tables.removeFirst() } == .invalidCodebook(.missingList(.allegation)))
    #expect(problem { $0.tables.append($0.tables[0]) } == .invalidCodebook(.repeatedList(.allegation)))
    #expect(problem { $0.tables[0].entries = [] } == .invalidCodebook(.listLength(.allegation)))
    #expect(problem { $0.tables[0].entries = long } == .invalidCodebook(.listLength(.allegation)))
    #expect(problem { $0.tables[0].entries[1].code = "A B" } == .invalidCodebook(.codeShape(.allegation, index: 1)))
    #expect(
      problem { $0.tables[0].entries[1].code = "physical" } == .invalidCodebook(.repeatedCode(.allegation, "physical")))
    #expect(problem { $0.tables[0].entries[0].labels.kk = " " } == .invalidCodebook(.label(.allegation, "PHYSICAL")))
    #expect(
      problem { $0.tables[0].entries[0].labels.en = "a\u{1b}" } == .invalidCodebook(.label(.allegation, "PHYSICAL")))
    #expect(problem { $0.tables[0].entries[0].parent = "BEAT" } == .invalidCodebook(.parent(.allegation, "PHYSICAL")))
    #expect(problem { $0.tables[0].entries[0].parent = "PHYSICAL" } != nil)
    #expect(
      problem { book in
        for index in book.tables.indices where book.tables[index].list == .sex {
          book.tables[index].entries.removeLast()
        }
      } == .invalidCodebook(.closedList(.sex)))
    #expect(
      problem { book in
        for index in book.tables.indices where book.tables[index].list == .region {
          book.tables[index].entries[0].validTo = try? Day(year: 2000, month: 1, day: 1)
        }
      } == .invalidCodebook(.validity(.region, "abai")))
    #expect(problem { $0.version = 0 } == .outOfRange(field: "version", lowest: 1, highest: 1_000_000))
  }
}
