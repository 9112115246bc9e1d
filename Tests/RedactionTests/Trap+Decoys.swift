extension Trap {
  /// Nothing of these is masked without asking, though every one holds a known name or a number like a known one.
  static let decoys = [
    Trap(
      "streets and institutions, Russian", .namesake,
      [
        "Он живёт на улице Сейфуллина.", "Адрес: ул. Ауэзова, 12.", "на пр-те Сейфуллина", "пр-т Абая, 10",
        "просп. Абая",
        "угол Абая и Ауэзова", "театр имени Ауэзова", "театр им. М. Ауэзова", "Театр имени М.О. Ауэзова открыт",
        "библиотека имени А. С. Пушкина", "музей Пушкина", "школа № 12 имени Маншук Маметовой", "ул. Ю. Гагарина",
        "улица Александра Пушкина", "станция метро «Ауэзова»", "метро Абая", "микрорайон Абая", "Ауэзовский район",
        "парк Гагарина",
        "кинотеатр «Гагарин»", "опера «Абай»", "больница имени Сейфуллина", "бульвар Гагарина",
      ]),
    Trap(
      "streets and institutions, Kazakh", .namesake,
      [
        "Ол Сейфуллин көшесінде тұрады.", "Абай даңғылында тұрады.", "Мұхтар Әуезов атындағы театр.",
        "М. Әуезов атындағы театр",
        "Мәншүк Мәметова көшесі, 5-үй", "Бауыржан Момышұлы даңғылы", "Б. Момышұлы көшесі", "Абай облысы",
        "Абай ауданында",
        "Қаныш Сәтбаев атындағы кітапхана", "Сәтбаев қаласында", "Сәкен Сейфуллин мұражайы",
        "Абай сыйлығы",
      ]),
    Trap(
      "streets and institutions, English", .namesake,
      [
        "He lives on Kennedy Street.", "Kennedy International Airport", "the Kennedy Space Center",
        "Lindqvist Hospital is old.",
        "The Lindqvist Foundation paid.", "The Astrid Lindqvist School is big.", "Lindqvist Prison closed.",
        "12 Rothwell Rd",
        "14 Maddox St.", "Rothwell Close 7", "Cyril Rothwell Memorial Library", "a hospital named after Cyril Rothwell",
        "a school named for Una Maddox", "the Una Maddox Award", "in Rothwell County", "Rothwell Police Station",
      ]),
    Trap(
      "words that are names, Russian", .namesake,
      [
        "Роман понравился всем.", "Это новый роман.", "Вера в людей пропала.", "Она потеряла веру.",
        "Надежда умирает последней.",
        "Лев рычал в клетке.", "Любовь зла.", "На столе роза.", "Мельник молол муку.", "Волк выл.", "Мороз крепчал.",
        "без надежды",
        "РОМАН «ВОЙНА И МИР»",
      ]),
    Trap(
      "words that are names, Kazakh", .namesake,
      [
        "Менің арманым орындалды.", "Арман асқақ.", "Бақыт құсы ұшты.", "Аспанда жұлдыз жанды.", "Бөрі ұлыды.",
        "Темір тот басты.",
        "Қанат қақты.", "Үміт үзілді.", "еркін сөйледі", "Нұр шашты.", "Батыр туған жер.", "темірден жасалған",
        "үмітін үзбеді",
      ]),
    Trap(
      "words that are names, English", .namesake,
      [
        "They lost hope and grace.", "Hope is lost.", "Hope is not a plan.", "Grace period ended.", "It may be so.",
        "May it be.",
        "In May 2020 they left.", "Mark the date.", "He may mark it.", "Will the court decide?", "Faith matters.",
        "Joy was gone.",
        "The Price was high.", "Dawn broke.", "The field was wet.", "Case closed.", "The Case is old.", "Stone walls.",
        "PRICE LIST",
      ]),
    Trap(
      "what only begins or sounds like a name", .russian,
      [
        "Цойская песня звучит.", "Щегольковато одет.", "Павлин кричал.", "Швеция далеко.", "жанна д'арк",
        "Его любовь прошла.",
        "Орловская область", "зайчонок спал", "Соловьиная роща", "Палитра красок",
      ]),
    Trap(
      "what only begins or sounds like a name", .kazakh,
      [
        "Айгүл деген гүл.", "Ол маған серік болды.", "Жаңа серіктестік құрылды.", "Мұрат Қуатбеков деген басқа адам.",
        "Нұрпейіс ауылы алыс.", "Арманды жас.", "Мереке құтты болсын!", "Дәулетті ел", "Берекелі болсын.",
      ]),
    Trap(
      "what only begins or sounds like a name", .english,
      [
        "It was a cold well.", "Desmondson came.", "Thomas Coldwell came.", "O'Rourke Park is closed.",
        "The Coldwell Avenue station.", "a bobby pin",
      ]),
    Trap(
      "numbers with a wrong check digit, and none at all", .english,
      [
        "ИИН 870112300129", "ЖСН 870112 300120", "KZ87 125K ZT50 0410 0100", "4111 1111 1111 1112", "№ 79890688064",
        "87.147.142.130",
        "сумма 870 112 300 тенге", "ISBN 978-5-17-090334-7", "look at example.com", "5501 0012 4494 1284",
      ]),
  ]
}
