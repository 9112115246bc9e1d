/// The files around rows about persons.
struct MicrodataPackage {
  let title: LocalizedText
  let methods: LocalizedText?
  let licence: String?
  let rules: MicrodataRules
  /// Names of the columns after the row's id.
  let columns: [String]

  /// The code of the method in the files.
  static let method = "local-recoding"
  static let rowsName = "microdata.csv"

  func package(rows: [UInt8], audit: MicrodataAudit) throws(PublicationError) -> DataPackage {
    let schema = JSONValue.object([
      "fields": .list((["id"] + columns).map { DataPackage.field($0, "string") }),
      "primaryKey": .list([.text("id")]),
    ])
    return DataPackage(
      name: "microdata", title: title, methods: methods, licence: licence, method: Self.method,
      legend: Self.legend(rules), details: [:],
      resources: [
        .init(
          name: "microdata", path: Self.rowsName, format: "csv", mediaType: "text/csv", bytes: rows, schema: schema),
        .json("audit", ReleaseContents.auditName, try audit.json.file()),
      ])
  }

  private static func legend(_ rules: MicrodataRules) -> [LocalizedText] {
    [
      LocalizedText(
        "* stands for any value. Coarser groups stand for all the values below them. Rows are in random order and their "
          + "ids are random.",
        russian:
          "* означает любое значение. Укрупнённая группа означает любое из её значений. Порядок строк и их номера "
          + "случайны.",
        kazakh:
          "* кез келген мәнді білдіреді. Ірілендірілген топ оның құрамындағы кез келген мәнді білдіреді. Жолдардың "
          + "реті мен нөмірлері кездейсоқ."),
      LocalizedText(
        "Every row is like at least \(rules.k) in all columns an outsider may know, itself included.",
        russian: "Каждая строка совпадает по всем столбцам, которые могут быть известны постороннему, не менее чем с "
          + "\(rules.k) строками, считая её саму.",
        kazakh:
          "Бөгде адам білуі мүмкін барлық баған бойынша әрбір жол, өзін қосқанда, кемінде \(rules.k) жолмен бірдей."),
    ] + limits
  }

  static let limits = [
    LocalizedText(
      "It holds for what is named as known to an outsider, within this file only. Somebody who knows more about a person, "
        + "or has another file about the same persons, may find out more.",
      russian:
        "Это верно для сведений, названных известными постороннему, и только в пределах этого файла. Тот, кто знает "
        + "о человеке больше или имеет другой файл о тех же людях, может узнать больше.",
      kazakh:
        "Бұл бөгде адамға белгілі деп аталған мәліметтерге қатысты және тек осы файл шегінде дұрыс. Адам туралы көбірек "
        + "білетін немесе сол адамдар туралы басқа файлы бар кісі көбірек біле алады.")
  ]
}

extension ProtectedMicrodata {
  /// The files of the release. `digest` is SHA-256; `random` shuffles the rows and gives them new ids.
  public func package(
    _ specification: MicrodataSpecification, using random: inout some RandomNumberGenerator,
    digest: ([UInt8]) -> [UInt8]
  ) throws(PublicationError) -> [DataPackage.File] {
    var csv = CSVLine.text(["id"] + columns)
    for row in shuffled(using: &random) { csv += CSVLine.text([row.id] + row.values) }
    let audit = MicrodataAudit(
      rules: rules, quasiIdentifiers: specification.quasiIdentifiers.map(\.column),
      sensitive: specification.sensitive, classes: classes, released: rows.count, informationLoss: informationLoss,
      suppressedCells: suppressedCells, suppressedRows: suppressedRows, asValue: measures,
      asWildcard: wildcardMeasures, risk: riskAfter)
    return try MicrodataPackage(
      title: specification.title, methods: specification.methods, licence: specification.licence, rules: rules,
      columns: columns
    ).package(rows: Array(csv.utf8), audit: audit).files(digest: digest)
  }
}
