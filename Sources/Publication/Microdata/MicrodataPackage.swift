extension ProtectedMicrodata {
  /// The code of the method in the files.
  static let method = "local-recoding"

  /// The files of the release. `digest` is SHA-256; `random` shuffles the rows and gives them new ids.
  public func package(
    _ specification: MicrodataSpecification, using random: inout some RandomNumberGenerator,
    digest: ([UInt8]) -> [UInt8]
  ) throws(PublicationError) -> [DataPackage.File] {
    var csv = CSVLine.text(["id"] + columns)
    for row in shuffled(using: &random) { csv += CSVLine.text([row.id] + row.values) }
    let fields = ["id"] + columns
    let schema = JSONValue.object([
      "fields": .list(fields.map { DataPackage.field($0, "string") }), "primaryKey": .list([.text("id")]),
    ])
    let package = DataPackage(
      name: "microdata", title: specification.title, methods: specification.methods, licence: specification.licence,
      method: Self.method, legend: Self.legend(rules), details: [:],
      resources: [
        .init(
          name: "microdata", path: MicrodataCheck.rowsName, format: "csv", mediaType: "text/csv",
          bytes: Array(csv.utf8),
          schema: schema),
        .init(
          name: "audit", path: "audit.json", format: "json", mediaType: "application/json",
          bytes: try audit(specification).file(), schema: nil),
      ])
    return try package.files(digest: digest)
  }

  /// Nothing about the rows as they were: not even how many of them were unique.
  private func audit(_ specification: MicrodataSpecification) -> JSONValue {
    func measures(_ measures: MicrodataMeasures) -> JSONValue {
      .object([
        "k": .integer(measures.k), "l": measures.l.map { .integer($0) }, "t": measures.t.map { .decimal($0) },
      ])
    }
    func risk(_ risk: ReidentificationRisk) -> JSONValue {
      .object([
        "uniqueRows": .integer(risk.uniqueRows), "prosecutorHighest": .decimal(risk.prosecutorHighest),
        "marketer": .decimal(risk.marketer), "journalistHighest": risk.journalistHighest.map { .decimal($0) },
      ])
    }
    return .object([
      "claims": .list([
        .object([
          "claim": .text("M1"), "k": .integer(rules.k), "l": rules.l.map { .integer($0) },
          "t": rules.t.map { .decimal($0) },
          "statement": .text(
            "Every released row shares all its quasi-identifiers with at least k rows, itself included; with a sensitive "
              + "column each such class meets the stated l or t. Recompute it from the file."),
        ])
      ]),
      "quasiIdentifiers": .list(specification.quasiIdentifiers.map { .text($0.column) }),
      "sensitive": .list(specification.sensitive.map { .text($0) }),
      "audience": .text(rules.audience.rawValue), "classes": .integer(classes),
      "released": .integer(rows.count), "informationLoss": .decimal(informationLoss),
      "suppressedCells": .integer(suppressedCells), "suppressedRows": .integer(suppressedRows),
      "asValue": measures(self.measures), "asWildcard": wildcardMeasures.map(measures),
      "risk": risk(riskAfter),
      "limits": .list(Self.limits.map(JSONValue.localized)),
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

  private static let limits = [
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
