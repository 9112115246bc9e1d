let standardClosedTables: [CodeTable] = [
  CodeTable(
    .sex,
    [
      entry("female", "Women", "Женщины", "Әйелдер"),
      entry("male", "Men", "Мужчины", "Ерлер"),
      entry("other", "Other", "Иное", "Өзге"),
      entry("unknown", "Unknown", "Неизвестно", "Белгісіз"),
    ]),
  CodeTable(
    .visitType,
    [
      entry("periodic", "Periodic", "Периодическое", "Мерзімді"),
      entry("intermediate", "Intermediate", "Промежуточное", "Аралық"),
      entry("special", "Special", "Специальное", "Арнайы"),
    ]),
  CodeTable(
    .consentPurpose,
    [
      entry("record", "To record", "Запись", "Жазып алу"),
      entry("refer", "To refer to an authority", "Направление в государственный орган", "Мемлекеттік органға жолдау"),
      entry("share-with-lawyer", "To share with a lawyer", "Передача адвокату", "Адвокатқа беру"),
      entry("share-with-doctor", "To share with a doctor", "Передача врачу", "Дәрігерге беру"),
      entry("publish", "To publish", "Публикация", "Жариялау"),
    ]),
  CodeTable(
    .consentDecision,
    [
      entry("given", "Given", "Дано", "Берілді"),
      entry("refused", "Refused", "Отказано", "Бас тартылды"),
      entry("withdrawn", "Withdrawn", "Отозвано", "Кері қайтарып алынды"),
    ]),
  CodeTable(
    .referralState,
    [
      entry("drafted", "Drafted", "Подготовлено", "Дайындалды"),
      entry("consent-refused", "Consent refused", "Отказ в согласии", "Келісім берілмеді"),
      entry("sent", "Sent", "Направлено", "Жіберілді"),
      entry("acknowledged", "Acknowledged", "Получение подтверждено", "Алынғаны расталды"),
      entry("information-requested", "Information requested", "Запрошены сведения", "Мәлімет сұратылды"),
      entry("registered", "Registered", "Зарегистрировано", "Тіркелді"),
      entry("investigation", "Investigation", "Расследуется", "Тергеліп жатыр"),
      entry("refused", "Refused", "Отказано", "Бас тартылды"),
      entry("terminated", "Terminated", "Прекращено", "Тоқтатылды"),
      entry("to-court", "Sent to court", "Передано в суд", "Сотқа жіберілді"),
      entry("verdict", "Verdict", "Вынесен приговор", "Үкім шығарылды"),
      entry("withdrawn", "Withdrawn", "Отозвано", "Кері қайтарып алынды"),
      entry("overdue", "Overdue", "Срок ответа истёк", "Жауап мерзімі өтті"),
    ]),
  CodeTable(
    .recommendationState,
    [
      entry("issued", "Issued", "Вынесена", "Берілді"),
      entry("acknowledged", "Acknowledged", "Получение подтверждено", "Алынғаны расталды"),
      entry("accepted", "Accepted", "Принята", "Қабылданды"),
      entry("partly-accepted", "Partly accepted", "Принята частично", "Ішінара қабылданды"),
      entry("rejected", "Rejected", "Отклонена", "Қабылданбады"),
      entry("no-reply", "No reply", "Нет ответа", "Жауап жоқ"),
      entry(
        "claimed-implemented", "Claimed implemented", "Исполнена по словам адресата", "Адресаттың айтуынша орындалды"),
      entry(
        "verified-on-revisit", "Verified on re-visit", "Исполнение подтверждено при повторном посещении",
        "Орындалғаны қайта барғанда расталды"),
      entry("not-verified", "Not verified", "Исполнение не подтверждено", "Орындалғаны расталмады"),
      entry("escalated", "Escalated", "Передана на уровень выше", "Жоғары деңгейге жіберілді"),
      entry("closed", "Closed", "Закрыта", "Жабылды"),
    ]),
  CodeTable(
    .consistency,
    [
      entry("not-consistent", "Not consistent", "Не соответствует", "Сәйкес келмейді"),
      entry("consistent", "Consistent", "Соответствует", "Сәйкес келеді"),
      entry(
        "highly-consistent", "Highly consistent", "В высокой степени соответствует", "Жоғары дәрежеде сәйкес келеді"),
      entry("typical-of", "Typical of", "Типично", "Тән"),
      entry("diagnostic-of", "Diagnostic of", "Диагностический признак", "Диагностикалық белгі"),
    ]),
  CodeTable(
    .account,
    [
      entry("detainee", "Detainee", "Задержанный", "Ұсталған адам"),
      entry("administration", "Administration", "Администрация", "Әкімшілік"),
      entry("doctor", "Doctor", "Врач", "Дәрігер"),
      entry("register", "Register", "Журнал учёта", "Есепке алу журналы"),
      entry("witness", "Witness", "Свидетель", "Куә"),
      entry("relative", "Relative", "Родственник", "Туысы"),
      entry("lawyer", "Lawyer", "Адвокат", "Адвокат"),
      entry("monitor", "Seen by the monitor", "Наблюдение участника НПМ", "ҰАТ қатысушысының байқағаны"),
    ]),
  CodeTable(
    .reliability,
    [
      entry("first-hand", "First hand", "Из первых рук", "Өз көзімен көрген"),
      entry("second-hand", "Second hand", "Со слов очевидца", "Куәгердің айтуынша"),
      entry("hearsay", "Hearsay", "По слухам", "Естуі бойынша"),
      entry("unknown", "Unknown", "Неизвестно", "Белгісіз"),
    ]),
  CodeTable(
    .verification,
    [
      entry("unverified", "Unverified", "Не проверено", "Тексерілмеген"),
      entry("corroborated", "Corroborated", "Подкреплено другими источниками", "Басқа дереккөздермен қуатталған"),
      entry("contradicted", "Contradicted", "Противоречит другим источникам", "Басқа дереккөздерге қайшы"),
      entry("confirmed", "Confirmed", "Подтверждено", "Расталған"),
      entry("refuted", "Refuted", "Опровергнуто", "Теріске шығарылған"),
    ]),
  CodeTable(
    .reprisalRisk,
    [
      entry("low", "Low", "Низкий", "Төмен"),
      entry("medium", "Medium", "Средний", "Орташа"),
      entry("high", "High", "Высокий", "Жоғары"),
      entry("unknown", "Unknown", "Неизвестно", "Белгісіз"),
    ]),
  CodeTable(
    .countingUnit,
    [
      entry("persons", "Persons", "Лица", "Адамдар"),
      entry("statements", "Statements", "Обращения", "Өтініштер"),
      entry("allegations", "Allegations", "Сообщения о нарушениях", "Бұзушылықтар туралы хабарлар"),
      entry("interviews", "Interviews", "Беседы", "Әңгімелесулер"),
      entry("visits", "Visits", "Посещения", "Барулар"),
      entry("facilities", "Facilities", "Учреждения", "Мекемелер"),
      entry("facility-visits", "Facility visits", "Посещения учреждений", "Мекемелерге барулар"),
    ]),
]
