import Foundation
import Redaction
import Testing

@Suite struct PseudonymTableTests {
  private func people(_ count: Int, role: String = "detainee") -> [KnownIdentity] {
    (0..<count).map { KnownIdentity(id: "p\($0)", role: role) }
  }

  private func number(_ token: String?) -> Int? {
    token.flatMap { $0.split(separator: "-").last }.flatMap { Int($0.dropLast()) }
  }

  @Test func oneNumberInEveryLanguage() throws {
    var table = PseudonymTable()
    try table.assign(people(5), keyedHash: Samples.keyedHash(7))
    for person in ["p0", "p3"] {
      let english = try #require(table.token(person: person, language: .english))
      let russian = try #require(table.token(person: person, language: .russian))
      let kazakh = try #require(table.token(person: person, language: .kazakh))
      #expect(english.hasPrefix("[Detainee-") && russian.hasPrefix("[Задержанный-") && kazakh.hasPrefix("[Ұсталған-"))
      #expect(number(english) == number(russian))
      #expect(number(english) == number(kazakh))
      #expect(english.count == "[Detainee-03]".count)
    }
    #expect(table.token(person: "stranger", language: .english) == nil)
  }

  @Test func twoPersonsNeverShareANumberUntilTheTableIsFull() throws {
    var table = PseudonymTable()
    try table.assign(people(99), keyedHash: Samples.keyedHash(7))
    let tokens = (0..<99).compactMap { table.token(person: "p\($0)", language: .english) }
    #expect(Set(tokens).count == 99)
    let before = table
    #expect(throws: RedactionError.pseudonymsExhausted(role: .detainee)) {
      try table.assign(people(100), keyedHash: Samples.keyedHash(7))
    }
    #expect(table == before)
    try table.assign(people(99) + [KnownIdentity(id: "o", role: "officer")], keyedHash: Samples.keyedHash(7))
    #expect(table.token(person: "o", language: .english)?.hasPrefix("[Officer-") == true)
  }

  @Test func numbersStayWhenOthersJoinAndDependOnTheKeyNotOnOrder() throws {
    var table = PseudonymTable()
    try table.assign(people(20), keyedHash: Samples.keyedHash(7))
    let first = (0..<20).map { table.token(person: "p\($0)", language: .english) }
    try table.assign(people(60), keyedHash: Samples.keyedHash(7))
    #expect((0..<20).map { table.token(person: "p\($0)", language: .english) } == first)

    var reversed = PseudonymTable()
    try reversed.assign(people(20).reversed(), keyedHash: Samples.keyedHash(7))
    #expect((0..<20).map { reversed.token(person: "p\($0)", language: .english) } == first)

    var other = PseudonymTable()
    try other.assign(people(20), keyedHash: Samples.keyedHash(8))
    #expect((0..<20).map { other.token(person: "p\($0)", language: .english) } != first)
    #expect(first.compactMap(number) != first.compactMap(number).sorted())
  }

  @Test func aHashThatSaysNothingStillKeepsPersonsApart() throws {
    var table = PseudonymTable()
    try table.assign(people(30), keyedHash: { _ in [] })
    #expect(Set((0..<30).map { table.token(person: "p\($0)", language: .english) }).count == 30)
  }

  @Test func readsBackWhatItWroteAndRefusesDamage() throws {
    var table = PseudonymTable(width: 3)
    try table.assign(people(3), keyedHash: Samples.keyedHash(7))
    let data = try JSONEncoder().encode(table)
    #expect(try JSONDecoder().decode(PseudonymTable.self, from: data) == table)
    for damaged in [
      #"{"width":2,"entries":{"a":{"role":"detainee","number":1},"b":{"role":"detainee","number":1}}}"#,
      #"{"width":2,"entries":{"a":{"role":"detainee","number":100}}}"#,
      #"{"width":99,"entries":{}}"#,
    ] {
      #expect(throws: RedactionError.damagedPseudonymTable) {
        try JSONDecoder().decode(PseudonymTable.self, from: Data(damaged.utf8))
      }
    }
  }
}
