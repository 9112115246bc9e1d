/// What was checked together.
struct ReleaseScope: Sendable, Hashable {
  /// Tables of this release.
  var tables = 1
  /// Releases before it.
  var earlier = 0

  var isJoint: Bool { tables > 1 || earlier > 0 }
}

/// What a release says about itself, in one language. Sentences take numbers in a form that needs no inflection.
struct Wording: Sendable {
  let language: PageLanguage
  fileprivate let withinTable: String
  fileprivate let together: @Sendable (Int, Int) -> String
  let total: String
  let suppressed: String
  let unit: String
  let table: String
  let chart: String
  let chartOfTotals: String
  let chartDescription: String
  let legend: String
  let structuralZero: String
  let uncounted: String
  let protection: String
  let methods: String
  fileprivate let notTogether: String
  fileprivate let background: String
  fileprivate let small: @Sendable (Int) -> String
  fileprivate let complementary: String
  fileprivate let group: String
  fileprivate let multiResponse: String
  fileprivate let zeros: @Sendable (ZeroPolicy) -> String
  fileprivate let percentages: String
  fileprivate let reach: @Sendable (ZeroPolicy, Int) -> String

  static func of(_ language: PageLanguage) -> Wording {
    switch language {
    case .english: english
    case .russian: russian
    case .kazakh: kazakh
    }
  }

  /// The rules a table went through, one sentence or two each; as many in every language.
  func rules(of table: PublishedTable) -> [String] {
    let isMultiResponse = table.shape.dimensions.contains(where: \.isMultiResponse)
    var rules = [small(table.threshold)]
    if !isMultiResponse { rules.append(complementary) }
    if table.shape.dimensions.contains(where: \.isSensitive) { rules.append(group) }
    if isMultiResponse { rules.append(multiResponse) }
    rules.append(zeros(table.zeroPolicy))
    rules.append(percentages)
    return rules
  }

  func claim(of table: PublishedTable) -> String { reach(table.zeroPolicy, table.threshold) }

  /// How far the protection reaches.
  func scope(_ scope: ReleaseScope) -> String {
    scope.isJoint ? together(scope.tables, scope.earlier) : withinTable
  }

  /// What is not taken into account.
  func limits(_ scope: ReleaseScope) -> String {
    scope.isJoint ? background : notTogether + " " + background
  }
}

extension Wording {
  private static let english = Wording(
    language: .english,
    withinTable: "Protected within this table only",
    together: {
      "Protected together with all tables of this release (tables: \($0)) and the releases before it (\($1))"
    },
    total: "Total",
    suppressed: "suppressed",
    unit: "Counted unit",
    table: "Table",
    chart: "Chart",
    chartOfTotals: "Chart of the row totals",
    chartDescription:
      "Bars show published numbers only. A hatched mark, always of the same size, stands for a suppressed one. "
      + "All numbers are in the table.",
    legend: "* suppressed. The symbol is the same for every reason.",
    structuralZero: "– cannot occur",
    uncounted: "… not monitored, or not asked",
    protection: "How this table is protected",
    methods: "Methods",
    notTogether: "This table was not checked together with other tables or earlier releases.",
    background:
      "What a reader knows from elsewhere is not taken into account. Someone who repeats the calculation that "
      + "chose the cells may be able to rule some values out.",
    small: {
      "A number, a total included, is suppressed when fewer than \($0) different persons, or fewer than \($0) "
        + "counted units, stand behind it."
    },
    complementary: "Further cells, totals and zeros among them where needed, are suppressed so that subtraction does "
      + "not give the small ones back. One symbol stands for all.",
    group: "A cell is also suppressed when it would tell that all members of a group, or all but one, share a "
      + "sensitive category.",
    multiResponse: "One counted unit can fall in several categories. The cells do not add up, and no totals are given.",
    zeros: {
      $0 == .maySuppress
        ? "A suppressed cell may be zero."
        : "Every zero is shown, except what cannot occur; a suppressed cell is at least one."
    },
    percentages: "Percentages are not given: they would give counts back.",
    reach: { policy, threshold in
      "By the published numbers alone, each cell suppressed for being small could be as low as "
        + (policy == .maySuppress ? "0" : "1 (a total: 1 for each of its cells that is not zero)")
        + " and could be \(threshold) or more."
    })

  private static let russian = Wording(
    language: .russian,
    withinTable: "Защищено только в пределах этой таблицы",
    together: {
      "Защищено совместно со всеми таблицами этого выпуска (таблиц: \($0)) и прежними выпусками (\($1))"
    },
    total: "Всего",
    suppressed: "скрыто",
    unit: "Единица счёта",
    table: "Таблица",
    chart: "Диаграмма",
    chartOfTotals: "Диаграмма итогов по строкам",
    chartDescription:
      "Столбцы показывают только опубликованные числа. Заштрихованная метка, всегда одного размера, означает скрытое "
      + "число. Все числа приведены в таблице.",
    legend: "* скрыто. Знак один и тот же независимо от причины.",
    structuralZero: "– невозможное сочетание",
    uncounted: "… мониторинг не проводился или вопрос не задавался",
    protection: "Как защищена эта таблица",
    methods: "Методика",
    notTogether: "Таблица не проверялась вместе с другими таблицами и прежними публикациями.",
    background: "То, что читатель знает из других источников, не учитывается. Тот, кто повторит расчёт, выбравший "
      + "скрытые ячейки, возможно, сумеет исключить некоторые значения.",
    small: {
      "Число, в том числе итог, скрывается, если за ним стоит менее \($0) разных лиц или менее \($0) единиц счёта."
    },
    complementary: "Скрываются и другие ячейки, при необходимости также итоги и нули, чтобы малые числа нельзя было "
      + "получить вычитанием. Для всех используется один знак.",
    group:
      "Ячейка скрывается и тогда, когда по ней видно, что все члены группы или все, кроме одного, относятся к одной "
      + "чувствительной категории.",
    multiResponse: "Одна единица счёта может относиться к нескольким категориям. Ячейки не складываются, итоги не "
      + "приводятся.",
    zeros: {
      $0 == .maySuppress
        ? "Скрытая ячейка может быть равна нулю."
        : "Все нули показаны, кроме невозможных сочетаний; скрытая ячейка не меньше единицы."
    },
    percentages: "Проценты не приводятся: по ним можно восстановить числа.",
    reach: { policy, threshold in
      "Судя только по опубликованным числам, каждая ячейка, скрытая из-за малого числа, может быть равна "
        + (policy == .maySuppress ? "0" : "1 (итог: по 1 на каждую его ненулевую ячейку)")
        + ", а может быть равна \(threshold) и более."
    })

  private static let kazakh = Wording(
    language: .kazakh,
    withinTable: "Тек осы кестенің шегінде қорғалған",
    together: {
      "Осы шығарылымның барлық кестесімен (кесте саны: \($0)) және бұрынғы шығарылымдармен (\($1)) бірге қорғалған"
    },
    total: "Барлығы",
    suppressed: "жасырылған",
    unit: "Есептеу бірлігі",
    table: "Кесте",
    chart: "Диаграмма",
    chartOfTotals: "Жолдар қорытындысының диаграммасы",
    chartDescription:
      "Бағандар тек жарияланған сандарды көрсетеді. Өлшемі әрдайым бірдей штрихталған белгі жасырылған санды білдіреді. "
      + "Барлық сандар кестеде берілген.",
    legend: "* жасырылған. Себебі қандай болса да, белгі біреу.",
    structuralZero: "– мүмкін емес үйлесім",
    uncounted: "… мониторинг жүргізілмеген немесе сұрақ қойылмаған",
    protection: "Бұл кесте қалай қорғалған",
    methods: "Әдістеме",
    notTogether: "Кесте басқа кестелермен және бұрынғы жарияланымдармен бірге тексерілген жоқ.",
    background:
      "Оқырманның басқа көздерден білетіні ескерілмейді. Ұяшықтарды таңдаған есептеуді қайталаған адам кейбір "
      + "мәндерді жоққа шығара алуы мүмкін.",
    small: {
      "Әртүрлі адамдардың немесе есептеу бірліктерінің саны белгіленген шектен (\($0)) аз болса, ол сан, соның "
        + "ішінде қорытынды да, жасырылады."
    },
    complementary: "Азайту арқылы шағын сандарды қалпына келтіру мүмкін болмауы үшін басқа ұяшықтар да, қажет болса "
      + "қорытындылар мен нөлдер де жасырылады. Барлығына бір белгі қойылады.",
    group: "Топтың барлық мүшесі немесе біреуінен басқасының бәрі бір сезімтал санатқа жататынын көрсететін ұяшық та "
      + "жасырылады.",
    multiResponse: "Бір есептеу бірлігі бірнеше санатқа жатуы мүмкін. Ұяшықтар қосылмайды, қорытындылар берілмейді.",
    zeros: {
      $0 == .maySuppress
        ? "Жасырылған ұяшық нөлге тең болуы мүмкін."
        : "Мүмкін емес үйлесімдерден басқа барлық нөл көрсетілген; жасырылған ұяшық кемінде бірге тең."
    },
    percentages: "Пайыздар берілмейді: олар арқылы сандарды қалпына келтіруге болады.",
    reach: { policy, threshold in
      "Тек жарияланған сандарға қарағанда, аз болғаны үшін жасырылған әрбір ұяшықтың мәні "
        + (policy == .maySuppress ? "0" : "1 (қорытынды үшін: оның әрбір нөлдік емес ұяшығына 1-ден)")
        + " болуы да, \(threshold) немесе одан көп болуы да мүмкін."
    })
}
