let standardFacilityTypes: [CodeEntry] = [
  entry(
    "SPR", "Special reception centre (police, administrative arrest)", "Специальный приёмник", "Арнаулы қабылдау орны"),
  entry("PR", "Reception and distribution centre", "Приёмник-распределитель", "Қабылдау-бөлу орны"),
  entry("IVS", "Temporary holding facility (police)", "Изолятор временного содержания", "Уақытша ұстау изоляторы"),
  entry("SIZO", "Remand prison", "Следственный изолятор", "Тергеу изоляторы"),
  entry(
    "SIZO-KNB", "Remand prison of the security service", "Следственный изолятор органов национальной безопасности",
    "Ұлттық қауіпсіздік органдарының тергеу изоляторы"),
  entry(
    "UIS", "Penal institution", "Учреждение уголовно-исполнительной системы", "Қылмыстық-атқару жүйесінің мекемесі"),
  entry("POL", "Police department", "Управление полиции", "Полиция басқармасы"),
  entry(
    "CAN", "Juvenile adaptation centre", "Центр адаптации несовершеннолетних",
    "Кәмелетке толмағандарды бейімдеу орталығы"),
  entry("MED", "Psychiatric institution", "Психиатрическая организация", "Психиатриялық ұйым"),
  entry(
    "NARC", "Compulsory addiction treatment", "Учреждение принудительного лечения от зависимости",
    "Тәуелділіктен мәжбүрлеп емдеу мекемесі"),
  entry(
    "EDU", "Special school or children's home", "Специальная организация образования или детский дом",
    "Арнаулы білім беру ұйымы немесе балалар үйі"),
  entry("SOC", "Social care institution", "Учреждение социальной защиты", "Әлеуметтік қорғау мекемесі"),
  entry("MIL", "Guardhouse", "Гауптвахта", "Гауптвахта"),
  entry(
    "OTHER", "Convoy, guarded hospital ward, improvised site", "Конвой, палата под охраной, приспособленное место",
    "Айдауыл, күзеттегі палата, бейімделген орын"),
]

/// Security levels of penal institutions (Penal Execution Code of Kazakhstan, article 89).
let standardSecurityLevels: [CodeEntry] = [
  entry("minimum", "Minimum security", "Минимальной безопасности", "Қауіпсіздігі барынша төмен"),
  entry("medium", "Medium security", "Средней безопасности", "Қауіпсіздігі орташа"),
  entry("maximum", "Maximum security", "Максимальной безопасности", "Қауіпсіздігі барынша жоғары"),
  entry("extraordinary", "Extraordinary security", "Чрезвычайной безопасности", "Қауіпсіздігі төтенше"),
  entry("full", "Full security (prison)", "Полной безопасности (тюрьма)", "Қауіпсіздігі толық (түрме)"),
  entry("mixed", "Mixed security", "Смешанной безопасности", "Қауіпсіздігі аралас"),
]

/// Regions and cities of republican significance, the crosswalk being ISO 3166-2:KZ as of November 2022.
///
/// South Kazakhstan became Turkistan, without Shymkent, on 19 June 2018; Abai, Zhetisu and Ulytau were formed on 8 June
/// 2022. Between the two there are fourteen regions and three cities.
let standardRegions: [CodeEntry] = [
  region("abai", "Abai Region", "Область Абай", "Абай облысы", "KZ-10", from: founded2022),
  region("akmola", "Akmola Region", "Акмолинская область", "Ақмола облысы", "KZ-11"),
  region("aktobe", "Aktobe Region", "Актюбинская область", "Ақтөбе облысы", "KZ-15"),
  region("almaty-region", "Almaty Region", "Алматинская область", "Алматы облысы", "KZ-19"),
  region("atyrau", "Atyrau Region", "Атырауская область", "Атырау облысы", "KZ-23"),
  region(
    "east-kazakhstan", "East Kazakhstan Region", "Восточно-Казахстанская область", "Шығыс Қазақстан облысы", "KZ-63"),
  region("karaganda", "Karaganda Region", "Карагандинская область", "Қарағанды облысы", "KZ-35"),
  region("kostanay", "Kostanay Region", "Костанайская область", "Қостанай облысы", "KZ-39"),
  region("kyzylorda", "Kyzylorda Region", "Кызылординская область", "Қызылорда облысы", "KZ-43"),
  region("mangystau", "Mangystau Region", "Мангистауская область", "Маңғыстау облысы", "KZ-47"),
  region(
    "north-kazakhstan", "North Kazakhstan Region", "Северо-Казахстанская область", "Солтүстік Қазақстан облысы", "KZ-59"
  ),
  region("pavlodar", "Pavlodar Region", "Павлодарская область", "Павлодар облысы", "KZ-55"),
  region(
    "south-kazakhstan", "South Kazakhstan Region", "Южно-Казахстанская область", "Оңтүстік Қазақстан облысы", nil,
    to: Day(unchecked: 2018, 6, 18)),
  region("turkistan", "Turkistan Region", "Туркестанская область", "Түркістан облысы", "KZ-61", from: founded2018),
  region("ulytau", "Ulytau Region", "Область Улытау", "Ұлытау облысы", "KZ-62", from: founded2022),
  region(
    "west-kazakhstan", "West Kazakhstan Region", "Западно-Казахстанская область", "Батыс Қазақстан облысы", "KZ-27"),
  region("zhambyl", "Zhambyl Region", "Жамбылская область", "Жамбыл облысы", "KZ-31"),
  region("zhetisu", "Zhetisu Region", "Область Жетісу", "Жетісу облысы", "KZ-33", from: founded2022),
  region("almaty", "Almaty (city)", "город Алматы", "Алматы қаласы", "KZ-75"),
  region(
    "astana", "Astana (city)", "город Астана", "Астана қаласы", "KZ-71",
    earlier: [
      EarlierName(
        labels: Labels(en: "Nur-Sultan (city)", ru: "город Нур-Султан", kk: "Нұр-Сұлтан қаласы"),
        validFrom: Day(unchecked: 2019, 3, 23), validTo: Day(unchecked: 2022, 9, 16))
    ], also: ["nur-sultan"]),
  region("shymkent", "Shymkent (city)", "город Шымкент", "Шымкент қаласы", "KZ-79", from: founded2018),
]

private let founded2018 = Day(unchecked: 2018, 6, 19)
private let founded2022 = Day(unchecked: 2022, 6, 8)

private func region(
  _ code: String, _ en: String, _ ru: String, _ kk: String, _ iso: String?, from: Day? = nil, to: Day? = nil,
  earlier: [EarlierName]? = nil, also: [String]? = nil
) -> CodeEntry {
  CodeEntry(
    code: code, labels: Labels(en: en, ru: ru, kk: kk), crosswalk: iso, validFrom: from, validTo: to,
    earlierNames: earlier, alsoKnownAs: also)
}
