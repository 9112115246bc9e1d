/// A release as another one names it.
struct ReleaseName: Sendable, Equatable {
  /// SHA-256 of its `datapackage.json`, in hexadecimal.
  let id: String
  /// Its title in English.
  let title: String

  init(_ release: EarlierRelease) {
    id = release.id
    title = release.title.english
  }

  init(_ json: LocatedJSON) throws(SpecificationProblem) {
    var fields = try json.fields()
    id = try fields.required("release").text()
    title = try fields.required("title").text()
  }

  var json: JSONValue { .object(["release": .text(id), "title": .text(title)]) }
}

/// A package read from its files. Whoever made it may be an adversary.
struct ReadPackage {
  /// What a resource is listed with.
  struct Listed {
    let path: String
    let bytes: Int
    let hash: String
  }

  let id: String
  let title: LocalizedText
  let methods: LocalizedText?
  let licence: String?
  let method: String
  let listed: [Listed]
  let earlier: [ReleaseName]
  /// The release it corrects.
  let replaces: ReleaseName?

  /// - Throws: ``SpecificationProblem`` with the line of `datapackage.json`.
  init(descriptor bytes: [UInt8], digest: ([UInt8]) -> [UInt8]) throws(SpecificationProblem) {
    id = DataPackage.hexadecimal(digest(bytes))
    var fields = try LocatedJSON(bytes).fields()
    title = try fields.required("titles").localized()
    methods = try fields.optional("descriptions")?.localized()
    method = try fields.required("method").text()
    var licences: [String] = []
    for json in try fields.optional("licenses")?.list() ?? [] {
      var licence = try json.fields()
      licences.append(try licence.required("name").text())
    }
    licence = licences.first
    var listed: [Listed] = []
    for json in try fields.required("resources").list() {
      var resource = try json.fields()
      let path = try resource.required("path")
      let name = try path.text()
      // A path that leads elsewhere would have other files checked than those published.
      guard !name.isEmpty, !name.contains("/"), !name.hasPrefix("."), name.utf8.count <= 100 else {
        throw path.problem("a plain file name is expected here")
      }
      listed.append(
        Listed(
          path: name, bytes: try resource.required("bytes").integer(), hash: try resource.required("hash").text()))
    }
    self.listed = listed
    var earlier: [ReleaseName] = []
    for json in try fields.optional("earlier")?.list() ?? [] { earlier.append(try ReleaseName(json)) }
    self.earlier = earlier
    if let json = fields.optional("replaces") { replaces = try ReleaseName(json) } else { replaces = nil }
  }

  /// The tables of `tables.json`, their numbers within `numbers`.
  static func tables(
    _ bytes: [UInt8], numbers: ClosedRange<Int> = PublishedTable.counts
  ) throws(SpecificationProblem) -> [PublishedTable] {
    var fields = try LocatedJSON(bytes).fields()
    let listed = try fields.required("tables")
    try fields.finish()
    var tables: [PublishedTable] = []
    for json in try listed.list() { tables.append(try PublishedTable(json, numbers: numbers)) }
    guard (1...200).contains(tables.count) else { throw listed.problem("between one and 200 tables are expected here") }
    return tables
  }
}

/// What `witnesses.json` says, before it is compared with the cells of the release.
struct ReadWitnesses {
  /// A cell as the file names it; absent for a part no table shows.
  struct Cell: Equatable {
    let table: Int
    let codes: [String]
  }

  let cells: [Cell?]
  let low: [Int?]
  let high: [Int?]
  let tables: [[Int]]

  init(_ bytes: [UInt8]) throws(SpecificationProblem) {
    var fields = try LocatedJSON(bytes).fields()
    _ = fields.optional("about")
    var cells: [Cell?] = []
    for json in try fields.required("cells").list() { cells.append(try Self.cell(json)) }
    self.cells = cells
    low = try Self.indices(try fields.required("low"), count: cells.count)
    high = try Self.indices(try fields.required("high"), count: cells.count)
    var tables: [[Int]] = []
    for json in try fields.required("tables").list() {
      var values: [Int] = []
      for value in try json.list() { values.append(try value.integer()) }
      guard values.count == cells.count else { throw json.problem("\(cells.count) values are expected here") }
      tables.append(values)
    }
    self.tables = tables
    try fields.finish()
  }

  static func cell(_ json: LocatedJSON) throws(SpecificationProblem) -> Cell? {
    if case .null = json.value { return nil }
    var fields = try json.fields()
    let table = try fields.required("table").integer()
    var codes: [String] = []
    for code in try fields.required("codes").list() { codes.append(try code.text()) }
    try fields.finish()
    return Cell(table: table, codes: codes)
  }

  private static func indices(_ json: LocatedJSON, count: Int) throws(SpecificationProblem) -> [Int?] {
    var indices: [Int?] = []
    for element in try json.list() {
      if case .null = element.value { indices.append(nil) } else { indices.append(try element.integer()) }
    }
    guard indices.count == count else { throw json.problem("\(count) entries are expected here") }
    return indices
  }
}
