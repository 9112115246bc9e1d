/// What a microdata release is to be, as its specification file says (docs/schema/microdata.json).
public struct MicrodataSpecification: Sendable {
  /// A quasi-identifier and where its hierarchy comes from.
  public struct QuasiIdentifier: Sendable {
    /// The column.
    public let column: String
    /// The hierarchy.
    public let hierarchy: Source
    /// The line of the specification it stands on.
    public let line: Int
  }

  /// Where a hierarchy comes from.
  public enum Source: Sendable {
    /// Lines in the specification itself.
    case lines([[String]])
    /// A delimited file without header, beside the specification.
    case file(String)
    /// Values are told or not.
    case flat
  }

  /// The title.
  public let title: LocalizedText
  /// How the rows came about; told in the package.
  public let methods: LocalizedText?
  /// The licence's identifier (SPDX or Open Definition).
  public let licence: String?
  /// What an outsider may know; every column named neither here nor as sensitive is left out.
  public let quasiIdentifiers: [QuasiIdentifier]
  /// What nobody must learn of one person.
  public let sensitive: [String]
  /// A file with the quasi-identifiers of the whole population, for the journalist's risk.
  public let population: String?
  /// The rules.
  public let rules: MicrodataRules

  /// Reads a specification.
  /// - Throws: ``SpecificationProblem`` with the line, ``MicrodataProblem`` when the rules are too weak.
  public init(_ bytes: [UInt8]) throws {
    var fields = try LocatedJSON(bytes).fields()
    title = try fields.required("title").localized()
    methods = try fields.optional("methods")?.localized()
    licence = try fields.optional("licence")?.text()
    let identifiers = try fields.required("quasiIdentifiers")
    quasiIdentifiers = try identifiers.list().map(Self.quasiIdentifier)
    sensitive = try fields.optional("sensitive")?.list().map { try $0.text() } ?? []
    population = try fields.optional("population")?.text()
    let names = quasiIdentifiers.map(\.column) + sensitive
    guard !quasiIdentifiers.isEmpty, Set(names).count == names.count, !names.contains("id") else {
      throw identifiers.problem("at least one column, each once, none of them id")
    }
    let word = fields.optional("audience")
    let named = try word.map { value in
      guard let audience = MicrodataRules.Audience(rawValue: try value.text()) else {
        throw value.problem("the audience is public or agreement")
      }
      return audience
    }
    rules = try MicrodataRules(
      audience: named ?? .everyone, k: try fields.optional("k")?.integer(), l: try fields.optional("l")?.integer(),
      t: try fields.optional("t")?.decimal(), hasSensitive: !sensitive.isEmpty,
      suppressionLimit: try fields.optional("suppressionLimit")?.decimal() ?? 0)
    try fields.finish()
  }

  private static func quasiIdentifier(_ json: LocatedJSON) throws(SpecificationProblem) -> QuasiIdentifier {
    if case .text(let column) = json.value { return QuasiIdentifier(column: column, hierarchy: .flat, line: json.line) }
    var fields = try json.fields()
    let column = try fields.required("column").text()
    let hierarchy = fields.optional("hierarchy")
    try fields.finish()
    guard let hierarchy else { return QuasiIdentifier(column: column, hierarchy: .flat, line: json.line) }
    if case .text(let file) = hierarchy.value {
      return QuasiIdentifier(column: column, hierarchy: .file(file), line: hierarchy.line)
    }
    var lines: [[String]] = []
    for line in try hierarchy.list() {
      var texts: [String] = []
      for text in try line.list() { texts.append(try text.text()) }
      lines.append(texts)
    }
    return QuasiIdentifier(column: column, hierarchy: .lines(lines), line: hierarchy.line)
  }
}
