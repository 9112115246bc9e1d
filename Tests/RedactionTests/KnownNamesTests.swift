import Redaction
import Testing

@Suite struct KnownNamesTests {
  @Test(arguments: [
    "Сериков Ержан Болатович", "Ержан Сериков", "Сериков Е.Б.", "Е. Б. Сериков", "Е.Сериков", "СЕРИКОВ ЕРЖАН",
    "Сериков,\u{A0}Ержан", "Сериков\nЕржан", "Серікұлы Қайрат", "Мария Толстая", "Grace O’Malley", "O'Malley, Grace",
  ])
  func aFullNameIsOneFinding(_ name: String) throws {
    let findings = try Samples.scan("Здесь был \(name), вчера.")
    #expect(findings.count == 1)
    #expect(findings.first.map { Samples.string("Здесь был \(name), вчера.", $0) } == name)
    #expect(findings.first?.person != nil)
    #expect(findings.first?.decision == .apply)
  }

  @Test(arguments: [
    // Russian
    "Сериковым", "Серикова", "Серикову", "Сериковы", "Сериковых", "Болатовича", "Болатыч", "Ержану", "Марией", "Марии",
    "Толстой", "Толстую", "Андреевну", "Zhanarga", "Mariağa", "Жанару", "СЕРИКОВЫМ", "сериковым",
    // Kazakh
    "Серіковтің", "Сериковке", "Ержанның", "Ержанға", "Ержандар", "Қайраттың", "Қайраттан", "Жанардың",
    "Әбдірахмановтың", "Абдирахмановым", "Әбдірахмановтарымызға", "Болатұлына",
    // Latin
    "Serikov", "Serikova", "Serikovym", "Yerzhan", "Erjan", "Erzhan", "Äbdirahmanov", "Abdirakhmanov", "Abdirahmanov",
    "Qairat", "Kayrat", "Maria", "Mariya", "Mariia", "Tolstaya", "Tolstaia", "Bolatovich", "Zhanar", "O'Malley's",
    // Disguised
    "Cepиков", "Сери\u{AD}ков", "Се\u{301}риков", "Сери-\nков", "С е р и к о в",
  ])
  func aFormOfANameIsMasked(_ form: String) throws {
    let text = "Вчера \(form) видели там."
    #expect(try Samples.masked(text) == [form])
  }

  @Test(arguments: [
    "Серийный номер указан", "Серия испытаний", "Серикт", "она верила в это", "вера и надежда", "правда ли это",
    "Болатов ушёл", "марина пришла", "with grace and will", "Ержанбек Айдаров", "Mark said", "Толстовка висела",
  ])
  func anotherWordIsNotMasked(_ text: String) throws {
    #expect(try Samples.masked(text) == [])
  }

  @Test func shortAndCommonNamesNeedContext() throws {
    #expect(try Samples.masked("и Вера пришла") == ["Вера"])
    #expect(try Samples.masked("Вера нужна") == [])
    #expect(try Samples.suggested("Вера нужна") == ["Вера"])
    #expect(try Samples.masked("Вера пришла") == ["Вера"])
    #expect(try Samples.masked("Вера Ли пришла") == ["Вера Ли"])
    #expect(try Samples.masked("пришла Ли В.") == ["Ли В."])
    #expect(try Samples.suggested("пришёл Ли туда") == ["Ли"])
    #expect(try Samples.scan("пришёл ли он туда") == [])
  }

  @Test(arguments: [
    "улица Серикова", "ул. Серикова", "проспект Толстой", "школа имени Сериковой", "Сериков көшесінде",
    "Әбдірахманов атындағы", "Serikov Street", "Yerzhan Serikov Avenue",
  ])
  func aStreetNamedAfterAPersonIsOnlySuggested(_ text: String) throws {
    let findings = try Samples.scan("Это \(text) здесь")
    #expect(findings.map(\.rule) == [.knownPlace])
    #expect(findings.map(\.decision) == [.review])
  }

  @Test func byTheNameOfIsNoPlace() throws {
    #expect(try Samples.masked("человек по имени Сериков") == ["Сериков"])
    #expect(try Samples.scan("онда Ержан Көшербаева болды").map(\.rule) == [.knownNamesake])
  }

  @Test func namesakesAreMaskedWithoutChoosingOne() throws {
    let two = [
      KnownIdentity(id: "a", names: [KnownName(surname: "Сериков", given: "Ержан")]),
      KnownIdentity(id: "b", names: [KnownName(surname: "Сериков", given: "Марат")]),
    ]
    let findings = try Samples.scan("Пришёл Сериков, затем Марат Сериков и Е. Сериков, и З. Сериков.", two)
    #expect(findings.map(\.person) == [nil, "b", "a", nil])
    #expect(findings.map(\.rule) == [.knownName, .knownFullName, .knownInitials, .knownOtherInitials])
    #expect(findings.map(\.decision) == [.apply, .apply, .apply, .review])
  }

  @Test func personsWithoutIdentifierStayApart() throws {
    let two = [
      KnownIdentity(id: "", names: [KnownName(surname: "Сериков")]),
      KnownIdentity(id: "", names: [KnownName(surname: "Ахметов")]),
    ]
    let persons = try Samples.scan("видел: Сериков; Ахметов", two).map(\.person)
    #expect(persons.count == 2)
    #expect(Set(persons).count == 2)
  }

  @Test func partsOfTwoPersonsSideBySideBelongToNeither() throws {
    let findings = try Samples.scan("там Қайрат Сериков сидел")
    #expect(findings.map(\.rule) == [.knownMixed])
    #expect(findings.map(\.person) == [nil])
  }

  @Test func aKnownNameBesideAnUnknownOneIsMaskedUnderNobodysNumber() throws {
    #expect(try Samples.scan("видели, как Ержан Карякин ушёл").map(\.person) == [nil])
    #expect(try Samples.scan("видели, как Валентин Сериков ушёл").map(\.person) == [nil])
    #expect(try Samples.scan("seen by Judge Serikov there").map(\.person) == ["p1"])
    #expect(try Samples.scan("Вчера Сериков ушёл").map(\.person) == ["p1"])
  }

  @Test(arguments: [
    "his marriage lasted", "the Marriage Act", "Were it so", "Very good", "жанар-жағармай бағасы", "«Кім келді?»",
  ])
  func wordsThatOnlyLookLikeFormsOfNamesStay(_ text: String) throws {
    let people = ["Мария", "Вера", "Жанар", "Ким"].map { KnownIdentity(id: $0, names: [KnownName(given: $0)]) }
    #expect(try Samples.masked(text, people) == [])
  }

  @Test func fileNamesAndHandlesAreSplit() throws {
    #expect(try Samples.masked("см. serikov_yerzhan_2024.docx") == ["serikov_yerzhan"])
  }

  @Test func anOverlongValueIsRefused() {
    let long = KnownIdentity(id: "x", names: [KnownName(surname: String(repeating: "я", count: 300))])
    #expect(throws: RedactionError.identityOutOfBounds(index: 1)) {
      try TextScanner(identities: [Samples.officer, long])
    }
  }
}
