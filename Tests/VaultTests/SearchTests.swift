import Foundation
import Platform
import Records
import Sodium
import Testing

@testable import Vault

@Suite struct NeedleTests {
  private func count(_ query: String, _ text: String) throws -> Int {
    let bytes = Array(("…" + text + "…").utf8)
    return try #require(Needle(query)).find(in: bytes, bytes.indices).places.count
  }

  @Test(arguments: [
    ("наручники", "Показали НАРУЧНИКИ."), ("НАРУЧНИКИ", "наручники"), ("Ёлка", "елка"), ("елка", "ЁЛКА"),
    ("әіңғүұқөһ", "ӘІҢҒҮҰҚӨҺ"), ("ӘІҢҒҮҰҚӨҺ", "әіңғүұқөһ"), ("Cell", "the CELL door"), ("é", "É"), ("straße", "STRAßE"),
    ("ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"), ("на допрос", "вызывали НА\nДОПРОС"), ("a", "A"), ("125", "№ 125"), ("єї", "ЄЇ"),
    ("  врача   не ", "Врача не было"), ("кам", "камкакамк"),
  ])
  func isFoundWhateverTheCase(_ query: String, _ text: String) throws {
    #expect(try count(query, text) >= 1)
    #expect(try count(query, "—" + text + text) >= 2)
  }

  @Test(arguments: [("наручники", "наручник"), ("қол", "кол"), ("abc", "ab c"), ("ад", "\u{0434}"), ("1", "")])
  func isNotFoundWhereItIsNot(_ query: String, _ text: String) throws {
    #expect(try count(query, text) == 0)
  }

  @Test func accentsThatStandApartAreComposedFirst() throws {
    #expect(try count("мой", "мои\u{306}") == 1)
    #expect(try count("мои\u{306}", "МОЙ") == 1)
    #expect(try count("ёлка", "е\u{308}лка") == 1)
  }

  /// Skipping must not lose anything: against looking at every position.
  @Test func skippingFindsWhatLookingEverywhereFinds() throws {
    var random = Counting(state: 9)
    let alphabet = ["а", "б", "А", "ё", "е", "a", "B", " "]
    for _ in 0..<400 {
      let text = (0..<200).map { _ in alphabet[Int(random.next() % 8)] }.joined()
      let query = (0..<Int(1 + random.next() % 4)).map { _ in alphabet[Int(random.next() % 7)] }.joined()
      let folded = { (text: String) in text.lowercased().replacingOccurrences(of: "ё", with: "е") }
      #expect(try count(query, text) == folded(text).ranges(of: folded(query)).count, "\(query)")
    }
  }

  @Test func aQueryOfNothingOrTooLongIsRefused() {
    #expect(Needle(" \n") == nil)
    #expect(Needle(String(repeating: "я", count: 501)) == nil)
    #expect(Needle(String(repeating: "я", count: 500)) != nil)
  }

  private struct Counting: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}

@Suite struct JSONTextTests {
  private func values(_ json: String) -> [String] {
    let bytes = Array(json.utf8)
    var found: [String] = []
    JSONText.eachValue(of: bytes, in: bytes.indices) { key, value, isEscaped in
      let text = isEscaped ? JSONText.unescaped(bytes, value) : Array(bytes[value])
      found.append(String(decoding: bytes[key], as: UTF8.self) + "=" + String(decoding: text, as: UTF8.self))
    }
    return found
  }

  @Test func valuesAndNotKeys() {
    #expect(values(#"{"a":"b","c":{"d":["e","f"],"g":1},"h":"i"}"#) == ["a=b", "d=e", "d=f", "h=i"])
  }

  @Test func escapesAreRead() {
    let escaped = #"{"k":"say \"no\" \\ \/ \n \u0007 \u0416 \ud83d\ude00"}"#
    #expect(values(escaped) == ["k=say \"no\" \\ / \n \u{7} Ж 😀"])
  }

  @Test(arguments: [#"{"a":"#, #"{"a":"b\"#, #"""#, #"{"a":"\u12"#, #"\"#, "", #"{"a":"\u"}"#])
  func brokenJSONIsHarmless(_ json: String) {
    _ = values(json)
  }
}

@Suite struct SearchTests {
  let test: TestVault
  let vault: OpenVault

  init() throws {
    test = try TestVault()
    vault = try test.open(test.founder)
  }

  @Test func textAndValuesAreSearchedAcrossCases() throws {
    let first = try vault.openCase(title: CaseTitle(title: "Приёмник \"у моста\""))
    let second = try vault.openCase(title: CaseTitle(title: "other"))
    let note = try vault.write {
      try $0.add(Note(language: "ru", text: "Ночью вызывали на допрос.\nПотом снова НА ДОПРОС."), to: second)
    }
    let hit = try #require(try vault.search("на допрос").hits.first)
    #expect(hit.record == note.record)
    #expect(hit.caseID == second)
    #expect(hit.count == 2)
    #expect(hit.excerpt.field == "text")
    #expect(hit.excerpt.before == "Ночью вызывали ")
    #expect(hit.excerpt.match == "на допрос")
    #expect(hit.excerpt.after.hasPrefix(". Потом"))
    #expect(hit.author == test.founder.member)

    let titles = try vault.search("\"У МОСТА\"")
    #expect(titles.hits.map(\.caseID) == [first])
    #expect(titles.hits.first?.excerpt.field == "title")
    #expect(try vault.search("title").found == 0)
    #expect(try vault.search("допрос", in: [first]).found == 0)
    #expect(try vault.search("допрос", kinds: [.caseTitle]).found == 0)
    #expect(try vault.search("допрос", kinds: [.note]).searched == 1)
  }

  @Test func manyRecordsAreAllReadInOrder() throws {
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    let filler = String(repeating: "слово ", count: 300)
    try vault.write { draft in
      for index in 0..<600 { try draft.add(Note(text: filler + (index % 3 == 0 ? "камера \(index)" : "")), to: id) }
    }
    let result = try vault.search("КАМЕРА", kinds: [.note], limit: 50)
    #expect(result.searched == 600)
    #expect(result.found == 200)
    #expect(result.hits.map(\.excerpt.after) == (0..<50).map { " \($0 * 3)" })
    #expect(result.unreadable.isEmpty)
    // Few records among many are looked up one by one.
    let few = try vault.openCase(title: CaseTitle(title: "камера в другом деле"))
    #expect(try vault.search("камера", in: [few]).hits.map(\.kind) == [.caseTitle])
  }

  @Test func aCorrectedVersionIsMarked() throws {
    let id = try vault.openCase(title: CaseTitle(title: "wrong door"))
    let first = try #require(try vault.records(CaseTitle.self, in: id).first)
    try vault.write { try $0.add(CaseTitle(title: "right door"), to: id, corrects: first.id) }
    #expect(try vault.search("door").hits.map(\.isCurrent) == [false, true])
  }

  @Test func whoHasNoKeyFindsNothing() throws {
    let id = try vault.openCase(title: CaseTitle(title: "secret door"))
    let lawyer = try test.open(try test.admit("lawyer", [.lawyer]))
    let result = try lawyer.search("door", in: [id])
    #expect(result.found == 0)
    #expect(result.searched == 0)
    #expect(result.closed == 1)
  }

  @Test func readingIdentityIsAnnouncedOnce() throws {
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    try vault.write { draft in
      try draft.add(Person(names: [PersonName(script: .ru, surname: "Тестова")]), to: id)
    }
    let before = try vault.state.sequence
    #expect(try vault.search("тестова").hits.map(\.kind) == [.person])
    #expect(try vault.state.sequence == before + 1)
    _ = try vault.search("тестова")
    #expect(try vault.state.sequence == before + 1)
    _ = try test.open(test.founder).search("тестова", kinds: [.note])
    #expect(try test.open(test.founder).state.sequence == before + 1)
  }

  @Test func theKeyOfAFileIsNeverShown() throws {
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    let source = test.root + "/in"
    try AtomicFile.write([1, 2, 3], to: source)
    let file = try vault.attach(try PosixFile.reading(source), named: "photo", to: id) { AttachedFile(file: $0) }
    let key = String(Data(try vault.file(file.record, in: id).fileKey.bytes).base64EncodedString().prefix(8))
    #expect(try vault.search(key).found == 0)
    #expect(try vault.search("photo").found == 1)
  }

  @Test func aDamagedBodyIsReportedAndTheRestIsFound() throws {
    let id = try vault.openCase(title: CaseTitle(title: "t"))
    let damaged = try vault.write { draft in
      let id1 = try draft.add(Note(text: "door one"), to: id)
      try draft.add(Note(text: "door two"), to: id)
      return id1
    }
    let sealed = try #require(try vault.database.read { try $0.body(damaged.record) })
    try vault.close()
    var file = try Data(contentsOf: URL(fileURLWithPath: test.folder.database))
    let place = try #require(file.range(of: Data(sealed)))
    file[place.lowerBound + 100] ^= 1
    try file.write(to: URL(fileURLWithPath: test.folder.database))
    let result = try test.open(test.founder).search("door")
    #expect(result.hits.map(\.excerpt.after) == [" two"])
    #expect(result.unreadable == [damaged.record])
  }
}
