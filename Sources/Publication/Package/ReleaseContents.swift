/// What a release of tables with suppressed cells is made of. All its files but the audit and the witnesses follow from
/// this: whoever has `tables.json` and the descriptor can make them again and compare.
struct ReleaseContents: Sendable {
  let tables: [PublishedTable]
  /// The releases it is audited together with.
  let earlier: [ReleaseName]
  /// The release it corrects.
  let replaces: ReleaseName?
  let licence: String?

  static let tablesName = "tables.json"
  static let auditName = "audit.json"
  static let witnessesName = "witnesses.json"
  static let method = "suppression"

  /// How far its claims reach.
  var scope: ReleaseScope { ReleaseScope(tables: tables.count, earlier: earlier.count) }

  /// The package around an audit and its witnesses.
  func package(audit: [UInt8], witnesses: [UInt8]) throws(PublicationError) -> DataPackage {
    let scope = scope
    let pages = tables.enumerated().flatMap { (number, table) in
      PageLanguage.allCases.map { (tables.count > 1 ? "table-\(number + 1)" : "table", table, $0) }
    }
    var resources = try pages.concurrentMap { (_, page) throws(PublicationError) in
      let (base, table, language) = page
      return [
        DataPackage.Resource(
          name: "\(base)-\(language.rawValue)", path: "\(base).\(language.rawValue).csv", format: "csv",
          mediaType: "text/csv", bytes: Array(table.csv(in: language).utf8), schema: table.csvSchema),
        DataPackage.Resource(
          name: "\(base)-page-\(language.rawValue)", path: "\(base).\(language.rawValue).html", format: "html",
          mediaType: "text/html", bytes: Array(try table.html(in: language, scope).utf8), schema: nil),
      ]
    }.flatMap { $0 }
    resources.append(.json("tables", Self.tablesName, try PublishedTable.file(tables)))
    resources.append(.json("audit", Self.auditName, audit))
    resources.append(.json("witnesses", Self.witnessesName, witnesses))
    return DataPackage(
      name: "release", title: tables[0].title, methods: tables[0].methods, licence: licence, method: Self.method,
      legend: Self.legend(tables),
      details: ["replaces": replaces?.json ?? .null, "earlier": .list(earlier.map(\.json))], resources: resources)
  }

  private static func legend(_ tables: [PublishedTable]) -> [LocalizedText] {
    let marks = [Wording.everywhere(\.legend), Wording.everywhere(\.structuralZero), Wording.everywhere(\.uncounted)]
    let rules = tables.flatMap { table in
      Wording.of(.english).rules(of: table).indices.map { index in Wording.everywhere { $0.rules(of: table)[index] } }
    }
    var seen: Set<LocalizedText> = []
    return (marks + rules).filter { seen.insert($0).inserted }
  }
}

extension DataPackage.Resource {
  /// A JSON file.
  static func json(_ name: String, _ path: String, _ bytes: [UInt8]) -> Self {
    .init(name: name, path: path, format: "json", mediaType: "application/json", bytes: bytes, schema: nil)
  }
}

extension PublishedTable {
  /// The bytes of `tables.json`.
  static func file(_ tables: [PublishedTable]) throws(PublicationError) -> [UInt8] {
    try JSONValue.object(["tables": .list(tables.map(\.json))]).file()
  }
}

extension Wording {
  /// One text in all languages.
  static func everywhere(_ text: (Wording) -> String) -> LocalizedText {
    LocalizedText(text(.of(.english)), russian: text(.of(.russian)), kazakh: text(.of(.kazakh)))
  }
}
