import Redaction
import Testing

/// Layers 2 and 3 without any identity: forms of courts and prisons, addresses, names by rule.
@Suite struct BlindRulesTests {
  private static let scanner = Result { try TextScanner(identities: []) }

  private func found(_ text: String, _ rule: Rule) throws -> [String] {
    try Self.scanner.get().scan(text).filter { $0.rule == rule }.map { Samples.string(text, $0) }
  }

  @Test(arguments: [
    ("in an application (no. 28045/02) against", Rule.application, "28045/02"),
    ("applications nos. 713/04 and 10112/05 were joined", .application, "713/04"),
    ("жалоба № 4512/11 против", .application, "4512/11"), ("өтініш № 30512/14 бойынша", .application, "30512/14"),
    ("criminal case no. 2-118/2021 was opened", .caseNumber, "2-118/2021"),
    ("уголовное дело № 227500031000045 возбуждено", .caseNumber, "227500031000045"),
    ("протокол № 12/4-77 составлен", .caseNumber, "12/4-77"),
    ("қылмыстық іс № 1-45/2022 қаралды", .caseNumber, "1-45/2022"),
    ("he was held in cell 14 until", .cell, "14"), ("в камере № 7 было", .cell, "7"),
    ("№ 7 камерада ұсталды", .cell, "7"),
    ("officer with badge no. 00412 hit", .badge, "00412"), ("жетон № 00412", .badge, "00412"),
    ("төсбелгі № 00412", .badge, "00412"),
    ("lives at 12 Abay Street, apt. 5 with", .address, "12 Abay Street, apt. 5"),
    ("проживает по ул. Гоголя, д. 15, кв. 3, один", .address, "ул. Гоголя, д. 15, кв. 3"),
    ("в мкр. Самал-2, 33 живёт", .address, "мкр. Самал-2, 33"),
    ("Абай көшесі, 15 үй, 3 пәтер мекенжайында", .address, "Абай көшесі, 15 үй, 3 пәтер"),
    ("Достық даңғылында тұрады", .address, "Достық даңғылында"),
  ])
  func aNumberOrAddressIsSuggested(_ text: String, _ rule: Rule, _ expected: String) throws {
    #expect(try found(text, rule).first == expected)
    #expect(rule.decision == .review)
  }

  @Test(arguments: [
    ("on 12/03/2004 he", Rule.application), ("by 3/4 of votes", .application),
    ("the case was heard on 12 May", .caseNumber), ("дело 12 мая", .caseNumber), ("cell phone 12 hours", .cell),
    ("статья № 12", .badge), ("he walked down a street at 12", .address), ("на улице было 15 человек", .address),
    ("көшеде 15 адам болды", .address),
  ])
  func ordinaryNumbersAndStreetsStay(_ text: String, _ rule: Rule) throws {
    #expect(try found(text, rule) == [])
  }

  @Test(arguments: [
    ("it was Mr Robert Sample who", Rule.nameTitled, "Robert Sample"),
    ("гражданин Образцов показал", .nameTitled, "Образцов"), ("мырза Үлгібаев айтты", .nameTitled, "Үлгібаев"),
    ("signed by K. Sampler yesterday", .nameInitials, "K. Sampler"),
    ("видел А. Б. Образцова там", .nameInitials, "А. Б. Образцова"),
    ("следователь Образцов А.Б. отказал", .nameInitials, "Образцов А.Б."),
    ("с Иваном Петровичем говорили", .namePatronymic, "Иваном Петровичем"),
    ("кеше Асан Серікұлы келді", .namePatronymic, "Асан Серікұлы"),
    ("кеше Айгүл Болат қызы келді", .namePatronymic, "Айгүл Болат қызы"),
    ("then Emma Sample left", .namePair, "Emma Sample"), ("видели Ольгу Образцову вчера", .namePair, "Ольгу Образцову"),
    ("кеше Ерлан Үлгібаевты көрді", .namePair, "Ерлан Үлгібаевты"),
  ])
  func anUnknownNameIsSuggested(_ text: String, _ rule: Rule, _ expected: String) throws {
    // The tagger may take the title in as well.
    let names = try found(text, rule) + (rule == .namePair ? found(text, .taggerPerson) : [])
    #expect(names.count == 1)
    #expect(try #require(names.first).hasSuffix(expected))
    #expect(rule.decision == .review)
  }

  @Test(arguments: [
    "the Supreme Court said", "in January Prague was cold", "в Алматинской области", "Министр внутренних дел",
    "Шымкент қаласында",
    "under Article 3 of the Convention",
  ])
  func whatIsNoNameStays(_ text: String) throws {
    #expect(try Self.scanner.get().scan(text).filter { $0.rule.rawValue.hasPrefix("name.") } == [])
  }
}
