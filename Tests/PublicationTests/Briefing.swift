@testable import Publication

/// The tables of the briefing, with labels as a release has them.
enum Briefing {
  static let channels: [TableCategory] = [
    ("npm", "handed to an NPM participant", "передано участнику НПМ", "ҰАМ қатысушысына берілген"),
    ("ombudsman", "ombudsman direct", "напрямую омбудсмену", "тікелей омбудсменге"),
    ("regional", "regional representative", "региональному представителю", "өңірлік өкілге"),
    ("box", "complaint box or terminal", "ящик для жалоб или терминал", "шағым жәшігі немесе терминал"),
    ("lawyer", "lawyer", "адвокат", "адвокат"),
    ("relative", "relative", "родственник", "туыс"),
    ("anonymous", "anonymous", "анонимно", "жасырын"),
  ].map { TableCategory(code: $0.0, label: LocalizedText($0.1, russian: $0.2, kazakh: $0.3)) }

  static let facilityTypes: [TableCategory] = [
    ("SPR", "special reception centre", "специальный приёмник", "арнаулы қабылдау орны"),
    ("IVS", "temporary holding facility (police)", "изолятор временного содержания", "уақытша ұстау изоляторы"),
    ("SIZO", "remand prison", "следственный изолятор", "тергеу изоляторы"),
    ("POL", "police department", "управление полиции", "полиция басқармасы"),
  ].map { TableCategory(code: $0.0, label: LocalizedText($0.1, russian: $0.2, kazakh: $0.3)) }

  static let channel = TableDimension(
    name: "channel", label: LocalizedText("Channel", russian: "Канал", kazakh: "Арна"), categories: channels)
  static let facilityType = TableDimension(
    name: "facility_type",
    label: LocalizedText("Facility type", russian: "Тип учреждения", kazakh: "Мекеме түрі"), categories: facilityTypes)

  static let methods = LocalizedText(
    "Statements received during the visit were coded by two members of the delegation.",
    russian: "Заявления, полученные во время посещения, закодированы двумя членами делегации.",
    kazakh: "Бару кезінде алынған өтініштерді делегацияның екі мүшесі кодтады.")

  static func statements(_ counts: [Int], by column: TableDimension? = nil, _ cells: [[Int]] = []) throws
    -> FrequencyTable
  {
    let title = LocalizedText(
      "Statements received, by channel", russian: "Полученные заявления по каналам",
      kazakh: "Арналар бойынша алынған өтініштер")
    let spec = TableSpec(
      title: title, dimensions: [channel] + [column].compactMap { $0 }, unit: Tables.statements, methods: methods)
    var observations: [Observation] = []
    for (row, count) in counts.enumerated() {
      for _ in 0..<count {
        observations.append(
          Observation(values: ["channel": channels[row].code], person: Tables.person(observations.count)))
      }
    }
    for (row, line) in cells.enumerated() {
      for (column, count) in line.enumerated() {
        for _ in 0..<count {
          observations.append(
            Observation(
              values: ["channel": channels[row].code, "facility_type": facilityTypes[column].code],
              person: Tables.person(observations.count)))
        }
      }
    }
    return try FrequencyTable(spec, counting: observations)
  }

  static func oneWay() throws -> ProtectedTable { try statements([18, 3, 0, 0, 0, 0, 0]).protected() }

  static func twoWay() throws -> ProtectedTable {
    let cells = [
      [42, 17, 9, 6], [12, 3, 0, 8], [0, 11, 6, 1], [5, 24, 31, 0], [7, 0, 13, 2], [19, 8, 22, 15], [0, 0, 1, 0],
    ]
    return try statements([], by: facilityType, cells).protected()
  }
}
