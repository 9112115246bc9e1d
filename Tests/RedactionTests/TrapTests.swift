import Redaction
import Testing

/// Traps whose answer is a question, or a number.
@Suite struct TrapTests {
  private static func person(_ script: String, _ surname: String, _ given: String, _ patronymic: String? = nil)
    -> KnownIdentity
  {
    KnownIdentity(
      id: surname, role: "detainee",
      names: [KnownName(script: script, surname: surname, given: given, patronymic: patronymic)],
      iin: "870112300128", phones: ["+7 701 123 45 67"])
  }

  private static let russian = Result {
    try TextScanner(
      identities: [
        person("ru", "Тулегенов", "Александр", "Куандыкович"), person("ru", "Заречная", "Любовь", "Игоревна"),
        person("ru", "Швец", "Павел"), person("ru", "Щегольков", "Юрий", "Яковлевич"), person("ru", "Цой", "Жанна"),
        person("ru", "Мещерин", "Роман", "Фёдорович"), person("ru", "Киселёв", "Артём"),
        person("ru", "Гринько", "Илья"),
      ], scope: .certain)
  }

  private static let kazakh = Result {
    try TextScanner(
      identities: [
        person("kk", "Қуатбеков", "Серік", "Жүсіпұлы"), person("kk", "Өтегенова", "Айгүл", "Мұратқызы"),
        person("kk", "Бөрібай", "Арман"), person("kk", "Нұрпейісов", "Ғалымжан", "Қайырұлы"),
      ], scope: .certain)
  }

  private static let english = Result {
    try TextScanner(
      identities: [
        person("latin", "O'Rourke", "Desmond"), person("latin", "Coldwell", "Harriet"),
        person("latin", "Zhakypbekov", "Yerzhan", "Serikovich"), person("latin", "Périgord", "Jean-Luc"),
      ], scope: .certain)
  }

  private static func check(_ scanner: Result<TextScanner, any Error>, _ text: String, _ masked: String) throws {
    let found = try scanner.get().scan(text).filter { $0.decision == .apply }.map { Samples.string(text, $0) }
    #expect(found == [masked])
  }

  @Test(arguments: [
    "8 7 0 1 1 2 3 4 5 6 7", "701-123-45-67", "+7(701)1234567", "870112 300128", "8 7 0 1 1 2 3 0 0 1 2 8",
  ])
  func numbersInAnyGroupingAreMasked(_ number: String) throws {
    for scanner in [Self.russian, Self.kazakh, Self.english] { try Self.check(scanner, "№ \(number) там", number) }
  }

  @Test(arguments: ["Тулигенов", "Тулегено", "Тулегеннов", "Тулгеенов", "Тулигенову"])
  func misspellingsAreSuggested(_ word: String) throws {
    let findings = try Self.russian.get().scan("Вчера \(word) видели.")
    #expect(findings.map(\.rule) == [.knownMisspelt])
    #expect(findings.map(\.decision) == [.review])
  }

  @Test(arguments: ["Қуатбеков", "Серік", "Coldwell", "Тулегенов"], [" ", "\t", "\u{A0}", "_"])
  func aNameWithABlankInItIsSuggested(_ name: String, _ blank: String) throws {
    let place = name.index(name.startIndex, offsetBy: 4)
    let text = "— \(name[..<place])\(blank)\(name[place...]) —"
    let everybody = [
      Self.person("kk", "Қуатбеков", "Серік"), Self.person("latin", "Coldwell", "Harriet"),
      Self.person("ru", "Тулегенов", "Александр"),
    ]
    let findings = try TextScanner(identities: everybody, scope: .certain).scan(text)
    #expect(findings.map { Samples.string(text, $0) }.joined().filter(\.isLetter) == (name == "Серік" ? "" : name))
    #expect(findings.allSatisfy { $0.rule == .knownDivided && $0.decision == .review })
  }

  @Test(arguments: ["Василий Иванчук (Украина) играл.", "Жанна Цой (Астана) пришла.", "Жанна Цой (адвокат) пришла."])
  func whatElseStandsInBracketsStays(_ text: String) throws {
    let people = [Self.person("ru", "Иванчук", "Василий"), Self.person("ru", "Цой", "Жанна")]
    let found = try TextScanner(identities: people, scope: .certain).scan(text).map { Samples.string(text, $0) }
    #expect(found.count == 1)
    #expect(found.allSatisfy { !$0.contains("(") && !$0.contains("Украина") && !$0.contains("Астана") })
  }
}
