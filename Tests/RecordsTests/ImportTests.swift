import Testing

@testable import Records

@Suite struct ImportTests {
  /// Reads a file in steps of `step` bytes at most, as a pipe might give it.
  private func batches(_ text: String, _ format: ImportFormat = .csv, step: Int = .max) throws -> [RowBatch] {
    let bytes = Array(text.utf8)
    var done = 0
    var reader = RowReader(format)
    var batches: [RowBatch] = []
    while true {
      let batch = try reader.next { buffer, start, count in
        let part = min(count, bytes.count - done)
        for index in 0..<part { buffer[start + index] = bytes[done + index] }
        done += part
        return part
      }
      guard let batch else { return batches }
      batches.append(batch)
    }
  }

  private func cells(_ text: String) throws -> [[String]] {
    try batches(text).flatMap { batch in
      (0..<batch.count).map { row in batch.row(row).map { String(decoding: batch.content($0), as: UTF8.self) } }
    }
  }

  private func read<Content: RecordContent>(
    _ type: Content.Type, _ text: String, _ format: ImportFormat = .csv,
    resolve: @escaping RecordRows<Content>.Resolve = { _ in nil }
  ) throws -> [Result<RecordRows<Content>.Prepared, ImportProblem>] {
    let rows = RecordRows<Content>(codebook: .standard, resolve: resolve)
    return try batches(text, format).flatMap { rows.records(of: $0) }
  }

  private func problems<Content: RecordContent>(_ type: Content.Type, _ text: String, _ format: ImportFormat = .csv)
    throws -> [ImportProblem]
  {
    try read(type, text, format).compactMap { result in
      if case .failure(let problem) = result { problem } else { nil }
    }
  }

  // MARK: Tables

  @Test(arguments: [
    ("a,b\n1,2\n3,4\n", [["1", "2"], ["3", "4"]]), ("a,b\r\n1,2\r\n", [["1", "2"]]), ("a;b\n1;2,0", [["1", "2,0"]]),
    ("a\tb\n1\t2\n", [["1", "2"]]), ("\u{feff}a,b\n1,2\n", [["1", "2"]]), ("a,b\n\n1,2\n\r\n", [["1", "2"]]),
    ("a,b\n\"1\n\n2\",\"\"\n", [["1\n\n2", ""]]), ("a,b\n\"say \"\"no\"\"\",\"\"\"\"\n", [["say \"no\"", "\""]]),
    ("a,b\n,\n", [["", ""]]), ("a\n\n", [[""]]), ("\"a,;\",b\n1,2\n", [["1", "2"]]), ("a,b\n1,\"2\"", [["1", "2"]]),
    ("a,b\n1,", [["1", ""]]), ("a,b\n\"x\"\r\n", [["x"]]), ("a,b\r\n1,2\r", [["1", "2"]]),
    ("\n\na,b\n1,2", [["1", "2"]]),
    ("a,b\n", []), ("a,b", []),
  ])
  func aTableIsReadAsItsSpecificationSays(_ text: String, _ expected: [[String]]) throws {
    #expect(try cells(text) == expected)
  }

  @Test(arguments: [
    ("", ImportFault.noHeader, 1), ("\n\n", .noHeader, 1), ("a,\n", .badColumn(2), 1), ("a,a\n", .badColumn(2), 1),
    ("a,b\n1,x\"y\n", .strayQuote, 2), ("a,b\n\n\"1\"x,2\n", .strayQuote, 3), ("a,b\n\"1,2\n\n", .openQuote, 2),
  ])
  func aBrokenTableIsRefusedWithItsLine(_ text: String, _ fault: ImportFault, _ line: Int) throws {
    #expect(throws: ImportProblem(line: line, fault: fault)) { try cells(text) }
  }

  @Test func rowsBeforeTheBreakAreHandedOutFirst() throws {
    var reader = RowReader(.csv)
    let bytes = Array("a,b\n1,2\n3,x\"\n5,6\n".utf8)
    func next() throws -> RowBatch? {
      try reader.next { buffer, start, _ in
        for index in bytes.indices { buffer[start + index] = bytes[index] }
        return bytes.count
      }
    }
    #expect(try next()?.count == 1)
    #expect(throws: ImportProblem(line: 3, fault: .strayQuote)) { try next() }
    #expect(throws: ImportProblem(line: 3, fault: .strayQuote)) { try next() }
  }

  @Test func rowsAcrossBlocksAreWholeAndLinesAreCounted() throws {
    let long = String(repeating: "текст \"\"и\"\" строка\n", count: 40_000)
    let text = "language,text\n" + (0..<5).map { "ru,\"\($0)\(long)\"\n" }.joined() + "zz,x\n"
    let batches = try batches(text)
    #expect(batches.map(\.count).reduce(0, +) == 6)
    let rows = RecordRows<Note>(codebook: .standard)
    let results = batches.flatMap { rows.records(of: $0) }
    #expect(try results.prefix(5).map { try $0.get().text.count }.allSatisfy { $0 > 1_000_000 })
    guard case .failure(let problem) = results.last else {
      Issue.record("accepted")
      return
    }
    #expect(problem.line == 2 + 5 * 40_001)
    #expect(problem.field == "language")
  }

  @Test func tooLongARowIsRefused() throws {
    var reader = RowReader(.csv)
    #expect(throws: ImportProblem(line: 1, fault: .rowTooLong(limit: ImportLimit.row))) {
      try reader.next { buffer, start, count in
        for index in start..<start + count { buffer[index] = UInt8(ascii: start == 0 && index == 0 ? "\"" : "x") }
        return count
      }
    }
  }

  @Test func tooManyColumnsAreRefused() {
    let header = (0...ImportLimit.columns).map { "c\($0)" }.joined(separator: ",")
    #expect(throws: ImportProblem(line: 1, fault: .tooManyColumns(limit: ImportLimit.columns))) { try cells(header) }
  }

  // MARK: Records

  /// The short way for notes must give what the long one gives, byte for byte.
  @Test func aNoteIsStoredAsItWouldBeIfItWereTyped() throws {
    let header = "text,takenAt,language,interview,author\n"
    let id = "00112233445566778899aabbccddeeff"
    let lines = [
      "\"Ночью \"\"вызывали\"\".\n\nВрача не было.\",2022-01-17T14:30+06:00,ru,\(id),\(id)", "one,2022-01~,kk,,",
      ",,,,", "x,17.01.2022,,,", "y,2022-01-17,en,\(id),",
    ]
    for line in lines {
      let short = try read(Note.self, header + line + "\n")
      // A title sends the row the long way.
      let long = try read(Note.self, "title," + header + "," + line + "\n")
      guard case .success(let one) = short.first, case .success(let other) = long.first else {
        #expect(try problems(Note.self, header + line + "\n").first?.field == "takenAt")
        continue
      }
      #expect(one.json == other.json)
      #expect(one.text == other.text)
      #expect(try Note.decode(json: one.json) == Note.decode(json: other.json))
    }
  }

  @Test(arguments: [
    "2022-01-17", "2022-02-29", "2024-02-29", "2022-13-01", "1799-01-01", "2022-01-17T14:30", "2022-01-17T24:00",
    "2022-01-17T14:60", "2022-01-17 14:30", "2022-1-170", "2022-01-1X", "2022-01-17T1430", "2022-01-17T14-30",
    "+022-01-17",
  ])
  func aMomentIsKeptAsItStandsOnlyIfItWouldBeWrittenSo(_ text: String) {
    let written = (try? Moment(text))?.description == text
    #expect(NoteRows.isStoredForm(Array(text.utf8)) == written)
  }

  @Test func columnsAreTheRecordsOwnFields() throws {
    let table = #"""
      category,occurred,perpetrator.unit,words,verification
      BEAT,2022-01-17,Unit 5,"He said ""stay""",
      """#
    let record = try #require(try read(Allegation.self, table).first).get()
    let allegation = try #require(record.content)
    #expect(allegation.category == "BEAT")
    #expect(allegation.perpetrator?.unit == "Unit 5")
    #expect(allegation.words == "He said \"stay\"")
    #expect(allegation.verification == .unverified)
    #expect(record.json == (try allegation.json()))
  }

  @Test func listsAreSeparatedByBars() throws {
    let people = try read(Person.self, "aliases;languages;names.0.script;names.0.surname\nA|B;ru | kk;ru;Тестова\n")
    let person = try #require(try people.first?.get().content)
    #expect(person.aliases == ["A", "B"])
    #expect(person.languages == ["ru", "kk"])
    #expect(person.names == [PersonName(script: .ru, surname: "Тестова")])
  }

  @Test func linesOfJSONAreRecords() throws {
    let lines = """
      {"channel":"hotline","received":"2022-01-17","summary":"a | b"}

      {"received":"2022-13"}
      [1]
      {"channel":"hotline","received":"2022-01-17","colour":"red"}
      """
    let results = try read(Statement.self, lines, .jsonLines)
    #expect(try results.first?.get().content?.summary == "a | b")
    let problems = try problems(Statement.self, lines, .jsonLines)
    #expect(problems.map(\.line) == [3, 4, 5])
    #expect(problems.dropFirst().first?.fault == .notJSON)
    guard case .unknownField(nil, let known)? = problems.last?.fault else {
      Issue.record("an unknown key was accepted")
      return
    }
    #expect(known.contains("channel"))
  }

  @Test func aNoteInJSONKeepsItsText() throws {
    let lines = #"{"language":"ru","text":"Строка\nи \"слово\""}"#
    let note = try #require(try read(Note.self, lines, .jsonLines).first).get()
    #expect(String(decoding: note.text, as: UTF8.self) == "Строка\nи \"слово\"")
    #expect(String(decoding: note.json, as: UTF8.self) == #"{"language":"ru"}"#)
  }

  @Test func referencesAreResolved() throws {
    let interview = id(7, as: Interview.self)
    let resolve: RecordRows<Note>.Resolve = { text in text == "first" ? interview.record : nil }
    let note = try #require(try read(Note.self, "interview,text\nfirst,x\n", resolve: resolve).first).get()
    #expect(try Note.decode(json: note.json).interview == interview)
  }

  // MARK: Problems

  @Test func aProblemNamesLineAndFieldAndNeverTheContent() throws {
    let table = """
      channel,received,relation,summary
      hotline,2022-01-17,self,fine
      hotline,2022-02-30,self,"two
      lines"
      pigeon,2022-01-17,self,x
      hotline,2022-01-17
      hotline,,self,x
      """
    let problems = try problems(Statement.self, table)
    #expect(problems.map(\.line) == [3, 5, 6, 7])
    #expect(problems.map(\.field) == ["received", "channel", nil, "received"])
    #expect(problems.map(\.fault).dropFirst(2).first == .columns(expected: 4, found: 2))
  }

  @Test func aMissingHeaderIsNotQuoted() throws {
    // Without a header the first row is taken for one: its words must not come back in a message.
    let problems = try problems(Note.self, "Тестова Айгуль,secret words\nx,y\n")
    #expect(problems.count == 1)
    #expect(problems.first?.field == nil)
    guard case .unknownField(let column, let known)? = problems.first?.fault else {
      Issue.record("accepted")
      return
    }
    #expect(column == 2 || column == 1)
    #expect(known.contains("language"))
    let nested = try self.problems(Note.self, "a..b\nx\n")
    #expect(nested.first == ImportProblem(line: 2, fault: .badColumn(1)))
  }

  @Test func textThatIsNotUTF8IsRefused() throws {
    var reader = RowReader(.csv)
    let bytes = Array("text\n".utf8) + [0xd0, 0x0a]
    let batch = try #require(
      try reader.next { buffer, start, _ in
        for index in bytes.indices { buffer[start + index] = bytes[index] }
        return bytes.count
      })
    guard case .failure(let problem)? = RecordRows<Note>(codebook: .standard).records(of: batch).first else {
      Issue.record("accepted")
      return
    }
    #expect(problem == ImportProblem(line: 2, fault: .notUTF8))
  }

  /// Whatever the bytes, reading ends and nothing traps.
  @Test func anyBytesAreHarmless() throws {
    var random = CountingGenerator(state: 1)
    let alphabet = Array("\",;\t\r\n{}[]:\\au01".utf8) + [0xff, 0xd0]
    for seed in 0..<2_000 {
      random.state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15
      var bytes = seed.isMultiple(of: 2) ? Array("text,title\n".utf8) : []
      for _ in 0..<40 { bytes.append(alphabet[Int((random.next() >> 13) % UInt64(alphabet.count))]) }
      for format in ImportFormat.allCases {
        var reader = RowReader(format)
        var done = 0
        do {
          while let batch = try reader.next({ buffer, start, count in
            let part = min(count, bytes.count - done)
            for index in 0..<part { buffer[start + index] = bytes[done + index] }
            done += part
            return part
          }) {
            for result in RecordRows<Note>(codebook: .standard).records(of: batch) {
              if case .failure(let problem) = result { #expect(problem.line >= 1) }
            }
          }
        } catch is ImportProblem {}
      }
    }
  }
}
