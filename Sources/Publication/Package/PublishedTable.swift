/// One table as it is published: everything a reader gets, and nothing else. It is what `table.json` holds, whether it was
/// just protected or read from a package somebody else made.
public struct PublishedTable: Sendable, Equatable {
  /// The title.
  public let title: LocalizedText
  /// What is counted.
  public let unit: CountedUnit
  /// Dimensions, groups and totals.
  public let shape: TableShape
  /// What stands in each cell of the shape.
  public let cells: [PublishedCell]
  /// What is stated about zeros.
  public let zeroPolicy: ZeroPolicy
  /// The threshold.
  public let threshold: Int
  /// What part of the world was counted where a dimension of other tables does not appear: the codes of that dimension.
  public let scope: [String: [String]]
  /// How the data came about.
  public let methods: LocalizedText?

  init?(
    title: LocalizedText, unit: CountedUnit, shape: TableShape, cells: [PublishedCell], zeroPolicy: ZeroPolicy,
    threshold: Int, scope: [String: [String]] = [:], methods: LocalizedText? = nil
  ) {
    guard cells.count == shape.cells else { return nil }
    self.title = title
    self.unit = unit
    self.shape = shape
    self.cells = cells
    self.zeroPolicy = zeroPolicy
    self.threshold = threshold
    self.scope = scope
    self.methods = methods
  }

  /// What an outsider can work with.
  public var published: PublishedSystem {
    PublishedSystem(
      system: shape.system, numbers: cells.map(\.number), zeroPolicy: zeroPolicy, threshold: threshold)
  }

  /// Whether any cell is hidden.
  var isSuppressed: Bool { cells.contains(.suppressed) }

  /// The cell in words: its codes, joined.
  public func name(of cell: Int) -> String { shape.codes(of: cell).joined(separator: " / ") }
}

extension PublishedTable {
  /// The table as JSON.
  var json: JSONValue {
    .object([
      "title": .localized(title),
      "unit": .object(["code": .text(unit.code), "label": .localized(unit.label)]),
      "dimensions": .list(shape.dimensions.map(Self.json)),
      "scope": scope.isEmpty ? nil : .object(scope.mapValues { .list($0.map { .text($0) }) }),
      "threshold": .integer(threshold), "zeroPolicy": .text(zeroPolicy.rawValue),
      "cells": .list(
        cells.enumerated().map { cell, shown in
          .object([
            "codes": .list(shape.codes(of: cell).map { .text($0) }),
            // `null` and not absent: a reader must not take a suppressed cell for one that was never there.
            "value": shown.number.map { .integer($0) } ?? .null, "status": .text(shown.status),
          ])
        }),
      "methods": methods.map(JSONValue.localized),
    ])
  }

  private static func json(_ category: TableCategory) -> JSONValue {
    .object(["code": .text(category.code), "label": .localized(category.label)])
  }

  private static func json(_ dimension: TableDimension) -> JSONValue {
    .object([
      "name": .text(dimension.name), "label": .localized(dimension.label),
      "categories": .list(dimension.categories.map(json)),
      "hierarchies": .list(
        dimension.hierarchies.map { hierarchy in
          .list(
            hierarchy.groups.map { group in
              .object([
                "code": .text(group.category.code), "label": .localized(group.category.label),
                "members": .list(group.members.map { .text($0) }),
              ])
            })
        }),
      "multiResponse": .truth(dimension.isMultiResponse), "sensitive": .truth(dimension.isSensitive),
      "total": .truth(dimension.hasTotal),
      "counting": dimension.counting.map { base in
        .object([
          "dimension": .text(base.dimension), "codes": .object(base.codes.mapValues { .list($0.map { .text($0) }) }),
        ])
      },
    ])
  }
}

extension PublishedTable {
  init(
    _ spec: TableSpec, _ shape: TableShape, _ shown: [PublishedCell], scope: [String: [String]]
  ) throws(PublicationError) {
    guard
      let table = PublishedTable(
        title: spec.title, unit: spec.unit, shape: shape, cells: shown, zeroPolicy: spec.zeroPolicy,
        threshold: spec.threshold, scope: scope, methods: spec.methods)
    else { throw .renderingFailed }
    self = table
  }
}

extension ProtectedTable {
  /// The table as it is published.
  public func published(scope: [String: [String]] = [:]) throws(PublicationError) -> PublishedTable {
    try PublishedTable(spec, shape, shown, scope: scope)
  }
}
