extension PerturbedTable.Method {
  /// What is claimed of the numbers, and what must be said beside them.
  var statements: [LocalizedText] {
    switch self {
    case .randomRounding(let rounding):
      [
        LocalizedText(
          "Every number is rounded up or down to a multiple of \(rounding.base) by chance, on average to the true one; totals are "
            + "rounded on their own and do not add up.",
          russian:
            "Каждое число случайно округлено вверх или вниз до кратного \(rounding.base), в среднем до истинного; итоги "
            + "округлены отдельно и не складываются.",
          kazakh:
            "Әрбір сан кездейсоқ түрде \(rounding.base) санына еселікке дейін жоғары не төмен дөңгелектелген, орташа алғанда "
            + "дәл мәніне тең; қорытындылар бөлек дөңгелектелген және қосындыға тең болмауы мүмкін."),
        LocalizedText(
          "Somebody who knows all but one of the counted may narrow a number down to few values.",
          russian: "Тот, кто знает обо всех учтённых, кроме одного, может сузить число до немногих значений.",
          kazakh: "Есептелгендердің біреуінен басқасын білетін адам санды бірнеше мәнге дейін тарылта алады."),
      ]
    case .smallCountRounding(let rounding):
      [
        LocalizedText(
          "Inner numbers below \(rounding.base) are 0 or \(rounding.base); totals are made from them and add up. Larger inner numbers "
            + "are exact.",
          russian:
            "Внутренние числа меньше \(rounding.base) заменены на 0 или \(rounding.base); итоги составлены из них и складываются. "
            + "Большие внутренние числа точны.",
          kazakh:
            "\(rounding.base) санынан кіші ішкі сандар 0 не \(rounding.base) деп берілген; қорытындылар солардан құралған. Одан үлкен "
            + "ішкі сандар дәл.")
      ]
    case .cellKey(let noise):
      [
        LocalizedText(
          "To every number other than zero between -\(noise.bound) and \(noise.bound) was added by chance, on average nothing; the same "
            + "records always have the same noise. Totals do not add up.",
          russian:
            "К каждому числу, кроме нуля, случайно прибавлено от -\(noise.bound) до \(noise.bound), в среднем ноль; у одних и тех же "
            + "записей добавка всегда одна. Итоги не складываются.",
          kazakh:
            "Нөлден басқа әрбір санға кездейсоқ -\(noise.bound) мен \(noise.bound) аралығындағы шама қосылған, орташа алғанда нөл; бірдей "
            + "жазбаларға әрдайым бірдей шама қосылады. Қорытындылар қосындыға тең болмауы мүмкін.")
      ]
    case .differentialPrivacy(let privacy):
      [
        LocalizedText(
          "Random noise was added to every inner number (\(privacy.cost.text), at most \(privacy.incidents) incidents of one person "
            + "counted). Whether one person is among the counted changes the chance of any such table only within this bound. Numbers "
            + "can be negative; totals are sums of noised numbers.",
          russian:
            "К каждому внутреннему числу добавлен случайный шум (\(privacy.cost.text), не более \(privacy.incidents) случаев на "
            + "одного человека). Учтён ли один человек, меняет вероятность любой такой таблицы только в этих пределах. Числа могут быть "
            + "отрицательными; итоги — суммы зашумлённых чисел.",
          kazakh:
            "Әрбір ішкі санға кездейсоқ шу қосылған (\(privacy.cost.text), бір адамға ең көбі \(privacy.incidents) оқиға). Бір адамның "
            + "есепке алынғаны кез келген осындай кестенің ықтималдығын тек осы шекте өзгертеді. Сандар теріс болуы мүмкін; қорытындылар — шу "
            + "қосылған сандардың қосындысы.")
      ]
    }
  }

  /// The code of the claim, where there is one an outsider can replay.
  fileprivate var claim: JSONValue {
    switch self {
    case .randomRounding(let rounding): .object(["method": .text(code), "base": .integer(rounding.base)])
    case .smallCountRounding(let rounding): .object(["method": .text(code), "base": .integer(rounding.base)])
    case .cellKey(let noise):
      .object(["method": .text(code), "bound": .integer(noise.bound), "variance": .decimal(noise.variance)])
    case .differentialPrivacy(let privacy):
      .object([
        "method": .text(code), "claim": .text("D1"), "cost": .text(privacy.cost.text),
        "incidents": .integer(privacy.incidents),
      ])
    }
  }
}

extension DifferentialPrivacy.Cost {
  /// `epsilon = 1/2`.
  var text: String {
    switch self {
    case .epsilon(let amount): "epsilon = \(amount)"
    case .rho(let amount): "rho = \(amount)"
    }
  }
}

extension PerturbedTable {
  /// The files of the release. `budget` is the ledger after this release, for differential privacy.
  public func package(
    _ specification: TableSpecification, budget: PrivacyBudget?, digest: ([UInt8]) -> [UInt8]
  ) throws(PublicationError) -> [DataPackage.File] {
    guard
      let table = PublishedTable(
        title: specification.title, unit: specification.unit, shape: shape, cells: numbers.map { .value($0) },
        zeroPolicy: .maySuppress, threshold: TableSpec.defaultThreshold, scope: specification.scope,
        methods: specification.methods)
    else { throw .renderingFailed }
    return try method.package(of: table, licence: specification.licence, budget: budget).files(digest: digest)
  }
}

extension PerturbedTable.Method {
  /// The package of a table whose numbers came about like this.
  func package(
    of table: PublishedTable, licence: String?, budget: PrivacyBudget?
  ) throws(PublicationError) -> DataPackage {
    var resources = PageLanguage.allCases.map { language in
      DataPackage.Resource(
        name: "table-\(language.rawValue)", path: "table.\(language.rawValue).csv", format: "csv",
        mediaType: "text/csv", bytes: Array(table.csv(in: language).utf8), schema: table.csvSchema)
    }
    let audit = JSONValue.object([
      "claims": .list([claim]), "statements": .list(statements.map(JSONValue.localized)), "budget": budget?.json,
    ])
    resources.append(.json("tables", ReleaseContents.tablesName, try PublishedTable.file([table])))
    resources.append(.json("audit", ReleaseContents.auditName, try audit.file()))
    return DataPackage(
      name: "release", title: table.title, methods: table.methods, licence: licence, method: code, legend: statements,
      details: [:], resources: resources)
  }
}

extension PerturbedTable {
  /// The method of a release somebody made, from its descriptor.
  /// - Throws: ``ReleaseProblem``.
  public static func method(ofRelease files: [String: [UInt8]]) throws(ReleaseProblem) -> String {
    guard let descriptor = files[DataPackage.descriptorName] else { throw .missing(file: DataPackage.descriptorName) }
    do {
      return try ReadPackage(descriptor: descriptor) { _ in [] }.method
    } catch {
      throw .unreadable(file: DataPackage.descriptorName, line: error.line, reason: error.reason)
    }
  }
}

extension TableSpecification {
  /// The records a table counts, for the methods that need each of them: where it lies, its id and whose it is.
  /// - Throws: ``PerturbationProblem/noIDs`` where a row has no id of its own or no person, ``PublicationError``, and what
  ///   `column` throws.
  public func records(_ column: (String) throws -> [String]) throws -> (shape: TableShape, records: [PersonRecord]) {
    guard weight == nil, let unitColumn, let person else { throw PerturbationProblem.noIDs }
    let spec = try spec(column)
    let shape = try spec.shape()
    let codes = try spec.dimensions.map { try column($0.name) }
    let (ids, persons) = (try column(unitColumn), try column(person))
    var seen: Set<String> = []
    let records = try ids.indices.map { row -> PersonRecord in
      guard !ids[row].isEmpty, seen.insert(ids[row]).inserted else { throw PerturbationProblem.noIDs }
      guard let cell = shape.cell(codes: codes.map { $0[row] }) else {
        throw PublicationError.unknownCode(dimension: spec.dimensions[0].name, observation: row)
      }
      return PersonRecord(cell: cell, id: Array(ids[row].utf8), person: Array(persons[row].utf8))
    }
    return (shape, records)
  }
}
