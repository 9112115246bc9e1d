extension Trap {
  static let russian = [
    Trap(
      "inflected", .russian,
      [
        "Говорили с ⟦Заречной⟧ о деле.", "Дали ⟦Павлу⟧ воды.", "Вместе с ⟦Юрием⟧ сидел.", "Речь о ⟦Жанне Цой⟧ была.",
        "Пришёл ⟦Гринько⟧ один.", "Потом с ⟦Трубецким⟧ говорили.", "Отдали ⟦Соловью⟧ письмо.",
        "Тогда с ⟦Зайцем⟧ сидел.",
        "Дело о ⟦Мицкевиче⟧ закрыто.", "Там с ⟦Тер-Григоряном⟧ были.", "Дали ⟦Зозуле⟧ воды.", "Ушли с ⟦Орлом⟧ вместе.",
        "Потом с ⟦Палием⟧ говорили.", "Пришла к ⟦Горячей⟧ мать.", "Там с ⟦Горячею⟧ была.", "Отдали ⟦Бондарю⟧ вещи.",
        "Спросили ⟦Окуджаву⟧ вчера.", "Ушли к ⟦Луке⟧ вместе.", "Речь о ⟦Вышинском⟧ была.", "Спросили ⟦Никиту⟧ вчера.",
        "Там с ⟦Любовью Заречной⟧ была.", "Отдали ⟦Петру Палию⟧ вещи.", "Там ⟦Марку Мицкевичу⟧ дали воды.",
        "К ⟦Шевченке⟧ приходили.",
      ]),
    Trap(
      "genitive only", .russian,
      [
        "Жалоба ⟦Тулегенова⟧ не рассмотрена.", "Видели ⟦Швеца⟧ там.", "Жалоба ⟦Трубецкого⟧ там.", "Дело ⟦Соловья⟧ там.",
        "Вещи ⟦Зайца⟧ пропали.", "Вещи ⟦Рыльских⟧ пропали.", "Слова ⟦Чхеидзе⟧ записаны.", "Мать ⟦Орла⟧ стояла у ворот.",
        "Мать ⟦Дарьи Горячей⟧ пришла.", "Вещи ⟦Лопухиной-Мирской⟧ пропали.", "Друг ⟦Жан-Жака Дюбуа⟧ пришёл.",
        "Друг ⟦Халеда аль-Масри⟧ пришёл.", "Мать ⟦Нгуена Ван Тханя⟧ пришла.", "Брат ⟦Киселёва⟧ пришёл.",
        "Брат ⟦Киселева⟧ пришёл.", "Сестра ⟦Фомы⟧ пришла.",
      ]),
    Trap(
      "patronymic only", .russian,
      [
        "Позвали ⟦Куандыковича⟧ потом.", "Спросили у ⟦Игоревны⟧ имя.", "Там был ⟦Яковлич⟧ один.",
        "Там был ⟦Қуандықұлы⟧ один.",
        "Позвали ⟦Кузьмича⟧ потом.", "Там был ⟦Михалыч⟧ один.", "Позвали ⟦Палну⟧ потом.", "Спросили у ⟦Ильиничны⟧ имя.",
        "Спросили у ⟦Львовны⟧ имя.", "Там был ⟦Николаич⟧ один.", "Там был ⟦Саввич⟧ один.", "Там с ⟦Никитичной⟧ сидели.",
        "Позвали ⟦Саркисовича⟧ потом.", "Там был ⟦Абдуллаевич⟧ один.",
      ]),
    Trap(
      "initials on either side", .russian,
      [
        "Там ⟦А.К. Тулегенов⟧ сидел.", "Там ⟦Тулегенову А. К.⟧ сказали.", "Там ⟦Л. Заречная⟧ сидела.",
        "Позже ⟦Павел Ш.⟧ ушёл.",
        "СПИСОК: ⟦ТУЛЕГЕНОВ А К⟧", "СПИСОК: ⟦ЗАЯЦ ОМ⟧", "Там ⟦Орёл С.Л.⟧ сидела.", "Там ⟦Н.К.Зозуля⟧ сидел.",
        "Там ⟦Ж.-Ж. Дюбуа⟧ сидел.", "Там ⟦Мицкевич Марк А.⟧ сидел.", "Там ⟦Мицкевич-М.А.⟧ сидел.",
        "Там ⟦А.\u{A0}С.\u{A0}Тер-Григорян⟧ был.", "Там ⟦Палию, П. Н.⟧ сказали.", "Там ⟦П. Н.\nПалий⟧ был.",
        "Там ⟦ВЫШИНСКИЙ Э.⟧ был.", "Там ⟦Э. Вышинским⟧ сказано.",
      ]),
    Trap(
      "plural", .russian,
      [
        "У семьи ⟦Тулегеновых⟧ дом.", "Пришли ⟦Заречные⟧ все.", "Пришли ⟦Зайцы⟧ все.", "Дома у ⟦Мицкевичей⟧ обыск.",
        "Видели ⟦Трубецких⟧ там.", "Видели ⟦Вышинских⟧ там.", "Там с ⟦Бондарями⟧ были.", "Дети ⟦Орлов⟧ дома.",
        "Пришли ⟦Палии⟧ все.", "Семью ⟦Соловьёв⟧ увезли.", "Там с ⟦Киселёвыми⟧ были.",
      ]),
    Trap(
      "all capitals", .russian,
      ["Вчера ⟦ТУЛЕГЕНОВ⟧ упал.", "Вчера ⟦СОФЬЮ ОРЁЛ⟧ увели.", "Видели ⟦СОЛОВЬЯ⟧ там.", "Видели ⟦ТРУБЕЦКОГО⟧ там."]),
    Trap(
      "broken lines", .russian,
      [
        "Видели ⟦Туле-\nгенова⟧ там.", "Видели ⟦Туле\u{AD}\nгенова⟧ там.", "Видели ⟦Трубец-\r\nкого⟧ там.",
        "Видели ⟦Лопухину-\nМирскую⟧ там.", "Видели ⟦Тихона\nТрубецкого⟧ там.", "Видели ⟦Мицке‐\n  вича⟧ там.",
        "Видели ⟦Туле\u{AD}генова⟧ там.",
      ]),
    Trap(
      "NBSP, U+2011 and what cannot be seen", .russian,
      [
        "Видели ⟦Тулегенова\u{A0}Александра⟧ там.", "Писал ⟦Щегольков\u{2011}Юрий⟧ там.",
        "Видели ⟦Лопухину\u{2011}Мирскую⟧ там.",
        "Видели ⟦Туле\u{200B}генова⟧ там.", "Видели ⟦Марка\u{202F}Мицкевича⟧ там.", "Видели ⟦Зо\u{2060}зулю⟧ там.",
        "Видели ⟦Тулегенова\tАлександра⟧ там.", "Видели ⟦Тулегенова_Александра⟧ там.", "Видели ⟦Зозу\u{301}лю⟧ там.",
      ]),
    Trap(
      "letter-spaced", .russian,
      [
        "Видели ⟦Т у л е г е н о в а⟧ в камере.", "Видели ⟦Т.у.л.е.г.е.н.о.в.а⟧ в камере.",
        "Видели ⟦Т_у_л_е_г_е_н_о_в_а⟧ там.",
        "Видели ⟦Т-у-л-е-г-е-н-о-в-а⟧ там.", "Видели ⟦М  и  ц  к  е  в  и  ч  а⟧ там.",
        "Видели ⟦З\u{A0}о\u{A0}з\u{A0}у\u{A0}л\u{A0}ю⟧ там.",
        "Видели ⟦П*а*л*и*я⟧ там.", "Видели ⟦В/ы/ш/и/н/с/к/о/г/о⟧ там.",
      ]),
    Trap(
      "homoglyphs", .russian,
      [
        "Видели ⟦Tyлeгeнoвa⟧ там.", "Видели ⟦Зapeчнyю⟧ там.", "Видели ⟦Μицκεвича⟧ там.", "Видели ⟦Трубецк0го⟧ там.",
        "Видели ⟦MАРKА⟧ там.", "Видели ⟦Πалия⟧ там.",
      ]),
    Trap(
      "Kazakh spelling", .russian,
      [
        "Келген ⟦Төлегеновтың⟧ інісі.", "Сонда ⟦Жақсыбековтің⟧ інісі.", "Сонда ⟦Жолдасқа⟧ айтты.",
        "Сонда ⟦Мицкевичтің⟧ сөзі.",
        "Сонда ⟦Вышинскийге⟧ айтты.", "Видели ⟦Жаксыбекова⟧ там.",
      ]),
    Trap(
      "misspelt beside the right given name", .russian,
      ["Там ⟦Александр Толегенев⟧ сидел.", "Там ⟦Марк Мецкевич⟧ сидел.", "Вчера ⟦Александра Тулигенова⟧ видели."]),
    Trap(
      "diminutives", .russian,
      [
        "Вчера ⟦Сашу⟧ увели.", "Вчера с ⟦Любой⟧ говорили.", "Вчера ⟦Рому⟧ били.", "Вчера ⟦Тёму⟧ били.",
        "Вчера ⟦Илюха⟧ звонил.",
        "Вчера ⟦Соню⟧ увели.", "Вчера ⟦Женьку⟧ увели.", "Вчера с ⟦Петькой⟧ говорили.", "Вчера ⟦Дашку⟧ увели.",
      ]),
    Trap(
      "file names, links and handles", .russian,
      [
        "Файл ⟦tulegenov⟧_2024.pdf там", "Файл ⟦Тулегенов_Александр⟧.docx там",
        "https://example.org/⟦aleksandrtulegenov⟧ там",
        "Пишите @⟦tulegenov⟧99 туда", "Метка #⟦СвободуТулегенову⟧ там", "Файл ⟦Трубецкой_ТС⟧.docx там",
        "опрос-⟦мицкевича⟧-2.odt",
        "https://example.org/?q=⟦%D0%9C%D0%B8%D1%86%D0%BA%D0%B5%D0%B2%D0%B8%D1%87⟧", "t.me/⟦mark.mitskevich⟧ там",
        #"{"from": "⟦\u041c\u0438\u0446\u043a\u0435\u0432\u0438\u0447⟧"}"#, "C:\\Дела\\⟦Вышинский⟧\\опрос.doc",
        "&#1042;идели ⟦&#1052;&#x418;ЦКЕВИЧА⟧ там.", "⟦Tikhon%20Trubetskoy⟧.pdf",
      ]),
    Trap(
      "names nobody entered beside a known one", .russian,
      [
        "Там ⟦Любовь Заречная⟧ (⟦Половникова⟧) сидела.", "Там ⟦Жанна Валерьевна Цой⟧ была.",
        "Там ⟦Гринько-Ясенева⟧ была.",
      ]),
    Trap(
      "a name that is a word, where only a person can be meant", .russian,
      ["Там сидел ⟦Роман⟧ один.", "⟦Роман⟧ сказал, что болен.", "Следователь ⟦Роман⟧ ушёл.", "Там видели ⟦Заяц⟧ одну."]),
  ]

  /// What iuliia 0.9 writes; the recogniser has none of its tables.
  static let schemes = [
    ("ALA-LC", ["Evgeniĭ Shchukarёv", "Ėduard T͡skhaĭ", "I͡ulii͡a Zhmykhova", "I͡akov Obʺedkov"]),
    ("ALA-LC, bare", ["Evgenii Shchukarev", "Eduard Tskhai", "Iuliia Zhmykhova", "Iakov Ob\"edkov"]),
    ("BGN/PCGN", ["Yevgeniy Shchukarёv", "Eduard Tskhay", "Yuliya Zhmykhova", "Yakov Ob”yedkov"]),
    ("BS 2979", ["Evgeny Shchukarёv", "Éduard Tskhaĭ", "Yuliya Zhmȳkhova", "Yakov Obʺedkov"]),
    ("BS 2979, bare", ["Evgeny Shchukarev", "Eduard Tskhai", "Yuliya Zhmykhova", "Yakov Ob\"edkov"]),
    ("GOST 16876, GOST 7.79 A, ISO 9:1995", ["Evgenij Ŝukarёv", "Èduard Chaj", "Ûliâ Žmyhova", "Âkov Obʺedkov"]),
    ("GOST 16876, bare", ["Evgenijj Shhukarjov", "Ehduard Ckhajj", "Julija Zhmykhova", "Jakov Ob\"edkov"]),
    ("GOST R 52290", ["Evgeniy Shchukaryev", "Eduard Tskhay", "Yuliya Zhmykhova", "Yakov Obyedkov"]),
    ("GOST R 52535.1", ["Evgenii Shchukarev", "Eduard Tckhai", "Iuliia Zhmykhova", "Iakov Obedkov"]),
    ("GOST 7.0.34", ["Evgenij Shhukaryov", "Eduard Cxaj", "Yuliya Zhmyxova", "Yakov Ob''edkov"]),
    ("GOST 7.79 B", ["Evgenij Shhukaryov", "E`duard Czxaj", "Yuliya Zhmy`xova", "Yakov Ob``edkov"]),
    ("ICAO 9303", ["Evgenii Shchukarev", "Eduard Tskhai", "Iuliia Zhmykhova", "Iakov Obieedkov"]),
    ("ISO/R 9:1954", ["Evgenij Ščukarëv", "Ėduard Chaj", "Julija Žmyhova", "Jakov Ob\"edkov"]),
    ("ISO/R 9:1968", ["Evgenij Ščukarëv", "Ėduard Chaj", "Julija Žmyhova", "Jakov Obʺedkov"]),
    ("ISO/R 9:1968, alternative", ["Evgenyĭ Shchukarëv", "Ėduard Tskhaĭ", "Yulyya Zhmykhova", "Yakov Obʺedkov"]),
    ("maps of the metro", ["Evgeny Schukarev", "Eduard Tskhay", "Yuliya Zhmykhova", "Yakov Obyedkov"]),
    ("passports of 1997", ["Evgeniy Shchukarev", "Eduard Tskhay", "Yuliya Zhmykhova", "Yakov Obyedkov"]),
    ("passports in French", ["Evguenii Chtchoukarev", "Edouard Tskhai", "Iouliia Jmykhova", "Iakov Obedkov"]),
    ("scientific", ["Evgenij Ščukarёv", "Èduard Cxaj", "Julija Žmyxova", "Jakov Obʺedkov"]),
    ("messengers", ["Evgenii Scukarev", "Eduard Chai", "Iuliia Jmyhova", "Iakov Obedkov"]),
    ("UNGEGN 1987", ["Evgenij Ščukarёv", "Èduard Chaj", "Julija Žmyhova", "Jakov Obʺedkov"]),
    ("Uzbek", ["Evgeniy Shukaryov", "Eduard Sxay", "Yuliya Jmixova", "Yakov Obʼedkov"]),
    ("encyclopaedias", ["Yevgeny Shchukaryov", "Eduard Tskhay", "Yuliya Zhmykhova", "Yakov Obyedkov"]),
    ("maps", ["Yevgeniy Schukaryov", "Eduard Tskhay", "Yuliya Zhmykhova", "Yakov Obyedkov"]),
    ("payments", ["Evgenii Schukarev", "Eduard Tskhai", "Yuliya Zhmykhova", "Yakov Obedkov"]),
  ].map { scheme, names in
    Trap(
      scheme, .russian,
      names.flatMap { name in
        ["Seen ⟦\(name)⟧ there."] + name.split(separator: " ").map { "Seen ⟦\($0)⟧ there." }
      })
  }
}
