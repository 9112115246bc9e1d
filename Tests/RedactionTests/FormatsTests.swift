import Redaction
import Testing

@Suite struct FormatsTests {
  private func rules(_ text: String) throws -> [Rule] { try Samples.scan(text, []).map(\.rule) }

  @Test(arguments: [
    ("ИИН 870112300128", Rule.iin), ("870112 300128", .iin), ("87-01-12-300-128", .iin),
    ("IBAN KZ86125KZT5004100100 here", .iban), ("KZ86 125K ZT50 0410 0100", .iban),
    ("KZ67624C21BETBDK6915", .iban), ("4405 0350 7719 9502", .card), ("KZ42 871K E5CC T5B7 T5D8", .iban),
    ("карта 4400431234567894", .card), ("4400 4312 3456 7894", .card), ("+7 701 123 45 67", .phone),
    ("8(701)123-45-67", .phone), ("87011234567", .phone), ("+77011234567", .phone), ("8 7252 12 34 56", .phone),
    ("+44 20 7946 0018", .phone), ("тел. 7011234567", .phone), ("+7 701 123\n45 67", .phone),
    ("ИИН 870112\n300128", .iin), ("a.b-c@example.kz.", .email),
    ("a.b-c [at] example.kz", .email), ("имя: x1 собака mail точка example точка kz", .email),
    ("x.y @ example.kz", .email),
    ("a at example dot org", .email), ("DE89370400440532013000", .iban), ("kz86 125k zt50 0410 0100", .iban),
    ("0077011234567", .phone), ("8 (495) 123-45-67", .phone), ("тел. 83431234567", .phone),
    ("тел. № 87011234567", .phone),
    ("+7\u{A0}701\u{2011}123\u{2011}45\u{2011}67", .phone), ("٨٧٠١١٢٣٤٥٦٧", .phone),
  ])
  func aValidNumberIsMasked(_ text: String, _ rule: Rule) throws {
    #expect(try rules(text) == [rule])
    #expect(rule.decision == .apply)
  }

  @Test(arguments: [
    ("701 123 45 67", Rule.phoneLocal), ("№ 87011234567", .phoneLocal), ("ИИН 870112300129", .iinDoubtful),
    ("ЖСН 871312300128", .iinDoubtful),
    ("KZ86125KZT5004100101", .ibanDoubtful), ("паспорт N12345678", .passport), ("төлқұжат № N 12345678", .passport),
    ("удостоверение личности 012345678", .identityCard), ("identity card no. 012345678", .identityCard),
    ("машина 123 ABC 02", .plate), ("авто 123ABC02", .plate), ("A 123 BCM", .plate),
    ("12.01.1987 г.р.", .birthDate), ("родился 12 января 1987 года", .birthDate),
    ("born on 12 January 1987", .birthDate),
    ("1987 жылғы 12 қаңтарда туған", .birthDate), ("дата рождения: 1987-01-12", .birthDate),
  ])
  func aDoubtfulNumberIsSuggested(_ text: String, _ rule: Rule) throws {
    #expect(try rules(text) == [rule])
    #expect(rule.decision == .review)
  }

  @Test(arguments: [
    "код 870112300129", "заказ 871312300128", "число 991332400123", "сумма 4400431234567895", "номер 012345678",
    "N12345678", "123 abc 02", "123 ABC 77", "задержан 12.01.2024", "15 000 000 тенге", "2024-2025", "8 800 тенге",
    "в 12:30 45 человек", "статья 128 ч. 2", "v1.2.3.4", "user@host", "@example.kz", "0000000000000000", "920315400180",
    "920315400185",
    "+7", "12345678901234567890", "99.99.9999 г.р.", "29 февраля 1987 родился",
    "1,790\n49787016,2", "93032\n3141592", "she was born. On 31 October 1995 she left", "21 July 2006. C. Birth of",
  ])
  func ordinaryNumbersStay(_ text: String) throws {
    #expect(try rules(text) == [])
  }

  @Test func secondWeightsOfTheIINAreUsed() throws {
    #expect(try rules("\(Self.secondWeights)") == [.iin])
  }

  static let secondWeights = "920315400105"

  @Test func knownValuesNameTheirPerson() throws {
    let text = """
      ИИН 870112300128, тел. 8 (701) 123-45-67, почта Erzhan.S@example.kz, паспорт №12345678, \
      счёт KZ86 125K ZT50 0410 0100, машина 123АВС02, ул. Сатпаева 15 кв.3, родился 12 января 1987 г.
      """
    let findings = try Samples.scan(text)
    #expect(
      findings.map(\.rule) == [
        .knownCode, .knownPhone, .knownEmail, .knownDocument, .knownAccount, .knownPlate, .knownAddress,
        .knownBirthDate,
      ])
    #expect(findings.allSatisfy { $0.person == "p1" && $0.decision == .apply })
  }

  @Test(arguments: [
    "ул. Сатпаева 15-3", "улица Сатпаева, дом 15, квартира 3", "Сатпаева 15 кв 3", "улице Сатпаева 15",
    "Сәтбаев көшесі, 15 үй, 3 пәтер",
    "Satpayev street 15, apt. 3", "15 Satpayev Street", "Сатпаева, 15а",
    "12 янв. 1987", "12th of January 1987", "12.01.87", "1987 ж. 12 қаңтарында", "erzhan.s [at] example.kz",
    "erzhan dot s at example dot kz",
    "ERZHAN.S@EXAMPLE.KZ", "КZ86 125К ZТ50 0410 0100", "123 АВС 02", "N1234 5678",
  ])
  func knownValuesAreFoundAsPeopleWriteThem(_ text: String) throws {
    #expect(try Samples.masked("тут \(text), вот") == [text])
  }

  @Test(arguments: [
    "ул. Сатпаева, 16", "Сатпаева 115", "дом 15 на углу", "01.12.1987", "13 января 1987", "erzhan at example",
  ])
  func otherValuesStay(_ text: String) throws {
    #expect(try Samples.scan("тут \(text), вот").filter { $0.decision == .apply && $0.category != .person } == [])
  }

  @Test func anAcceptedNumberIsFoundAgainInAnotherNotation() throws {
    let findings = try Samples.scan("Звонил с +7 747 555 11 22. Потом опять: 7475551122, и 747-555-1122.", [])
    #expect(findings.map(\.decision) == [.apply, .apply, .apply])
    #expect(findings.map(\.rule) == [.phone, .repeated, .repeated])
  }
}
