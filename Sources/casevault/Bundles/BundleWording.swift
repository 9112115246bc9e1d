import Records

/// The words of a bundle's documents in three languages.
enum BundleWording {
  static let title = Labels(en: "Case file", ru: "Материалы дела", kk: "Іс материалдары")
  static let forRecipient = Labels(
    en: "Copy for", ru: "Экземпляр для", kk: "Дана кімге арналған")
  static let made = Labels(en: "Made", ru: "Составлено", kk: "Жасалған күні")
  static let bundle = Labels(en: "Bundle", ru: "Пакет", kk: "Пакет")
  static let recorded = Labels(en: "recorded", ru: "внесено", kk: "енгізілген")
  static let files = Labels(en: "Attached files", ru: "Приложенные файлы", kk: "Қоса берілген файлдар")
  static let confidential = Labels(
    en: "Confidential. This copy was made for the recipient named above and carries a signature; do not pass it on.",
    ru: "Конфиденциально. Этот экземпляр составлен для указанного выше получателя и подписан; не передавайте его.",
    kk: "Құпия. Бұл дана жоғарыда аталған алушы үшін жасалған және қол қойылған; басқаға бермеңіз.")

  static func kind(_ kind: RecordKind, _ language: LabelLanguage) -> String {
    (kinds[kind] ?? Labels(en: kind.displayName, ru: kind.displayName, kk: kind.displayName))[language]
  }

  /// The label of a field, by the last of its names; the stored name where there is none.
  static func field(_ path: String, _ language: LabelLanguage) -> String {
    guard let name = path.split(separator: ".").last(where: { Int($0) == nil }) else { return path }
    return fields[String(name)]?[language] ?? String(name)
  }

  /// Which list of the codebook the values of a field are taken from.
  static func list(_ path: String, of kind: RecordKind) -> CodeList? {
    switch path.split(separator: ".").last(where: { Int($0) == nil }) {
    case "category": .allegation
    case "channel": .channel
    case "relation": .relation
    case "language", "languages": .language
    case "sex": .sex
    case "purpose" where kind == .consent: .consentPurpose
    case "decision" where kind == .consent: .consentDecision
    case "state" where kind == .recommendation: .recommendationState
    case "consistency": .consistency
    case "account": .account
    case "reliability": .reliability
    case "verification": .verification
    case "reprisalRisk": .reprisalRisk
    default: nil
    }
  }

  private static let kinds: [RecordKind: Labels] = [
    .person: Labels(en: "Person", ru: "Лицо", kk: "Тұлға"),
    .contact: Labels(en: "Contact", ru: "Контакт", kk: "Байланыс тұлғасы"),
    .consent: Labels(en: "Consent", ru: "Согласие", kk: "Келісім"),
    .detentionEpisode: Labels(en: "Detention", ru: "Содержание под стражей", kk: "Қамауда ұсталу"),
    .caseTitle: Labels(en: "Case", ru: "Дело", kk: "Іс"),
    .interview: Labels(en: "Interview", ru: "Беседа", kk: "Әңгімелесу"),
    .note: Labels(en: "Note", ru: "Запись", kk: "Жазба"),
    .allegation: Labels(en: "Allegation", ru: "Утверждение о нарушении", kk: "Құқық бұзу туралы мәлімдеме"),
    .statement: Labels(en: "Statement", ru: "Обращение", kk: "Өтініш"),
    .recommendation: Labels(en: "Recommendation", ru: "Рекомендация", kk: "Ұсыным"),
    .reprisalEvent: Labels(en: "Reprisal", ru: "Преследование", kk: "Қудалау"),
    .attachedFile: Labels(en: "Attached file", ru: "Приложенный файл", kk: "Қоса берілген файл"),
    .medicalFinding: Labels(en: "Medical finding", ru: "Медицинские данные", kk: "Медициналық дерек"),
    .medicalFile: Labels(en: "Medical file", ru: "Медицинский файл", kk: "Медициналық файл"),
    .redactedCopy: Labels(en: "Redacted copy", ru: "Обезличенная копия", kk: "Иесіздендірілген көшірме"),
  ]

  private static let fields: [String: Labels] = [
    "title": Labels(en: "Title", ru: "Название", kk: "Атауы"),
    "reference": Labels(en: "Reference", ru: "Номер", kk: "Нөмірі"),
    "surname": Labels(en: "Surname", ru: "Фамилия", kk: "Тегі"),
    "given": Labels(en: "Given name", ru: "Имя", kk: "Аты"),
    "patronymic": Labels(en: "Patronymic", ru: "Отчество", kk: "Әкесінің аты"),
    "script": Labels(en: "Script", ru: "Письмо", kk: "Жазу"),
    "aliases": Labels(en: "Also known as", ru: "Другие имена", kk: "Басқа аттары"),
    "iin": Labels(en: "Identification number", ru: "ИИН", kk: "ЖСН"),
    "birthDate": Labels(en: "Date of birth", ru: "Дата рождения", kk: "Туған күні"),
    "sex": Labels(en: "Sex", ru: "Пол", kk: "Жынысы"),
    "citizenship": Labels(en: "Citizenship", ru: "Гражданство", kk: "Азаматтығы"),
    "languages": Labels(en: "Languages", ru: "Языки", kk: "Тілдері"),
    "language": Labels(en: "Language", ru: "Язык", kk: "Тілі"),
    "disability": Labels(en: "Disability", ru: "Инвалидность", kk: "Мүгедектігі"),
    "person": Labels(en: "Person", ru: "Лицо", kk: "Тұлға"),
    "relation": Labels(en: "Relation", ru: "Кем приходится", kk: "Кім болып келеді"),
    "phones": Labels(en: "Telephone", ru: "Телефон", kk: "Телефон"),
    "emails": Labels(en: "E-mail", ru: "Эл. почта", kk: "Эл. пошта"),
    "addresses": Labels(en: "Address", ru: "Адрес", kk: "Мекенжай"),
    "purpose": Labels(en: "Purpose", ru: "Цель", kk: "Мақсаты"),
    "decision": Labels(en: "Decision", ru: "Решение", kk: "Шешім"),
    "date": Labels(en: "Date", ru: "Дата", kk: "Күні"),
    "limits": Labels(en: "Limits", ru: "Ограничения", kk: "Шектеулер"),
    "facility": Labels(en: "Facility", ru: "Учреждение", kk: "Мекеме"),
    "apprehended": Labels(en: "Apprehended", ru: "Задержан", kk: "Ұсталған уақыты"),
    "registered": Labels(en: "Registered", ru: "Зарегистрирован", kk: "Тіркелген уақыты"),
    "court": Labels(en: "Brought before a court", ru: "Доставлен в суд", kk: "Сотқа жеткізілген уақыты"),
    "released": Labels(en: "Released", ru: "Освобождён", kk: "Босатылған уақыты"),
    "legalBasis": Labels(en: "Legal basis", ru: "Правовое основание", kk: "Құқықтық негізі"),
    "article": Labels(en: "Article", ru: "Статья", kk: "Бап"),
    "start": Labels(en: "Begun", ru: "Начало", kk: "Басталуы"),
    "end": Labels(en: "Ended", ru: "Окончание", kk: "Аяқталуы"),
    "place": Labels(en: "Place", ru: "Место", kk: "Орны"),
    "isPrivate": Labels(en: "In private", ru: "Наедине", kk: "Оңаша"),
    "thirdParties": Labels(en: "Others present", ru: "Присутствовали", kk: "Қатысқандар"),
    "restraints": Labels(en: "Restraints", ru: "Спецсредства", kk: "Арнайы құралдар"),
    "interpreter": Labels(en: "Interpreter", ru: "Переводчик", kk: "Аудармашы"),
    "reprisalRisk": Labels(en: "Risk of reprisal", ru: "Риск преследования", kk: "Қудалау қаупі"),
    "interview": Labels(en: "Interview", ru: "Беседа", kk: "Әңгімелесу"),
    "author": Labels(en: "Author", ru: "Автор", kk: "Авторы"),
    "takenAt": Labels(en: "Taken", ru: "Когда записано", kk: "Жазылған уақыты"),
    "category": Labels(en: "Category", ru: "Категория", kk: "Санаты"),
    "occurred": Labels(en: "When", ru: "Когда", kk: "Қашан"),
    "unit": Labels(en: "Unit", ru: "Подразделение", kk: "Бөлімше"),
    "badge": Labels(en: "Badge", ru: "Нагрудный знак", kk: "Төсбелгі"),
    "description": Labels(en: "Description", ru: "Описание", kk: "Сипаттамасы"),
    "words": Labels(en: "In the person's words", ru: "Словами лица", kk: "Тұлғаның өз сөзімен"),
    "account": Labels(en: "Account of", ru: "Со слов", kk: "Кімнің айтуынша"),
    "reliability": Labels(en: "Reliability", ru: "Источник", kk: "Дереккөзі"),
    "verification": Labels(en: "Verification", ru: "Проверка", kk: "Тексерілуі"),
    "received": Labels(en: "Received", ru: "Получено", kk: "Алынған күні"),
    "channel": Labels(en: "Channel", ru: "Как поступило", kk: "Келіп түсу жолы"),
    "summary": Labels(en: "Summary", ru: "Содержание", kk: "Мазмұны"),
    "text": Labels(en: "Text", ru: "Текст", kk: "Мәтін"),
    "addressee": Labels(en: "Addressee", ru: "Адресат", kk: "Адресат"),
    "issued": Labels(en: "Issued", ru: "Вынесена", kk: "Берілген күні"),
    "state": Labels(en: "State", ru: "Состояние", kk: "Күйі"),
    "due": Labels(en: "Due", ru: "Срок", kk: "Мерзімі"),
    "reply": Labels(en: "Reply", ru: "Ответ", kk: "Жауап"),
    "what": Labels(en: "What happened", ru: "Что произошло", kk: "Не болды"),
    "type": Labels(en: "Type", ru: "Вид", kk: "Түрі"),
    "fileName": Labels(en: "File name", ru: "Имя файла", kk: "Файл атауы"),
    "sha256": Labels(en: "SHA-256", ru: "SHA-256", kk: "SHA-256"),
    "size": Labels(en: "Bytes", ru: "Байт", kk: "Байт"),
    "mediaType": Labels(en: "Media type", ru: "Тип", kk: "Түрі"),
    "origin": Labels(en: "Origin", ru: "Происхождение", kk: "Шығу тегі"),
    "caption": Labels(en: "Caption", ru: "Подпись", kk: "Түсіндірме"),
    "bodySite": Labels(en: "Part of the body", ru: "Часть тела", kk: "Дене мүшесі"),
    "examined": Labels(en: "Examined", ru: "Осмотр", kk: "Қаралған уақыты"),
    "examiner": Labels(en: "Examiner", ru: "Кем осмотрен", kk: "Қараған адам"),
    "consistency": Labels(en: "Consistency", ru: "Соответствие", kk: "Сәйкестігі"),
  ]
}
