/// Seven groups and forty categories, with the number of the HURIDOCS micro-thesauri beside ours.
///
/// Seven of the finer terms in use are counted under a broader one, so that a monitor can keep the list in mind and
/// tables do not break into single persons: blunt objects under BEAT (HURIDOCS 030102 within 030100), a bag over the
/// head under ASPHYX (030902 within 030900), suspension under POSTURE (031101 within 031100), threats to the family
/// under THREAT (032202 beside 032201), refused medicine under MEDCARE (031504 beside 031503), poor food under
/// ACCOMMODATION, degrading conditions under DEGRADE. Typing one of them suggests the broader code. The finer word
/// stays in what the person said.
let standardAllegations: [CodeEntry] = [
  entry("PHYSICAL", "Physical violence", "Физическое насилие", "Дене күшін қолдану"),
  entry("SEXUAL-VIOLENCE", "Sexual violence", "Сексуальное насилие", "Жыныстық зорлық-зомбылық"),
  entry(
    "PSYCHOLOGICAL", "Psychological ill-treatment", "Психологическое воздействие", "Психологиялық қысым көрсету"),
  entry("DEPRIVATION", "Deprivation", "Лишение необходимого", "Қажетті нәрселерден айыру"),
  entry("SAFEGUARDS", "Denied safeguards", "Нарушение гарантий", "Кепілдіктердің бұзылуы"),
  entry("CONDITIONS", "Conditions of detention", "Условия содержания", "Ұстау жағдайлары"),
  entry("GRAVE", "Gravest violations", "Наиболее тяжкие нарушения", "Аса ауыр бұзушылықтар"),

  entry("BEAT", "Beating", "Избиение", "Ұрып-соғу", in: "PHYSICAL", "030100", also: ["BLUNT"]),
  entry("FALANGA", "Beating on the soles", "Удары по ступням", "Табаннан ұру", in: "PHYSICAL", "030104"),
  entry(
    "ELECTRIC", "Electric shock", "Воздействие электрическим током", "Электр тогымен азаптау", in: "PHYSICAL", "030800"),
  entry("ASPHYX", "Asphyxiation", "Удушение", "Тұншықтыру", in: "PHYSICAL", "030900", also: ["BAG"]),
  entry(
    "POSTURE", "Forced posture or suspension", "Вынужденная поза или подвешивание",
    "Мәжбүрлі қалыпта ұстау немесе асып қою",
    in: "PHYSICAL", "031100", also: ["SUSPEND"]),
  entry("BURN", "Burning", "Ожоги", "Күйдіру", in: "PHYSICAL", "030400"),
  entry(
    "HEATCOLD", "Exposure to heat or cold", "Воздействие жарой или холодом", "Ыстықпен немесе суықпен қинау",
    in: "PHYSICAL", "030700"),
  entry(
    "BIND", "Binding or tight handcuffs", "Связывание или тугие наручники", "Байлау немесе кісенді қатты қысу",
    in: "PHYSICAL", "031701"),
  entry("FRACTURE", "Fractures and wounds", "Переломы и раны", "Сүйек сындыру және жаралау", in: "PHYSICAL", "030300"),
  entry("GUNSHOT", "Gunshot wound", "Огнестрельное ранение", "Оқ тиген жарақат", in: "PHYSICAL"),

  entry("RAPE", "Rape", "Изнасилование", "Зорлау", in: "SEXUAL-VIOLENCE", "030500"),
  entry(
    "SEXUAL", "Other sexual assault", "Иные сексуальные посягательства", "Өзге де жыныстық қол сұғу",
    in: "SEXUAL-VIOLENCE", "030600"),
  entry(
    "STRIP-SEARCH", "Humiliating strip search", "Унизительный личный досмотр с раздеванием", "Шешіндіріп, қорлап тінту",
    in: "SEXUAL-VIOLENCE"),

  entry(
    "THREAT", "Threats to the person or family", "Угрозы в адрес лица или его семьи",
    "Адамның өзіне немесе отбасына қоқан-лоққы жасау",
    in: "PSYCHOLOGICAL", "032201", also: ["THREAT-FAMILY"]),
  entry("DEATH-THREAT", "Threat of death", "Угроза убийством", "Өлтіремін деп қорқыту", in: "PSYCHOLOGICAL", "032300"),
  entry(
    "DEGRADE", "Humiliation", "Унижение достоинства", "Ар-намысты қорлау", in: "PSYCHOLOGICAL", "032100",
    also: ["DIGNITY"]),
  entry("BLINDFOLD", "Blindfolding", "Завязывание глаз", "Көзді байлау", in: "PSYCHOLOGICAL", "031904"),
  entry("ISOLATE", "Isolation", "Изоляция", "Оқшаулау", in: "PSYCHOLOGICAL", "031800"),

  entry(
    "FOODWATER", "No food or water", "Лишение пищи или воды", "Тамақтан немесе судан айыру", in: "DEPRIVATION", "031501"
  ),
  entry("SLEEP", "No sleep", "Лишение сна", "Ұйқыдан айыру", in: "DEPRIVATION", "031502"),
  entry(
    "MEDCARE", "No medical care or medicine", "Отказ в медицинской помощи или лекарствах",
    "Медициналық көмек немесе дәрі-дәрмек бермеу",
    in: "DEPRIVATION", "031503", also: ["MEDICINE"]),
  entry("OVERCROWD", "Overcrowding", "Переполненность", "Шамадан тыс тығыз орналастыру", in: "DEPRIVATION", "031905"),

  entry("NO-LAWYER", "No lawyer", "Недопуск адвоката", "Адвокатты жібермеу", in: "SAFEGUARDS", "350109"),
  entry(
    "NO-PRIVATE-COUNSEL", "No private talk with counsel", "Нет свидания с адвокатом наедине",
    "Адвокатпен оңаша кездестірмеу", in: "SAFEGUARDS", "350113"),
  entry(
    "NO-INTERPRETER", "No interpreter", "Непредоставление переводчика", "Аудармашы бермеу", in: "SAFEGUARDS", "350105"),
  entry(
    "NO-INFORMATION", "Not told of rights or charge", "Неразъяснение прав или подозрения",
    "Құқықтарын немесе күдікті түсіндірмеу", in: "SAFEGUARDS", "350107"),
  entry(
    "FORCED-STATEMENT", "Forced statement", "Принуждение к даче показаний", "Айғақ беруге мәжбүрлеу", in: "SAFEGUARDS"),
  entry(
    "UNLAWFUL-DETENTION", "Unlawful detention", "Незаконное задержание", "Заңсыз ұстау", in: "SAFEGUARDS", "360103"),
  entry(
    "NO-NOTIFICATION", "Family not notified", "Неуведомление родственников", "Туыстарына хабарламау", in: "SAFEGUARDS"),
  entry(
    "COMPLAINT-BLOCKED", "Complaint obstructed", "Препятствование подаче жалобы", "Шағым беруге кедергі жасау",
    in: "SAFEGUARDS", "360102060000"),
  entry(
    "NO-EXAM", "No medical examination", "Непроведение медицинского осмотра", "Медициналық қарап-тексеруді өткізбеу",
    in: "SAFEGUARDS"),
  entry(
    "EXAM-NOT-PRIVATE", "Examination not in private", "Осмотр в присутствии посторонних",
    "Бөгде адамдардың көзінше қарап-тексеру", in: "SAFEGUARDS"),
  entry("UNREGISTERED", "Detention not registered", "Нерегистрация задержания", "Ұстауды тіркемеу", in: "SAFEGUARDS"),
  entry(
    "REPRISAL", "Reprisal for a complaint or contact", "Преследование за жалобу или обращение",
    "Шағымы немесе жүгінуі үшін қудалау", in: "SAFEGUARDS"),

  entry(
    "ACCOMMODATION", "Poor accommodation or food", "Плохие бытовые условия или питание",
    "Тұрмыс жағдайының немесе тамақтың нашарлығы", in: "CONDITIONS", also: ["FOOD"]),
  entry(
    "HEALTH", "Hygiene and health hazards", "Антисанитария и угроза здоровью", "Антисанитария және денсаулыққа қауіп",
    in: "CONDITIONS"),
  entry(
    "SEPARATION", "Categories not separated", "Нераздельное содержание категорий", "Санаттарды бөлек ұстамау",
    in: "CONDITIONS"),

  entry("TORTURE", "Torture", "Пытки", "Азаптау", in: "GRAVE", "020111110000"),
  entry("DEATH-CUSTODY", "Death in custody", "Смерть под стражей", "Қамауда қайтыс болу", in: "GRAVE", "010106010000"),
  entry(
    "DISAPPEARANCE", "Enforced disappearance", "Насильственное исчезновение", "Күштеп жоғалту", in: "GRAVE",
    "030103000000"),
]
