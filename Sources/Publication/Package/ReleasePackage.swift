/// A release that went out before, as its package has it.
public struct EarlierRelease: Sendable, Equatable {
  /// SHA-256 of its `datapackage.json`, in hexadecimal: its name for later releases.
  public let id: String
  /// Its title.
  public let title: LocalizedText
  /// Its tables.
  public let tables: [PublishedTable]
  /// The id of the release it corrects.
  public let replaces: String?
}

/// A release of tables with suppressed cells: figures for people and machines, what is claimed, and witnesses by which
/// anybody can check it. Made from what is published alone: the same published tables give the same bytes.
public struct ReleasePackage {
  private let contents: ReleaseContents
  private let replaced: EarlierRelease?
  private let family: PublishedFamily
  private let audit: ReleaseAudit

  /// Audits the tables together with all earlier ones that stand: the numbers of a corrected one are said to be wrong, and
  /// cannot be solved for together with those of its correction. What changed tells of those whose records changed
  /// (``smallChanges``), and what the corrected one hid stays hidden.
  /// - Throws: ``ReleaseProblem/givesAway(_:)`` with the cells a reader could work out.
  public init(
    _ tables: [PublishedTable], earlier: [EarlierRelease] = [], replacing replaced: EarlierRelease? = nil,
    licence: String? = nil
  ) throws {
    try self.init(tables, earlier: earlier, replacing: replaced, licence: licence, known: nil)
  }

  /// A release of one table; where nothing was released before, the audit that it passed when it was protected is not made again.
  /// - Throws: as the other.
  public init(
    _ table: ProtectedTable, scope: [String: [String]] = [:], earlier: [EarlierRelease] = [], licence: String? = nil
  ) throws {
    try self.init(
      [try table.published(scope: scope)], earlier: earlier, replacing: nil, licence: licence, known: table)
  }

  private init(
    _ tables: [PublishedTable], earlier: [EarlierRelease], replacing replaced: EarlierRelease?, licence: String?,
    known: ProtectedTable?
  ) throws {
    let earlier = earlier.standing.filter { $0.id != replaced?.id }
    guard !tables.isEmpty else { throw PublicationError.nothingToPublish(.noObservations) }
    let family = try PublishedFamily(tables + earlier.flatMap(\.tables))
    guard family.contradictions.isEmpty else {
      throw ReleaseProblem.contradicts(family.contradictions.map { family.name(of: $0.0) })
    }
    guard family.shownElsewhere.isEmpty else {
      throw ReleaseProblem.givesAway(family.shownElsewhere.map { family.name(of: $0.hidden) })
    }
    let shownAgain = tables.flatMap { table in replaced?.shownAgain(in: table).map(table.name(of:)) ?? [] }
    guard shownAgain.isEmpty else { throw ReleaseProblem.givesAway(shownAgain) }
    let audit = try known.flatMap { $0.audited == family.published ? $0.audit : nil } ?? ReleaseAudit(family)
    let disclosures = audit.disclosures(in: family).map(\.cell)
    let narrowed = try audit.narrowedTogether(in: family).map(\.cell)
    guard disclosures.isEmpty, narrowed.isEmpty else {
      let cells = disclosures + Set(narrowed).subtracting(disclosures).sorted()
      throw ReleaseProblem.givesAway(cells.map(family.name(of:)))
    }
    contents = ReleaseContents(
      tables: tables, earlier: earlier.map(ReleaseName.init), replaces: replaced.map(ReleaseName.init), licence: licence
    )
    self.replaced = replaced
    self.family = family
    self.audit = audit
  }

  /// What somebody else published, whatever it gives away: only to be compared with.
  init(_ contents: ReleaseContents, _ family: PublishedFamily, _ audit: ReleaseAudit) {
    self.contents = contents
    replaced = nil
    self.family = family
    self.audit = audit
  }

  private var tables: [PublishedTable] { contents.tables }

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
  public var reach: String { Wording.of(.english).scope(contents.scope) }

  /// The files. `digest` is SHA-256.
  public func files(digest: ([UInt8]) -> [UInt8]) throws(PublicationError) -> [DataPackage.File] {
    try contents.package(audit: try auditFile.file(), witnesses: try witnessFile.file(compact: true)).files(
      digest: digest)
  }

  private func place(_ cell: Int) -> JSONValue {
    guard let place = family.places[cell].first else { return .null }
    return .object([
      "table": .integer(place.table),
      "codes": .list(family.tables[place.table].shape.codes(of: place.cell).map { .text($0) }),
    ])
  }

  /// `audit.json`: what is claimed.
  var auditFile: JSONValue {
    func everywhere(_ text: (Wording) -> String) -> JSONValue { .localized(Wording.everywhere(text)) }
    let scope = contents.scope
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
