import Foundation
import Publication
import Records
import Vault

/// What a table asks for, checked and completed: whole code lists, the threshold of the field, the observations.
struct TablePlan {
  let spec: TableSpec
  /// What is counted of dimensions the table does not have: the months.
  let scope: [String: [String]]
  /// Cases whose records the member cannot count.
  let closedCases: Int
  private let rows: [CountedRows.Row]
  private let consentRule: String?

  init(
    _ source: CountedSource, by names: [String], threshold: Int? = nil, title: LocalizedText? = nil,
    since: String? = nil, until: String? = nil, publishZeros: Bool = false, objections: ObjectionRule,
    _ vault: OpenVault
  ) throws {
    let counted = try CountedRows(source, since: since, until: until, objections: objections, vault)
    closedCases = counted.closedCases
    consentRule = counted.consentRule
    let months = counted.months
    rows = counted.rows
    let lists = try CodeLabels(
      vault, months: months, since: since, until: until, addressees: rows.compactMap { $0.values["addressee"] })
    let dimensions = try names.map { name in
      try lists.dimension(name, isMultiResponse: source.isMultiResponse(name))
    }
    let naming = ["facility", "minor", "ageBand", "foreigner"]
    let least = names.contains(where: naming.contains) ? 10 : TableSpec.defaultThreshold
    guard threshold ?? least >= least else {
      throw Failure(
        "a threshold below \(least) is not published with these dimensions",
        hint: "use region for facility, or leave the threshold as it is", .refused)
    }
    let unit = source.unit(try vault.codebook())
    let hasTime = dimensions.contains { ($0.counting?.dimension ?? $0.name) == "month" }
    scope = hasTime ? [:] : ["month": lists.monthsCounted(since, until)]
    spec = TableSpec(
      title: title ?? lists.title(unit, dimensions), dimensions: dimensions, unit: unit,
      threshold: threshold ?? least, zeroPolicy: publishZeros ? .alwaysPublish : .maySuppress)
  }

  /// The rules applied, in words, for the ledger.
  var rules: [String] {
    [
      "threshold of \(spec.threshold) distinct persons",
      "complementary suppression, audited together with all earlier releases",
      "zero policy: \(spec.zeroPolicy.rawValue)",
    ] + (consentRule.map { [$0] } ?? [])
  }

  /// One observation a row.
  func observations() -> [Publication.Observation] {
    rows.map { Publication.Observation(values: $0.values, person: $0.person, unit: $0.unit) }
  }
}

/// Code lists as the dimensions of a table, with their labels in three languages.
private struct CodeLabels {
  private let codebook: Codebook
  private let facilities: [Facility]
  private let months: [String]
  private let addressees: [String]

  init(
    _ vault: OpenVault, months: [String], since: String?, until: String?, addressees: [String]
  ) throws {
    self.addressees = Set(addressees).sorted()
    codebook = try vault.codebook()
    facilities = try vault.records(Facility.self, in: try vault.register).map(\.content)
    self.months = Self.wholeYears(months, since, until)
  }

  /// Every code of the list, used or not: a list cut down to what occurs tells which counts are not zero.
  func dimension(_ name: String, isMultiResponse: Bool) throws -> TableDimension {
    let lists: [String: CodeList] = [
      "facilityType": .facilityType, "region": .region, "sex": .sex, "language": .language, "channel": .channel,
      "relation": .relation, "visitType": .visitType, "recommendationState": .recommendationState,
      "referralState": .referralState,
    ]
    var categories: [TableCategory]
    switch name {
    case "allegation":
      categories = codebook.entries(.allegation).filter { !codebook.isGroup(.allegation, $0.code) }.map(category)
    case "allegationGroup":
      categories = codebook.entries(.allegation).filter { codebook.isGroup(.allegation, $0.code) }.map(category)
    case "facility":
      categories = facilities.map {
        TableCategory(
          code: $0.code, label: LocalizedText($0.names.en ?? $0.code, russian: $0.names.ru, kazakh: $0.names.kk))
      }
    // Names of authorities are written as they come: there is no list but those that were written.
    case "addressee": categories = addressees.map { TableCategory(code: $0, label: LocalizedText($0)) }
    case "month": categories = months.map { TableCategory(code: $0, label: LocalizedText($0)) }
    case "quarter":
      categories = years.flatMap { year in (1...4).map { "\(year)-Q\($0)" } }
        .map { TableCategory(code: $0, label: LocalizedText($0)) }
    case "year": categories = years.map { TableCategory(code: $0, label: LocalizedText($0)) }
    case "ageBand":
      categories = AgeBand.allCases.filter { $0 != .unknown }.map {
        TableCategory(code: $0.rawValue, label: LocalizedText($0.rawValue))
      }
    case "minor", "foreigner":
      categories = [
        TableCategory(code: "yes", label: LocalizedText("yes", russian: "да", kazakh: "иә")),
        TableCategory(code: "no", label: LocalizedText("no", russian: "нет", kazakh: "жоқ")),
      ]
    default:
      guard let list = lists[name] else {
        throw PublicationError.unknownDimension(name, available: CodedRecord.dimensionNames)
      }
      categories = codebook.entries(list).map(category)
    }
    if !categories.contains(where: { $0.code == CodedRecord.unknown }) {
      let unknown = LocalizedText("not known", russian: "не известно", kazakh: "белгісіз")
      categories.append(TableCategory(code: CodedRecord.unknown, label: unknown))
    }
    return TableDimension(
      name: name, label: Self.names[name] ?? LocalizedText(name), categories: categories,
      isSensitive: name.hasPrefix("allegation"), isMultiResponse: isMultiResponse,
      counting: counting(name, categories.map(\.code)))
  }

  /// Which codes of a finer dimension the categories of a coarser one count, so that tables by either are audited
  /// together. A region's facilities change with time: tables by region and by facility are not tied.
  private func counting(_ name: String, _ codes: [String]) -> BaseCodes? {
    func base(_ dimension: String, _ members: (String) -> [String]) -> BaseCodes {
      BaseCodes(
        dimension: dimension,
        codes: Dictionary(
          codes.map { code in
            let found = code == CodedRecord.unknown ? [code] : members(code)
            return (code, found.isEmpty ? ["none of \(code)"] : found)
          }, uniquingKeysWith: { first, _ in first }))
    }
    switch name {
    case "quarter":
      return base("month") { quarter in
        guard let number = Int(quarter.suffix(1)) else { return [] }
        return (number * 3 - 2...number * 3).map { "\(quarter.prefix(4))-" + ($0 < 10 ? "0\($0)" : "\($0)") }
      }
    case "year": return base("month") { year in (1...12).map { "\(year)-" + ($0 < 10 ? "0\($0)" : "\($0)") } }
    case "facilityType":
      return base("facility") { type in facilities.filter { $0.type.text == type }.map(\.code) }
    case "minor":
      return base("ageBand") { answer in
        AgeBand.allCases.filter { $0 != .unknown && ($0 == .to17) == (answer == "yes") }.map(\.rawValue)
      }
    case "allegationGroup":
      return base("allegation") { group in
        codebook.entries(.allegation).filter { $0.parent == group }.map(\.code)
      }
    default: return nil
    }
  }

  /// The months a table without them counts: those asked for, or all until now and those nobody knows.
  func monthsCounted(_ since: String?, _ until: String?) -> [String] {
    let now = String(Date().formatted(.iso8601).prefix(7))
    let first = months.first ?? now
    let counted = Self.wholeYears([first, now], since, until).filter { $0 >= since ?? first && $0 <= until ?? now }
    return counted + (since == nil && until == nil ? [CodedRecord.unknown] : [])
  }

  /// "Statements: Channel, Month" in every language.
  func title(_ unit: CountedUnit, _ dimensions: [TableDimension]) -> LocalizedText {
    let counted = unit.label
    func joined(_ part: (LocalizedText) -> String?) -> String {
      let names = dimensions.map { part($0.label) ?? $0.label.english }.joined(separator: ", ")
      return "\(part(counted) ?? counted.english): \(names)"
    }
    return LocalizedText(joined(\.english), russian: joined(\.russian), kazakh: joined(\.kazakh))
  }

  private func category(_ entry: CodeEntry) -> TableCategory {
    TableCategory(
      code: entry.code, label: LocalizedText(entry.labels.en, russian: entry.labels.ru, kazakh: entry.labels.kk))
  }

  private var years: [String] { Array(Set(months.map { String($0.prefix(4)) })).sorted() }

  /// Every month of every year concerned, or of the period asked for.
  private static func wholeYears(_ months: [String], _ since: String?, _ until: String?) -> [String] {
    let known = months.filter { $0 != CodedRecord.unknown }
    guard let first = (since ?? known.min())?.prefix(4), let last = (until ?? known.max())?.prefix(4),
      let start = Int(first), let end = Int(last), start <= end, end - start <= 200
    else { return [] }
    return (start...end).flatMap { year in (1...12).map { "\(year)-" + ($0 < 10 ? "0\($0)" : "\($0)") } }
      .filter { $0 >= since ?? "" && $0 <= until ?? "9999-99" }
  }

  private static let names: [String: LocalizedText] = [
    "facility": LocalizedText("Facility", russian: "Учреждение", kazakh: "Мекеме"),
    "facilityType": LocalizedText("Type of facility", russian: "Вид учреждения", kazakh: "Мекеме түрі"),
    "region": LocalizedText("Region", russian: "Регион", kazakh: "Өңір"),
    "month": LocalizedText("Month", russian: "Месяц", kazakh: "Ай"),
    "quarter": LocalizedText("Quarter", russian: "Квартал", kazakh: "Тоқсан"),
    "year": LocalizedText("Year", russian: "Год", kazakh: "Жыл"),
    "sex": LocalizedText("Sex", russian: "Пол", kazakh: "Жынысы"),
    "ageBand": LocalizedText("Age", russian: "Возраст", kazakh: "Жасы"),
    "minor": LocalizedText("Minor", russian: "Несовершеннолетние", kazakh: "Кәмелетке толмаған"),
    "foreigner": LocalizedText("Foreigner", russian: "Иностранные граждане", kazakh: "Шетел азаматы"),
    "language": LocalizedText("Language", russian: "Язык", kazakh: "Тілі"),
    "channel": LocalizedText("Channel", russian: "Канал поступления", kazakh: "Түсу арнасы"),
    "relation": LocalizedText("Author", russian: "Заявитель", kazakh: "Өтініш беруші"),
    "allegation": LocalizedText("Allegation", russian: "Жалоба", kazakh: "Шағым"),
    "visitType": LocalizedText("Type of visit", russian: "Вид посещения", kazakh: "Бару түрі"),
    "addressee": LocalizedText("Addressee", russian: "Адресат", kazakh: "Адресат"),
    "recommendationState": LocalizedText("State", russian: "Состояние", kazakh: "Жағдайы"),
    "referralState": LocalizedText("State", russian: "Состояние", kazakh: "Жағдайы"),
    "allegationGroup": LocalizedText("Group of allegations", russian: "Группа жалоб", kazakh: "Шағымдар тобы"),
  ]
}
