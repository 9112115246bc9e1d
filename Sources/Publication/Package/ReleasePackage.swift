/// A release that went out before, as its package has it.
public struct EarlierRelease: Sendable, Equatable {
  /// SHA-256 of its `datapackage.json`, in hexadecimal: its name for later releases.
  public let id: String
  /// Its title.
  public let title: LocalizedText
  /// Its tables.
  public let tables: [PublishedTable]
}

/// A release of tables with suppressed cells: figures for people and machines, what is claimed, and witnesses by which
/// anybody can check it. Made from what is published alone: the same published tables give the same bytes.
public struct ReleasePackage {
  private let tables: [PublishedTable]
  private let earlier: [EarlierRelease]
  private let replaced: EarlierRelease?
  private let licence: String?
  private let family: PublishedFamily
  private let audit: ReleaseAudit
  private let scope: ReleaseScope

  static let tablesName = "tables.json"
  static let auditName = "audit.json"
  static let witnessesName = "witnesses.json"
  static let method = "suppression"

  /// Audits the tables together with all earlier ones but the one they correct: its numbers are said to be wrong, and
  /// cannot be solved for together with these. What changed tells of those whose records changed
  /// (``smallChanges``).
  /// - Throws: ``ReleaseProblem/givesAway(_:)`` with the cells a reader could work out.
  public init(
    _ tables: [PublishedTable], earlier: [EarlierRelease] = [], replacing replaced: EarlierRelease? = nil,
    licence: String? = nil
  ) throws {
    let earlier = earlier.filter { $0.id != replaced?.id }
    guard !tables.isEmpty else { throw PublicationError.nothingToPublish(.noObservations) }
    let family = try PublishedFamily(tables + earlier.flatMap(\.tables))
    guard family.contradictions.isEmpty else {
      throw ReleaseProblem.contradicts(family.contradictions.map { family.name(of: $0.0) })
    }
    guard family.shownElsewhere.isEmpty else {
      throw ReleaseProblem.givesAway(family.shownElsewhere.map { family.name(of: $0.hidden) })
    }
    let audit = try ReleaseAudit(family)
    let disclosures = audit.disclosures(in: family)
    guard disclosures.isEmpty else { throw ReleaseProblem.givesAway(disclosures.map { family.name(of: $0.cell) }) }
    self.tables = tables
    self.earlier = earlier
    self.replaced = replaced
    self.licence = licence
    self.family = family
    self.audit = audit
    scope = ReleaseScope(tables: tables.count, earlier: earlier.count)
  }

  /// Cells of the release's tables, and how many of them are suppressed.
  public var cells: (all: Int, suppressed: Int) {
    (tables.reduce(0) { $0 + $1.cells.count }, tables.reduce(0) { $0 + $1.cells.count { $0 == .suppressed } })
  }

  /// Cells whose number differs from the replaced release's by less than the threshold.
  public var smallChanges: Int {
    guard let replaced else { return 0 }
    return tables.reduce(0) { count, table in
      guard let old = replaced.tables.first(where: { $0.shape == table.shape && $0.unit == table.unit }) else {
        return count
      }
      return count
        + zip(table.cells, old.cells).count { new, old in
          guard let new = new.number, let old = old.number else { return false }
          return new != old && abs(new - old) < table.threshold
        }
    }
  }

  /// How far the claim reaches, in English.
  public var reach: String { Wording.of(.english).scope(scope) }

  /// The files. `digest` is SHA-256.
  public func files(digest: ([UInt8]) -> [UInt8]) throws(PublicationError) -> [DataPackage.File] {
    var resources: [DataPackage.Resource] = []
    for (number, table) in tables.enumerated() {
      let base = tables.count > 1 ? "table-\(number + 1)" : "table"
      for language in PageLanguage.allCases {
        resources.append(
          .init(
            name: "\(base)-\(language.rawValue)", path: "\(base).\(language.rawValue).csv", format: "csv",
            mediaType: "text/csv", bytes: Array(table.csv(in: language).utf8), schema: table.csvSchema))
        resources.append(
          .init(
            name: "\(base)-page-\(language.rawValue)", path: "\(base).\(language.rawValue).html", format: "html",
            mediaType: "text/html", bytes: Array(try table.html(in: language, scope).utf8), schema: nil))
      }
    }
    for (name, path, value) in [
      ("tables", Self.tablesName, JSONValue.object(["tables": .list(tables.map(\.json))])),
      ("audit", Self.auditName, auditFile), ("witnesses", Self.witnessesName, witnessFile),
    ] {
      resources.append(
        .init(
          name: name, path: path, format: "json", mediaType: "application/json",
          bytes: try value.file(compact: name == "witnesses"), schema: nil))
    }
    let title = tables[0].title
    let package = DataPackage(
      name: "release", title: title, methods: tables[0].methods, licence: licence, method: Self.method,
      legend: Self.legend(tables),
      details: [
        "replaces": replaced.map { .object(["release": .text($0.id), "title": .text($0.title.english)]) } ?? .null,
        "earlier": .list(
          earlier.map { .object(["release": .text($0.id), "title": .text($0.title.english)]) }),
      ], resources: resources)
    return try package.files(digest: digest)
  }

  private static func legend(_ tables: [PublishedTable]) -> [LocalizedText] {
    func everywhere(_ text: (Wording) -> String) -> LocalizedText {
      LocalizedText(text(.of(.english)), russian: text(.of(.russian)), kazakh: text(.of(.kazakh)))
    }
    let marks = [everywhere(\.legend), everywhere(\.structuralZero), everywhere(\.uncounted)]
    let rules = tables.flatMap { table in
      Wording.of(.english).rules(of: table).indices.map { index in everywhere { $0.rules(of: table)[index] } }
    }
    var seen: Set<LocalizedText> = []
    return (marks + rules).filter { seen.insert($0).inserted }
  }

  private func place(_ cell: Int) -> JSONValue {
    guard let place = family.places[cell].first else { return .null }
    return .object([
      "table": .integer(place.table),
      "codes": .list(family.tables[place.table].shape.codes(of: place.cell).map { .text($0) }),
    ])
  }

  private var auditFile: JSONValue {
    func everywhere(_ text: (Wording) -> String) -> JSONValue {
      .localized(
        LocalizedText(text(.of(.english)), russian: text(.of(.russian)), kazakh: text(.of(.kazakh))))
    }
    let open = audit.suppressed.count - audit.narrow.count
    var claims: [JSONValue] = [
      .object([
        "claim": .text("T1"), "cells": .integer(open), "statement": everywhere { $0.claim(of: tables[0]) },
        "check": .text("witnesses.json: add each table up"),
      ])
    ]
    // Linear bounds are integer bounds, and no value between is left out, only where the sums form a network.
    if family.tables.count == 1, tables[0].isNetwork {
      claims.append(
        .object([
          "claim": .text("T2"), "cells": .integer(open),
          "statement": .text("each of these cells can take at least as many values as the threshold"),
          "check": .text("solve for the lowest and highest value over the published sums"),
        ]))
    }
    if scope.isJoint {
      claims.append(
        .object([
          "claim": .text("T5"), "cells": .integer(open),
          "statement": .text("T1 holds over all tables of this release and of the releases named in datapackage.json"),
          "check": .text("verify-release with the folders of all of them"),
        ]))
    }
    return .object([
      "claims": .list(claims), "notClaimed": .list([.text("T3")]), "scope": everywhere { $0.scope(scope) },
      "limits": everywhere { $0.limits(scope) }, "cells": .integer(cells.all),
      "suppressedCells": .integer(cells.suppressed), "threshold": .integer(family.published.threshold),
      "zeroPolicy": .text(family.published.zeroPolicy.rawValue),
      "solver": .text("COIN-OR Clp; every table added up again in integers"),
      // Not small themselves: hidden so that others are not given back.
      "complementary": .list(
        audit.narrow.map { narrow in
          .object([
            "cell": place(narrow.cell), "lowest": .integer(narrow.lowest),
            "highest": narrow.highest.map { .integer($0) } ?? .null,
          ])
        }),
    ])
  }

  private var witnessFile: JSONValue {
    let open = (0..<family.published.system.cells).filter { family.published.numbers[$0] == nil }
    func index(_ table: Int?) -> JSONValue { table.map { .integer($0) } ?? .null }
    return .object([
      "about": .text(
        "Each table is one that agrees with every published number. Its values are those of the cells listed, in this order; "
          + "all other cells are as published. A cell's low and high name the tables in which it is at its floor and reaches "
          + "its target. Cells named null are parts that no table shows."),
      "cells": .list(open.map(place)), "low": .list(open.map { index(audit.witnesses.low[$0]) }),
      "high": .list(open.map { index(audit.witnesses.high[$0]) }),
      "tables": .list(audit.witnesses.tables.map { table in .list(open.map { .integer(table[$0]) }) }),
    ])
  }
}

extension PublishedTable {
  /// Whether the sums form a network: one or two dimensions without further groups.
  var isNetwork: Bool {
    shape.dimensions.count <= 2 && shape.dimensions.allSatisfy(\.hierarchies.isEmpty)
  }
}
